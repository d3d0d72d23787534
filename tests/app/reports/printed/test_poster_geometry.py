"""Where things lie on a poster: tiles cover the sheet, strips cover the drawing, nothing leaves its room."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.printed.poster_room import LAP, LEAST_TYPE, MOST_ROWS, Fit, Paper, Size, Strip, best, fitted, papers
from app.reports.printed.tiling import MARGIN, OVERLAP, is_empty, turned, windows
from graphs.rendering.geometry import Box
from graphs.rendering.windows import Mark, Scenery, overlap

SIDES = st.floats(min_value=100, max_value=20_000)
SHEETS = [paper for size in (Size.A3, Size.A2, Size.A1, Size.A0) for paper in papers(size)]
TILES = [paper for size in (Size.A4, Size.A3) for paper in papers(size)]


def drawing(wide: float, high: float, smallest: float = 8.5) -> Scenery:
    """Return a drawing of a size, with nothing in it but its letters' sizes."""
    frame = Box(left=24, top=72, width=wide, height=high)
    return Scenery(frame=frame, marks=(Mark(box=frame, svg="<g/>"),), smallest=smallest, largest=10.5, spoken=())


@pytest.mark.parametrize(("sheet", "paper"), list(product(SHEETS, TILES)))
def test_tiles_cover_the_sheet_with_their_overlap(sheet: Paper, paper: Paper) -> None:
    """Exactly: the first begins with it, the last ends with it, each two neighbours share 10 mm; all can be printed."""
    covered(sheet, paper)


@given(st.builds(Paper, width=SIDES, height=SIDES), st.sampled_from(TILES))
def test_any_sheet_is_covered(sheet: Paper, paper: Paper) -> None:
    """Also one that nobody sells."""
    covered(sheet, paper)


def covered(sheet: Paper, paper: Paper) -> None:
    """Assert that the windows of a sheet are all of it, with their overlap."""
    found = {(window.column, window.row): window for window in windows(sheet, paper)}
    columns, rows = (1 + max(place[side] for place in found) for side in (0, 1))
    assert set(found) == set(product(range(columns), range(rows)))
    assert len({window.name for window in found.values()}) == len(found)
    for (column, row), window in found.items():
        (left, top), (right, bottom) = window.box.corners
        assert 0 < window.box.width <= paper.width - 2 * MARGIN + 1e-6
        assert 0 < window.box.height <= paper.height - 2 * MARGIN + 1e-6
        assert left == 0 if column == 0 else left == pytest.approx(_end(found[column - 1, row].box)[0] - OVERLAP)
        assert top == 0 if row == 0 else top == pytest.approx(_end(found[column, row - 1].box)[1] - OVERLAP)
        assert column < columns - 1 or right == pytest.approx(sheet.width)
        assert row < rows - 1 or bottom == pytest.approx(sheet.height)


def _end(box: Box) -> tuple[float, float]:
    return box.corners[1]


@pytest.mark.parametrize("sheet", SHEETS)
def test_tiles_are_turned_so_that_fewest_are_needed(sheet: Paper) -> None:
    """Across or upright."""
    fewest = turned(sheet, papers(Size.A4))
    assert len(windows(sheet, fewest)) == min(len(windows(sheet, paper)) for paper in papers(Size.A4))


def test_a_window_in_which_nothing_lies_is_empty() -> None:
    """What only touches its edge does not lie in it."""
    window = windows(SHEETS[0], TILES[0])[0]
    assert is_empty(window, [Box(left=window.box.corners[1][0], top=0, width=9, height=9)])
    assert not is_empty(window, [Box(left=9, top=9, width=1, height=1)])


@given(SIDES, SIDES, SIDES, SIDES)
def test_strips_cover_the_drawing_within_the_room(wide: float, high: float, width: float, height: float) -> None:
    """Whatever its shape: each begins where the one before ends, less what is repeated; all are drawn to one scale."""
    room = Box(left=50, top=90, width=width, height=height)
    scene = drawing(wide, high)
    found = fitted(scene, room, 1.0, 16.0)
    assert 1 <= len(found.strips) <= MOST_ROWS
    assert found.smallest == pytest.approx(8.5 * found.scale)
    for strip in found.strips:
        assert strip.target.width == pytest.approx(found.scale * strip.source.width, rel=1e-6)
        assert strip.target.height == pytest.approx(found.scale * strip.source.height, rel=1e-6)
        assert _lies_in(strip.target, room)
        assert _lies_in(strip.source, scene.frame)
    starts = [strip.source.left if found.is_across else strip.source.top for strip in found.strips]
    part = found.strips[0].source.width if found.is_across else found.strips[0].source.height
    assert starts == pytest.approx([starts[0] + place * (part - LAP) for place in range(len(starts))])
    last = found.strips[-1].source.corners[1]
    assert last == pytest.approx(scene.frame.corners[1])


def _lies_in(box: Box, room: Box) -> bool:
    slack = 1e-6 * max(*room.corners[1], 1.0)
    (left, top), (right, bottom) = box.corners
    (first, highest), (last, lowest) = room.corners
    return first - slack <= left and right <= last + slack and highest - slack <= top and bottom <= lowest + slack


def test_a_drawing_is_folded_only_where_it_must_be() -> None:
    """In one piece as long as it can be read, then in as few strips as will do, down or beside each other."""
    room = Box(left=0, top=0, width=1000, height=700)
    assert len(fitted(drawing(1400, 300), room, 1.0, 16.0).strips) == 1
    wide = fitted(drawing(2300, 300), room, 1.0, 16.0)
    assert (len(wide.strips), wide.is_across, wide.is_legible) == (2, True, True)
    tall = fitted(drawing(300, 1500), room, 1.0, 16.0)
    assert (len(tall.strips), tall.is_across, tall.is_legible) == (2, False, True)
    assert not fitted(drawing(9000, 9000), room, 1.0, 16.0).is_legible


def test_a_small_drawing_is_not_blown_up_beyond_the_title() -> None:
    """One node does not fill a wall."""
    room = Box(left=0, top=0, width=3000, height=2000)
    assert fitted(drawing(100, 50), room, 1.0, 16.0).scale * 10.5 == pytest.approx(22)


def test_legible_comes_before_whole_before_large() -> None:
    """The order in which sheets are compared."""
    strip = Strip(source=Box(left=0, top=0, width=1, height=1), target=Box(left=0, top=0, width=1, height=1))
    large = Fit(scale=3, strips=(strip, strip), smallest=LEAST_TYPE)
    whole = Fit(scale=2, strips=(strip,), smallest=LEAST_TYPE)
    small = Fit(scale=9, strips=(strip,), smallest=LEAST_TYPE - 0.1)
    assert best([small, large, whole]) is whole
    assert best([small, large]) is large


@given(st.builds(Box, left=SIDES, top=SIDES, width=SIDES, height=SIDES))
def test_a_strip_through_a_window_is_the_same_place_of_the_drawing(window: Box) -> None:
    """At the same scale."""
    strip = Strip(
        source=Box(left=10, top=20, width=4000, height=2000), target=Box(left=100, top=200, width=8000, height=4000)
    )
    seen = strip.through(window)
    assert (seen is None) == (overlap(strip.target, window) is None)
    if seen is not None:
        assert seen.target.width == pytest.approx(2 * seen.source.width)
        assert seen.target.left - 100 == pytest.approx(2 * (seen.source.left - 10), abs=1e-6)
        assert seen.target.top - 200 == pytest.approx(2 * (seen.source.top - 20), abs=1e-6)
