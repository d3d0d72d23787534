"""The judges themselves: a page that is wrong is called wrong, else a clean page would mean nothing."""

from tests.browser.sheets import show
from tests.browser.visits import NARROWEST, Visiting


def test_axe_sees_what_is_wrong(visiting: Visiting) -> None:
    """A picture without words, and a control without a name."""
    visit = visiting(None)
    show(visit, '<h1>x</h1><img src="/static/none"><input name="a">')
    visit.wrong.clear()
    assert {found.split(":")[0] for found in visit.violations()} >= {"image-alt", "label"}


def test_what_sticks_out_is_seen(visiting: Visiting) -> None:
    """But not what scrolls within its own frame."""
    visit = visiting(None, "phone")
    wide = '<svg class="nowrap" width="900" height="9" role="img" aria-label="x"></svg>'
    show(visit, f'<h1>x</h1><pre>{wide}</pre><p id="out"><code>{"x" * 90}</code></p>')
    assert visit.overflowing(NARROWEST) == []
    show(visit, f'<h1>x</h1><p class="nowrap">{"palabra " * 60}</p>')
    said = visit.overflowing(NARROWEST)
    assert said[0].startswith("the page is ")
    assert "palabra" in said[-1]


def test_scripts_and_styles_of_others_are_noted(visiting: Visiting) -> None:
    """What the security policy refuses is an error of the page."""
    visit = visiting(None)
    show(visit, '<h1>x</h1><p style="color: red" onclick="x()">x</p>')
    assert any("Content Security Policy" in wrong or "Content-Security-Policy" in wrong for wrong in visit.wrong)
    visit.wrong.clear()
