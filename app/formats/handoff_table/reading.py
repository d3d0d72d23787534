"""From a table of handoffs to a chain, or to everything that is wrong with the table, row by row."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain as joined

from app.formats.handoff_table.columns import Column
from app.formats.handoff_table.csv_text import read_grid
from app.formats.handoff_table.entries import Entry, read_entries
from app.formats.handoff_table.grid import Grid, UnreadableTable
from app.formats.handoff_table.groups import Grouping, grouping_of, with_routes
from app.formats.handoff_table.handoffs import handoffs_of
from app.formats.handoff_table.nodes import Cast, cast_of, map_name
from app.formats.handoff_table.places import Places, Placing
from app.formats.handoff_table.rows import held
from app.formats.results import LIMITS, Limits, Parsed, Says, refused
from app.wording import DEFAULT_LANGUAGE
from process_models.domain import rules
from process_models.domain.chain import Handoff, ValueChain
from process_models.domain.problems import Problem, error

_OF_WHOLE_GROUPS = {"required-missing", "required-beyond-group", "required-of-routes", "share-outside-routes"}


def parse_handoff_table(
    content: bytes, *, routes: bool = True, limits: Limits = LIMITS, language: str = DEFAULT_LANGUAGE
) -> Parsed:
    """Return the chain of a table, or every problem of its text, its cells, and of the map's rules.

    `routes` joins the rows without a group in which one client gets the same deliverable from several suppliers;
    `language` is that of the map's name, for which a table has no place.
    """
    try:
        grid = read_grid(content, limits)
    except UnreadableTable as reason:
        return refused(*reason.problems)
    entries, unread = read_entries(grid)
    if routes:
        entries, notices = with_routes(entries)
    else:
        notices = ()
    found = assembled(grid, entries, (*grid.problems, *unread), limits, map_name(language))
    if found.chain is None:
        return found
    return replace(found, notices=notices, says=replace(found.says, proposed=proposed(notices)))


def assembled(
    grid: Grid[Column], entries: tuple[Entry, ...], unread: tuple[Problem, ...], limits: Limits, name: str
) -> Parsed:
    """Return the chain of rows that were read, or everything that is wrong with them, in their cells."""
    cast = cast_of(entries)
    if len(cast.nodes) > limits.nodes:
        return refused(error("too-many-nodes", count=len(cast.nodes), limit=limits.nodes))
    grouping = grouping_of(entries, cast.ids)
    handoffs = handoffs_of(entries, cast.ids, grouping.ids)
    chain = ValueChain(name=name, nodes=cast.nodes, handoffs=handoffs, groups=grouping.groups)
    found = judged(chain, unread, contradictions(grid, cast, grouping), Places(grid, entries, cast, grouping))
    return found if found.chain is None else replace(found, says=says_of(entries, cast, handoffs))


def judged(chain: ValueChain, unread: tuple[Problem, ...], said_twice: Iterable[Problem], places: Placing) -> Parsed:
    """Return a chain made of cells, or everything that is wrong with it, in its cells."""
    said = (*unread, *said_twice)
    wrong = (*said, *_not_following(said, places.placed(rules.problems(chain))))
    warnings = () if unread else tuple(places.placed(rules.warnings(chain)))
    if wrong:
        return refused(*sorted(wrong, key=lambda problem: (problem.sheet, problem.row or 0)), *warnings)
    return Parsed(chain=chain, problems=warnings)


def proposed(notices: tuple[Problem, ...]) -> frozenset[str]:
    """Return the groups that were made of rows unasked."""
    return frozenset(f"group:{value}" for notice in notices for name, value in notice.fields if name == "group")


def says_of(entries: tuple[Entry, ...], cast: Cast, handoffs: tuple[Handoff, ...]) -> Says:
    """Return what rows say themselves: some ids of handoffs, the names of groups, some kinds, who is apart."""
    rows = tuple(zip(entries, handoffs, strict=True))
    named = {f"handoff:{handoff.id}" for entry, handoff in rows if entry.handoff_id}
    groups = {f"group:{handoff.group}" for _, handoff in rows if handoff.group}
    return Says(
        named=frozenset(named | groups),
        kinds=frozenset(f"node:{cast.ids[name]}" for name in cast.kinds.first),
        apart=frozenset(f"handoff:{handoff.id}" for entry, handoff in rows if entry.group == ""),
        held=held,
    )


def contradictions(grid: Grid[Column], cast: Cast, grouping: Grouping) -> Iterator[Problem]:
    """Say where one row says otherwise than another."""
    said = (cast.kinds, cast.lanes, cast.weights, grouping.kinds, grouping.required)
    for problem, row, column in joined.from_iterable(claims.conflicts for claims in said):
        yield grid.place(problem, row, column)


def _not_following(said: tuple[Problem, ...], broken: Iterator[Problem]) -> Iterator[Problem]:
    """Leave out what the rules find in cells of which something is told already, or in groups that lack a cell."""
    cells = {(problem.sheet, problem.row, problem.column) for problem in said}
    for problem in broken:
        place = (problem.sheet, problem.row, problem.column)
        if place not in cells and not (cells and problem.code in _OF_WHOLE_GROUPS):
            yield problem
