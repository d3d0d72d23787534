"""The formats that we read and write, and how a file is told to be of one of them."""

from app.formats.handoff_table import generate_handoff_table, parse_handoff_table
from app.formats.map_document import generate_map_document, parse_map_document
from app.formats.results import LIMITS, Limits, Parsed, Written
from app.formats.workbook import generate_workbook, parse_workbook
from app.formats.workbook.package import OLE, ZIP, inflated_size
from app.wording import DEFAULT_LANGUAGE
from process_models.domain.chain import ValueChain

FORMS = DOCUMENT, TABLE, WORKBOOK = "json", "csv", "xlsx"

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
"""Names of what spreadsheet programs save; all but the first are told to be saved as that."""

_LIGHTER = 10
"""A byte of a workbook's XML says less than one of a table."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LONGEST_BLANK_START = 1000


def parse(
    content: bytes, name: str, *, routes: bool = True, limits: Limits = LIMITS, language: str = DEFAULT_LANGUAGE
) -> Parsed:
    """Return what a file says; a table, which has no name for its map, gets one in a language."""
    form = form_of(content, name)
    if form == DOCUMENT:
        return parse_map_document(content, limits)
    if form == WORKBOOK:
        return parse_workbook(content, routes=routes, limits=limits, language=language)
    return parse_handoff_table(content, routes=routes, limits=limits, language=language)


def generate(chain: ValueChain, form: str, language: str) -> Written:
    """Return the content of a file in one of the formats."""
    if form == DOCUMENT:
        return generate_map_document(chain)
    return generate_workbook(chain, language) if form == WORKBOOK else generate_handoff_table(chain, language)


def weight(content: bytes) -> int:
    """Return how many bytes of work a file is: of a workbook, a tenth of those that it is unpacked."""
    return max(len(content), inflated_size(content) // _LIGHTER) if content.startswith(ZIP) else len(content)


def form_of(content: bytes, name: str) -> str:
    r"""Tell the format of a file: what begins as a document or workbook is one, whatever its name; else that says it.

    >>> form_of(b'{"format"', "map.csv"), form_of(b"proveedor;cliente", "map.txt"), form_of(b"[", "map.JSON")
    ('json', 'csv', 'json')
    >>> form_of(b"PK\x03\x04", "map.csv"), form_of(b"proveedor;cliente", "map.XLSX")
    ('xlsx', 'xlsx')
    """
    if content.startswith((ZIP, OLE)):
        return WORKBOOK
    start = content[:_LONGEST_BLANK_START].removeprefix(_BYTE_ORDER_MARK).lstrip()
    if start.startswith(b"{") or name.lower().endswith(f".{DOCUMENT}"):
        return DOCUMENT
    return WORKBOOK if name.lower().endswith(_WORKBOOKS) else TABLE
