"""What is drawn, said in full: nodes and handoffs with their lines, strokes and spoken sentences; no positions yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphs.rendering.styles import Stroke, stroke
from process_models.domain.evidence import Rate
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import EvidenceKind, NodeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """How much of what is a part of something is drawn by itself.

    `levels` is how many levels are drawn (1: macroprocesses alone; None: all), `opened` the wholes that are open
    besides, with those around them. `by_lane` takes lanes for wholes; `by_kind` then gathers the nodes in no lane, too,
    by their kind. `bands` is the process map: bands by kind of process, between needs and satisfaction.
    """

    levels: int | None = None
    opened: tuple[str, ...] = ()
    by_lane: bool = False
    by_kind: bool = False
    bands: bool = False


EVERYTHING = Fold()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Which part of a map is drawn, and what its colours mean.

    Without an outcome the whole map, coloured by failure rate; with one, what lies upstream of it, coloured by what
    each handoff contributes to its failures. `fold` is of the whole map alone.
    """

    outcome: NodeId | None = None
    lanes: bool = False
    fold: Fold = EVERYTHING


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
    """One node of the picture; `identifier` is its own in the finished document.

    `opener` is what its mark says to a screen reader where it stands for its parts, and nothing otherwise; `position`
    is where somebody put its middle.
    """

    identifier: str
    kind: NodeKind
    lines: tuple[str, ...]
    spoken: str
    figures: tuple[str, ...] = ()
    lane: str = ""
    supports: bool = False
    opener: str = ""
    position: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnFrame:
    """An open whole, drawn round what is in it: identifiers of nodes, and of frames that are frames here alone.

    `closer` is what its mark says to a screen reader.
    """

    identifier: str
    place: str
    name: str
    spoken: str
    closer: str
    inside: tuple[str, ...]
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A part of the process map with its heading: a row of processes, or a column of those outside."""

    heading: tuple[str, ...]
    members: tuple[str, ...]
    is_chain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """The process map: rows from top to bottom, between what comes in at the left and what comes of it at the right."""

    rows: tuple[Band, ...]
    needs: Band
    satisfaction: Band

    @property
    def columns(self) -> tuple[Band, Band]:
        """What stands at the sides."""
        return self.needs, self.satisfaction


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnHandoff:
    """One handoff of the picture, or several as one (`count`).

    `supplier` and `client` are the drawn nodes' identifiers.
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
    count: int = 1

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
    frames: tuple[DrawnFrame, ...] = ()
    bands: Bands | None = None
