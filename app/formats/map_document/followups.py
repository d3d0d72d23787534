"""Which problems are worth saying: one that only follows from another, already said, is not."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from process_models.domain.problems import Problem

_LOOKED_UP: Mapping[str, AbstractSet[str]] = {
    "nodes": {"id", "kind"},
    "handoffs": {"id", "group", "requirements"},
    "groups": {"id", "client", "kind"},
}
"""What the rest of a map looks up in the things of each list."""

_DEPENDS_ON: Mapping[str, AbstractSet[str]] = {
    "supplier": {"nodes"},
    "client": {"nodes"},
    "part_of": {"nodes"},
    "process_kind": {"nodes"},
    "node": {"nodes"},
    "group": {"groups"},
    "share": {"groups"},
    "required": {"groups", "handoffs"},
    "handoff": {"handoffs"},
    "requirement": {"handoffs"},
}
"""The lists that say whether the value at a key is right."""


class Told:
    """The places of which something is told already, because their values could not be read."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self._places = {problem.pointer for problem in problems}
        self._above = {above for place in self._places for above in _up(place) if above}
        self._unread = {name for place in self._places if (name := _list_in_doubt(place))}

    def beyond(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Leave out problems at or below a place of which something is told already."""
        return (problem for problem in problems if self._places.isdisjoint(_up(problem.pointer)))

    def not_following(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Leave out also what the rules find only because something beside or elsewhere could not be read."""
        return (problem for problem in self.beyond(problems) if not self._follows(problem.pointer))

    def _follows(self, place: str) -> bool:
        key = place.rpartition("/")[2]
        return place in self._above or not self._unread.isdisjoint(_DEPENDS_ON.get(key, frozenset()))


def _up(place: str) -> Iterator[str]:
    """Walk from a place to the root."""
    while place:
        yield place
        place = place.rpartition("/")[0]
    yield place


def _list_in_doubt(place: str) -> str | None:
    """Return the list of which something that others look up could not be read at a place."""
    name, _, rest = place.removeprefix("/").partition("/")
    key = rest.partition("/")[2].partition("/")[0]
    return name if name in _LOOKED_UP and (not key or key in _LOOKED_UP[name]) else None
