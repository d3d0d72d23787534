"""The formats that we read and write, and how a file is told to be of one of them."""

from app.formats.graphml import generate_graphml, parse_graphml
from app.formats.handoff_table import generate_handoff_table, parse_handoff_table
from app.formats.map_document import generate_map_document, parse_map_document
from app.formats.mermaid import generate_mermaid
from app.formats.results import LIMITS, Limits, Parsed, Written
from app.formats.sipoc import generate_sipoc
from app.formats.workbook import generate_workbook, parse_workbook
from app.formats.workbook.package import OLE, ZIP, inflated_size
from app.wording import DEFAULT_LANGUAGE
from process_models.domain.chain import ValueChain

FORMS = DOCUMENT, TABLE, WORKBOOK, GRAPH = "json", "csv", "xlsx", "graphml"
"""Read and written."""

WRITTEN = MERMAID, SIPOC = "mermaid", "sipoc"
"""Written only."""

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
    match form_of(content, name):
        case "json":
            return parse_map_document(content, limits)
        case "graphml":
            return parse_graphml(content, limits, language)
        case "xlsx":
            return parse_workbook(content, routes=routes, limits=limits, language=language)
        case _:
            return parse_handoff_table(content, routes=routes, limits=limits, language=language)


def generate(chain: ValueChain, form: str, language: str) -> Written:
    """Return the content of a file in one of the formats."""
    match form:
        case "json":
            return generate_map_document(chain)
        case "graphml":
            return generate_graphml(chain, language)
        case "xlsx":
            return generate_workbook(chain, language)
        case "mermaid":
            return generate_mermaid(chain, language)
        case "sipoc":
            return generate_sipoc(chain, language)
        case _:
            return generate_handoff_table(chain, language)


def weight(content: bytes) -> int:
    """Return how many bytes of work a file is: of a workbook, a tenth of those that it is unpacked."""
    return max(len(content), inflated_size(content) // _LIGHTER) if content.startswith(ZIP) else len(content)


def form_of(content: bytes, name: str) -> str:
    r"""Tell the format of a file by how it begins, whatever its name: `{`, `<`, a ZIP; else by its name.

    >>> form_of(b'{"format"', "map.csv"), form_of(b"proveedor;cliente", "map.txt"), form_of(b"[", "map.JSON")
    ('json', 'csv', 'json')
    >>> form_of(b"<?xml version='1.0'?><graphml/>", "map.csv"), form_of(b"\xff\xfe<\x00", "map.GraphML")
    ('graphml', 'graphml')
    >>> form_of(b"PK\x03\x04", "map.csv"), form_of(b"proveedor;cliente", "map.XLSX")
    ('xlsx', 'xlsx')
    """
    if content.startswith((ZIP, OLE)):
        return WORKBOOK
    start = content[:_LONGEST_BLANK_START].removeprefix(_BYTE_ORDER_MARK).lstrip()
    for form, sign in ((DOCUMENT, b"{"), (GRAPH, b"<")):
        if start.startswith(sign):
            return form
    if name.lower().endswith(_WORKBOOKS):
        return WORKBOOK
    return next((form for form in FORMS if name.lower().endswith(f".{form}")), TABLE)
