"""Where things lie in a map that somebody laid out by hand: where they were put, else at a free place nearby."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import hypot
from statistics import median

from graphs.rendering.geometry import Box, Point
from graphs.rendering.picture import DrawnHandoff, Picture

FARTHEST = 10_000.0
"""So many points from the middle of a map is as far as anything is drawn: three and a half metres of paper."""

_ROOM = 14.0
_LABEL_ROOM = 3.0
_BESIDE = 110.0
_STEP = 36.0
_RINGS = 24
_TILE = 240.0
_ALONG = (0.5, 0.4, 0.6, 0.3, 0.7)
_ASIDE = (0, 1, -1, 2, -2, 3, -3, 4, -4)


@dataclass(slots=True)
class _Taken:
    """What is taken up on the sheet, by tiles, so that looking for a free place does not look at everything."""

    tiles: defaultdict[tuple[int, int], list[Box]] = field(default_factory=lambda: defaultdict(list))

    def take(self, box: Box) -> None:
        """Take up a box."""
        for tile in _tiles(box):
            self.tiles[tile].append(box)

    def overlap(self, box: Box) -> float:
        """Return how much of a box is taken."""
        met = {id(other): other for tile in _tiles(box) for other in self.tiles.get(tile, ())}
        return sum(_shared(box, other) for other in met.values())


def is_by_hand(picture: Picture) -> bool:
    """Tell whether a picture is laid out as somebody put it: most nodes have a place, and none stands for others."""
    nodes = picture.nodes
    placed = sum(each.position is not None for each in nodes)
    return picture.bands is None and 2 * placed > len(nodes) and not any(each.opener for each in nodes)


def is_too_wide(picture: Picture) -> bool:
    """Tell whether something was put farther away than anything is drawn."""
    return any(_limited(each.position, _middle(picture)) != each.position for each in picture.nodes if each.position)


def node_boxes(picture: Picture, sizes: Mapping[str, Point]) -> dict[str, Box]:
    """Return where the nodes lie: in the middle of each box is where it was put."""
    middle, taken = _middle(picture), _Taken()
    boxes: dict[str, Box] = {}
    for node in picture.nodes:
        if node.position is not None:
            boxes[node.identifier] = about(_limited(node.position, middle), sizes[node.identifier])
            taken.take(boxes[node.identifier])
    for node in picture.nodes:
        name = node.identifier
        if name not in boxes:
            wanted = _beside(name, picture, boxes)
            boxes[name] = next(_free(wanted, sizes[name], taken), about(wanted, sizes[name]))
            taken.take(boxes[name])
    return {node.identifier: boxes[node.identifier] for node in picture.nodes}


def label_boxes(picture: Picture, nodes: Mapping[str, Box], sizes: Mapping[str, Point]) -> dict[str, Box]:
    """Return where the labels lie: on the way from supplier to client or beside it, where nothing else is."""
    taken = _Taken()
    for box in nodes.values():
        taken.take(box)
    found: dict[str, Box] = {}
    asides = _asides(picture)
    for handoff in picture.handoffs:
        tried = _on_the_way(handoff, nodes, sizes[handoff.identifier], asides[handoff.identifier])
        found[handoff.identifier] = _freest(tried, taken)
        taken.take(found[handoff.identifier])
    return found


def about(centre: Point, size: Point) -> Box:
    """Return the box of a size about its middle."""
    return Box(left=centre[0] - size[0] / 2, top=centre[1] - size[1] / 2, width=size[0], height=size[1])


def _middle(picture: Picture) -> Point:
    placed = [node.position for node in picture.nodes if node.position]
    return median(x for x, _ in placed), median(y for _, y in placed)


def _limited(position: Point, middle: Point) -> Point:
    x, y = (min(max(at, middle[side] - FARTHEST), middle[side] + FARTHEST) for side, at in enumerate(position))
    return x, y


def _beside(name: str, picture: Picture, boxes: Mapping[str, Box]) -> Point:
    """Return where a node without a place would be looked for: after its suppliers, before its clients."""
    suppliers = [boxes[each.supplier] for each in picture.handoffs if each.client == name and each.supplier in boxes]
    clients = [boxes[each.client] for each in picture.handoffs if each.supplier == name and each.client in boxes]
    wanted = [(box.corners[1][0] + _BESIDE, box.centre[1]) for box in suppliers]
    wanted += [(box.left - _BESIDE, box.centre[1]) for box in clients]
    if not wanted:
        held = boxes.values()
        return min(box.centre[0] for box in held), max(box.corners[1][1] for box in held) + _STEP
    return sum(x for x, _ in wanted) / len(wanted), sum(y for _, y in wanted) / len(wanted)


def _free(wanted: Point, size: Point, taken: _Taken) -> Iterator[Box]:
    """Return free places, the nearest first, ring by ring."""
    for ring in range(_RINGS):
        steps = range(-ring, ring + 1)
        cells = [(across, down) for across in steps for down in steps if max(abs(across), abs(down)) == ring]
        for across, down in sorted(cells, key=lambda cell: (hypot(*cell), cell)):
            box = about((wanted[0] + across * 2 * _STEP, wanted[1] + down * _STEP), size)
            if not taken.overlap(box.inset(-_ROOM)):
                yield box


def _asides(picture: Picture) -> dict[str, float]:
    """Return how far aside each handoff is looked for first, in labels: those between the same two lie side by side."""
    pairs: defaultdict[tuple[str, str], list[DrawnHandoff]] = defaultdict(list)
    for handoff in picture.handoffs:
        pairs[_pair(handoff)].append(handoff)
    return {
        handoff.identifier: (place - (len(joined) - 1) / 2) * (1 if handoff.supplier == pair[0] else -1)
        for pair, joined in pairs.items()
        for place, handoff in enumerate(joined)
    }


def _pair(handoff: DrawnHandoff) -> tuple[str, str]:
    one, other = sorted((handoff.supplier, handoff.client))
    return one, other


def _on_the_way(handoff: DrawnHandoff, nodes: Mapping[str, Box], size: Point, first: float) -> Iterator[Box]:
    """Return where a label may lie, the best first: between the rims of its two boxes, ever farther aside."""
    start, end = nodes[handoff.supplier], nodes[handoff.client]
    from_rim, to_rim = rim(start, end.centre), rim(end, start.centre)
    across, down = to_rim[0] - from_rim[0], to_rim[1] - from_rim[1]
    length = hypot(across, down)
    aside = (-down / length, across / length) if length else (0.0, -1.0)
    step = abs(aside[0]) * size[0] + abs(aside[1]) * size[1] + 2 * _LABEL_ROOM
    for place in _ASIDE:
        for part in _ALONG:
            at = from_rim[0] + part * across, from_rim[1] + part * down
            yield about((at[0] + (first + place) * step * aside[0], at[1] + (first + place) * step * aside[1]), size)


def rim(box: Box, towards: Point) -> Point:
    """Return where a line from a box's middle to a point leaves the box; that point, where it lies inside."""
    x, y = box.centre
    across, down = towards[0] - x, towards[1] - y
    reach = max(abs(across) / (box.width / 2 or 1), abs(down) / (box.height / 2 or 1), 1.0)
    return x + across / reach, y + down / reach


def _freest(boxes: Iterable[Box], taken: _Taken) -> Box:
    best, least = None, 0.0
    for box in boxes:
        overlap = taken.overlap(box.inset(-_LABEL_ROOM))
        if not overlap:
            return box
        if best is None or overlap < least:
            best, least = box, overlap
    if best is None:
        raise ValueError("no places to choose from")
    return best


def _tiles(box: Box) -> Iterator[tuple[int, int]]:
    (left, top), (right, bottom) = box.corners
    for across in range(int(left // _TILE), int(right // _TILE) + 1):
        for down in range(int(top // _TILE), int(bottom // _TILE) + 1):
            yield across, down


def _shared(one: Box, other: Box) -> float:
    (left, top), (right, bottom) = one.corners
    (from_left, from_top), (to_right, to_bottom) = other.corners
    across, down = min(right, to_right) - max(left, from_left), min(bottom, to_bottom) - max(top, from_top)
    return max(0.0, across) * max(0.0, down)
