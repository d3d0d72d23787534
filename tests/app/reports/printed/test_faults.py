"""What finds faults on sheets finds them."""

from dataclasses import replace

from tests.app.reports.printed.faults import faults
from tests.app.reports.printed.reading import Placed, Sheet

LINE = Placed(size=9, left=60, bottom=100, right=200, top=109, font="DejaVuSans")


def sheet(*runs: Placed) -> Sheet:
    """Return a sheet with some lines."""
    return Sheet(width=595, height=842, runs=runs)


def test_a_sound_sheet_has_none() -> None:
    """Lines under each other, and words beside each other."""
    assert faults([sheet(LINE, replace(LINE, bottom=114, top=123), replace(LINE, left=201, right=240))]) == []


def test_each_fault_is_found() -> None:
    """Off the sheet, over each other, a heading at the end, nothing at all."""
    bad = {
        "off the sheet": sheet(LINE, replace(LINE, right=600, bottom=200, top=209)),
        "too small": sheet(replace(LINE, size=5.5)),
        "over": sheet(LINE, replace(LINE, bottom=103, top=112)),
        "ends with a heading": sheet(replace(LINE, size=12.0, font="DejaVuSans-Bold")),
        "empty": sheet(replace(LINE, bottom=20, top=29)),
    }
    for said, found in bad.items():
        assert any(said in fault for fault in faults([found]))


def test_half_a_sheet_needs_a_reason() -> None:
    """Another section is one; more of the same is none."""
    full, little = sheet(LINE), sheet(replace(LINE, bottom=700, top=709))
    begins = sheet(LINE, replace(LINE, size=17.0, bottom=700, top=717, font="DejaVuSans-Bold"))
    assert faults([full, full, little, full]) == ["sheet 3: half empty"]
    assert faults([full, full, little, begins]) == []
