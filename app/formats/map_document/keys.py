"""The keys of `value-chain-map/1`, class by class, in the order in which they are written."""

from app.formats.map_document.codecs import AnyObject, Day, ListOf, Number, OneOf, Text, Whole
from app.formats.map_document.records import Numbered, Record
from app.formats.map_document.shapes import NoneBecauses, Positions, Ratings, ScoreCounts
from process_models.domain.chain import (
    Action,
    ActionChange,
    AgreedTime,
    Handoff,
    HandoffGroup,
    Node,
    Requirement,
    ValueChain,
)
from process_models.domain.evidence import Deliveries, Evidence, Rating
from process_models.domain.vocabulary import (
    EvidenceKind,
    GroupKind,
    NodeKind,
    ProcessKind,
    QualityDimension,
    Rater,
    RaterRole,
    RequirementKind,
    RequirementStatus,
    TimeUnit,
    Viewpoint,
)

_text, _whole, _number, _day = Text(), Whole(), Number(), Day()
_viewpoint = OneOf(Viewpoint)

_deliveries = Record(
    Deliveries, {"count": _whole, "failed": _whole, "late": _whole, "incomplete": _whole, "wrong": _whole}
)

_rating = Record(
    Rating,
    {
        "score": _whole,
        "date": _day,
        "role": OneOf(RaterRole),
        "by": OneOf(Rater),
        "importance": _whole,
        "requirement": _text,
        "comment": _text,
    },
)

_evidence = Record(
    Evidence,
    {
        "deliveries": _deliveries,
        "scores": ScoreCounts(),
        "ratings": Ratings(_rating),
        "total": _number,
        "own": _number,
    },
)

NODE = Record(
    Node,
    {
        "id": _text,
        "name": _text,
        "kind": OneOf(NodeKind),
        "process_kind": OneOf(ProcessKind),
        "code": _text,
        "part_of": _text,
        "owner": _text,
        "lane": _text,
        "description": _text,
        "own_failure": _evidence,
        "weight": _number,
        "channels": ListOf(_viewpoint),
        "position": Positions(),
        "viewpoints": NoneBecauses(),
        "valid_from": _day,
        "valid_to": _day,
        "extensions": AnyObject(),
    },
)

_requirement = Record(
    Requirement,
    {
        "id": _text,
        "kind": OneOf(RequirementKind),
        "status": OneOf(RequirementStatus),
        "dimension": OneOf(QualityDimension),
        "statement": _text,
        "importance": _whole,
        "evidence": OneOf(EvidenceKind),
        "source": _text,
        "confirmed_by": _text,
    },
)

HANDOFF = Record(
    Handoff,
    {
        "id": _text,
        "supplier": _text,
        "client": _text,
        "deliverable": _text,
        "description": _text,
        "channel": _viewpoint,
        "medium": _text,
        "requirements": Numbered(_requirement, "r"),
        "agreed_time": Record(AgreedTime, {"amount": _number, "unit": OneOf(TimeUnit)}),
        "failure": _evidence,
        "dependency": _number,
        "containment": _number,
        "group": _text,
        "share": _number,
        "valid_from": _day,
        "valid_to": _day,
        "extensions": AnyObject(),
    },
)

GROUP = Record(
    HandoffGroup, {"id": _text, "client": _text, "kind": OneOf(GroupKind), "required": _whole}, always=["kind"]
)

_change = Record(
    ActionChange,
    {
        "handoff": _text,
        "node": _text,
        "own": _number,
        "own_times": _number,
        "dependency": _number,
        "containment": _number,
    },
)

ACTION = Record(
    Action,
    {"id": _text, "name": _text, "cost": _number, "owner": _text, "due": _day, "changes": ListOf(_change)},
)

MAP = Record(
    ValueChain,
    {
        "id": _text,
        "name": _text,
        "description": _text,
        "language": _text,
        "as_of": _day,
        "minimum_group": _whole,
        "currency": _text,
        "nodes": ListOf(NODE),
        "handoffs": ListOf(HANDOFF),
        "groups": ListOf(GROUP),
        "actions": Numbered(ACTION, "a"),
        "extensions": AnyObject(),
    },
    required=["nodes", "handoffs"],
    always=["nodes", "handoffs", "groups"],
)
"""A whole map, without the key `format`."""

FORMAT = "value-chain-map/1"
"""What stands at the key `format`."""
