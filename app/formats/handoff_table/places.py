"""Where in a table something stands of which the rules speak by its JSON pointer."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from app.formats.handoff_table.columns import SCORES, Column
from app.formats.handoff_table.entries import Entry
from app.formats.handoff_table.grid import Grid
from app.formats.handoff_table.groups import Grouping
from app.formats.handoff_table.nodes import Cast
from process_models.domain.problems import Problem

Cell = tuple[int, Column | None]

OF_HANDOFFS: Mapping[str, Column] = {
    "id": Column.HANDOFF_ID,
    "supplier": Column.SUPPLIER,
    "client": Column.CLIENT,
    "deliverable": Column.DELIVERABLE,
    "description": Column.NOTES,
    "channel": Column.CHANNEL,
    "medium": Column.MEDIUM,
    "agreed_time/amount": Column.AGREED_AMOUNT,
    "failure/deliveries/count": Column.DELIVERIES,
    "failure/deliveries/failed": Column.FAILED,
    "failure/deliveries/late": Column.LATE,
    "failure/deliveries/incomplete": Column.INCOMPLETE,
    "failure/deliveries/wrong": Column.WRONG,
    **{f"failure/scores/{score}": column for score, column in SCORES.items()},
    "failure/total": Column.TOTAL,
    "failure/own": Column.OWN,
    "dependency": Column.DEPENDENCY,
    "containment": Column.CONTAINMENT,
    "group": Column.GROUP,
    "share": Column.SHARE,
    "valid_from": Column.VALID_FROM,
    "valid_to": Column.VALID_TO,
}


class Placing(Protocol):
    """Whoever knows where the things of a map stand."""

    def placed(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Put problems that point into a map where their things stand."""


class Places:
    """The cells in which the things of a table stand."""

    def __init__(self, grid: Grid[Column], entries: tuple[Entry, ...], cast: Cast, grouping: Grouping) -> None:
        self._grid = grid
        self._rows = tuple(entry.row for entry in entries)
        self._cast = cast
        self._grouping = grouping

    def placed(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Put problems that point into a map in their cells; those of the whole map stay as they are."""
        for problem in problems:
            cell = self._cell(problem.pointer)
            yield self._grid.place(problem, *cell) if cell else problem

    def _cell(self, pointer: str) -> Cell | None:
        kind, _, rest = pointer.removeprefix("/").partition("/")
        index, _, key = rest.partition("/")
        match kind:
            case "handoffs" if index:
                return self._rows[int(index)], OF_HANDOFFS.get(key)
            case "nodes" if index:
                return self._cell_of_node(int(index), key)
            case "groups" if index:
                return self._cell_of_group(int(index), key)
            case _:
                return None

    def _cell_of_node(self, index: int, key: str) -> Cell:
        name = self._cast.nodes[index].name
        said = self._cast.weights.first.get(name) if key == "weight" else None
        place = said or self._cast.named[name]
        return place.row, place.column

    def _cell_of_group(self, index: int, key: str) -> Cell:
        said = self._grouping.required.first.get(self._grouping.names[index]) if key == "required" else None
        return (said.row, said.column) if said else (self._grouping.rows[index], Column.GROUP)
