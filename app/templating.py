"""The Jinja environment for everything that is written from a template: a name without a value is an error."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

TEMPLATES = Path(__file__).parents[1] / "templates"


@cache
def environment() -> Environment:
    """Return the environment; HTML is escaped, plain text is not."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=select_autoescape(),
        auto_reload=False,  # a page of a hundred rows would look at its files hundreds of times
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def rendered(template: str, **values: object) -> str:
    """Return a template of `templates/` filled in."""
    return environment().get_template(template).render(**values)
