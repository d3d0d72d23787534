"""Where in a workbook something stands of which the rules speak by its JSON pointer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.formats.handoff_table.columns import SCORES
from app.formats.handoff_table.grid import Grid
from app.formats.handoff_table.places import Placing
from app.formats.workbook.actions import Listed
from app.formats.workbook.columns import NONE_BECAUSE, ActionColumn, NodeColumn, RequirementColumn
from app.formats.workbook.description import Described
from process_models.domain.chain import Handoff
from process_models.domain.identifiers import HandoffId
from process_models.domain.problems import Problem

_OF_NODES: Mapping[str, NodeColumn] = {
    **{column.value: column for column in NodeColumn},
    "position/x": NodeColumn.POSITION_X,
    "position/y": NodeColumn.POSITION_Y,
    "own_failure/deliveries/count": NodeColumn.DELIVERIES,
    "own_failure/deliveries/failed": NodeColumn.FAILED,
    "own_failure/deliveries/late": NodeColumn.LATE,
    "own_failure/deliveries/incomplete": NodeColumn.INCOMPLETE,
    "own_failure/deliveries/wrong": NodeColumn.WRONG,
    **{f"own_failure/scores/{score}": NodeColumn(column.value) for score, column in SCORES.items()},
    "own_failure/total": NodeColumn.TOTAL,
    "own_failure/own": NodeColumn.OWN,
    **{f"viewpoints/{viewpoint}": column for viewpoint, column in NONE_BECAUSE.items()},
}
_OF_REQUIREMENTS: Mapping[str, RequirementColumn] = {column.value: column for column in RequirementColumn}
_OF_ACTIONS: Mapping[str, ActionColumn] = {column.value: column for column in ActionColumn}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookPlaces:
    """The cells in which the things of a workbook stand; those of the handoffs' sheet know themselves (`handoffs`)."""

    handoffs: Placing
    described: Described
    nodes: Grid[NodeColumn]
    node_rows: tuple[int, ...]
    requirements: Grid[RequirementColumn]
    requirement_rows: Mapping[HandoffId, list[int]]
    listed_handoffs: tuple[Handoff, ...]
    actions: Grid[ActionColumn]
    listed: Listed

    def placed(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Put problems that point into a map in their cells; those of the whole map stay as they are."""
        for problem in problems:
            found = self._placed(problem, problem.pointer.split("/")[1:])
            yield from (found,) if found else self.handoffs.placed([problem])

    def _placed(self, problem: Problem, steps: list[str]) -> Problem | None:
        match steps:
            case ["nodes", index, *key] if int(index) < len(self.node_rows):
                return self.nodes.place(problem, self.node_rows[int(index)], _OF_NODES.get("/".join(key)))
            case ["handoffs", index, "requirements", which, *key]:
                rows = self.requirement_rows[self.listed_handoffs[int(index)].id]
                return self.requirements.place(problem, rows[int(which)], _OF_REQUIREMENTS.get("/".join(key)))
            case ["actions", index, "changes", which, *key]:
                changes = self.listed.changes[int(index)]
                return self.actions.place(problem, changes[int(which)], _OF_ACTIONS.get("/".join(key)))
            case ["actions", index, *key]:
                return self.actions.place(problem, self.listed.rows[int(index)], _OF_ACTIONS.get("/".join(key)))
            case [key]:
                return self.described.place(problem, key)
            case _:
                return None
