"""Rows pasted from a spreadsheet into a map: what they add, what they change, and never the same handoff twice.

`read_pasted` reads the text as a handoff table is read; `merged` is the seam where another way to merge can be put: it
takes the content that is there and the rows, and gives the commands that bring the rows in. Only the columns that were
pasted are merged, and a blank cell says nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.formats.handoff_table.columns import HANDOFFS, SCORES, Column
from app.formats.handoff_table.csv_text import rows_of_text
from app.formats.handoff_table.entries import Entry, read_entries
from app.formats.handoff_table.grid import Grid, NumberedRow, UnreadableTable, grid_of
from app.formats.handoff_table.handoffs import evidence_in, made_id
from app.formats.handoff_table.nodes import Cast, cast_of
from app.formats.handoff_table.places import OF_HANDOFFS
from app.formats.handoff_table.rows import names_of
from app.services.files.imports import LIMITS
from process_models.domain import commands
from process_models.domain.chain import AgreedTime, Handoff, ValueChain
from process_models.domain.commands import AddHandoff, AddNode, Command, ReplaceHandoff, ReplaceNode, Together
from process_models.domain.errors import CommandRefused
from process_models.domain.evidence import Evidence
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.naming import identifier
from process_models.domain.problems import Problem, error
from process_models.domain.vocabulary import NodeKind

LONGEST_TEXT = 1_000_000
"""Signs; what is longer comes as a file."""

_UNSAID = (Column.SUPPLIER, Column.CLIENT, Column.DELIVERABLE, Column.DELIVERIES, Column.FAILED)
"""The columns of rows that come without a header, as many as there are."""

_GROUPING = (Column.GROUP, Column.GROUP_KIND, Column.REQUIRED, Column.SHARE)
"""Columns that speak of several rows at once: they come with a file."""

_PLAIN: Mapping[str, str] = {
    "channel": "channel",
    "medium": "medium",
    "notes": "description",
    "dependency": "dependency",
    "containment": "containment",
    "valid_from": "valid_from",
    "valid_to": "valid_to",
}
"""Columns that are fields of a handoff."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What brings rows in: the commands, and in which row each handoff and each node that they touch stands."""

    commands: tuple[Command, ...]
    rows: Mapping[HandoffId, int]
    problems: tuple[Problem, ...]

    def count(self, sort: type[Command]) -> int:
        """Return how many commands of a sort there are."""
        return sum(isinstance(command, sort) for command in self.commands)


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
    merge = merged(chain, entries, grid)
    problems = (*grid.problems, *_of_groups(grid), *unread, *merge.problems)
    if problems:
        return Pasted(text=text, problems=tuple(sorted(problems, key=lambda each: each.row or 0)))
    return _tried(chain, merge, grid, text)


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


def merged(chain: ValueChain, entries: tuple[Entry, ...], grid: Grid[Column]) -> Merge:
    """Return what brings rows into a content: a row is the handoff of its id, else that of its three names."""
    cast = cast_of(entries)
    known = {name: node for node, name in names_of(chain).items()}
    ids = _ids(chain, cast, known)
    changes: list[Command] = [*_of_nodes(chain, cast, known, ids)]
    by_names = {(each.supplier, each.client, each.deliverable): each for each in reversed(chain.handoffs)}
    by_id = {each.id: each for each in chain.handoffs}
    rows: dict[HandoffId, int] = {}
    problems = [grid.place(problem, row, column) for problem, row, column in _conflicts(cast)]
    for entry in entries:
        names = (ids[entry.supplier], ids[entry.client], entry.deliverable)
        former = by_id.get(HandoffId(entry.handoff_id or "")) or by_names.get(names)
        now = _with(former or _new(entry, names, {*by_id, *rows}), entry, names)
        if now.id in rows:
            problems.append(grid.place(error("paste-row-twice", first=rows[now.id]), entry.row, Column.DELIVERABLE))
            continue
        rows[now.id] = entry.row
        by_names.setdefault(names, now)
        if former is None:
            changes.append(AddHandoff(handoff=now))
        elif former != now:
            changes.append(ReplaceHandoff(handoff=now))
    return Merge(commands=tuple(changes), rows=rows, problems=tuple(problems))


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


def _conflicts(cast: Cast) -> Iterator[tuple[Problem, int, Column]]:
    for claims in (cast.kinds, cast.lanes, cast.weights):
        yield from claims.conflicts


def _ids(chain: ValueChain, cast: Cast, known: Mapping[str, NodeId]) -> dict[str, NodeId]:
    """Return the id of each node that rows name: its own, or a new one."""
    taken: set[str] = {node.id for node in chain.nodes}
    ids: dict[str, NodeId] = {}
    for name in cast.named:
        ids[name] = known.get(name) or NodeId(identifier(name, taken=taken, fallback="nodo"))
        taken.add(ids[name])
    return ids


def _of_nodes(
    chain: ValueChain, cast: Cast, known: Mapping[str, NodeId], ids: Mapping[str, NodeId]
) -> Iterator[Command]:
    """Give the nodes that are new, and those of which rows say another kind, lane or weight."""
    there = {node.id: node for node in chain.nodes}
    for said in cast.nodes:
        name = said.name
        if name not in known:
            yield AddNode(node=replace(said, id=ids[name]))
            continue
        before = there[known[name]]
        told = {"kind": cast.kinds.of(name), "lane": cast.lanes.of(name), "weight": cast.weights.of(name)}
        fresh: dict[str, Any] = {field: value for field, value in told.items() if value is not None}
        now = replace(before, **fresh)
        now = now if now.kind is NodeKind.PROCESS else replace(now, process_kind=None)
        if now != before:
            yield ReplaceNode(node=now)


def _new(entry: Entry, names: tuple[NodeId, NodeId, str], taken: set[HandoffId]) -> Handoff:
    made = entry.handoff_id or made_id(entry, taken)
    return Handoff(id=HandoffId(made), supplier=names[0], client=names[1], deliverable=names[2])


def _with(handoff: Handoff, entry: Entry, names: tuple[NodeId, NodeId, str]) -> Handoff:
    """Return a handoff with what its row says."""
    told = {field: getattr(entry, column) for column, field in _PLAIN.items()}
    fresh: dict[str, Any] = {field: value for field, value in told.items() if value is not None}
    if entry.agreed_amount is not None and entry.agreed_unit is not None:
        fresh["agreed_time"] = AgreedTime(amount=entry.agreed_amount, unit=entry.agreed_unit)
    failure = _failure(handoff.failure, evidence_in(lambda column: getattr(entry, column)))
    supplier, client, deliverable = names
    return replace(handoff, supplier=supplier, client=client, deliverable=deliverable, failure=failure, **fresh)


def _failure(before: Evidence | None, said: Evidence | None) -> Evidence | None:
    """Return what is known of a failure: what a row counts or supposes takes the place of the same from before."""
    if said is None or before is None:
        return said or before
    scores = {each.score: each for each in (*before.scores, *said.scores)}
    supposes = said.total is not None or said.own is not None
    return replace(
        before,
        deliveries=said.deliveries or before.deliveries,
        scores=tuple(scores[score] for score in SCORES if score in scores),
        total=said.total if supposes else before.total,
        own=said.own if supposes else before.own,
    )


def _tried(chain: ValueChain, merge: Merge, grid: Grid[Column], text: str) -> Pasted:
    command = Together(commands=merge.commands)
    try:
        after = commands.apply(chain, command).chain
    except CommandRefused as reason:
        end = command.perform(chain).chain
        return Pasted(text=text, problems=tuple(_placed(each, end, merge, grid) for each in reason.problems))
    return Pasted(
        text=text,
        problems=(),
        command=command,
        after=after,
        added=merge.count(AddHandoff),
        changed=merge.count(ReplaceHandoff),
    )


def _placed(problem: Problem, chain: ValueChain, merge: Merge, grid: Grid[Column]) -> Problem:
    """Return a problem of the whole content in the row that brought it."""
    match problem.pointer.split("/")[1:]:
        case ["handoffs", index, *key] if chain.handoffs[int(index)].id in merge.rows:
            return grid.place(problem, merge.rows[chain.handoffs[int(index)].id], OF_HANDOFFS.get("/".join(key)))
        case _:
            return problem
