"""The order of things as numbers with gaps."""

from hypothesis import given
from hypothesis import strategies as st

from process_models.storage.places import GAP, places

IDENTIFIERS = st.lists(st.text("abcdef", min_size=1, max_size=2), unique=True, max_size=12)


@given(IDENTIFIERS, st.lists(IDENTIFIERS, max_size=4))
def test_sorting_by_place_gives_the_order_whatever_was_there(first: list[str], later: list[list[str]]) -> None:
    """After any row of insertions, removals and shuffles; and only what has to move moves."""
    known = places(first, {})
    for order in later:
        known = {each: place for each, place in {**known, **places(order, known)}.items() if each in order}
        assert sorted(order, key=known.__getitem__) == order
        assert len(set(known.values())) == len(order)


def test_one_put_in_moves_no_other() -> None:
    """Until there is no room left in a gap; then all get new places."""
    known = {"a": GAP, "z": 2 * GAP}
    row = ["a", "z"]
    moved = 0
    for number in range(25):
        row.insert(1, f"n{number}")
        new = places(row, known)
        moved += len(new) > 1
        known |= new
        assert sorted(row, key=known.__getitem__) == row
    assert moved == 1
