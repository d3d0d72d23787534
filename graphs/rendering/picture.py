"""What is drawn, said in full: nodes and handoffs with their lines, strokes and spoken sentences; no positions yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphs.rendering.styles import Stroke, stroke
from process_models.domain.evidence import Rate
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import EvidenceKind, NodeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Which part of a map is drawn, and what its colours mean.

    Without an outcome the whole map, coloured by failure rate; with one, what lies upstream of it, coloured by what
    each handoff contributes to its failures.
    """

    outcome: NodeId | None = None
    lanes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures that a drawing shows: each handoff's rate, and who contributes what to the outcome of the view.

    `shares` (0-1) are those of handoffs, `node_shares` those of nodes that fail by themselves; None where they are not
    known, and then colours mean rates in every view.
    """

    rates: Mapping[HandoffId, Rate]
    shares: Mapping[HandoffId, float] | None = None
    node_shares: Mapping[NodeId, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnNode:
    """One node of the picture; `identifier` is its own in the finished document."""

    identifier: str
    kind: NodeKind
    lines: tuple[str, ...]
    spoken: str
    figures: tuple[str, ...] = ()
    lane: str = ""
    supports: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnHandoff:
    """One handoff of the picture: `supplier` and `client` are the drawn nodes' identifiers.

    `share` (0-1) is what its colour and width say, `evidence` what its line says; `lines` name the deliverable,
    `figures` stand below.
    """

    identifier: str
    supplier: str
    client: str
    lines: tuple[str, ...]
    figures: tuple[str, ...]
    share: float
    evidence: EvidenceKind
    spoken: str

    @property
    def stroke(self) -> Stroke:
        """How its line is drawn."""
        return stroke(self.evidence, self.share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All that stands on the sheet.

    `subtitle` says the view, the date and how much was drawn; `by_share` that colours mean the share of the outcome's
    contributions, not the failure rate; `has_routes` that some handoffs bear the mark of a route.
    """

    language: str
    title: str
    subtitle: str
    nodes: tuple[DrawnNode, ...]
    handoffs: tuple[DrawnHandoff, ...]
    by_share: bool = False
    has_routes: bool = False
    lanes: bool = False
