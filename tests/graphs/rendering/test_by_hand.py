"""Maps laid out by hand: boxes exactly where they were put, handoffs round them, and a place for what has none."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from app.wording import wording
from graphs.rendering.by_hand import lay_out_by_hand
from graphs.rendering.drawing import draw, laid_out
from graphs.rendering.geometry import Box, along
from graphs.rendering.layout import Engine, Layout, lay_out
from graphs.rendering.picture import Fold, View
from graphs.rendering.places import FARTHEST, is_by_hand
from process_models.domain.chain import Handoff, Node, Position, ValueChain
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import NodeKind
from tests.graphs.rendering.test_layout import overlap
from tests.pictures import TODAY, drawn, example, noted

PLACES = {"a": (0.0, 0.0), "b": (400.0, 30.0), "between": (200.0, 15.0), "far": (150.0, 400.0)}


def put(places: dict[str, tuple[float, float]], *ends: tuple[str, str], unplaced: tuple[str, ...] = ()) -> ValueChain:
    """Return a chain with its nodes put where they are said to be."""
    nodes = [
        Node(id=NodeId(name), name=name, kind=NodeKind.PROCESS, lane="Norte", position=Position(x=x, y=y))
        for name, (x, y) in places.items()
    ]
    nodes += [Node(id=NodeId(name), name=name, kind=NodeKind.PROCESS) for name in unplaced]
    handoffs = tuple(
        Handoff(id=HandoffId(f"h{place}"), supplier=NodeId(one), client=NodeId(other), deliverable="Pedido completo")
        for place, (one, other) in enumerate(ends)
    )
    return ValueChain(name="A mano", nodes=tuple(nodes), handoffs=handoffs)


def by_hand(of: ValueChain, view: View | None = None) -> Layout:
    """Return the layout of a chain."""
    layout = lay_out_by_hand(drawn(of, view=view))
    assert layout is not None
    return layout


def test_boxes_lie_where_they_were_put() -> None:
    """The middle of each is its position, to the tenth of a point."""
    layout = by_hand(put(PLACES, ("a", "b"), ("a", "far")))
    assert layout.engine is Engine.BY_HAND
    for name, place in PLACES.items():
        assert layout.nodes[f"node-{name}"].centre == pytest.approx(place, abs=0.05)


def test_handoffs_are_led_round_boxes_and_labels() -> None:
    """What stands between the two ends is not crossed; labels stand free; the arrow reaches the client."""
    layout = by_hand(put(PLACES, ("a", "b"), ("b", "far")))
    middle = layout.nodes["node-between"]
    for handoff in ("handoff-h0", "handoff-h1"):
        points = [point for curve in layout.ways[handoff].curves for point in along(curve, 16)]
        assert not any(inside(middle, point) for point in points), handoff
    assert on_rim(layout.nodes["node-b"], layout.ways["handoff-h0"].tip)
    boxes = [*layout.nodes.values(), *layout.labels.values()]
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))


def inside(box: Box, point: tuple[float, float]) -> bool:
    """Tell whether a point is well inside a box."""
    inner = box.inset(1.5)
    (left, top), (right, bottom) = inner.corners
    return left < point[0] < right and top < point[1] < bottom


def on_rim(box: Box, point: tuple[float, float]) -> bool:
    """Tell whether a point lies at the edge of a box."""
    return inside(box.inset(-4), point) and not inside(box.inset(4), point)


def test_handoffs_between_the_same_two_are_apart() -> None:
    """There and back, twice: four lines, four labels, none over another."""
    layout = by_hand(put(PLACES, ("a", "far"), ("a", "far"), ("far", "a"), ("far", "a")))
    assert len({label.centre for label in layout.labels.values()}) == 4
    assert not any(overlap(one, other) for one, other in combinations(layout.labels.values(), 2))


def test_who_has_no_place_gets_a_free_one_nearby() -> None:
    """Near whom it serves, over nobody, and the same every time; what is tied to nothing lies below."""
    chain = put(PLACES, ("a", "new"), ("new", "b"), unplaced=("new", "alone"))
    layout = by_hand(chain)
    assert layout.nodes == by_hand(chain).nodes
    assert not any(overlap(one, other) for one, other in combinations(layout.nodes.values(), 2))
    x, y = layout.nodes["node-new"].centre
    assert abs(x - 200) < 150
    assert abs(y - 15) < 150


def test_lanes_are_round_their_members() -> None:
    """Everybody of a lane lies in its rectangle."""
    layout = by_hand(put(PLACES, ("a", "b")), View(lanes=True))
    assert all(
        inside(layout.lanes["Norte"].inset(-2), corner) for box in layout.nodes.values() for corner in box.corners
    )


def test_what_lies_far_off_is_drawn_nearer_and_said() -> None:
    """One number too many does not make a sheet of kilometres; the others stay where they are."""
    chain = put({**PLACES, "lost": (1e12, -1e12)}, ("a", "lost"))
    result = draw(chain, noted(chain), View(), wording("es"), today=TODAY)
    assert [notice.code for notice in result.notices] == ["drawing-positions-limited"]
    assert result.document.width < 2 * FARTHEST
    assert by_hand(chain).nodes["node-a"].centre == pytest.approx((0, 0), abs=0.05)


def test_only_maps_with_places_are_laid_out_by_hand() -> None:
    """Not those without, nor what stands for its parts, nor the process map."""
    placed = put(PLACES, ("a", "b"))
    assert is_by_hand(drawn(placed))
    assert not is_by_hand(drawn(example()))
    assert not is_by_hand(drawn(placed, view=View(fold=Fold(levels=1, bands=True))))
    assert not is_by_hand(drawn(placed, view=View(fold=Fold(levels=1, by_lane=True))))


def test_a_map_stays_as_it_was_seen() -> None:
    """With the positions of the automatic layout, frames and all, it is drawn with the same boxes."""
    picture = drawn(example())
    seen = lay_out(picture)
    assert seen is not None
    nodes = tuple(
        replace(
            node,
            position=Position(x=seen.nodes[f"node-{node.id}"].centre[0], y=seen.nodes[f"node-{node.id}"].centre[1]),
        )
        for node in example().nodes
    )
    again = drawn(replace(example(), nodes=nodes))
    layout = lay_out_by_hand(again)
    assert layout is not None
    assert all(layout.nodes[name].centre == pytest.approx(box.centre, abs=0.05) for name, box in seen.nodes.items())
    assert laid_out(again, wording("es")).notices == ()
    assert layout.frames.keys() == seen.frames.keys()


def test_large_maps_are_drawn_with_straight_lines() -> None:
    """More than Graphviz leads lines round in time: still every label and every line."""
    names = [f"p{place}" for place in range(700)]
    places = {name: (float(place % 30) * 220, float(place // 30) * 110) for place, name in enumerate(names)}
    chain = put(places, *pairwise(names))
    result = draw(chain, noted(chain), View(), wording("es"), today=TODAY)
    assert result.notices == ()
    assert result.document.svg.count("data-supplier") == 699
