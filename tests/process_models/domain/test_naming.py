"""Identifiers made of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from process_models.domain.identifiers import LONGEST_IDENTIFIER, is_well_formed
from process_models.domain.naming import identifier


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nómina", "nomina"),
        ("Año Ñandú", "ano-nandu"),
        ("  ¿Pingüino?  ", "pinguino"),
        ("Straße Œuvre", "strasse-oeuvre"),
        ("Área_2 / piso 3", "area_2-piso-3"),
        ("物流", "n"),
        ("", "n"),
        ("🙂", "n"),
    ],
)
def test_a_name_becomes_an_id_that_one_can_read(name: str, expected: str) -> None:
    """Accents fold, signs part words, and what has no Latin letter falls back."""
    assert identifier(name, taken=(), fallback="n") == expected


def test_a_handoff_is_named_by_its_supplier_client_and_deliverable() -> None:
    """A name without Latin letters is left out of the three."""
    assert identifier("ventas", "bodega", "Pedido completo", taken=(), fallback="e") == "ventas-bodega-pedido-completo"
    assert identifier("ventas", "物流", "Pedido", taken=(), fallback="e") == "ventas-pedido"


def test_taken_ids_are_numbered_from_two_without_a_gap() -> None:
    """However often a name comes, the next number is found in a few looks."""
    taken: set[str] = set()
    for _ in range(3000):
        taken.add(identifier("Área", taken=taken, fallback="n"))
    assert taken == {"area", *(f"area-{number}" for number in range(2, 3001))}


@given(st.lists(st.text(), max_size=3), st.integers(0, 12))
def test_every_name_gives_a_free_well_formed_id(names: list[str], copies: int) -> None:
    """Whatever somebody typed, the id may stand in a map, and is nobody else's."""
    taken: set[str] = set()
    for _ in range(copies + 1):
        new = identifier(*names, taken=taken, fallback="n")
        assert is_well_formed(new)
        assert new not in taken
        taken.add(new)


def test_a_long_name_leaves_room_for_its_number() -> None:
    """An id has 64 signs at most, its number included."""
    first = identifier("a" * 100, taken=(), fallback="n")
    assert len(first) == LONGEST_IDENTIFIER
    assert identifier("a" * 100, taken={first}, fallback="n") == "a" * 62 + "-2"
