"""What is drawn, said in full: nodes and handoffs with their lines, strokes and spoken sentences; no positions yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from graphs.rendering.styles import NodeLook, Stroke, stroke
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


class Shows(StrEnum):
    """What the lines of a whole map are drawn by: failure rates, what these rest on, or the eight viewpoints."""

    RATES = "rates"
    EVIDENCE = "evidence"
    CHANNELS = "channels"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Which part of a map is drawn, and what its colours mean.

    Without an outcome the whole map, coloured by failure rate; with one, what lies upstream of it, coloured by what
    each handoff contributes to its failures; with an origin, what the failure of that handoff reaches, coloured by how
    much of it arrives. `fold` and `shows` are of the whole map alone; `narrow` writes names on shorter lines, so that
    a sheet of paper holds more.
    """

    outcome: NodeId | None = None
    origin: HandoffId | None = None
    shows: Shows = Shows.RATES
    lanes: bool = False
    fold: Fold = EVERYTHING
    narrow: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether the whole map is drawn, not what lies upstream or downstream of one thing."""
        return self.outcome is None and self.origin is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures that a drawing shows: each handoff's rate, and who contributes what to the outcome of the view.

    `shares` (0-1) are those of handoffs, `node_shares` those of nodes that fail by themselves; None where they are not
    known, and then colours mean rates in every view. `reached` and `nodes_reached` (0-1) are what the failure of the
    view's origin spoils, where that is known.
    """

    rates: Mapping[HandoffId, Rate]
    shares: Mapping[HandoffId, float] | None = None
    node_shares: Mapping[NodeId, float] = field(default_factory=dict)
    reached: Mapping[HandoffId, float] | None = None
    nodes_reached: Mapping[NodeId, float] | None = None


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
    `share` (0-1) is what its colour and width say, `evidence` what its line says, unless the view has a `line` of its
    own; `lines` name the deliverable, `figures` stand below. `mark` is what is left of them where there is no room.
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
    line: Stroke | None = None
    mark: str = ""

    @property
    def stroke(self) -> Stroke:
        """How its line is drawn."""
        return self.line or stroke(self.evidence, self.share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A line, a shape or a sign as it stands in the drawing, and what it means."""

    caption: str
    drawn: Stroke | NodeLook | str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendRow:
    """The samples of one way of speaking: colour and width, line, or shape."""

    heading: str
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All that stands on the sheet.

    `subtitle` says the view, the date and how much was drawn; `by_share` that colours mean the share of the outcome's
    contributions, not the failure rate; `has_routes` that some handoffs bear the mark of a route. `lines_mean` are the
    rows of the legend that say what the lines mean, where these are not drawn by rate or share; `narrow` sets it close.
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
    lines_mean: tuple[LegendRow, ...] = ()
    narrow: bool = False
