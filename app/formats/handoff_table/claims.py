"""What several rows say of one thing: the first that says it counts, and another that says otherwise is wrong."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from app.formats.handoff_table.columns import Column, both_labels
from process_models.domain.problems import Field, Problem, error

ValueT = TypeVar("ValueT", bound=Field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said(Generic[ValueT]):
    """A value with the row and column that said it; of a workbook the sheet, where it is not that of the handoffs."""

    value: ValueT
    row: int
    column: Column
    sheet: str = ""


class Claims(Generic[ValueT]):
    """What is said of each thing, such as the kind of each node; conflicts with their rows and columns."""

    def __init__(self) -> None:
        self.first: dict[str, Said[ValueT]] = {}
        self.conflicts: list[tuple[Problem, int, Column]] = []

    def hear(self, thing: str, value: ValueT | None, row: int, column: Column, sheet: str = "") -> None:
        """Take notice of what a row says of a thing; None says nothing."""
        if value is None:
            return
        said = self.first.setdefault(thing, Said(value=value, row=row, column=column, sheet=sheet))
        if said.value != value:
            self.conflicts.append((_contradiction(thing, value, said), row, column))

    def of(self, thing: str) -> ValueT | None:
        """Return what counts for a thing."""
        said = self.first.get(thing)
        return None if said is None else said.value


def _contradiction(thing: str, value: ValueT, said: Said[ValueT]) -> Problem:
    now, before = _readable(value), _readable(said.value)
    if said.sheet:
        return error("contradiction-of-sheets", thing=thing, value=now, first=before, row=said.row, sheet=said.sheet)
    return error("contradiction", thing=thing, value=now, first=before, row=said.row)


def _readable(value: Field) -> Field:
    return both_labels([value]) if isinstance(value, StrEnum) else value
