"""A preview on its page: what will be taken, in tables that end somewhere, and every problem with its place."""

from dataclasses import dataclass

from app.services.files.imports import Preview
from app.services.showing import overview
from app.services.showing.overview import Given
from app.wording import Wording
from process_models.domain.chain import HandoffGroup, Node
from process_models.domain.problems import Problem

MOST_ROWS = 100
MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One problem in words, and where it is."""

    place: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the page of a preview lists; `more_…` count what it leaves out."""

    nodes: tuple[Node, ...]
    more_nodes: int
    handoffs: tuple[Given, ...]
    more_handoffs: int
    groups: tuple[tuple[HandoffGroup, str, tuple[str, ...]], ...]
    errors: tuple[Told, ...]
    more_errors: int
    warnings: tuple[Told, ...]
    more_warnings: int
    proposals: tuple[Told, ...]


def said(preview: Preview, words: Wording) -> Said:
    """Return a preview as its page lists it."""
    chain = preview.chain
    nodes = chain.nodes if chain else ()
    handoffs = overview.handoffs(chain) if chain else ()
    is_list = preview.upload.is_list
    return Said(
        nodes=nodes[:MOST_ROWS],
        more_nodes=max(0, len(nodes) - MOST_ROWS),
        handoffs=handoffs[:MOST_ROWS],
        more_handoffs=max(0, len(handoffs) - MOST_ROWS),
        groups=_groups(preview),
        errors=_told(preview.errors, words, is_list=is_list),
        more_errors=max(0, len(preview.errors) - MOST_PROBLEMS),
        warnings=_told(preview.warnings, words, is_list=is_list),
        more_warnings=max(0, len(preview.warnings) - MOST_PROBLEMS),
        proposals=_proposals(preview.proposals, words, is_list=is_list),
    )


def place(problem: Problem, words: Wording, *, is_list: bool) -> str:
    """Return where a problem is: a line of a list, a row and column of a table, a sheet and cell, a pointer."""
    if problem.sheet:
        return _place_in_workbook(problem, words)
    if problem.row is not None and is_list:
        return words.text("maps.place.line", row=problem.row)
    if problem.row is not None and problem.column:
        return words.text("maps.place.cell", row=problem.row, column=problem.column)
    if problem.row is not None:
        return words.text("maps.place.row", row=problem.row)
    return problem.pointer


def _place_in_workbook(problem: Problem, words: Wording) -> str:
    if problem.row is None:
        return words.text("maps.place.sheet", sheet=problem.sheet)
    if not problem.cell:
        return words.text("maps.place.sheet-row", sheet=problem.sheet, row=problem.row)
    code = "maps.place.sheet-column" if problem.column else "maps.place.sheet-cell"
    return words.text(code, sheet=problem.sheet, cell=problem.cell, column=problem.column)


def _told(problems: tuple[Problem, ...], words: Wording, *, is_list: bool) -> tuple[Told, ...]:
    return tuple(
        Told(place=place(problem, words, is_list=is_list), sentence=words.problem(problem))
        for problem in problems[:MOST_PROBLEMS]
    )


def _proposals(proposals: tuple[Problem, ...], words: Wording, *, is_list: bool) -> tuple[Told, ...]:
    """Say the routes that can be declined, in words that are not those of the command line."""
    found = []
    for problem in proposals[:MOST_ROWS]:
        fields = {name: value for name, value in problem.fields if name != "group"}
        found.append(
            Told(place=place(problem, words, is_list=is_list), sentence=words.text("maps.routes.joined", **fields))
        )
    return tuple(found)


def _groups(preview: Preview) -> tuple[tuple[HandoffGroup, str, tuple[str, ...]], ...]:
    """Return each group with its client's name and the names of those who give."""
    chain = preview.chain
    if chain is None:
        return ()
    names = {node.id: node.name for node in chain.nodes}
    return tuple(
        (group, names[group.client], tuple(names[member.supplier] for member in chain.members(group.id)))
        for group in chain.groups[:MOST_ROWS]
    )
