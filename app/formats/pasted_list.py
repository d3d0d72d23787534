"""Lists that somebody typed or pasted, one handoff a line, "Ventas → Bodega: Pedido" (docs/pasted-list.md)."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from app.formats.handoff_table.cells import tidy
from app.formats.handoff_table.columns import Column, word_of
from app.formats.handoff_table.entries import Entry
from app.formats.handoff_table.grid import Grid
from app.formats.handoff_table.groups import with_routes
from app.formats.handoff_table.nodes import map_name
from app.formats.handoff_table.reading import assembled, proposed
from app.formats.results import LIMITS, MOST_PROBLEMS, Limits, Parsed, refused
from app.wording import DEFAULT_LANGUAGE
from process_models.domain.problems import Problem, error, warning
from process_models.domain.vocabulary import NodeKind

_LINE_END = re.compile(r"\r\n|\r|\n")
_BULLET = re.compile(r"(?:[-*•·\u2013]|[0-9]{1,5}[.)])\s+")
_ARROW = re.compile(r"-+>|=+>|[\u2013\u2014]>|[→⇒⟶➔➜]")
_HINT = re.compile(r"(.*\S)\s*\(([^()]{1,40})\)")
_SUPPOSED: Mapping[str, NodeKind] = {
    "cliente": NodeKind.CUSTOMER,
    "clientes": NodeKind.CUSTOMER,
    "customer": NodeKind.CUSTOMER,
    "customers": NodeKind.CUSTOMER,
    "proveedor": NodeKind.SUPPLIER,
    "proveedores": NodeKind.SUPPLIER,
    "supplier": NodeKind.SUPPLIER,
    "suppliers": NodeKind.SUPPLIER,
    "empleados": NodeKind.EMPLOYEES,
    "employees": NodeKind.EMPLOYEES,
}
"""First words of a name that say what it is, unless a line says otherwise."""

_TOLD = {
    NodeKind.CUSTOMER: "list-supposed-customer",
    NodeKind.SUPPLIER: "list-supposed-supplier",
    NodeKind.EMPLOYEES: "list-supposed-employees",
}

_SAID_BETTER = "duplicate-name"
"""What the rules say of names that are spelt in two ways is said here with the line of the first."""

_LIST: Grid[Column] = Grid(headers={}, lines=(), problems=())
"""A list has lines and no columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """One end of a handoff as a line names it, with the kind that stands behind it in brackets."""

    name: str
    kind: NodeKind | None = None


class _UnreadableLine(ValueError):
    """A line does not say who gives what to whom."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.code)


def parse_pasted_list(
    text: str, *, routes: bool = True, limits: Limits = LIMITS, language: str = DEFAULT_LANGUAGE
) -> Parsed:
    """Return the chain of a list, or every problem of its lines and of the map's rules, by line.

    `routes` joins the lines in which one client gets the same deliverable from several suppliers; `language` is that
    of the map's name, for which a list has no place.
    """
    if len(text) > limits.size:
        return refused(error("too-large", size=len(text), limit=limits.size))
    lines = [(row, line.strip()) for row, line in enumerate(_LINE_END.split(text), start=1) if line.strip()]
    if not lines:
        return refused(error("empty-list"))
    if len(lines) > limits.handoffs:
        return refused(error("too-many-handoffs", count=len(lines), limit=limits.handoffs))
    entries, unread = _entries(lines, limits)
    entries, notices = _noticed(entries, routes=routes)
    found = assembled(_LIST, entries, unread, limits, map_name(language))
    problems = tuple(problem for problem in found.problems if problem.code != _SAID_BETTER)
    if found.chain is None:
        return replace(found, problems=problems)
    says = replace(found.says, proposed=proposed(notices))
    return replace(found, problems=problems, notices=notices, says=says)


def _entries(lines: Iterable[tuple[int, str]], limits: Limits) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    entries: list[Entry] = []
    problems: list[Problem] = []
    for row, line in lines:
        if len(problems) > MOST_PROBLEMS:
            break
        try:
            entries.append(_entry(row, line, limits))
        except _UnreadableLine as reason:
            problems.append(reason.problem.at(row=row))
    return tuple(entries), tuple(problems)


def _entry(row: int, line: str, limits: Limits) -> Entry:
    if len(line) > limits.cell:
        raise _UnreadableLine(error("cell-too-long", limit=limits.cell))
    if "\0" in line:
        raise _UnreadableLine(error("no-text", line=row))
    supplier, client, deliverable = _parts(_BULLET.sub("", line, count=1) if _BULLET.match(line) else line)
    giving, getting = _end(supplier), _end(client)
    return Entry(
        row=row,
        supplier=giving.name,
        client=getting.name,
        deliverable=deliverable,
        supplier_kind=giving.kind,
        client_kind=getting.kind,
    )


def _parts(line: str) -> tuple[str, str, str]:
    """Part a line at its arrow and the first colon behind it, or at its tabs or semicolons."""
    supplier, *rest = _ARROW.split(line)
    if len(rest) > 1:
        raise _UnreadableLine(error("list-two-arrows"))
    if rest:
        client, _, deliverable = rest[0].partition(":")
        return _complete(supplier, client, deliverable)
    cells = line.split("\t") if "\t" in line else line.split(";")
    if len(cells) != 3:
        raise _UnreadableLine(error("list-no-arrow"))
    return _complete(*cells)


def _complete(*parts: str) -> tuple[str, str, str]:
    supplier, client, deliverable = map(tidy, parts)
    if not supplier or not client:
        raise _UnreadableLine(error("list-no-name"))
    if not deliverable:
        raise _UnreadableLine(error("list-no-deliverable"))
    return supplier, client, deliverable


def _end(said: str) -> _End:
    """Take a kind in brackets off a name; other brackets belong to it."""
    match = _HINT.fullmatch(said)
    kind = word_of(NodeKind, match[2]) if match else None
    return _End(name=match[1], kind=kind) if match and kind else _End(name=said)


def _noticed(entries: tuple[Entry, ...], *, routes: bool) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return the entries as they are taken, with what was done unasked."""
    once, repeated = _once(entries)
    kinds = _supposed_kinds(once)
    known = tuple(_with_kinds(entry, kinds) for entry in once)
    joined, notices = with_routes(known) if routes else (known, ())
    return joined, (*repeated, *_told_kinds(once, kinds), *_alike(once), *notices)


def _once(entries: Iterable[Entry]) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    firsts: dict[tuple[str, str, str], Entry] = {}
    repeated: list[Problem] = []
    for entry in entries:
        first = firsts.setdefault((entry.supplier, entry.client, entry.deliverable), entry)
        if first is not entry:
            repeated.append(warning("list-repeated", first=first.row).at(row=entry.row))
    return tuple(firsts.values()), tuple(repeated)


def _names(entries: Iterable[Entry]) -> Iterator[tuple[str, NodeKind | None, int]]:
    for entry in entries:
        yield entry.supplier, entry.supplier_kind, entry.row
        yield entry.client, entry.client_kind, entry.row


def _supposed_kinds(entries: tuple[Entry, ...]) -> dict[str, NodeKind]:
    """Suppose the kind of nodes of which no line says one, by the first word of their names."""
    said = {name for name, kind, _ in _names(entries) if kind is not None}
    firsts = {name: name.casefold().split()[0] for name, _, _ in _names(entries) if name not in said}
    return {name: _SUPPOSED[first] for name, first in firsts.items() if first in _SUPPOSED}


def _with_kinds(entry: Entry, kinds: Mapping[str, NodeKind]) -> Entry:
    return replace(
        entry,
        supplier_kind=entry.supplier_kind or kinds.get(entry.supplier),
        client_kind=entry.client_kind or kinds.get(entry.client),
    )


def _told_kinds(entries: tuple[Entry, ...], kinds: Mapping[str, NodeKind]) -> Iterator[Problem]:
    rows: dict[str, int] = {}
    for name, _, row in _names(entries):
        rows.setdefault(name, row)
    for name, kind in kinds.items():
        yield warning(_TOLD[kind], name=name).at(row=rows[name])


def _alike(entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """Find names that differ in capitals or accents alone: likely one node, spelt in two ways."""
    spelt: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for name, _, row in _names(entries):
        spelt[_heard(name)].setdefault(name, row)
    for rows in spelt.values():
        (first, _), *others = rows.items()
        for name, row in others:
            yield warning("list-alike", name=name, first=first).at(row=row)


def _heard(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
