"""What a chart is made of: plain values with their labels, already in the reader's words."""

from dataclasses import dataclass

from process_models.domain.vocabulary import EvidenceKind

Captions = tuple[tuple[EvidenceKind, str], ...]
"""What the legend says of each kind of evidence; those that a chart does not show are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a chart says of itself: `title` and `spoken` to a screen reader; `heading` is written over it, line by line.

    A page has its own headings; a file that goes about alone needs its `heading`.
    """

    language: str
    title: str
    spoken: str
    heading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A figure on an axis, and how it is written."""

    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParetoBar:
    """One own failure: its two lines, its part of the whole (0-1) and that of all down to it, both in words, too.

    `evidence` is None where the bar stands for several.
    """

    name: str
    remark: str
    share: float
    cumulative: float
    evidence: EvidenceKind | None
    label: str
    so_far: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pareto:
    """Contributions, the largest first; `line` is what the cumulative line is called.

    `heads` stand over the two columns of figures; `nothing` is said where there is no bar.
    """

    about: About
    bars: tuple[ParetoBar, ...]
    ticks: tuple[Tick, ...]
    heads: tuple[str, str]
    captions: Captions
    line: str
    nothing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalRow:
    """A figure and how far it can be trusted: `point`, `interval`, its `median`, the range that the `unknown` leaves.

    What is not known is None. `label` and, below it, `detail` say all of it in words.
    """

    name: str
    remark: str
    label: str
    detail: str = ""
    point: float | None
    median: float | None = None
    interval: tuple[float, float] | None = None
    unknown: tuple[float, float] | None = None
    evidence: EvidenceKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervals:
    """Figures under each other on one scale, which ends at the last tick.

    `marks` says what `point`, `median`, `interval` and `unknown` are called.
    """

    about: About
    rows: tuple[IntervalRow, ...]
    ticks: tuple[Tick, ...]
    captions: Captions
    marks: tuple[tuple[str, str], ...]
    nothing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetStep:
    """The least that is lost for a cost, both in words, too, and what is done for it."""

    cost: float
    loss: float
    cost_label: str
    loss_label: str
    actions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Expected loss over the budget, from (0, today) on.

    `heads` stand over cost, loss and actions in the list below; `cut` says that the axis of the loss begins above 0.
    """

    about: About
    steps: tuple[BudgetStep, ...]
    budget: float
    budget_label: str
    heads: tuple[str, str, str]
    nothing: str
    cut: str = ""


Figure = Pareto | Intervals | Budget


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A finished chart: SVG text and its size in points."""

    svg: str
    width: float
    height: float
