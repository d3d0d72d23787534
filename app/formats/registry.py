"""The formats that we read and write, and how a file is told to be of one of them."""

from app.formats.handoff_table import generate_handoff_table, parse_handoff_table
from app.formats.map_document import generate_map_document, parse_map_document
from app.formats.results import LIMITS, Limits, Parsed, Written
from app.wording import DEFAULT_LANGUAGE
from process_models.domain.chain import ValueChain

FORMS = DOCUMENT, TABLE = "json", "csv"

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LONGEST_BLANK_START = 1000


def parse(
    content: bytes, name: str, *, routes: bool = True, limits: Limits = LIMITS, language: str = DEFAULT_LANGUAGE
) -> Parsed:
    """Return what a file says; a table, which has no name for its map, gets one in a language."""
    if form_of(content, name) == DOCUMENT:
        return parse_map_document(content, limits)
    return parse_handoff_table(content, routes=routes, limits=limits, language=language)


def generate(chain: ValueChain, form: str, language: str) -> Written:
    """Return the content of a file in one of the formats."""
    return generate_map_document(chain) if form == DOCUMENT else generate_handoff_table(chain, language)


def form_of(content: bytes, name: str) -> str:
    """Tell the format of a file: what begins with a brace is a document, whatever its name; else the name says it.

    >>> form_of(b'{"format"', "map.csv"), form_of(b"proveedor;cliente", "map.txt"), form_of(b"[", "map.JSON")
    ('json', 'csv', 'json')
    """
    start = content[:_LONGEST_BLANK_START].removeprefix(_BYTE_ORDER_MARK).lstrip()
    return DOCUMENT if start.startswith(b"{") or name.lower().endswith(f".{DOCUMENT}") else TABLE
