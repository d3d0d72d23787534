"""Improvement in a browser: figures follow a slider, by keyboard; the address holds what is supposed; axe; a phone."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.servers import Server
from tests.browser.visits import NARROWEST, Visit, Visiting, none_of

COMES_WITHIN = 60_000


def opened(visit: Visit, server: Server, rest: str = "") -> None:
    """Open the page, once its answer is there."""
    visit.go(f"/maps/{server.example}/improvement{rest}")
    expect(visit.page.locator("progress")).to_have_count(0, timeout=COMES_WITHIN)


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_figures_follow_a_slider_moved_by_keyboard(visiting: Visiting, server: Server, device: str) -> None:
    """Arrows, Home and End; what stands beside the slider, the table, the bars and the address follow."""
    visit = visiting(server.cast.viewer, device)
    opened(visit, server)
    slider = visit.page.get_by_label("Falla propia, frente a hoy").first
    row = visit.page.get_by_role("row").filter(has_text="Agentes de atención")
    slider.focus()
    visit.page.keyboard.press("Home")
    expect(row).to_contain_text("de 20 a 12 de cada 100 veces")
    expect(visit.page.locator(".lever.moved output")).to_have_text("0 %")
    expect(visit.page).to_have_url(re.compile(r"handoff:pago\.own_times=0$"))
    expect(visit.page.locator("[data-what-if-status]")).to_contain_text("por vez")
    bars = visit.page.locator("[data-bar$=' agentes']")
    assert bars.first.get_attribute("x2") != bars.last.get_attribute("x2")
    none_of(visit.violations())
    visit.picture(f"improvement-{device}")
    none_of(visit.overflowing(NARROWEST if device == "phone" else 1440))
    visit.page.keyboard.press("ArrowRight")
    expect(visit.page).to_have_url(re.compile(r"own_times=1$"))
    visit.page.reload()
    expect(visit.page.locator(".lever.moved output")).to_have_text("1 %", timeout=COMES_WITHIN)


def test_the_slider_in_focus_is_not_behind_the_figures(visiting: Visiting, server: Server) -> None:
    """On a phone, where the figures stay in sight above the sliders: backwards through all of them by keyboard."""
    visit = visiting(server.cast.viewer, "phone")
    opened(visit, server)
    sliders = visit.page.get_by_role("slider")
    sliders.last.focus()
    for _ in range(sliders.count() - 1):
        visit.page.keyboard.press("Shift+Tab")
        top, bottom = (
            visit.page.evaluate(f"() => {whose}")
            for whose in (
                "document.activeElement.getBoundingClientRect().top",
                "document.querySelector('.results').getBoundingClientRect().bottom",
            )
        )
        assert top >= bottom


def test_a_thing_is_added_and_what_was_moved_stays(visiting: Visiting, server: Server) -> None:
    """Choosing it opens the page with it."""
    visit = visiting(server.cast.viewer)
    opened(visit, server, "?handoff:pago.own_times=40")
    visit.page.get_by_label("Suponer algo de otra entrega").select_option("node:despacho")
    expect(visit.page.get_by_role("group", name="Despacho falla propia")).to_be_visible()
    expect(visit.page.locator(".lever.moved output")).to_have_text("40 %")


def test_what_was_moved_is_saved_as_a_scenario(visiting: Visiting, server: Server) -> None:
    """The form sends where the sliders stand, not where they stood when the page came; then it stands in the table."""
    visit = visiting(server.cast.editor)
    opened(visit, server, "?thing=handoff:pago")
    visit.page.get_by_label("Falla propia, frente a hoy").first.focus()
    visit.page.keyboard.press("Home")
    expect(visit.page).to_have_url(re.compile(r"own_times=0$"))
    visit.page.get_by_label("Nombre del escenario").fill("Nómina sin errores")
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("row").filter(has_text="Nómina sin errores")).to_contain_text(
        "de 20 a 12", timeout=COMES_WITHIN
    )
    none_of(visit.violations())
    visit.dark()
    none_of(visit.violations())


@pytest.mark.parametrize("part", ["plan", "measure"])
def test_plan_and_measuring_come_and_fit(visiting: Visiting, server: Server, part: str) -> None:
    """On a phone, light and dark."""
    visit = visiting(server.cast.viewer, "phone")
    opened(visit, server, f"/{part}")
    none_of(visit.violations())
    none_of(visit.overflowing(NARROWEST))
    visit.dark()
    none_of(visit.violations())


def test_without_script_the_form_answers(browser: Browser, server: Server) -> None:
    """And its address holds only what was moved."""
    context = browser.new_context(java_script_enabled=False, locale="es-CO")
    context.add_cookies([server.cookie_of(server.cast.viewer)])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(f"{server.address}/maps/{server.example}/improvement?thing=handoff:pago")
    slider = page.get_by_label("Falla propia, frente a hoy")
    slider.wait_for(timeout=COMES_WITHIN)
    slider.focus()
    page.keyboard.press("Home")
    page.get_by_role("button", name="Ver el efecto").click()
    expect(page).to_have_url(re.compile(r"\?thing=handoff:pago&handoff:pago\.own_times=0$"))
    expect(page.get_by_role("row").filter(has_text="Agentes de atención")).to_contain_text("de 20 a 12")
    context.close()
