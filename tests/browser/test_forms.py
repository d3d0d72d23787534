"""Forms in a browser: nothing typed is lost, nothing is sent twice, and everything works without script."""

import pytest
from playwright.sync_api import Dialog, expect

from app.services.keeping import maps
from process_models.domain.identifiers import MapId
from tests.app.web.components import SPANISH, field, macro
from tests.browser.servers import Server
from tests.browser.sheets import show
from tests.browser.visits import DEVICES, Visit, Visiting, none_of
from tests.cast import actor
from tests.pictures import example

NAME = "Pedido completo y a tiempo"


@pytest.fixture
def own(server: Server) -> MapId:
    """Put one more example map on the server, which nobody else's test changes."""
    with server.app.extensions["eslabon"].database.writing() as session:
        return maps.create(session, actor(server.cast.owner), chain=example())


def form(visit: Visit, path: str = "/sheet") -> None:
    """Show a form that is guarded."""
    fields = str(field("text")(SPANISH, "name", "Nombre")) + str(field("checkbox")("agreed", "Acordado"))
    fields += '<input type="hidden" name="key" value="k"><button class="button primary">Guardar</button>'
    guarded = f'<form method="post" action="/sheet" data-controller="guard">{macro("draft")(SPANISH)}{fields}</form>'
    show(visit, f"<h1>Formulario</h1>{guarded}", path=path)


def test_what_was_typed_can_be_brought_back(visiting: Visiting) -> None:
    """The page was left, the words were not lost."""
    visit = visiting(None)
    form(visit)
    page = visit.page
    expect(page.locator("[data-guard-notice]")).to_be_hidden()
    page.get_by_label("Nombre").fill(NAME)
    page.get_by_label("Acordado").check()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    none_of(visit.violations())
    assert page.get_by_label("Nombre").input_value() == ""
    page.get_by_role("button", name="Recuperarlo").click()
    assert page.get_by_label("Nombre").input_value() == NAME
    assert page.get_by_label("Acordado").is_checked()


def test_leaving_with_unsaved_words_is_asked_about(visiting: Visiting) -> None:
    """But not where nothing was typed."""
    visit = visiting(None)
    form(visit)
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    visit.page.on("dialog", answer)
    visit.page.reload()
    assert asked == []
    visit.page.get_by_label("Nombre").fill(NAME)
    visit.page.reload()
    assert asked == ["beforeunload"]


def test_a_form_is_sent_once(visiting: Visiting) -> None:
    """However often one presses while the server thinks."""
    visit = visiting(None)
    form(visit)
    visit.page.get_by_label("Nombre").fill(NAME)
    sent = visit.page.evaluate(
        """() => {
            const sent = [];
            addEventListener("submit", (event) => { sent.push(!event.defaultPrevented); event.preventDefault(); });
            for (let time = 0; time < 3; time += 1) document.querySelector(".primary").click();
            return sent;
        }"""
    )
    assert sent == [True, False, False]


def test_what_was_sent_and_taken_is_no_draft(visiting: Visiting) -> None:
    """After a page that is no error, the form begins anew."""
    visit = visiting(None)
    form(visit)
    visit.page.get_by_label("Nombre").fill(NAME)
    with visit.page.expect_navigation():
        visit.page.get_by_role("button", name="Guardar").click()
    form(visit)
    expect(visit.page.locator("[data-guard-notice]")).to_be_hidden()


@pytest.mark.parametrize("device", DEVICES)
def test_a_map_is_worked_on_without_script(visiting: Visiting, server: Server, own: MapId, device: str) -> None:
    """Choose in the drawing, open the form, correct, keep, and take it back: links and forms alone."""
    visit = visiting(server.cast.editor, device, script=False)
    visit.go(f"/maps/{own}")
    page = visit.page
    page.locator("#handoff-pedido").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**handoff=pedido**")
    visit.picture(f"map-without-script-{device}")
    page.locator("#panel").get_by_role("link", name="Editar").click()
    page.get_by_label("Fallaron").fill("60")
    page.locator("#panel").get_by_role("button", name="Guardar").click()
    expect(page.locator("#panel")).to_contain_text("30 %")
    visit.go(f"/maps/{own}/history")
    page.get_by_role("button", name="Deshacer").first.click()
    visit.go(f"/maps/{own}?handoff=pedido")
    expect(page.locator("#panel")).to_contain_text("15 %")
