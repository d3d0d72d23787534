"""From a workbook to a chain, or to everything that is wrong with it, sheet by sheet and cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.formats.handoff_table.columns import HANDOFFS, Column, ColumnT, Headers
from app.formats.handoff_table.entries import Entry, read_entries
from app.formats.handoff_table.grid import Grid, UnreadableTable, grid_of
from app.formats.handoff_table.groups import grouping_of, with_routes
from app.formats.handoff_table.handoffs import handoffs_of
from app.formats.handoff_table.nodes import cast_of, map_name
from app.formats.handoff_table.places import Places
from app.formats.handoff_table.reading import contradictions, judged, proposed, says_of
from app.formats.results import LIMITS, Limits, Parsed, refused
from app.formats.workbook.actions import ActionRow, listed, read_actions, said_twice
from app.formats.workbook.columns import (
    ACTIONS,
    NODES,
    REQUIREMENTS,
    ActionColumn,
    NodeColumn,
    RequirementColumn,
    SheetKind,
    sheet_name,
    sheet_of,
)
from app.formats.workbook.description import Described, read_description
from app.formats.workbook.held import held
from app.formats.workbook.nodes import NodeRow, introduced, nodes_of, read_nodes
from app.formats.workbook.places import WorkbookPlaces
from app.formats.workbook.requirements import (
    Handoffs,
    RequirementRow,
    of_no_handoff,
    read_requirements,
    with_requirements,
)
from app.formats.workbook.sheets import Sheet, read_sheets
from app.wording import DEFAULT_LANGUAGE, LANGUAGES
from process_models.domain.chain import ValueChain
from process_models.domain.problems import Problem, error, warning

_UNREAD = (SheetKind.EXAMPLE, SheetKind.LISTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """The sheets of a workbook as grids, the rows of each, and what is wrong in single cells."""

    handoffs: Grid[Column]
    nodes: Grid[NodeColumn]
    requirements: Grid[RequirementColumn]
    actions: Grid[ActionColumn]
    described: Described
    entries: tuple[Entry, ...]
    node_rows: tuple[NodeRow, ...]
    requirement_rows: tuple[RequirementRow, ...]
    action_rows: tuple[ActionRow, ...]
    unread: tuple[Problem, ...]
    notices: tuple[Problem, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nobody filled anything in."""
        rows = (self.entries, self.node_rows, self.requirement_rows, self.action_rows, self.unread)
        return not any(rows) and "name" not in self.described.values


def parse_workbook(
    content: bytes, *, routes: bool = True, limits: Limits = LIMITS, language: str = DEFAULT_LANGUAGE
) -> Parsed:
    """Return the chain of a workbook, or every problem of its sheets, its cells, and of the map's rules.

    `routes` joins rows as in a table; `language` is that of the map's name where the workbook says none.
    """
    try:
        book = _book(read_sheets(content, limits), limits)
    except UnreadableTable as reason:
        return refused(*reason.problems)
    if book.is_blank:
        return refused(error("workbook-no-rows").of_sheet(book.handoffs.sheet))
    entries, notices = with_routes(book.entries) if routes else (book.entries, ())
    notices = tuple(replace(notice, sheet=book.handoffs.sheet) for notice in notices)
    found = _assembled(book, entries, limits, map_name(language))
    if found.chain is None:
        return found
    says = replace(found.says, proposed=proposed(notices))
    return replace(found, notices=(*book.notices, *notices), described=tuple(book.described.values), says=says)


def _assembled(book: _Book, entries: tuple[Entry, ...], limits: Limits, name: str) -> Parsed:
    cast = cast_of(entries, introduced(book.node_rows, book.nodes.sheet))
    if len(cast.nodes) > limits.nodes:
        return refused(error("too-many-nodes", count=len(cast.nodes), limit=limits.nodes))
    grouping = grouping_of(entries, cast.ids)
    given = handoffs_of(entries, cast.ids, grouping.ids)
    handoffs, requirement_rows = with_requirements(given, book.requirement_rows)
    actions = listed(book.action_rows, Handoffs(handoffs), cast)
    chain = ValueChain(
        **{"name": name, **book.described.values},
        nodes=nodes_of(book.node_rows, cast),
        handoffs=handoffs,
        groups=grouping.groups,
        actions=actions.actions,
    )
    places = WorkbookPlaces(
        handoffs=Places(book.handoffs, entries, cast, grouping),
        described=book.described,
        nodes=book.nodes,
        node_rows=tuple(each.row for each in book.node_rows),
        requirements=book.requirements,
        requirement_rows=requirement_rows,
        listed_handoffs=handoffs,
        actions=book.actions,
        listed=actions,
    )
    said = (*contradictions(book.handoffs, cast, grouping), *said_twice(book.actions, book.action_rows))
    found = judged(chain, book.unread, (*said, *_strays(book, chain)), places)
    if found.chain is None:
        return found
    says = says_of(entries, cast, given)
    return replace(found, says=replace(says, named=says.named | _named(book.node_rows), held=held))


def _named(rows: tuple[NodeRow, ...]) -> frozenset[str]:
    """Return the nodes whose ids the workbook itself gives."""
    return frozenset(f"node:{row.id}" for row in rows if row.values.get("id"))


def _strays(book: _Book, chain: ValueChain) -> Iterator[Problem]:
    """Say which requirements are of no handoff, unless their handoff may be one that could not be read."""
    if not book.handoffs.problems and len(book.entries) == len(book.handoffs.lines):
        yield from of_no_handoff(book.requirements, chain.handoffs, book.requirement_rows)


def _book(sheets: Sequence[Sheet], limits: Limits) -> _Book:
    """Return the sheets that are known, read cell by cell.

    Raises:
        UnreadableTable: a sheet is missing or there twice, or has no headers.
    """
    known, notices = _known(sheets)
    handoffs = grid_of(known[SheetKind.HANDOFFS].rows, HANDOFFS, limits, known[SheetKind.HANDOFFS].name)
    nodes = _grid(known.get(SheetKind.NODES), NODES, limits)
    requirements = _grid(known.get(SheetKind.REQUIREMENTS), REQUIREMENTS, limits)
    actions = _grid(known.get(SheetKind.ACTIONS), ACTIONS, limits)
    described = read_description(known.get(SheetKind.READ_ME))
    entries, unread = read_entries(handoffs)
    problems = [*handoffs.problems, *unread, *nodes.problems, *requirements.problems, *actions.problems]
    problems += described.problems
    return _Book(
        handoffs=handoffs,
        nodes=nodes,
        requirements=requirements,
        actions=actions,
        described=described,
        entries=entries,
        node_rows=read_nodes(nodes, problems),
        requirement_rows=read_requirements(requirements, problems),
        action_rows=read_actions(actions, problems),
        unread=tuple(problems),
        notices=notices,
    )


def _grid(sheet: Sheet | None, headers: Headers[ColumnT], limits: Limits) -> Grid[ColumnT]:
    """Return a sheet as a grid; one that is not there, or blank, is an empty one."""
    if sheet is None or not sheet.rows:
        return Grid(headers={}, lines=(), problems=(), sheet=sheet.name if sheet else "")
    return grid_of(sheet.rows, headers, limits, sheet.name)


def _known(sheets: Sequence[Sheet]) -> tuple[Mapping[SheetKind, Sheet], tuple[Problem, ...]]:
    """Return the sheets by what they are for, and say which are left out."""
    known: dict[SheetKind, Sheet] = {}
    others: list[Sheet] = []
    for sheet in sheets:
        kind = sheet_of(sheet.name)
        if kind is None:
            others.append(sheet)
        elif known.setdefault(kind, sheet) is not sheet:
            raise UnreadableTable(error("workbook-sheet-twice", first=known[kind].name).of_sheet(sheet.name))
    if SheetKind.HANDOFFS not in known:
        known[SheetKind.HANDOFFS] = _only_table(others)
        others.remove(known[SheetKind.HANDOFFS])
    ignored = [sheet for sheet in others if sheet.rows]
    return known, tuple(warning("workbook-sheet-ignored").of_sheet(sheet.name) for sheet in ignored)


def _only_table(sheets: Sequence[Sheet]) -> Sheet:
    """Return the one sheet that has the headers of a table of handoffs; else the only sheet that says anything."""
    filled = [sheet for sheet in sheets if sheet.rows]
    tables = [sheet for sheet in filled if set(HANDOFFS.required) <= set(map(HANDOFFS.column_of, sheet.rows[0][1]))]
    for found in (tables, filled):
        if len(found) == 1:
            return found[0]
    names = " / ".join(sheet_name(SheetKind.HANDOFFS, language) for language in LANGUAGES)
    raise UnreadableTable(error("workbook-no-handoffs", sheet=names))
