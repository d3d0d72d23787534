"""Rows pasted from a spreadsheet into a map: what they add, what they change, and never the same handoff twice.

The text is read as a handoff table is, and goes into the map as a file does (`merging`): only the columns that were
pasted count, and a blank cell says nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.formats.handoff_table.columns import HANDOFFS, Column
from app.formats.handoff_table.csv_text import rows_of_text
from app.formats.handoff_table.entries import Entry, read_entries
from app.formats.handoff_table.grid import Grid, NumberedRow, UnreadableTable, grid_of
from app.formats.handoff_table.places import OF_HANDOFFS
from app.formats.handoff_table.reading import assembled
from app.services.files.imports import LIMITS
from app.services.files.merging import merged
from process_models.domain.chain import ValueChain
from process_models.domain.commands import AddHandoff, AddNode, Command, ReplaceHandoff, ReplaceNode, Together
from process_models.domain.problems import Problem, error

LONGEST_TEXT = 1_000_000
"""Signs; what is longer comes as a file."""

_UNSAID = (Column.SUPPLIER, Column.CLIENT, Column.DELIVERABLE, Column.DELIVERIES, Column.FAILED)
"""The columns of rows that come without a header, as many as there are."""

_GROUPING = (Column.GROUP, Column.GROUP_KIND, Column.REQUIRED, Column.SHARE)
"""Columns that speak of several rows at once: they come with a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """What pasted rows would do: the content afterwards and the one command for it, unless something is wrong."""

    text: str
    problems: tuple[Problem, ...]
    command: Together | None = None
    after: ValueChain | None = None
    added: int = 0
    changed: int = 0


def pasted(chain: ValueChain, text: str) -> Pasted:
    """Return what pasted rows would do to the content of a map."""
    try:
        grid = read_pasted(text)
    except UnreadableTable as reason:
        return Pasted(text=text, problems=reason.problems)
    entries, unread = read_entries(grid)
    parsed = assembled(grid, entries, (*grid.problems, *_of_groups(grid), *unread), LIMITS, chain.name)
    problems = (*_twice(grid, entries), *(problem for problem in parsed.problems if problem.is_error))
    if parsed.chain is None or problems:
        return Pasted(text=text, problems=tuple(sorted(problems, key=lambda each: each.row or 0)))
    merge = merged(chain, parsed.chain, says=parsed.says)
    if merge.problems:
        rows = {merge.handoffs[each.id]: entry.row for each, entry in zip(parsed.chain.handoffs, entries, strict=True)}
        return Pasted(text=text, problems=tuple(_placed(each, merge.chain, rows, grid) for each in merge.problems))
    return _taken(chain, merge.chain, text)


def read_pasted(text: str) -> Grid[Column]:
    """Return pasted rows as a grid; without a header they are supplier, client, deliverable, deliveries, failed.

    Raises:
        UnreadableTable: there is nothing, or too much.
    """
    if len(text) > LONGEST_TEXT:
        raise UnreadableTable(error("too-large", "/text", size=len(text), limit=LONGEST_TEXT))
    if "\0" in text:
        raise UnreadableTable(error("no-text", "/text", line=1))
    rows = tuple(rows_of_text(text, "\t", LIMITS))
    if not rows:
        raise UnreadableTable(error("paste-nothing", "/text"))
    width = max(len(cells) for _, cells in rows)
    rows = tuple((row, [*cells, *[""] * (width - len(cells))]) for row, cells in rows)
    return grid_of(rows if _is_header(rows[0]) else (_supposed_header(rows), *rows), HANDOFFS, LIMITS)


def _is_header(row: NumberedRow) -> bool:
    return sum(HANDOFFS.column_of(title) is not None for title in row[1]) > 1


def _supposed_header(rows: tuple[NumberedRow, ...]) -> NumberedRow:
    """Return the header of rows that come without one; what is beyond it has no title, and that is told."""
    titles = [HANDOFFS.header(column, "es") for column in _UNSAID]
    width = len(rows[0][1])
    return 0, [*titles[:width], *[""] * (width - len(titles))]


def _of_groups(grid: Grid[Column]) -> Iterator[Problem]:
    for column in _GROUPING:
        if column in grid.headers:
            yield error("paste-no-groups").at(row=1, column=grid.headers[column])


def _twice(grid: Grid[Column], entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """Say which rows are of a handoff that another row before them is of."""
    first: dict[tuple[str, str, str], int] = {}
    for entry in entries:
        names = (entry.supplier, entry.client, entry.deliverable)
        if (row := first.setdefault(names, entry.row)) != entry.row:
            yield grid.place(error("paste-row-twice", first=row), entry.row, Column.DELIVERABLE)


def _taken(chain: ValueChain, after: ValueChain, text: str) -> Pasted:
    command = Together(commands=tuple(_commands(chain, after)))
    kinds = Counter(map(type, command.commands))
    return Pasted(
        text=text,
        problems=(),
        command=command,
        after=after,
        added=kinds[AddHandoff],
        changed=kinds[ReplaceHandoff],
    )


def _commands(before: ValueChain, after: ValueChain) -> Iterator[Command]:
    """Give what makes one content of another that has all its nodes and handoffs."""
    nodes = {node.id: node for node in before.nodes}
    for node in after.nodes:
        if node.id not in nodes:
            yield AddNode(node=node)
        elif node != nodes[node.id]:
            yield ReplaceNode(node=node)
    handoffs = {handoff.id: handoff for handoff in before.handoffs}
    for handoff in after.handoffs:
        if handoff.id not in handoffs:
            yield AddHandoff(handoff=handoff)
        elif handoff != handoffs[handoff.id]:
            yield ReplaceHandoff(handoff=handoff)


def _placed(problem: Problem, chain: ValueChain, rows: Mapping[str, int], grid: Grid[Column]) -> Problem:
    """Return a problem of the whole content in the row that brought it."""
    match problem.pointer.split("/")[1:]:
        case ["handoffs", index, *key] if chain.handoffs[int(index)].id in rows:
            return grid.place(problem, rows[chain.handoffs[int(index)].id], OF_HANDOFFS.get("/".join(key)))
        case _:
            return problem
