"""Nodes and handoffs as a question names them: `node:ID`, `handoff:ID`."""

from collections.abc import Sequence
from dataclasses import dataclass

from graphs.propagation.model import Model
from process_models.domain.errors import EslabonError
from process_models.domain.problems import Problem, error

NODE, HANDOFF = "node", "handoff"


class QuestionRefused(EslabonError):
    """A question names what is not in the map, asks the impossible, or too much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A node or a handoff, by its index in the model."""

    kind: str
    index: int


def written(model: Model, thing: Thing) -> str:
    """Return a thing as questions name it."""
    identifier = model.nodes[thing.index].id if thing.kind == NODE else model.handoffs[thing.index].id
    return f"{thing.kind}:{identifier}"


class Things:
    """Finds the things of a model, and gathers what is wrong with the names that it was given."""

    def __init__(self, model: Model) -> None:
        nodes = {f"{NODE}:{node.id}": Thing(kind=NODE, index=v) for v, node in enumerate(model.nodes)}
        handoffs = {f"{HANDOFF}:{each.id}": Thing(kind=HANDOFF, index=e) for e, each in enumerate(model.handoffs)}
        self._known = {**nodes, **handoffs}
        self.problems: list[Problem] = []

    def find(self, name: str, pointer: str, *, kinds: Sequence[str] = (NODE, HANDOFF)) -> Thing | None:
        """Return the thing of that name; where there is none, remember what is wrong and at which place."""
        kind, _, identifier = name.partition(":")
        if kind not in kinds or not identifier:
            forms = ", ".join(f"{each}:ID" for each in kinds)
            self.problems.append(error("thing-misnamed", pointer, thing=name, forms=forms))
            return None
        if name in self._known:
            return self._known[name]
        if kind == NODE:
            self.problems.append(error("unknown-node", pointer, node=identifier))
        else:
            self.problems.append(error("unknown-handoff", pointer, handoff=identifier))
        return None

    def refuse(self, *problems: Problem) -> None:
        """Raise all that was found wrong, if anything was.

        Raises:
            QuestionRefused: with every problem, those of the names first.
        """
        if self.problems or problems:
            raise QuestionRefused(*self.problems, *problems)
