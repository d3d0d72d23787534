"""Where things lie: suppliers left, customers right, labels with room of their own, and always an answer."""

from itertools import combinations

from graphs.rendering.geometry import Box
from graphs.rendering.layout import Engine, Layout, lay_out
from graphs.rendering.picture import Picture, View
from process_models.domain.vocabulary import NodeKind
from tests.chains import chain
from tests.pictures import HOSTILE, complete, drawn, example, named


def laid_out(picture: Picture) -> Layout:
    """Return the layout that there must be."""
    layout = lay_out(picture)
    assert layout is not None
    return layout


def overlap(one: Box, other: Box) -> bool:
    """Tell whether two boxes share more than an edge."""
    (left, top), (right, bottom) = one.corners
    (other_left, other_top), (other_right, other_bottom) = other.corners
    across = min(right, other_right) - max(left, other_left)
    down = min(bottom, other_bottom) - max(top, other_top)
    return across > 0.1 and down > 0.1


def centres(picture: Picture, layout: Layout, kind: NodeKind) -> list[float]:
    """Return how far right the nodes of a kind stand."""
    return [layout.nodes[node.identifier].centre[0] for node in picture.nodes if node.kind is kind]


def test_suppliers_stand_left_and_customers_right() -> None:
    """With lanes and without."""
    for lanes in (False, True):
        picture = drawn(example(), view=View(lanes=lanes))
        layout = laid_out(picture)
        between = centres(picture, layout, NodeKind.PROCESS) + centres(picture, layout, NodeKind.EMPLOYEES)
        assert max(centres(picture, layout, NodeKind.SUPPLIER)) < min(between)
        assert max(between) < min(centres(picture, layout, NodeKind.CUSTOMER))


def test_nothing_lies_on_anything_else() -> None:
    """Neither nodes nor labels overlap."""
    layout = laid_out(drawn(example(), view=View(lanes=True)))
    boxes = [*layout.nodes.values(), *layout.labels.values()]
    assert [pair for pair in combinations(boxes, 2) if overlap(*pair)] == []


def test_a_lane_holds_its_nodes() -> None:
    """Each node lies inside the box of its lane."""
    picture = drawn(example(), view=View(lanes=True))
    layout = laid_out(picture)
    for node in picture.nodes:
        if node.lane:
            (left, top), (right, bottom) = layout.lanes[node.lane].corners
            across, down = layout.nodes[node.identifier].centre
            assert left < across < right
            assert top < down < bottom


def test_a_way_ends_at_its_client() -> None:
    """Also where it runs against the flow: the tip touches the client, the start the supplier."""
    picture = drawn(chain("a -> b: x\nb -> a: x\nb -> cliente: x\ncliente -> a: x"))
    layout = laid_out(picture)
    for handoff in picture.handoffs:
        way = layout.ways[handoff.identifier]
        for end, node in ((way.curves[0][0], handoff.supplier), (way.tip, handoff.client)):
            (left, top), (right, bottom) = layout.nodes[node].inset(-4).corners
            assert left <= end[0] <= right
            assert top <= end[1] <= bottom


def test_what_dot_cannot_do_in_time_goes_to_sfdp() -> None:
    """A complete graph of 40 nodes is drawn nevertheless, without labels; the next map as ever."""
    crowded = laid_out(drawn(complete(40)))
    assert crowded.engine is Engine.SFDP
    assert len(crowded.nodes) == 40
    assert len(crowded.ways) == 780
    assert crowded.labels == {}
    assert laid_out(drawn(chain("a -> cliente: x"))).engine is Engine.DOT


def test_hostile_names_are_laid_out() -> None:
    """No name breaks Graphviz' reading or ours, with lanes and without."""
    for lanes in (False, True):
        layout = laid_out(drawn(named(*HOSTILE), view=View(lanes=lanes)))
        assert layout.engine is Engine.DOT
        assert len(layout.nodes) == len(HOSTILE)


def test_an_empty_map_has_a_layout() -> None:
    """Nothing to draw is no error."""
    assert laid_out(drawn(chain(""))).nodes == {}
