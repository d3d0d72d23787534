"""Files in and out: the content of a file becomes a chain, a chain the content of a file."""

from pathlib import Path
from typing import Any

from app.formats import json_schema, registry
from app.formats.handoff_table.losses import losses_of
from app.formats.pasted_list import parse_pasted_list
from app.formats.results import LIMITS, Limits, Parsed, Written
from app.formats.workbook import generate_template, held
from app.services.showing import diagrams
from app.wording import DEFAULT_LANGUAGE
from process_models.domain import rules
from process_models.domain.chain import ValueChain
from process_models.domain.problems import Problem

__all__ = ["DRAWING", "FORMS", "LARGEST_FILE", "Parsed", "Written", "example", "read", "read_list", "sound", "write"]

DRAWING = "dot"
FORMS = (*registry.FORMS, *registry.WRITTEN, DRAWING)
TABLES = (registry.TABLE, registry.SIPOC)
"""The forms whose headers have a language of their own."""

LARGEST_FILE = LIMITS.size

EXAMPLE = "pedidos-y-nomina"
"""The example map's own id."""

_EXAMPLE = Path(__file__).parents[3] / "examples" / f"{EXAMPLE}.json"


def read(
    content: bytes,
    name: str = "",
    *,
    routes: bool = True,
    limits: Limits = LIMITS,
    language: str = DEFAULT_LANGUAGE,
) -> Parsed:
    """Return what a file says, whichever of our formats it has; its name decides only where its content does not.

    `routes` joins rows of a table in which one client gets the same deliverable from several suppliers;
    `language` is that of the name that its map gets.
    """
    return registry.parse(content, name, routes=routes, limits=limits, language=language)


def read_list(text: str, *, routes: bool = True, limits: Limits = LIMITS, language: str = DEFAULT_LANGUAGE) -> Parsed:
    """Return what a typed or pasted list says, one handoff a line."""
    return parse_pasted_list(text, routes=routes, limits=limits, language=language)


def sound(chain: ValueChain) -> Parsed:
    """Return a chain that is known to have no errors as if it had been read: with what is worth a look."""
    return Parsed(chain=chain, problems=rules.warnings(chain))


def write(chain: ValueChain, form: str, *, headers: str = "en", language: str = DEFAULT_LANGUAGE) -> Written:
    """Return the content of a file of one of `FORMS`: a table has its headers, others their words, in a language."""
    if form == DRAWING:
        return Written(content=diagrams.dot(chain, language=language).encode())
    return registry.generate(chain, form, headers if form in TABLES else language)


def schemas(place: str) -> dict[str, dict[str, Any]]:
    """Return the shapes of map documents and commands as JSON Schema; `place` is where they will stand."""
    return json_schema.schemas(place)


def losses(chain: ValueChain) -> tuple[Problem, ...]:
    """Return what a table could not hold of a chain."""
    return losses_of(chain)


def workbook_losses(chain: ValueChain) -> tuple[Problem, ...]:
    """Return what a workbook could not hold of a chain."""
    return held.losses_of(chain)


def template(language: str) -> bytes:
    """Return an empty workbook to fill in, in a language."""
    return generate_template(language)


def example() -> bytes:
    """Return the document of the example map."""
    return _EXAMPLE.read_bytes()
