"""The parts that pages are made of: their HTML changes only on purpose."""

from pathlib import Path

import pytest

from app.templating import TEMPLATES
from tests.app.web import components
from tests.app.web.components import SPANISH, field, macro, pieces
from tests.snapshot import assert_as_kept


def test_components_are_as_kept() -> None:
    """Every component, filled in, is the HTML that was looked at and kept."""
    assert_as_kept("\n".join(f"<!-- {name} -->\n{html.strip()}\n" for name, html in pieces()), "components.html")


def test_no_component_is_idle() -> None:
    """Each stands here or on a page."""
    pages = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    pages += "".join(path.read_text(encoding="utf-8") for path in (TEMPLATES.parent / "app" / "web").rglob("*.py"))
    examples = Path(components.__file__).read_text(encoding="utf-8")
    files = {path.stem for path in (TEMPLATES / "components").glob("*.html")}
    assert {
        name for name in files if f"components/{name}.html" not in pages and f'macro("{name}"' not in examples
    } == set()


@pytest.mark.parametrize("name", ["text", "number", "percent", "date", "textarea"])
def test_a_field_is_tied_to_its_label_help_and_error(name: str) -> None:
    """Whoever hears the control hears all three, and gets back what was typed, without it becoming markup."""
    html = field(name)(SPANISH, "f", "Etiqueta", "<x>", help="Ayuda", error="Error")
    assert '<label for="field-f">' in html
    assert 'aria-describedby="field-f-help field-f-error" aria-invalid="true"' in html
    assert "&lt;x&gt;" in html


def test_an_error_leads_to_its_field_where_the_form_has_it() -> None:
    """A problem placed elsewhere is said without a link that leads nowhere."""
    html = dict(pieces())["error summary"]
    assert html.count("<a href=") == 1
    assert '<a href="#field-failure.count">' in html


def test_a_bar_of_nothing_has_no_length() -> None:
    """Where nothing contributes, no bar is drawn and nothing is divided."""
    assert 'x2="0.0%"' in macro("bar")(0.0, 0.0, "fact")
