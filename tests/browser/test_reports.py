"""Ordering a report as people do: by hand, by keyboard alone, on a phone, and without script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.servers import Server
from tests.browser.visits import NARROWEST, Visit, Visiting, none_of

DONE = 120_000
"""Milliseconds; two cores may be busy with other tests."""


def at(visiting: Visiting, server: Server, device: str = "desktop", *, script: bool = True) -> Visit:
    """Open the page of the example's reports, as somebody who edits."""
    visit = visiting(server.cast.editor, device, script=script)
    visit.go(f"/maps/{server.example}/reports")
    return visit


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_a_report_is_ordered_and_followed_until_it_is_there(visiting: Visiting, server: Server, device: str) -> None:
    """The page tells how far it is and gives the file at the end; it can be left meanwhile, and is in the list."""
    visit = at(visiting, server, device)
    visit.page.get_by_role("button", name="Hacer el informe").click()
    visit.page.wait_for_url(re.compile(r"/reports/\d+$"))
    expect(visit.page.get_by_role("link", name="Descargar PDF")).to_be_visible(timeout=DONE)
    with visit.page.expect_download() as coming:
        visit.page.get_by_role("link", name="Descargar PDF").click()
    assert re.fullmatch(r"Pedidos y nómina informe r\d+\.pdf", coming.value.suggested_filename)
    visit.picture(f"reports-show-{device}")
    none_of(visit.violations())
    visit.dark()
    none_of(visit.violations("color-contrast"))
    none_of(visit.overflowing(NARROWEST if device == "phone" else 1440))
    visit.page.get_by_role("link", name="Todos los informes").click()
    expect(visit.page.get_by_role("link", name=re.compile("^Descargar PDF, pedido")).first).to_be_visible()
    visit.picture(f"reports-list-{device}")
    none_of(visit.violations())
    none_of(visit.overflowing(NARROWEST if device == "phone" else 1440))


def test_everything_is_chosen_with_the_keyboard_alone(visiting: Visiting, server: Server) -> None:
    """What is folded opens, a section has its place, a template its name; nothing needs a pointer."""
    visit = at(visiting, server)
    keys = visit.page.keyboard
    for title in ("Secciones y su orden", "Autor, clasificación y pie de página", "Guardar esta elección"):
        visit.page.locator("summary", has_text=title).focus()
        keys.press("Enter")
    visit.page.get_by_role("spinbutton").first.focus()
    keys.press("ArrowUp")
    visit.page.get_by_label("Clasificación").focus()
    keys.type("Uso interno")
    visit.page.get_by_label("Nombre de la plantilla").focus()
    keys.type("Gerencia")
    visit.picture("reports-chosen")
    none_of(visit.violations())
    keys.press("Tab")
    keys.press("Enter")
    visit.page.wait_for_url(re.compile(r"template=\d+$"))
    expect(visit.page.get_by_label("Clasificación")).to_have_value("Uso interno")
    none_of(visit.violations())


def test_without_script_it_is_the_same(visiting: Visiting, server: Server) -> None:
    """The page of the report looks again by itself."""
    visit = at(visiting, server, "phone", script=False)
    visit.page.get_by_role("button", name="Hacer el informe").click()
    expect(visit.page.get_by_role("link", name="Descargar PDF")).to_be_visible(timeout=DONE)
