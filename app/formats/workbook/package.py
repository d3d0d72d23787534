"""The ZIP that a workbook is: bounded before anything of it is unpacked, and unpacked once.

Only what cells are made of is taken out. What the reader of sheets gets is a package of our own with those parts, so
that it never sees a size, a name or a relation that was not looked at here.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.formats.handoff_table.grid import UnreadableTable
from app.formats.results import LIMITS, Limits
from process_models.domain.problems import error

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STRINGS, STYLES = "xl/sharedstrings.xml", "xl/styles.xml"

_END = b"PK\x05\x06"
_LONGEST_END = 22 + 0xFFFF
_WIDEST_DIRECTORY = 4_000_000
_SMALL = 1_000_000
_HIGHEST_RATIO = 100
_BLOCK = 1 << 16
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CELLS = re.compile(r"xl/(?!drawings/|charts/|media/|theme/|pivot)[^\0]*\.(xml|rels)")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    LookupError,
    OverflowError,
)
"""What the library of ZIP files says of those that are none."""

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    "</Types>"
)
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LIST = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_RELATION = '<Relationship Id="{id}" Type="' + _RELATED + '/{kind}" Target="{target}"/>'
_BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="' + _RELATED + '">'
    '<workbookPr date1904="{date1904}"/><sheets>{sheets}</sheets></workbook>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The parts of a workbook by their names in small letters."""

    parts: Mapping[str, bytes]


def unpacked(content: bytes, limits: Limits) -> Package:
    """Return the parts of a workbook of which cells are made.

    Raises:
        UnreadableTable: it is none, it is locked, or it is larger than it may be.
    """
    if len(content) > limits.size:
        raise UnreadableTable(error("too-large", size=len(content), limit=limits.size))
    if content.startswith(OLE):
        raise UnreadableTable(error("workbook-locked" if _ENCRYPTED in content else "workbook-old"))
    if not content.startswith(ZIP):
        raise UnreadableTable(error("workbook-none"))
    _bound_directory(content, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            entries = _bounded(file.infolist(), limits)
            return Package(parts={name: _inflated(file, entry) for name, entry in entries.items()})
    except UnreadableTable:
        raise
    except _BROKEN as reason:
        raise UnreadableTable(error("workbook-broken")) from reason


def inflated_size(content: bytes) -> int:
    """Return how much a ZIP says that it holds; the largest there is of one that cannot be read."""
    try:
        _bound_directory(content, LIMITS)
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            return sum(entry.file_size for entry in file.infolist())
    except (UnreadableTable, *_BROKEN):
        return LIMITS.inflated


def packed(sheets: Iterable[bytes], others: Mapping[str, bytes], *, date1904: bool) -> bytes:
    """Return a package of our own with these sheets, and with the texts and styles that they use."""
    held = list(enumerate(sheets, start=1))
    rows = "".join(f'<sheet name="s{number}" sheetId="{number}" r:id="r{number}"/>' for number, _ in held)
    relations = [_RELATION.format(id=f"r{number}", kind="worksheet", target=f"s{number}.xml") for number, _ in held]
    relations += [_RELATION.format(id=f"x{name}", kind=name, target=f"{name}.xml") for name in others]
    parts = {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": _LIST.format(_RELATION.format(id="r", kind="officeDocument", target=WORKBOOK)).encode(),
        WORKBOOK: _BOOK.format(date1904=int(date1904), sheets=rows).encode(),
        RELATIONS: _LIST.format("".join(relations)).encode(),
        **{f"xl/{name}.xml": part for name, part in others.items()},
        **{f"xl/s{number}.xml": part for number, part in held},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, part in parts.items():
            file.writestr(zipfile.ZipInfo(name), part)
    return stream.getvalue()


def _bound_directory(content: bytes, limits: Limits) -> None:
    """Bound what the directory of a ZIP says of itself, before it is read."""
    start = content.rfind(_END, max(0, len(content) - _LONGEST_END))
    if start < 0 or len(content) < start + 22 or content[max(0, start - 20) : start].startswith(b"PK\x06\x07"):
        raise UnreadableTable(error("workbook-broken"))
    count, size = struct.unpack_from("<HI", content, start + 10)
    if count > limits.entries or size > _WIDEST_DIRECTORY:
        raise UnreadableTable(error("workbook-too-many-parts", limit=limits.entries))


def _bounded(entries: list[zipfile.ZipInfo], limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """Return the entries to be taken out, by their names in small letters, if all of them are within bounds."""
    names = [entry.filename.lower() for entry in entries]
    if len(entries) > limits.entries:
        raise UnreadableTable(error("workbook-too-many-parts", limit=limits.entries))
    if any(name.endswith("vbaproject.bin") for name in names):
        raise UnreadableTable(error("workbook-macros"))
    if WORKBOOK not in names:
        raise UnreadableTable(error("workbook-none"))
    if len(set(names)) < len(names) or any(_is_foreign(entry) for entry in entries):
        raise UnreadableTable(error("workbook-broken"))
    inflated = sum(entry.file_size for entry in entries)
    if inflated > limits.inflated:
        raise UnreadableTable(error("workbook-too-large-inside", size=inflated, limit=limits.inflated))
    if any(entry.file_size > max(_SMALL, _HIGHEST_RATIO * entry.compress_size) for entry in entries):
        raise UnreadableTable(error("workbook-too-dense", limit=_HIGHEST_RATIO))
    return {name: entry for name, entry in zip(names, entries, strict=True) if _CELLS.fullmatch(name)}


def _is_foreign(entry: zipfile.ZipInfo) -> bool:
    """Tell whether an entry is locked, or packed in a way that workbooks do not use."""
    return bool(entry.flag_bits & 1) or entry.compress_type not in _METHODS


def _inflated(file: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return what an entry holds: never more than it declares, and nothing if it declares it wrongly."""
    held = bytearray()
    with file.open(entry) as stream:
        while block := stream.read(_BLOCK):
            held += block
    if len(held) != entry.file_size:
        raise UnreadableTable(error("workbook-broken"))
    return bytes(held)
