"""What somebody supposes about a map, as an address says it: `handoff:ID.own_times=40`, in per cent.

`thing=handoff:ID` shows a thing on the page, in this order, also one of which nothing is supposed yet;
`remove=handoff:ID` supposes that a handoff goes, and then no number of it counts.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from graphs.propagation.questions.scenarios import FIELDS, Scenario, Setting
from graphs.propagation.questions.things import HANDOFF
from process_models.domain.identifiers import is_well_formed
from process_models.domain.problems import Problem, error

THING, REMOVE = "thing", "remove"
OWN, OWN_TIMES, CONTAINMENT, DEPENDENCY, SHARE = "own", "own_times", "containment", "dependency", "share"

MOST_THINGS = 24
"""On one page; more are no longer one supposition."""

_DECIMALS = 6
_LONGEST = 200
_LONGEST_QUERY, _MOST_FIELDS = 20_000, 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """The things on the page, what is supposed of them, which go, and what of the address could not be read."""

    things: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()
    removed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def scenario(self) -> Scenario:
        """What is supposed, as the engine takes it."""
        return Scenario(settings=self.settings, removed=self.removed)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is supposed."""
        return not self.settings and not self.removed

    @property
    def query(self) -> str:
        """What an address says of it.

        >>> read([("handoff:pedido.own_times", "40.0"), ("thing", "node:ventas")]).query
        'thing=handoff:pedido&thing=node:ventas&handoff:pedido.own_times=40'
        """
        shown = [(THING, thing) for thing in self.things]
        settings = [(f"{each.thing}.{each.field}", percent(each.value)) for each in self.settings]
        removed = [(REMOVE, thing) for thing in self.removed]
        return urlencode([*shown, *settings, *removed], safe=":")

    def only(self, thing: str) -> "Supposed":
        """Return the same of one thing alone; of others nothing is supposed."""
        return replace(
            self,
            things=tuple(each for each in self.things if each == thing),
            settings=tuple(each for each in self.settings if each.thing == thing),
            removed=tuple(each for each in self.removed if each == thing),
        )

    def without(self, thing: str) -> "Supposed":
        """Return the same without a thing and all that is supposed of it."""
        return replace(
            self,
            things=tuple(each for each in self.things if each != thing),
            settings=tuple(each for each in self.settings if each.thing != thing),
            removed=tuple(each for each in self.removed if each != thing),
        )


def percent(value: float) -> str:
    """Return a number as sliders have it, in per cent.

    >>> percent(0.4), percent(1 / 3)
    ('40', '33.3333')
    """
    return f"{round(100 * value, _DECIMALS - 2):.12g}"


def read(pairs: Iterable[tuple[str, str]]) -> Supposed:
    """Return what pairs of names and values suppose; names that say nothing of this kind are not ours.

    >>> read([("handoff:a.own_times", "x"), ("lang", "es")]).problems[0].code
    'supposed-no-number'
    """
    things: dict[str, None] = {}
    settings: dict[tuple[str, str], Setting] = {}
    removed: dict[str, None] = {}
    problems: list[Problem] = []
    for name, value in pairs:
        if name in {THING, REMOVE} and _is_thing(value):
            things[value] = None
            if name == REMOVE and value.startswith(f"{HANDOFF}:"):
                removed[value] = None
        elif (named := _named(name)) is not None:
            number = _number(value)
            if number is None:
                problems.append(error("supposed-no-number", f"/{name}", given=value[:_LONGEST]))
            else:
                settings[named] = Setting(thing=named[0], field=named[1], value=number)
                things[named[0]] = None
    if len(things) > MOST_THINGS:
        problems.append(error("supposed-too-much", most=MOST_THINGS))
    shown = tuple(things)[:MOST_THINGS]
    gone = tuple(thing for thing in removed if thing in shown)
    kept = tuple(each for each in settings.values() if each.thing in shown and each.thing not in gone)
    return Supposed(things=shown, settings=kept, removed=gone, problems=tuple(problems))


def of_query(query: str) -> Supposed:
    """Return what a form says of a supposition, as an address would; nothing where it is none of ours."""
    try:
        return read(parse_qsl(query[:_LONGEST_QUERY], max_num_fields=_MOST_FIELDS))
    except ValueError:
        return Supposed()


def _is_thing(text: str) -> bool:
    kind, _, identifier = text.partition(":")
    return kind in FIELDS and is_well_formed(identifier)


def _named(name: str) -> tuple[str, str] | None:
    thing, _, field = name.rpartition(".")
    known = _is_thing(thing) and field in FIELDS[thing.partition(":")[0]]
    return (thing, field) if known else None


def _number(text: str) -> float | None:
    try:
        value = round(float(text) / 100, _DECIMALS)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
