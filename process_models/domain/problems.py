"""What is wrong, or worth a look, in a map: told all at once, each with its place."""

from dataclasses import dataclass, replace
from enum import StrEnum

Field = str | int | float


class Severity(StrEnum):
    """An error stops; a warning is said and does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fact about a document, to be said in the reader's words.

    `code` names the fact and is its key in the catalogues (`problem.<code>`); `fields` are the values that the
    sentence names. The place is a JSON pointer into the map document, or a row (1 is the header) and column of a table;
    of a workbook also the sheet, and the cell as a spreadsheet names it (`K7`).
    """

    code: str
    pointer: str = ""
    row: int | None = None
    column: str = ""
    sheet: str = ""
    cell: str = ""
    fields: tuple[tuple[str, Field], ...] = ()
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Whether it stops what was asked for."""
        return self.severity is Severity.ERROR

    def at(self, *, row: int, column: str = "", sheet: str = "", cell: str = "") -> "Problem":
        """Return the same problem placed in a table, or in a sheet of a workbook, instead of a document."""
        return replace(self, pointer="", row=row, column=column, sheet=sheet, cell=cell)

    def of_sheet(self, sheet: str) -> "Problem":
        """Return the same problem placed in a whole sheet of a workbook."""
        return replace(self, pointer="", sheet=sheet)


def error(code: str, pointer: str = "", **fields: Field) -> Problem:
    """Return an error at a JSON pointer."""
    return Problem(code=code, pointer=pointer, fields=tuple(sorted(fields.items())))


def warning(code: str, pointer: str = "", **fields: Field) -> Problem:
    """Return a warning at a JSON pointer."""
    return Problem(code=code, pointer=pointer, fields=tuple(sorted(fields.items())), severity=Severity.WARNING)


def errors(problems: "tuple[Problem, ...]") -> "tuple[Problem, ...]":
    """Return the problems that stop."""
    return tuple(problem for problem in problems if problem.is_error)
