"""How much room a poster's drawing has, and how it fills it: in one piece, or folded into rows where that is too small.

All of it is geometry: nothing here knows a map.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from graphs.rendering.geometry import Box
from graphs.rendering.windows import Scenery, overlap

LEAST_TYPE = 6.0
"""In points: no letter of a poster is smaller."""

MOST_ROWS = 6
LAP = 180.0
"""In points of the drawing: as much of a row stands again in the next, so that every box is whole in one of them."""

_MILLIMETRE = 72 / 25.4
_A3_SHORT = 297 * _MILLIMETRE
_LARGEST_TYPE = 22.0
"""In units: no name is larger than the title."""


class Size(StrEnum):
    """The paper of a poster or of its tiles."""

    A4 = "A4"
    A3 = "A3"
    A2 = "A2"
    A1 = "A1"
    A0 = "A0"


_MILLIMETRES = {
    Size.A4: (210, 297),
    Size.A3: (297, 420),
    Size.A2: (420, 594),
    Size.A1: (594, 841),
    Size.A0: (841, 1189),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A sheet, upright or across, in points."""

    width: float
    height: float

    @property
    def unit(self) -> float:
        """How much larger its lettering is than on A3."""
        return min(self.width, self.height) / _A3_SHORT


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A part of the drawing (`source`, in its own points) and where on the sheet it stands."""

    source: Box
    target: Box

    def through(self, window: Box) -> "Strip | None":
        """Return what of it lies in a window of the sheet."""
        target = overlap(self.target, window)
        if target is None:
            return None
        scale = self.source.width / self.target.width
        source = Box(
            left=self.source.left + scale * (target.left - self.target.left),
            top=self.source.top + scale * (target.top - self.target.top),
            width=scale * target.width,
            height=scale * target.height,
        )
        return Strip(source=source, target=target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A drawing in its room: how much larger than by itself, in which strips, and how small its letters get.

    `is_across` tells whether strips follow each other downwards, as rows; else they stand side by side.
    """

    scale: float
    strips: tuple[Strip, ...]
    smallest: float
    is_across: bool = True

    @property
    def is_legible(self) -> bool:
        """Whether no letter is too small."""
        return self.smallest >= LEAST_TYPE


def millimetres(count: float) -> float:
    """Return so many millimetres in points."""
    return count * _MILLIMETRE


def papers(size: Size) -> tuple[Paper, Paper]:
    """Return a size across and upright."""
    short, long = (millimetres(side) for side in _MILLIMETRES[size])
    return Paper(width=long, height=short), Paper(width=short, height=long)


def fitted(drawing: Scenery, room: Box, unit: float, gap: float) -> Fit:
    """Return a drawing as large as its room lets it be: in one piece, else in as few strips as make it legible.

    Where it is legible in none, the largest there is.
    """
    options = list(_options(drawing, room, unit, gap))
    legible = [each for each in options if each.is_legible]
    fewest = min((len(each.strips) for each in legible), default=None)
    return max((each for each in legible if len(each.strips) == fewest), key=_scale, default=max(options, key=_scale))


def best(options: Iterable[Fit]) -> Fit:
    """Return the fit to take of several sheets': legible before not, few strips before many, large before small."""
    return max(options, key=lambda each: (each.is_legible, each.is_legible and -len(each.strips), each.scale))


def _scale(fit: Fit) -> float:
    return fit.scale


def _options(drawing: Scenery, room: Box, unit: float, gap: float) -> Iterator[Fit]:
    most = _LARGEST_TYPE * unit / drawing.largest if drawing.largest else 1.0
    for count in range(1, MOST_ROWS + 1):
        for is_across in (True, False) if count > 1 else (True,):
            yield _folded(drawing, room, (count, gap, most), is_across=is_across)


def _folded(drawing: Scenery, room: Box, how: tuple[int, float, float], *, is_across: bool) -> Fit:
    count, gap, most = how
    frame = drawing.frame
    long, deep = (frame.width, frame.height) if is_across else (frame.height, frame.width)
    along, beside = (room.width, room.height) if is_across else (room.height - gap, room.width)
    part = (long + (count - 1) * LAP) / count
    scale = min(along / part, (beside - (count - 1) * gap) / (count * deep), most)
    scale = max(scale, 1e-6)
    start = (along - part * scale) / 2, (beside - count * deep * scale - (count - 1) * gap) / 2
    strips = []
    for place in range(count):
        source = (place * (part - LAP), 0.0, part, deep)
        target = (start[0], start[1] + place * (deep * scale + gap), part * scale, deep * scale)
        strips.append(
            Strip(
                source=_box(source, (frame.left, frame.top), is_across=is_across),
                target=_box(target, (room.left, room.top), is_across=is_across),
            )
        )
    return Fit(scale=scale, strips=tuple(strips), smallest=drawing.smallest * scale, is_across=is_across)


def _box(sides: tuple[float, float, float, float], shift: tuple[float, float], *, is_across: bool) -> Box:
    """Return a box from where it is along the strips and beside them."""
    along, beside, long, deep = sides
    left, top, wide, high = (along, beside, long, deep) if is_across else (beside, along, deep, long)
    return Box(left=shift[0] + left, top=shift[1] + top, width=wide, height=high)
