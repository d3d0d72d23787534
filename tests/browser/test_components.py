"""The parts that pages are made of, in a browser: both themes, both sizes, by keyboard, on paper."""

import pytest

from tests.app.web.components import pieces
from tests.browser.sheets import show
from tests.browser.visits import DEVICES, NARROWEST, Visit, Visiting, none_of


def sheet(visit: Visit) -> None:
    """Show every component, each under its name; a chart has its picture from elsewhere."""
    chart = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 32" />'
    visit.page.route("**/c.svg*", lambda route: route.fulfill(body=chart, content_type="image/svg+xml"))
    shown = (f'<section class="section"><h2>{name}</h2>{html}</section>' for name, html in pieces())
    show(visit, f"<h1>Componentes</h1>{''.join(shown)}")


@pytest.mark.parametrize("device", DEVICES)
def test_components_are_accessible_in_both_themes(visiting: Visiting, device: str) -> None:
    """Whatever axe knows of names, roles, contrast and sizes."""
    visit = visiting(None, device)
    sheet(visit)
    visit.picture(f"components-{device}-light")
    none_of(visit.violations())
    visit.dark()
    visit.picture(f"components-{device}-dark")
    none_of(visit.violations())


def test_components_fit_the_narrowest_phone(visiting: Visiting) -> None:
    """Nobody has to scroll sideways."""
    visit = visiting(None, "phone")
    sheet(visit)
    none_of(visit.overflowing(NARROWEST))


def test_a_finger_meets_what_one_presses(visiting: Visiting) -> None:
    """On touch, buttons and controls are at least 44 px high."""
    visit = visiting(None, "phone")
    sheet(visit)
    low = visit.page.evaluate(
        """() => [...document.querySelectorAll(".button, input:not([type=checkbox],[type=radio],[type=hidden]), select,"
            + "textarea, label.choice, summary, .tabs a")].filter((each) => each.checkVisibility()
            && each.getBoundingClientRect().height < 43.9).map((each) => each.outerHTML)"""
    )
    assert low == []


def test_paper_is_light(visiting: Visiting) -> None:
    """Whoever works in the dark theme prints dark ink on white."""
    visit = visiting(None)
    sheet(visit)
    visit.page.emulate_media(color_scheme="dark", media="print")
    colours = visit.page.evaluate(
        "() => [getComputedStyle(document.querySelector('h1')).color, matchMedia('print').matches]"
    )
    assert colours == ["rgb(0, 0, 0)", True]


def test_a_theme_is_kept(visiting: Visiting) -> None:
    """The choice holds against the system's, and the server is told by a cookie."""
    visit = visiting(None)
    sheet(visit)
    visit.page.get_by_label("Colores").select_option("dark")
    assert visit.page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(14, 16, 18)"
    assert [each.get("value") for each in visit.page.context.cookies() if each.get("name") == "theme"] == ["dark"]


def test_errors_are_heard_first_and_lead_to_their_fields(visiting: Visiting) -> None:
    """The summary has the focus; its link goes to the control."""
    visit = visiting(None)
    sheet(visit)
    assert visit.page.evaluate("() => document.activeElement.className") == "error-summary"
    visit.page.locator(".error-summary a").click()
    assert visit.page.evaluate("() => document.activeElement.name") == "failure.count"


def test_a_question_can_be_taken_back_by_keyboard(visiting: Visiting) -> None:
    """Enter opens it, Escape closes it, and one is where one was."""
    visit = visiting(None)
    sheet(visit)
    question = visit.page.locator("details.confirm")
    question.locator("summary").press("Enter")
    assert question.get_attribute("open") is not None
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Escape")
    assert question.get_attribute("open") is None
    assert visit.page.evaluate("() => document.activeElement.tagName") == "SUMMARY"
