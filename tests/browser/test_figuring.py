"""The small form at a handoff of the drawing: what it is and how often it fails, by mouse and by keys."""

import pytest
from playwright.sync_api import Page, expect

from process_models.domain.chain import Handoff
from process_models.domain.evidence import Deliveries
from process_models.domain.identifiers import MapId
from tests.browser.servers import Server
from tests.browser.test_keys_alone import kept, settled
from tests.browser.test_lanes import own, still  # noqa: F401 - one is a fixture
from tests.browser.visits import Visit, Visiting, none_of


def begun(visit: Visit, own: MapId) -> Page:  # noqa: F811
    """Open a map and wait until one can work on its drawing."""
    visit.go(f"/maps/{own}")
    visit.page.wait_for_selector("[data-editor-state=ready]")
    still(visit.page)
    return visit.page


def handoff(server: Server, own: MapId, name: str) -> Handoff:  # noqa: F811
    """Return a handoff as the server has it."""
    return next(each for each in kept(server, own).handoffs if each.id == name)


def test_two_presses_open_it_and_enter_keeps_it(visiting: Visiting, server: Server, own: MapId) -> None:  # noqa: F811
    """Another name and another count, as one change that one undo takes back; the ways in which it failed stay."""
    visit = visiting(server.cast.editor)
    page = begun(visit, own)
    page.locator("#handoff-pedido text").first.dblclick()
    form = page.get_by_role("form", name="Entrega y cifras")
    expect(form.get_by_label("Qué se entrega")).to_be_focused()
    none_of(visit.violations())
    visit.picture("figuring", whole=False)
    form.get_by_label("Qué se entrega").fill("Pedido listo")
    form.get_by_label("Fallaron").fill("40")
    page.keyboard.press("Enter")
    expect(form).to_have_count(0)
    expect(page.locator("#handoff-pedido")).to_be_focused()
    expect(page.locator("#handoff-pedido")).to_contain_text("40/200")
    settled(page)
    found = handoff(server, own, "pedido")
    assert found.deliverable == "Pedido listo"
    assert found.failure is not None
    assert found.failure.deliveries == Deliveries(count=200, failed=40, late=6, incomplete=21, wrong=5)
    page.keyboard.press("Control+z")
    settled(page)
    assert handoff(server, own, "pedido").deliverable == "Pedido completo"


def test_escape_leaves_it_unchanged(visiting: Visiting, server: Server, own: MapId) -> None:  # noqa: F811
    """F2 on what has the focus; nothing is kept, and the focus is where it was."""
    page = begun(visiting(server.cast.editor), own)
    page.locator("#handoff-pedido").focus()
    page.keyboard.press("F2")
    page.keyboard.type("Otra cosa")
    page.keyboard.press("Escape")
    expect(page.locator(".figuring")).to_have_count(0)
    expect(page.locator("#handoff-pedido")).to_be_focused()
    settled(page)
    assert handoff(server, own, "pedido").deliverable == "Pedido completo"
    assert page.locator("[data-editor-do=undo]").is_disabled()


def test_what_breaks_a_rule_is_said_at_its_field(visiting: Visiting, server: Server, own: MapId) -> None:  # noqa: F811
    """More failures than deliveries, a word for a count, no name: the form stays, with the focus at what is wrong."""
    visit = visiting(server.cast.editor)
    page = begun(visit, own)
    page.locator("#handoff-pedido").focus()
    page.keyboard.press("F2")
    form = page.locator(".figuring")
    form.get_by_label("Fallaron").fill("300")
    page.keyboard.press("Enter")
    expect(form.get_by_label("Fallaron")).to_be_focused()
    expect(form.locator("#figuring-failed")).to_contain_text("Fallaron 300 de 200")
    none_of(visit.violations())
    visit.picture("figuring-wrong", whole=False)
    form.get_by_label("Fallaron").fill("tres")
    page.keyboard.press("Enter")
    expect(form.locator("#figuring-failed")).to_contain_text("«tres» no es un número entero")
    form.get_by_label("Fallaron").fill("30")
    form.get_by_label("Qué se entrega").fill(" ")
    page.keyboard.press("Enter")
    expect(form.locator("#figuring-deliverable")).to_contain_text("Falta el nombre")
    assert handoff(server, own, "pedido").deliverable == "Pedido completo"


def test_another_kind_of_evidence_is_chosen(visiting: Visiting, server: Server, own: MapId) -> None:  # noqa: F811
    """Ratings in the place of counts, said with how many are dissatisfied; going elsewhere keeps what was changed."""
    visit = visiting(server.cast.editor)
    page = begun(visit, own)
    page.locator("#handoff-pedido").focus()
    page.keyboard.press("F2")
    form = page.locator(".figuring")
    form.get_by_label("Cómo se sabe").select_option("opinion")
    for score, count in (("1", "3"), ("4", "9")):
        form.get_by_label(f"Con {score}").fill(count)
    expect(form.get_by_role("status")).to_have_text("Insatisfechos: 3 de 12 (1 y 2)")
    none_of(visit.violations())
    visit.picture("figuring-ratings", whole=False)
    page.locator("#drawing").click(position={"x": 4, "y": 4})
    expect(form).to_have_count(0)
    expect(page.locator("#handoff-pedido")).to_contain_text("3/12")
    settled(page)
    found = handoff(server, own, "pedido").failure
    assert found is not None
    assert found.deliveries is None
    assert [(each.score, each.count) for each in found.scores] == [(1, 3), (4, 9)]


@pytest.mark.parametrize("device", ["phone", "desktop"])
def test_it_fits_in_dark_and_on_a_phone(visiting: Visiting, server: Server, own: MapId, device: str) -> None:  # noqa: F811
    """By the button of what is selected; nothing sticks out of the window."""
    visit = visiting(server.cast.editor, device)
    page = begun(visit, own)
    visit.dark()
    page.locator("#handoff-pedido").focus()
    page.keyboard.press("x")
    page.locator("[data-editor-do=rename]").click()
    form = page.locator(".figuring")
    expect(form.get_by_label("Qué se entrega")).to_be_focused()
    box, paper = form.bounding_box(), page.locator(".paper").bounding_box()
    assert box is not None
    assert paper is not None
    assert box["x"] >= paper["x"]
    assert box["x"] + box["width"] <= paper["x"] + paper["width"]
    visit.picture(f"figuring-dark-{device}", whole=False)
    none_of(visit.violations())
