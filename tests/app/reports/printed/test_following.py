"""Sections of a few words take no sheet of their own."""

from app.reports.printed.blocks import Paragraph, Section, Table, plain
from app.reports.printed.following import following

WORDS = (Paragraph(text=plain("Nada todavía.")),)
TABLE = (Table(columns=(), rows=()),)


def section(name: str, *, is_brief: bool = False, is_wide: bool = False) -> Section:
    """Return a section that begins a sheet."""
    blocks = WORDS if is_brief else TABLE
    return Section(name=name, heading=name, blocks=blocks, starts_sheet=True, is_wide=is_wide)


def test_a_brief_section_and_the_next_share_the_sheet() -> None:
    """Others begin theirs."""
    found = following([section("a"), section("b", is_brief=True), section("c"), section("d")])
    assert [each.starts_sheet for each in found] == [True, False, False, True]


def test_among_turned_sheets_a_brief_section_is_turned() -> None:
    """Or it would have an upright one for itself."""
    found = following([section("a", is_wide=True), section("b", is_brief=True), section("c", is_wide=True)])
    assert [each.is_wide for each in found] == [True, True, True]
