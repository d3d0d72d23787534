"""What is a part of what: levels, roots, ancestors, kinds; lanes as wholes."""

from dataclasses import replace

import pytest
from hypothesis import given

from graphs.hierarchy import Hierarchy, process_kinds
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import NodeId
from process_models.domain.vocabulary import ProcessKind
from tests.chains import chain
from tests.strategies import chains

LEVELS = chain(
    """
    process tramites name=Trámites
    process estudio part_of=tramites process_kind=core
    process revision part_of=estudio process_kind=core
    process visita part_of=estudio
    process permisos part_of=tramites process_kind=core
    process nomina process_kind=support
    customer cliente
    """
)


def test_depth_is_how_many_wholes_are_around() -> None:
    """0 a macroprocess, 1 a process, 2 a procedure."""
    found = Hierarchy.of(LEVELS)
    assert found.roots == ("tramites", "nomina", "cliente")
    assert {place: depth for place, depth in found.depths.items() if depth} == {
        "estudio": 1,
        "permisos": 1,
        "revision": 2,
        "visita": 2,
    }
    assert found.levels == 3
    assert found.ancestors("visita") == ("estudio", "tramites")
    assert found.parts["tramites"] == ("estudio", "permisos")
    assert found.below("tramites") == {"estudio", "permisos", "revision", "visita"}


@pytest.mark.parametrize(
    ("levels", "others", "opened"),
    [
        (1, (), set()),
        (2, (), {"tramites"}),
        (None, (), {"tramites", "estudio"}),
        (1, ("estudio",), {"tramites", "estudio"}),
        (1, ("visita", "nomina"), {"tramites", "estudio"}),
    ],
)
def test_what_is_open(levels: int | None, others: tuple[str, ...], opened: set[str]) -> None:
    """Whatever lies above the last level in view, and what is named, with the wholes around it."""
    assert Hierarchy.of(LEVELS).opened(levels, others) == opened


def test_a_whole_that_is_not_there_and_circles_are_none() -> None:
    """On another day a whole may be missing, and a content that breaks the rules may have circles."""
    nodes = tuple(
        replace(
            node, part_of=NodeId({"tramites": "visita", "permisos": "nadie"}.get(node.id, node.part_of or "")) or None
        )
        for node in LEVELS.nodes
    )
    found = Hierarchy.of(replace(LEVELS, nodes=nodes))
    assert found.roots == tuple(found.depths)
    assert found.parts == {}
    assert sorted(found.depths) == sorted(node.id for node in LEVELS.nodes)


def test_a_lane_is_a_whole() -> None:
    """Nodes in no lane stand for themselves, or are gathered by kind where there are several."""
    told = chain("process a lane=X\nprocess b lane=Y\nprocess c lane=X\ncustomer d\ncustomer e\nprocess f")
    found = Hierarchy.of_lanes(told)
    assert (found.names, found.parts["@1"]) == ({"@1": "X", "@2": "Y"}, ("a", "c"))
    assert set(found.roots) == {"@1", "@2", "d", "e", "f"}
    assert set(Hierarchy.of_lanes(told, kinds=True).roots) == {"@1", "@2", "@customer", "f"}


def test_a_whole_without_a_kind_is_of_that_of_its_parts() -> None:
    """Where they agree; a part without one does not agree with anything."""
    kinds = process_kinds(LEVELS, Hierarchy.of(LEVELS))
    assert kinds["tramites"] is ProcessKind.CORE
    assert kinds["visita"] is None
    mixed = replace(LEVELS, nodes=tuple(replace(node, process_kind=None) for node in LEVELS.nodes))
    assert set(process_kinds(mixed, Hierarchy.of(mixed)).values()) == {None}


@given(chains(nodes_from=3))
def test_every_node_has_one_place(told: ValueChain) -> None:
    """After its whole, one level deeper."""
    found = Hierarchy.of(told)
    assert sorted(found.depths) == sorted(node.id for node in told.nodes)
    order = list(found.depths)
    for node in told.nodes:
        if node.part_of is not None:
            assert found.depths[node.id] == found.depths[node.part_of] + 1
            assert order.index(node.part_of) < order.index(node.id)
            assert node.id in found.parts[node.part_of]
