"""The closed lists of words that a map uses; each value is what stands in the document."""

from enum import StrEnum


class NodeKind(StrEnum):
    """What a node is: a process, an external supplier, an external customer, or people as internal clients."""

    PROCESS = "process"
    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    EMPLOYEES = "employees"


class ProcessKind(StrEnum):
    """The four kinds of the public-sector process map."""

    STRATEGIC = "strategic"
    CORE = "core"
    SUPPORT = "support"
    EVALUATION = "evaluation"


class Viewpoint(StrEnum):
    """The eight viewpoints (channels) from which to find out who the customers are."""

    INFORMATION = "information"
    COMPLAINTS = "complaints"
    COMMITMENT = "commitment"
    DIRECT_ATTENTION = "direct_attention"
    DELIVERED = "delivered"
    INTERNAL = "internal"
    INTEREST_GROUP = "interest_group"
    AUDIT = "audit"


class EvidenceKind(StrEnum):
    """What a figure rests on: measured, rated, supposed, or nothing at all."""

    FACT = "fact"
    OPINION = "opinion"
    ASSUMPTION = "assumption"
    UNKNOWN = "unknown"


class RequirementKind(StrEnum):
    """A need must be met; an expectation is hoped for."""

    NEED = "need"
    EXPECTATION = "expectation"


class RequirementStatus(StrEnum):
    """How a requirement came to be one (ISO 9000:2015, 3.6.4)."""

    STATED = "stated"
    IMPLIED = "implied"
    OBLIGATORY = "obligatory"
    NONE = "none"


class QualityDimension(StrEnum):
    """The side of a deliverable that a requirement speaks of."""

    TIME = "time"
    COMPLETENESS = "completeness"
    ACCURACY = "accuracy"
    TREATMENT = "treatment"
    COST = "cost"
    OTHER = "other"


class RaterRole(StrEnum):
    """The level at which whoever rated a handoff works."""

    OPERATIONAL = "operational"
    ADMINISTRATIVE = "administrative"
    TECHNICAL = "technical"
    MANAGEMENT = "management"


class Rater(StrEnum):
    """The side of a handoff that gave a rating."""

    CLIENT = "client"
    SUPPLIER = "supplier"


class GroupKind(StrEnum):
    """`alternatives`: k of n are enough; `routes`: each occasion uses exactly one, by shares."""

    ALTERNATIVES = "alternatives"
    ROUTES = "routes"


class TimeUnit(StrEnum):
    """The unit of an agreed time."""

    HOURS = "hours"
    WORKING_HOURS = "working_hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
