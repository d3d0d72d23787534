"""Where on a map somebody is: said by a script, told to the others, forgotten within seconds."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from app.services.access import Actor
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import LONGEST_IDENTIFIER, MapId
from process_models.domain.pointers import pointer
from process_models.domain.presence import Presence
from process_models.domain.problems import error

LIVES = timedelta(seconds=30)
"""For how long a sign is worth something; whoever has no stream gives one more often than that."""

COLOURS = 12

_KEYS = ("tab", "thing")
_TAB = re.compile(r"[A-Za-z0-9_-]{1,64}")
_THING = re.compile(rf"((node|handoff|group|action):[a-z0-9_-]{{1,{LONGEST_IDENTIFIER}}})?")


class PlaceRefused(EslabonError):
    """What a script said is no place on a map."""


def is_tab(word: str) -> bool:
    """Tell whether a word names a tab."""
    return _TAB.fullmatch(word) is not None


def read(raw: Mapping[str, object], actor: Actor, map_id: MapId) -> Presence:
    """Return where a script says that somebody is.

    Raises:
        PlaceRefused: with every problem.
    """
    tab, thing = raw.get("tab"), raw.get("thing")
    problems = [error("unknown-key", pointer(name), key=name) for name in raw if name not in _KEYS]
    if not (isinstance(tab, str) and is_tab(tab)):
        problems.append(error("tab-expected", "/tab"))
    if not (isinstance(thing, str) and _THING.fullmatch(thing)):
        problems.append(error("thing-expected", "/thing"))
    if problems:
        raise PlaceRefused(*problems)
    return Presence(person=actor.person, tab=str(tab), map=map_id, thing=str(thing), name=actor.name)


def documents(people: Iterable[Presence]) -> list[dict[str, object]]:
    """Return who is where for scripts; the colour of a person is the same for all who look."""
    known = tuple(people)
    colours = _colours({each.person for each in known})
    return [{"name": each.name, "colour": colours[each.person], "thing": each.thing, "tab": each.tab} for each in known]


def shown_since(now: datetime) -> datetime:
    """Return the moment before which a sign is worth nothing."""
    return now - LIVES


def _colours(people: Iterable[int]) -> dict[int, int]:
    """Return a number for everybody, each as long as they last its own, hardly changed by who comes and goes."""
    given: dict[int, int] = {}
    free = set(range(COLOURS))
    for person in sorted(people):
        free = free or set(range(COLOURS))
        given[person] = min(free, key=lambda colour: (colour - person) % COLOURS)
        free -= {given[person]}
    return given
