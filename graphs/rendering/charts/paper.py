"""The paper that a chart is drawn on: texts, bars and lines in points from its upper left corner.

Every mark is put where its chart says, so that nothing moves with the library's own layout, and the room of every text
is known beforehand.
"""

import io
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil, nan
from typing import TypeVar

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Patch, Rectangle

from graphs.rendering.charts.hatches import Segment, dotted, slanted
from graphs.rendering.charts.house import NAME_SIZE, SETTINGS, SMALL_SIZE, TITLE_SIZE, BarLook, Hatch, bar_look
from graphs.rendering.charts.measure import fitted, lines, width
from graphs.rendering.charts.values import About, Captions, Chart
from graphs.rendering.charts.written import written
from graphs.rendering.geometry import Box, Point
from graphs.rendering.styles import ACCENT, FRAME_LINE, HAIRLINE, INK, PAPER, SOFT_INK, Stroke
from process_models.domain.vocabulary import EvidenceKind

LINE = 1.24
MARGIN = 4.0
AXIS = Stroke(color=FRAME_LINE, width=0.8)
GUIDE = Stroke(color=HAIRLINE, width=0.6)
STRONG = Stroke(color=ACCENT, width=1.6)

_POINTS_PER_INCH = 72
_NOWHERE = (nan, nan)
_SLANTED = Stroke(color=ACCENT, width=1.1)
_DOTTED = Stroke(color=ACCENT, width=1.2, dashes=(1.2, 1.8))
_SAMPLE, _GAP = 22.0, 5.0
_BETWEEN = 16.0


mpl.rcParams.update(SETTINGS)
"""Once: nothing else is drawn with the library in this process, and setting them for each text takes longer than it."""

Mark = TypeVar("Mark", bound=Artist)


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """How a text is set: `anchor` is the side of its place that it ends at."""

    size: float = NAME_SIZE
    ink: str = INK
    anchor: str = "left"
    bold: bool = False


NAME = Type(bold=True)
SMALL = Type(size=SMALL_SIZE, ink=SOFT_INK)
FIGURES = Type(anchor="right", bold=True)
TITLE = Type(size=TITLE_SIZE, ink=ACCENT, bold=True)


class Paper:
    """A sheet so many points wide, as high as what is put on it; `down` is where the next thing begins."""

    def __init__(self, wide: float) -> None:
        self.width = wide
        self.down = MARGIN
        self._marks = 0
        self.figure = Figure(figsize=(wide / _POINTS_PER_INCH, 1), dpi=_POINTS_PER_INCH, facecolor=PAPER)
        FigureCanvasSVG(self.figure)
        self._axes = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, wide)

    def text(self, at: Point, words: str, kind: Type, *, room: float | None = None) -> None:
        """Set one line at its baseline, cut to the room there is."""
        line = words if room is None else fitted(words, kind.size, room, bold=kind.bold)
        if not line:
            return
        text = self._axes.text(*at, line, size=kind.size, color=kind.ink, ha=kind.anchor, parse_math=False)
        text.set_verticalalignment("baseline")
        text.set_fontweight("bold" if kind.bold else "normal")
        self._next(text)

    def block(self, at: Point, words: Sequence[str], kind: Type) -> float:
        """Set lines that fit already, the first below a place, and return where they end."""
        for place, line in enumerate(words):
            self.text((at[0], at[1] + kind.size * (0.95 + LINE * place)), line, kind)
        return at[1] + kind.size * LINE * len(words)

    def bar(self, box: Box, look: BarLook) -> None:
        """Draw a bar, however short; its hatch says what it rests on."""
        box = replace(box, width=max(0.6, box.width))
        self._put(Rectangle(box.corners[0], box.width, box.height, facecolor=look.fill, edgecolor="none"))
        if look.hatch is Hatch.SLANTED:
            self._segments(slanted(box), _SLANTED)
        elif look.hatch is Hatch.DOTTED:
            self._segments(dotted(box), _DOTTED)
        outline = Rectangle(box.corners[0], box.width, box.height, facecolor="none", edgecolor=look.outline)
        outline.set_linewidth(0.9)
        if look.dashes:
            outline.set_linestyle((0, look.dashes))
        self._put(outline)

    def line(self, points: Sequence[Point], stroke: Stroke) -> None:
        """Draw a line from point to point."""
        across, down = zip(*points, strict=True)
        line = Line2D(across, down, color=stroke.color, linewidth=stroke.width)
        line.set_solid_capstyle("butt")
        line.set_solid_joinstyle("miter")
        line.set_dash_capstyle("butt")
        if stroke.dashes:
            line.set_linestyle((0, tuple(dash / stroke.width for dash in stroke.dashes)))
        self._axes.add_artist(self._next(line))

    def ring(self, at: Point, radius: float, *, fill: str = PAPER, color: str = ACCENT) -> None:
        """Draw a circle."""
        self._put(Circle(at, radius, facecolor=fill, edgecolor=color, linewidth=1.3))

    def head(self, about: About) -> None:
        """Write what stands over the chart, and leave room."""
        for place, words in enumerate(about.heading):
            kind = SMALL if place else TITLE
            found = lines(words, kind.size, self.width - 2 * MARGIN, 2, bold=kind.bold)
            self.down = self.block((MARGIN, self.down), found, kind) + 2
        self.down += 8 if about.heading else 0

    def nothing(self, words: str) -> None:
        """Say that there is nothing to be shown."""
        found = lines(words, NAME_SIZE, self.width - 2 * MARGIN, 4)
        self.down = self.block((MARGIN, self.down), found, Type(ink=SOFT_INK))

    def finished(self, about: About) -> Chart:
        """Return the chart, as high as it has become."""
        high = self.close()
        content = io.StringIO()
        plain = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of signs that the font lacks: the reader's has them
            self.figure.savefig(content, format="svg", metadata=plain, facecolor=PAPER)
        return Chart(svg=written(content.getvalue(), self.width, high, about), width=self.width, height=high)

    def close(self) -> float:
        """Give the sheet its height and return it."""
        high = float(ceil(self.down + MARGIN))
        self.figure.set_size_inches(self.width / _POINTS_PER_INCH, high / _POINTS_PER_INCH)
        self._axes.set_ylim(high, 0)
        return high

    def _segments(self, found: Iterable[Segment], stroke: Stroke) -> None:
        """Draw lines that do not hang together as one."""
        points = [point for start, end in found for point in (start, end, _NOWHERE)]
        if points:
            self.line(points, stroke)

    def _put(self, patch: Patch) -> None:
        self._axes.add_artist(self._next(patch))

    def _next(self, mark: Mark) -> Mark:
        """Let a mark lie on top of all before it."""
        self._marks += 1
        mark.set_zorder(self._marks)
        mark.set_clip_on(False)
        return mark


class Legend:
    """Samples in rows at the foot of a chart, each with its caption, as many in a row as there is room for."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._across = MARGIN
        paper.down += 10

    def evidence(self, captions: Captions, used: Sequence[EvidenceKind | None]) -> None:
        """Show what the hatches mean of those that are used."""
        for kind, caption in captions:
            if kind in used:
                left, top = self.room(caption)
                self._paper.bar(Box(left=left, top=top, width=_SAMPLE, height=8), bar_look(kind))

    def room(self, caption: str) -> Point:
        """Write a caption and return where its sample, 22 points wide and 8 high, begins."""
        words = fitted(caption, SMALL_SIZE, self._paper.width - 2 * MARGIN - _SAMPLE - _GAP)
        needed = _SAMPLE + _GAP + width(words, SMALL_SIZE)
        if self._across > MARGIN and self._across + needed > self._paper.width - MARGIN:
            self._across = MARGIN
            self._paper.down += SMALL_SIZE * 1.6
        left, top = self._across, self._paper.down
        self._paper.text((left + _SAMPLE + _GAP, top + 7), words, SMALL)
        self._across += needed + _BETWEEN
        return left, top

    def end(self) -> None:
        """Close the last row."""
        if self._across > MARGIN:
            self._paper.down += SMALL_SIZE * 1.4
