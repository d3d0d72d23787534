"""The formats that we read and write, and how a file is told to be of one of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.formats.map_document import generate_map_document, parse_map_document
from app.formats.results import LIMITS, Limits, Parsed, Written
from process_models.domain.chain import ValueChain


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: how its content begins, and what its files are called."""

    name: str
    suffixes: tuple[str, ...]
    parse: Callable[..., Parsed]


def parse(content: bytes, name: str = "", *, routes: bool = True, limits: Limits = LIMITS) -> Parsed:
    """Return what a file says; what it begins with says its format, its name only where that is not obvious."""
    return parse_map_document(content, limits)


def generate(chain: ValueChain, form: str, language: str) -> Written:
    """Return the content of a file."""
    return generate_map_document(chain)
