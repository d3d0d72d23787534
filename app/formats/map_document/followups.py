"""Which problems are worth saying: one that only follows from another, already said, is not."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from process_models.domain.problems import Problem

_DEPENDS_ON: Mapping[str, AbstractSet[str]] = {
    "supplier": {"nodes/id"},
    "client": {"nodes/id"},
    "part_of": {"nodes/id"},
    "node": {"nodes/id"},
    "handoff": {"handoffs/id"},
    "group": {"groups/id", "groups/client"},
    "share": {"groups/id", "groups/kind", "handoffs/group"},
    "required": {"groups/id", "groups/kind", "handoffs/group"},
    "requirement": {"handoffs/requirements"},
}
"""What elsewhere says whether the value at a key is right: a list, and the key that is looked up in its things."""


class Told:
    """The places of which something is told already, because their values could not be read."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self._places = {problem.pointer for problem in problems}
        self._above = {above for place in self._places for above in _up(place) if above}
        self._unread = {_looked_up(place) for place in self._places}

    def beyond(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Leave out problems at or below a place of which something is told already."""
        return (problem for problem in problems if self._places.isdisjoint(_up(problem.pointer)))

    def not_following(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Leave out also what the rules find only because something beside or elsewhere could not be read."""
        return (problem for problem in self.beyond(problems) if not self._follows(problem.pointer))

    def _follows(self, place: str) -> bool:
        needed = _DEPENDS_ON.get(place.rpartition("/")[2], frozenset())
        return place in self._above or any(
            each in self._unread or each.partition("/")[0] in self._unread for each in needed
        )


def _up(place: str) -> Iterator[str]:
    """Walk from a place to the root."""
    while place:
        yield place
        place = place.rpartition("/")[0]
    yield place


def _looked_up(place: str) -> str:
    """Return the list and the key at a place, or the list alone if a whole thing of it could not be read."""
    steps = place.split("/")[1:4]
    return "/".join((steps[0], steps[2])) if len(steps) == 3 else "".join(steps[:1])
