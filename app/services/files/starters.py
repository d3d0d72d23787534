"""Maps to begin with: what is usual in a kind of work, with nothing measured yet."""

from functools import lru_cache
from pathlib import Path

from app.services.files import exchange
from app.services.showing import diagrams
from process_models.domain.chain import ValueChain
from process_models.domain.errors import EslabonError
from process_models.domain.problems import error

STARTERS = ("sipoc", "process-map", "service-desk", "order-to-cash")
LANGUAGES = ("es", "en")

_FOLDER = Path(__file__).parents[3] / "examples" / "starters"
_KEPT = len(STARTERS) * len(LANGUAGES)


class StarterNotFound(EslabonError):
    """There is no map of that name to begin with."""


@lru_cache(maxsize=_KEPT)
def chain(name: str, language: str) -> ValueChain:
    """Return a map to begin with, in the language of who begins.

    Raises:
        StarterNotFound: it is not one of `STARTERS`.
    """
    if name not in STARTERS or language not in LANGUAGES:
        raise StarterNotFound(error("starter-not-found", "/starter", starter=name))
    read = exchange.read((_FOLDER / f"{name}.{language}.json").read_bytes())
    if read.chain is None:
        raise StarterNotFound(*read.problems)
    return read.chain


@lru_cache(maxsize=_KEPT)
def picture(name: str, language: str) -> bytes:
    """Return the drawing of a map to begin with, as SVG, without title and legend.

    Raises:
        StarterNotFound: it is not one of `STARTERS`.
        DrawingFailed: it could not be drawn.
    """
    return diagrams.framed_svg(chain(name, language), language=language)
