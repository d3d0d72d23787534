"""A value chain: nodes, the handoffs between them, groups of handoffs, and actions; the content of a map."""

from dataclasses import dataclass
from datetime import date
from typing import NewType

from process_models.domain.evidence import Evidence
from process_models.domain.identifiers import ActionId, GroupId, HandoffId, MapId, NodeId, RequirementId
from process_models.domain.vocabulary import (
    EvidenceKind,
    GroupKind,
    NodeKind,
    ProcessKind,
    QualityDimension,
    RequirementKind,
    RequirementStatus,
    TimeUnit,
    Viewpoint,
)

JsonText = NewType("JsonText", str)
"""A JSON object as text: foreign content that is kept as it is."""

SMALLEST_MINIMUM_GROUP = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class NoneBecause:
    """The reason why a process has no customers from one of the eight viewpoints."""

    viewpoint: Viewpoint
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where an editor put a node, in points, x to the right and y down."""

    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A process, an external supplier, an external customer, or people as internal clients."""

    id: NodeId
    name: str
    kind: NodeKind
    process_kind: ProcessKind | None = None
    code: str = ""
    part_of: NodeId | None = None
    owner: str = ""
    lane: str = ""
    description: str = ""
    own_failure: Evidence | None = None
    weight: float | None = None
    channels: tuple[Viewpoint, ...] = ()
    viewpoints: tuple[NoneBecause, ...] = ()
    position: Position | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    extensions: JsonText | None = None

    @property
    def is_outcome(self) -> bool:
        """Whether propagation ends in a figure here: customers and employees."""
        return self.kind in (NodeKind.CUSTOMER, NodeKind.EMPLOYEES)

    @property
    def passes_failures_on(self) -> bool:
        """Whether what spoils this node spoils what it hands over; a customer's dissatisfaction does not."""
        return self.kind is not NodeKind.CUSTOMER

    @property
    def severity(self) -> float:
        """The weight of an outcome in the expected loss; 1 if not given."""
        return 1.0 if self.weight is None else self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A need or an expectation of the client of a handoff."""

    id: RequirementId
    kind: RequirementKind | None = None
    status: RequirementStatus | None = None
    dimension: QualityDimension | None = None
    statement: str = ""
    importance: int | None = None
    evidence: EvidenceKind | None = None
    source: str = ""
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedTime:
    """How long a handoff may take, from the moment the work reaches its supplier."""

    amount: float
    unit: TimeUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """One deliverable that goes from a supplier to a client, and how well it serves that client."""

    id: HandoffId
    supplier: NodeId
    client: NodeId
    deliverable: str
    description: str = ""
    channel: Viewpoint | None = None
    medium: str = ""
    requirements: tuple[Requirement, ...] = ()
    agreed_time: AgreedTime | None = None
    failure: Evidence | None = None
    dependency: float | None = None
    containment: float | None = None
    group: GroupId | None = None
    share: float | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    extensions: JsonText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffGroup:
    """Handoffs of one client of which `required` are enough (alternatives) or exactly one is used (routes)."""

    id: GroupId
    client: NodeId
    kind: GroupKind = GroupKind.ALTERNATIVES
    required: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionChange:
    """What an improvement does to one handoff or one node; exactly one of the two is named."""

    handoff: HandoffId | None = None
    node: NodeId | None = None
    own: float | None = None
    own_times: float | None = None
    dependency: float | None = None
    containment: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """An improvement: what it changes, what it costs, who answers for it and until when."""

    id: ActionId
    name: str = ""
    cost: float | None = None
    owner: str = ""
    due: date | None = None
    changes: tuple[ActionChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChain:
    """The frozen content of a map at one revision."""

    name: str
    id: MapId | None = None
    description: str = ""
    language: str | None = None
    as_of: date | None = None
    minimum_group: int | None = None
    currency: str = ""
    nodes: tuple[Node, ...] = ()
    handoffs: tuple[Handoff, ...] = ()
    groups: tuple[HandoffGroup, ...] = ()
    actions: tuple[Action, ...] = ()
    extensions: JsonText | None = None

    @property
    def smallest_shown_group(self) -> int:
        """The number of people below which collected answers are withheld and typed ones flagged as few."""
        return SMALLEST_MINIMUM_GROUP if self.minimum_group is None else self.minimum_group

    @property
    def outcomes(self) -> tuple[Node, ...]:
        """The customers and employees, in the document's order."""
        return tuple(node for node in self.nodes if node.is_outcome)

    def node(self, identifier: NodeId) -> Node | None:
        """Return the node of that id, if there is one."""
        return next((node for node in self.nodes if node.id == identifier), None)

    def handoff(self, identifier: HandoffId) -> Handoff | None:
        """Return the handoff of that id, if there is one."""
        return next((handoff for handoff in self.handoffs if handoff.id == identifier), None)

    def members(self, group: GroupId) -> tuple[Handoff, ...]:
        """Return the handoffs of a group, in the document's order."""
        return tuple(handoff for handoff in self.handoffs if handoff.group == group)
