"""Which problems are worth saying: one that only follows from another, already said, is not."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from process_models.domain.problems import Problem

_BESIDE: Mapping[str, AbstractSet[str]] = {
    "failed": {"count"},
    "late": {"failed"},
    "incomplete": {"failed"},
    "wrong": {"failed"},
    "group": {"client"},
    "share": {"group"},
    "required": {"kind"},
}
"""What in the same object says whether the value at a key is right."""

_ELSEWHERE: Mapping[str, AbstractSet[str]] = {
    "supplier": {"nodes"},
    "client": {"nodes"},
    "part_of": {"nodes"},
    "node": {"nodes"},
    "handoff": {"handoffs"},
    "group": {"groups", "groups/client"},
    "share": {"groups", "groups/*", "groups/id", "groups/kind"},
    "required": {"handoffs", "handoffs/*", "handoffs/group"},
    "requirement": {"handoffs/requirements"},
}
"""What elsewhere says it: a list, any thing of it, or a key of its things.

Where a single id could not be read, what names nothing is told all the same: it may be another mistake.
"""


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
        thing, _, key = place.rpartition("/")
        beside = {f"{thing}/{each}" for each in _BESIDE.get(key, ())}
        elsewhere = _ELSEWHERE.get(key, frozenset())
        return place in self._above or not (self._places.isdisjoint(beside) and self._unread.isdisjoint(elsewhere))


def _up(place: str) -> Iterator[str]:
    """Walk from a place to the root."""
    while place:
        yield place
        place = place.rpartition("/")[0]
    yield place


def _looked_up(place: str) -> str:
    """Return the list and the key at a place, with `*` for a whole thing of the list, or the list alone."""
    match place.split("/")[1:4]:
        case [things, _, key]:
            return f"{things}/{key}"
        case [things, _]:
            return f"{things}/*"
        case steps:
            return "".join(steps)
