"""Wholes that stand for their parts: nothing lost, nothing told twice, nothing made up."""

from hypothesis import given
from hypothesis import strategies as st

from graphs.collapsing import DEEPEST_FRAME, Collapsed, collapsed
from graphs.hierarchy import Hierarchy
from process_models.domain.chain import ValueChain
from process_models.domain.evidence import Rate, best_rate
from process_models.domain.identifiers import HandoffId
from process_models.domain.vocabulary import EvidenceKind
from tests.chains import chain
from tests.strategies import chains

STORY = chain(
    """
    process comercial
    process ventas part_of=comercial
    process cartera part_of=comercial
    process bodega
    customer cliente
    ventas -> cartera: Solicitud 5/100
    cartera -> ventas: Cupo 12/100
    comercial -> ventas: Precios
    ventas -> bodega: Pedido 30/200
    ventas -> bodega: Devolución
    cartera -> bodega: Bloqueo own=0.02
    comercial -> bodega: Metas ratings=1,2,4,5
    bodega -> cliente: Entrega 1/10
    bodega -> cliente: Factura
    """
)


def rates_of(told: ValueChain) -> dict[HandoffId, Rate]:
    """Return the noted rates."""
    return {handoff.id: best_rate(handoff.failure) for handoff in told.handoffs}


def seen(told: ValueChain, levels: int | None, *others: str, bundled: bool = False, framed: bool = True) -> Collapsed:
    """Return a chain as it is seen with some levels open."""
    hierarchy = Hierarchy.of(told)
    opened = hierarchy.opened(levels, others)
    return collapsed(told, rates_of(told), hierarchy, opened, bundled=bundled, framed=framed)


def arrows(found: Collapsed) -> list[tuple[str, str, int]]:
    """Return who hands how many things over to whom."""
    return [(each.supplier, each.client, len(each.tally.handoffs)) for each in found.arrows]


def test_a_closed_whole_stands_for_its_parts() -> None:
    """What they hand over to others becomes one arrow, what they hand over to each other is counted inside."""
    found = seen(STORY, 1)
    assert [(each.place, each.members, each.parts) for each in found.shown] == [
        ("comercial", ("comercial", "ventas", "cartera"), 2),
        ("bodega", ("bodega",), 0),
        ("cliente", ("cliente",), 0),
    ]
    inner = found.shown[0].inner
    assert (len(inner.handoffs), inner.unknown, inner.worst, inner.rate.probability) == (3, 1, "cartera-ventas", 0.12)
    assert arrows(found) == [("comercial", "bodega", 4), ("bodega", "cliente", 1), ("bodega", "cliente", 1)]
    tally = found.arrows[0].tally
    assert (tally.worst, tally.unknown, tally.rate.probability) == ("comercial-bodega", 1, 0.5)
    assert tally.rate.evidence is EvidenceKind.OPINION


def test_an_open_whole_is_a_frame() -> None:
    """Round its parts, and round itself where it hands anything over."""
    found = seen(STORY, None)
    assert [(each.place, each.inside) for each in found.frames] == [("comercial", ("comercial", "ventas", "cartera"))]
    assert arrows(found) == [(each.supplier, each.client, 1) for each in STORY.handoffs]
    quiet = chain("process todo\nprocess a part_of=todo\nprocess b part_of=todo\na -> b: x")
    assert [each.inside for each in seen(quiet, None).frames] == [("a", "b")]
    assert [each.place for each in seen(quiet, None).shown] == ["a", "b"]
    assert [each.place for each in seen(quiet, None, framed=False).shown] == ["todo", "a", "b"]


def test_two_arrows_become_one_where_that_is_wanted() -> None:
    """As on the process map."""
    assert arrows(seen(STORY, 1, bundled=True))[-1] == ("bodega", "cliente", 2)


def test_frames_are_only_so_deep() -> None:
    """Whatever lies deeper stands side by side in the innermost one."""
    lines = [f"process p{depth} part_of=p{depth - 1}" for depth in range(1, 40)]
    found = seen(chain("\n".join(["process p0", *lines, "p0 -> p39: x"])), None)
    assert len(found.frames) == DEEPEST_FRAME
    assert found.frames[0].inside == ("p0", "p1")
    assert {f"p{depth}" for depth in range(DEEPEST_FRAME, 40)} == set(found.frames[-1].inside)


@given(chains(nodes_from=3, handoffs_from=2), st.sampled_from([1, 2, 3, None]), st.data())
def test_everything_is_represented_exactly_once(told: ValueChain, levels: int | None, data: st.DataObject) -> None:
    """Each handoff drawn, gathered or inside; each node seen, stood for or a frame; counts add up; the worst is it."""
    others = data.draw(st.lists(st.sampled_from([node.id for node in told.nodes]), max_size=2))
    bundled, framed = data.draw(st.booleans()), data.draw(st.booleans())
    found = seen(told, levels, *others, bundled=bundled, framed=framed)
    tallies = [each.inner for each in found.shown] + [each.tally for each in found.arrows]
    assert sorted(each for tally in tallies for each in tally.handoffs) == sorted(each.id for each in told.handoffs)
    members = [member for each in found.shown for member in each.members]
    frames = {each.place for each in found.frames}
    assert len(members) == len(set(members))
    assert {*members, *frames} == {node.id for node in told.nodes}
    rates = rates_of(told)
    for tally in tallies:
        known = [rates[each] for each in tally.handoffs if rates[each].evidence is not EvidenceKind.UNKNOWN]
        assert len(known) + tally.unknown == len(tally.handoffs)
        assert tally.rate.probability == max((each.probability for each in known), default=0.0)
        assert (tally.worst is None) == (tally.rate.evidence is EvidenceKind.UNKNOWN) == (not known)
        assert tally.worst is None or rates[tally.worst] == tally.rate


@given(chains(nodes_from=3, handoffs_from=2), st.sampled_from([1, 2, None]))
def test_arrows_and_frames_hold_what_is_seen(told: ValueChain, levels: int | None) -> None:
    """Arrows run between two seen places that stand for their ends; everything stands in at most one frame."""
    found = seen(told, levels)
    homes = {member: each.place for each in found.shown for member in each.members}
    ends = {handoff.id: (homes[handoff.supplier], homes[handoff.client]) for handoff in told.handoffs}
    for arrow in found.arrows:
        assert arrow.supplier != arrow.client
        assert {ends[each] for each in arrow.tally.handoffs} == {(arrow.supplier, arrow.client)}
    inside = [(each, frame.place) for frame in found.frames for each in frame.inside if each != frame.place]
    assert len({each for each, _ in inside}) == len(inside)
