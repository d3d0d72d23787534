"""Lines of a map that somebody laid out: round boxes, also where boxes touch; from rim to rim."""

from dataclasses import replace

import pytest

from graphs.rendering.by_hand import lay_out_by_hand
from graphs.rendering.geometry import Box, Way, along
from graphs.rendering.layout import Layout, lay_out
from graphs.rendering.picture import DrawnHandoff
from graphs.rendering.places import about
from graphs.rendering.routing import apart, ended
from process_models.domain.chain import Position, ValueChain
from tests.pictures import drawn, example

DRAGS = {"bodega": (60.0, 90.0), "ventas": (30.0, 60.0), "nomina": (-90.0, 40.0), "cartera": (170.0, 20.0)}
"""Where somebody drags a node of the example; the last comes to lie on another."""


def dragged(node: str, by: tuple[float, float]) -> ValueChain:
    """The example where its own drawing has it, but for one node."""
    chain = example()
    automatic = lay_out(drawn(chain))
    assert automatic is not None
    nodes = []
    for each in chain.nodes:
        x, y = automatic.nodes[f"node-{each.id}"].centre
        across, down = by if each.id == node else (0.0, 0.0)
        nodes.append(replace(each, position=Position(x=x + across, y=y + down)))
    return replace(chain, nodes=tuple(nodes))


def met(handoff: DrawnHandoff, layout: Layout) -> set[str]:
    """Return which other boxes a line runs through."""
    points = [point for curve in layout.ways[handoff.identifier].curves for point in along(curve, steps=60)]
    return {
        name
        for name, box in layout.nodes.items()
        if name not in (handoff.supplier, handoff.client) and any(holds(box, point) for point in points)
    }


def holds(box: Box, point: tuple[float, float]) -> bool:
    """Tell whether a point lies well inside a box."""
    (left, top), (right, bottom) = box.inset(2).corners
    return left < point[0] < right and top < point[1] < bottom


@pytest.mark.parametrize("node", [name for name in DRAGS if name != "cartera"])
def test_after_a_drag_no_line_runs_through_a_box(node: str) -> None:
    """The node, wherever it went, is led round, and so are the others."""
    picture = drawn(dragged(node, DRAGS[node]))
    layout = lay_out_by_hand(picture)
    assert layout is not None
    assert {each.identifier: met(each, layout) for each in picture.handoffs if met(each, layout)} == {}


@pytest.mark.parametrize("node", DRAGS)
def test_lines_are_bent_also_where_boxes_lie_on_each_other(node: str) -> None:
    """Graphviz alone would lead nothing there: all would be straight."""
    layout = lay_out_by_hand(drawn(dragged(node, DRAGS[node])))
    assert layout is not None
    assert any(len(curve) > 4 for way in layout.ways.values() for curve in way.curves)


def test_what_touches_is_told_as_smaller_labels_first() -> None:
    """The node keeps its size, and so does what is far away."""
    node, label, far = about((0, 0), (80, 30)), about((50, 0), (40, 20)), about((300, 0), (80, 30))
    found = apart({"n": node, "far": far}, {"h": label})
    assert (found["n"], found["far"]) == (node, far)
    assert found["h"].centre == label.centre
    assert found["h"].left > node.corners[1][0]


def test_a_way_ends_at_the_rims() -> None:
    """What runs inside a box is taken off, and room is left for the arrow."""
    supplier, label, client = about((0, 0), (40, 20)), about((100, 0), (30, 10)), about((200, 0), (40, 20))
    way = Way(
        curves=(
            ((5.0, 0.0), (40.0, 0.0), (60.0, 0.0), (99.0, 0.0)),
            ((101.0, 0.0), (130.0, 0.0), (160.0, 0.0), (190.0, 0.0)),
        ),
        tip=(199.0, 0.0),
    )
    first, last = ended(way, (supplier, label, client), 8).curves
    assert (first[0][0], first[-1][0], last[0][0], last[-1][0]) == pytest.approx((20, 85, 115, 172), abs=0.1)
    assert ended(way, (supplier, label, client), 8).tip == pytest.approx((180, 0), abs=0.1)
