"""Changes of single numbers: of a node's or a handoff's own failure, of a dependency, of a containment.

Of several changes of one thing the smallest `own` comes first, then all `own_times` multiply, at most 1; the smallest
`dependency` and the largest `containment` count (the map document's rule for actions). In what order they are named is
of no account.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters
from graphs.propagation.questions.things import HANDOFF, NODE, Thing
from process_models.domain.chain import ActionChange

Truth = NDArray[np.bool_]

OWN, DEPENDENCY, CONTAINMENT = "own", "dependency", "containment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """New numbers for one thing; what is None stays. A node has only the first two."""

    thing: Thing
    own: float | None = None
    own_times: float | None = None
    dependency: float | None = None
    containment: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One number of the map: the own failure, dependency or containment of a thing."""

    thing: Thing
    name: str

    def row(self, parameters: Parameters) -> Array:
        """Return where it stands in parameters: a row of columns, to be read or written."""
        if self.thing.kind == NODE:
            rows = parameters.node_own
        else:
            rows = {OWN: parameters.own, DEPENDENCY: parameters.dependency, CONTAINMENT: parameters.containment}[
                self.name
            ]
        row: Array = rows[self.thing.index]
        return row

    def after(self, value: float, changes: Sequence[Change], made: Truth) -> Array:
        """Return its value in several cases: `made` tells which of the changes of its thing each makes (cases last)."""
        if self.name == CONTAINMENT:
            return -_least([_negative(each.containment) for each in changes], made, -value)
        if self.name == DEPENDENCY:
            return _least([each.dependency for each in changes], made, value)
        own = _least([each.own for each in changes], made, value)
        return np.minimum(1.0, own * _product([each.own_times for each in changes], made))

    def best(self, value: float, changes: Sequence[Change], made: Truth, possible: Truth) -> Array:
        """Return the value at which fewest failures arrive, whichever of the possible changes are made besides."""
        if self.name == CONTAINMENT:
            now = self.after(value, changes, made)
            return np.maximum(now, -_least([_negative(each.containment) for each in changes], possible, np.inf))
        if self.name == DEPENDENCY:
            now = self.after(value, changes, made)
            return np.minimum(now, _least([each.dependency for each in changes], possible, np.inf))
        own = [each.own for each in changes]
        least = np.minimum(_least(own, made, value), _least(own, possible, np.inf))
        times = _product([each.own_times for each in changes], made)
        times *= _product([None if each.own_times is None else min(1.0, each.own_times) for each in changes], possible)
        return np.minimum(1.0, least * times)


def _least(values: Sequence[float | None], made: Truth, otherwise: float) -> Array:
    """Return the least of the values that are made in each case; `otherwise` where none is."""
    known = np.array([np.inf if value is None else value for value in values]).reshape(-1, 1)
    least = np.where(made, known, np.inf).min(axis=0, initial=np.inf)
    return np.where(np.isinf(least), otherwise, least)


def _product(factors: Sequence[float | None], made: Truth) -> Array:
    known = np.array([1.0 if factor is None else factor for factor in factors]).reshape(-1, 1)
    return np.asarray(np.where(made, known, 1.0).prod(axis=0), dtype=np.float64)


def _negative(value: float | None) -> float | None:
    return None if value is None else -value


def cells_of(change: Change) -> Iterable[Cell]:
    """Return the numbers that a change names."""
    if change.own is not None or change.own_times is not None:
        yield Cell(thing=change.thing, name=OWN)
    for name in (DEPENDENCY, CONTAINMENT):
        if getattr(change, name) is not None:
            yield Cell(thing=change.thing, name=name)


def with_changes(parameters: Parameters, scenarios: Sequence[Sequence[Change]]) -> Parameters:
    """Return one column for each scenario: a single column of parameters, with the changes made."""
    wide = parameters.repeated(len(scenarios))
    for column, changes in enumerate(scenarios):
        for cell in {cell: None for change in changes for cell in cells_of(change)}:
            row = cell.row(wide)
            alike = [each for each in changes if each.thing == cell.thing]
            row[column] = cell.after(float(row[column]), alike, np.ones((len(alike), 1), dtype=bool))[0]
    return wide


def changes_of(model: Model, made: Iterable[ActionChange]) -> list[Change]:
    """Return what an action changes of the things that are in the model; what the date left out is not changed."""
    nodes = {node.id: v for v, node in enumerate(model.nodes)}
    handoffs = {handoff.id: e for e, handoff in enumerate(model.handoffs)}
    changes = []
    for each in made:
        index = nodes.get(each.node) if each.node is not None else None
        if each.handoff is not None:
            index = handoffs.get(each.handoff)
        if index is not None:
            changes.append(
                Change(
                    thing=Thing(kind=HANDOFF if each.node is None else NODE, index=index),
                    own=each.own,
                    own_times=each.own_times,
                    dependency=each.dependency,
                    containment=each.containment,
                )
            )
    return changes
