"""Hostile workbooks: tiny ones put together part by part, so that what is spoilt is what is read."""

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"

_HEADERS = ("proveedor", "cliente", "entregable", "entregas", "fallas", "desde")
_CELLS = '<c r="A2" t="s"><v>6</v></c><c r="B2" t="s"><v>7</v></c><c r="C2" t="inlineStr"><is><t>Pedido</t></is></c>'
_NUMBERS = '<c r="D2"><v>200</v></c><c r="E2"><f>15*2</f><v>30</v></c><c r="F2" s="1"><v>46000</v></c>'


def sheet(rows: str) -> str:
    """Return the XML of a sheet with the headers and these rows."""
    titles = "".join(f'<c r="{letter}1" t="s"><v>{index}</v></c>' for index, letter in enumerate("ABCDEF"))
    return f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{titles}</row>{rows}</sheetData></worksheet>'


def strings(*texts: str) -> str:
    """Return the XML of the shared texts: the headers, then these."""
    items = "".join(f"<si><t>{text}</t></si>" for text in (*_HEADERS, *texts))
    return f'<sst xmlns="{MAIN}">{items}</sst>'


PARTS: Mapping[str, str] = {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>'
    '<sheet name="Entregas" sheetId="1" r:id="a"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="a" Type="{RELATED}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    STRINGS: strings("Ventas", "Bodega"),
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>',
    SHEET: sheet(f'<row r="2">{_CELLS}{_NUMBERS}</row>'),
}


def book(changes: Mapping[str, str | bytes] | None = None, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return the tiny workbook, with some of its parts otherwise."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as file:
        for name, part in {**PARTS, **(changes or {})}.items():
            file.writestr(zipfile.ZipInfo(name), part, compress_type=method)
    return stream.getvalue()


def cell(xml: str) -> bytes:
    """Return the workbook in which a cell of the column "entregas" stands as it is spelt here."""
    failed = '<c r="E2"><v>1</v></c>'
    return book({SHEET: sheet(f'<row r="2">{_CELLS}{xml}{failed}</row>')})
