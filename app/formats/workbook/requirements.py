"""The sheet of the requirements: what clients need and expect of which handoff."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.formats.handoff_table import cells
from app.formats.handoff_table.grid import Grid
from app.formats.handoff_table.values import Readers
from app.formats.workbook.columns import REQUIREMENTS, RequirementColumn
from process_models.domain.chain import Handoff, Requirement
from process_models.domain.identifiers import HandoffId, RequirementId
from process_models.domain.problems import Problem, error
from process_models.domain.vocabulary import EvidenceKind, QualityDimension, RequirementKind, RequirementStatus

_READERS = Readers(
    headers=REQUIREMENTS,
    cells={
        RequirementColumn.HANDOFF: cells.name,
        RequirementColumn.ID: cells.identity,
        RequirementColumn.KIND: cells.word(RequirementKind),
        RequirementColumn.STATUS: cells.word(RequirementStatus),
        RequirementColumn.DIMENSION: cells.word(QualityDimension),
        RequirementColumn.STATEMENT: cells.plain,
        RequirementColumn.IMPORTANCE: cells.whole,
        RequirementColumn.EVIDENCE: cells.word(EvidenceKind),
        RequirementColumn.SOURCE: cells.plain,
        RequirementColumn.CONFIRMED_BY: cells.plain,
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementRow:
    """A requirement as its row says it, and the handoff that the row names."""

    row: int
    handoff: str
    values: Mapping[str, Any]


class Handoffs:
    """The handoffs of a workbook as other sheets name them: by id, or by a deliverable that no other has."""

    def __init__(self, handoffs: Iterable[Handoff]) -> None:
        handoffs = tuple(handoffs)
        self._ids = {handoff.id for handoff in handoffs}
        bearers = Counter(handoff.deliverable for handoff in handoffs)
        self._named = {each.deliverable: each.id for each in handoffs if bearers[each.deliverable] == 1}

    def named(self, text: str) -> HandoffId | None:
        """Return the id of the handoff that a cell names, if it names one."""
        return HandoffId(text) if text in self._ids else self._named.get(text)


def read_requirements(grid: Grid[RequirementColumn], problems: list[Problem]) -> tuple[RequirementRow, ...]:
    """Return the rows of the sheet."""
    rows = _READERS.rows(grid, problems)
    return tuple(RequirementRow(row=row, handoff=values["handoff"], values=values) for row, values in rows)


def with_requirements(
    handoffs: tuple[Handoff, ...], rows: Iterable[RequirementRow]
) -> tuple[tuple[Handoff, ...], dict[HandoffId, list[int]]]:
    """Return the handoffs with their requirements, and in which row each of these stands."""
    known = Handoffs(handoffs)
    found: defaultdict[HandoffId, list[RequirementRow]] = defaultdict(list)
    for each in rows:
        if (handoff := known.named(each.handoff)) is not None:
            found[handoff].append(each)
    whole = tuple(
        replace(handoff, requirements=tuple(_requirements(found[handoff.id]))) if handoff.id in found else handoff
        for handoff in handoffs
    )
    return whole, {handoff: [each.row for each in said] for handoff, said in found.items()}


def of_no_handoff(
    grid: Grid[RequirementColumn], handoffs: tuple[Handoff, ...], rows: Iterable[RequirementRow]
) -> Iterator[Problem]:
    """Say which rows name no handoff."""
    known = Handoffs(handoffs)
    for each in rows:
        if known.named(each.handoff) is None:
            unknown = error("workbook-unknown-handoff", handoff=each.handoff)
            yield grid.place(unknown, each.row, RequirementColumn.HANDOFF)


def _requirements(rows: list[RequirementRow]) -> Iterator[Requirement]:
    """Give the requirements of one handoff; one without an id is numbered, as ids are free."""
    taken = {each.values.get("id") for each in rows}
    free = (name for number in range(1, 2 * len(rows) + 1) if (name := f"r{number}") not in taken)
    for each in rows:
        said = {name: value for name, value in each.values.items() if name != "handoff" and value is not None}
        yield Requirement(**{**said, "id": RequirementId(said.get("id") or next(free))})
