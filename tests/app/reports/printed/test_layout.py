"""Nothing is clipped, covered, lonely or empty on the sheets of maps that are hard to print."""

import pytest

from app.services.reporting import making
from tests.app.reports.printed.faults import faults
from tests.app.reports.printed.reading import sheets
from tests.ugly import FIRST, MAPS


@pytest.mark.parametrize("name", FIRST)
def test_every_sheet_can_be_pinned_up(name: str) -> None:
    """Text lies inside its sheet and on no other text; no sheet is empty, half empty without reason or ends badly."""
    assert faults(sheets(making.of_chain(MAPS[name](), making.Asked()))) == []


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name in MAPS if name not in FIRST])
@pytest.mark.parametrize("paper", making.PAPERS)
def test_every_sheet_of_more_maps_can_be_pinned_up(name: str, paper: str) -> None:
    """The same of all fifty, on both papers, in English."""
    asked = making.Asked(language="en", paper=making.PAPERS[paper])
    assert faults(sheets(making.of_chain(MAPS[name](), asked))) == []
