"""Files in and out: the content of a file becomes a chain, a chain the content of a file."""

from pathlib import Path

from app.formats import registry
from app.formats.results import LIMITS, Limits, Parsed, Written
from process_models.domain.chain import ValueChain

FORMS = ("json", "csv")
LARGEST_FILE = LIMITS.size

_EXAMPLE = Path(__file__).parents[2] / "examples" / "pedidos-y-nomina.json"


def read(content: bytes, name: str = "", *, routes: bool = True, limits: Limits = LIMITS) -> Parsed:
    """Return what a file says, whichever of our formats it has; its name decides only where its content does not.

    `routes` joins rows of a table in which one client gets the same deliverable from several suppliers.
    """
    return registry.parse(content, name, routes=routes, limits=limits)


def write(chain: ValueChain, form: str, language: str | None = None) -> Written:
    """Return the content of a file of one of `FORMS`; the headers of a table are in a language, English if none."""
    return registry.generate(chain, form, language or "en")


def example() -> bytes:
    """Return the document of the example map."""
    return _EXAMPLE.read_bytes()
