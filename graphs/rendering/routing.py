"""Lines between things that touch: what is told of them so that lines can be led, and where those then end."""

from collections.abc import Mapping

from graphs.rendering.geometry import Box, Point, Way
from graphs.rendering.places import about

_AIR = 3.0
_LEAST = 1.0
_HALVINGS = 24


def apart(nodes: Mapping[str, Box], labels: Mapping[str, Box]) -> dict[str, Box]:
    """Return boxes of which no two touch: labels give way first, then of two nodes both."""
    found = {**nodes, **labels}
    names = list(found)
    for place, one in enumerate(names):
        for other in names[:place]:
            if _touch(found[one], found[other]):
                found[one], found[other] = _parted(found[one], found[other], both=(one in nodes) == (other in nodes))
    return found


def _touch(one: Box, other: Box) -> bool:
    (left, top), (right, bottom) = one.inset(-_AIR / 2).corners
    (from_left, from_top), (to_right, to_bottom) = other.inset(-_AIR / 2).corners
    return left < to_right and from_left < right and top < to_bottom and from_top < bottom


def _parted(one: Box, other: Box, *, both: bool) -> tuple[Box, Box]:
    """Make the first as much smaller as is needed, or both, about their middles; two in one place stay tiny."""
    for step in range(1, _HALVINGS):
        part = 1 - step / _HALVINGS
        less = _smaller(one, part), _smaller(other, part) if both else other
        if not _touch(*less):
            return less
    return _smaller(one, 0), _smaller(other, 0) if both else other


def _smaller(box: Box, part: float) -> Box:
    return about(box.centre, (max(_LEAST, part * box.width), max(_LEAST, part * box.height)))


def ended(way: Way, through: tuple[Box, Box, Box], arrow: float) -> Way:
    """Return a way that leaves its supplier, passes its label and reaches its client at the rims of these."""
    supplier, label, client = through
    *_, last = way.curves
    pieces = [_pieces(curve) for curve in (*way.curves[:-1], (*last, last[-1], way.tip, way.tip))]
    if len(pieces) != 2:
        return way
    here = _cut(_cut(pieces[0], supplier), label, at_end=True)
    there = _cut(_cut(pieces[1], label), client, at_end=True)
    if not here or not there:
        return way
    tip = there[-1][-1]
    there = _cut(there, about(tip, (2 * arrow, 2 * arrow)), at_end=True) or there
    return Way(curves=(_joined(here), _joined(there)), tip=tip)


Piece = tuple[Point, Point, Point, Point]


def _pieces(curve: tuple[Point, ...]) -> list[Piece]:
    return [(curve[i], curve[i + 1], curve[i + 2], curve[i + 3]) for i in range(0, len(curve) - 3, 3)]


def _joined(pieces: list[Piece]) -> tuple[Point, ...]:
    return (pieces[0][0], *(point for piece in pieces for point in piece[1:]))


def _cut(pieces: list[Piece], box: Box, *, at_end: bool = False) -> list[Piece]:
    """Take off the beginning, or the end, of what runs inside a box."""
    if at_end:
        return _backwards(_cut(_backwards(pieces), box))
    left = list(pieces)
    while left and _is_inside(left[0][3], box):
        left.pop(0)
    if left and _is_inside(left[0][0], box):
        left[0] = _after(left[0], _crossing(left[0], box))
    return left


def _backwards(pieces: list[Piece]) -> list[Piece]:
    return [(d, c, b, a) for a, b, c, d in reversed(pieces)]


def _crossing(piece: Piece, box: Box) -> float:
    """Return where a piece that begins inside a box leaves it."""
    inside, outside = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2
        if _is_inside(_after(piece, middle)[0], box):
            inside = middle
        else:
            outside = middle
    return outside


def _after(piece: Piece, t: float) -> Piece:
    """Return what comes of a piece after a part of it (de Casteljau)."""
    a, b, c, d = piece
    ab, bc, cd = _between(a, b, t), _between(b, c, t), _between(c, d, t)
    abc, bcd = _between(ab, bc, t), _between(bc, cd, t)
    return _between(abc, bcd, t), bcd, cd, d


def _between(one: Point, other: Point, t: float) -> Point:
    return one[0] * (1 - t) + other[0] * t, one[1] * (1 - t) + other[1] * t


def _is_inside(point: Point, box: Box) -> bool:
    (left, top), (right, bottom) = box.corners
    return left < point[0] < right and top < point[1] < bottom
