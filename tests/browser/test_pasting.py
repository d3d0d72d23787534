"""Cells copied in a spreadsheet, pasted onto the table of handoffs: a look first, then the map; and one undo."""

import pytest

from tests.browser.servers import Server
from tests.browser.visits import DEVICES, NARROWEST, Visiting, none_of

PASTED = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.body.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""
ROWS = "Ventas\tTaller de la prueba\tRepuesto\t10\t2\nTaller de la prueba\tVentas\tAviso\t\t"


@pytest.mark.parametrize("device", DEVICES)
def test_cells_are_pasted_onto_the_table(visiting: Visiting, server: Server, device: str) -> None:
    """The look says what is new, its page is clean, and nothing sticks out; nothing is kept before one says so."""
    visit = visiting(server.cast.editor, device)
    visit.go(f"/maps/{server.example}/handoffs")
    visit.page.evaluate(PASTED, ROWS)
    visit.page.get_by_role("button", name="Llevar al mapa").wait_for()
    visit.picture(f"paste-{device}")
    assert "Entregas nuevas: 2" in visit.page.locator("h2").first.inner_text()
    none_of(visit.violations())
    none_of(visit.overflowing(NARROWEST))


@pytest.mark.parametrize("device", DEVICES)
def test_the_page_of_files_offers_workbooks(visiting: Visiting, server: Server, device: str) -> None:
    """With the templates in both languages."""
    visit = visiting(server.cast.editor, device)
    visit.go(f"/maps/{server.example}/export")
    visit.picture(f"export-workbook-{device}")
    assert visit.page.get_by_role("link", name="en español").count() == 1
    none_of(visit.violations())
    none_of(visit.overflowing(NARROWEST))
