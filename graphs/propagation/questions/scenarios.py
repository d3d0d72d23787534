"""Scenarios: what somebody supposes about a map, checked, and the structure that the map then has."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graphs.propagation.model import Model
from graphs.propagation.questions.calibrated import CalibratedMap
from graphs.propagation.questions.changes import Change
from graphs.propagation.questions.things import HANDOFF, NODE, Things
from process_models.domain.chain import Handoff, ValueChain
from process_models.domain.identifiers import HandoffId
from process_models.domain.problems import Problem, error, errors
from process_models.domain.rules import problems as rule_problems
from process_models.domain.rules.values import amount_problems, share_problems
from process_models.domain.validity import without
from process_models.domain.vocabulary import GroupKind

SHARE = "share"
FIELDS: Mapping[str, tuple[str, ...]] = {
    HANDOFF: ("own", "own_times", "dependency", "containment", SHARE),
    NODE: ("own", "own_times"),
}
"""What can be set of each kind of thing; the names of the map document's actions, and the share of a route."""

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A number supposed for a thing (`node:ID`, `handoff:ID`): one of `FIELDS`. A `share` is normalised already."""

    thing: str
    field: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """All that is supposed at once: numbers, handoffs (`handoff:ID`) that go, handoffs that come."""

    settings: tuple[Setting, ...] = ()
    removed: tuple[str, ...] = ()
    added: tuple[Handoff, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A scenario that the map knows: the chain with its structure (the map's own where that stays), and its numbers."""

    chain: ValueChain
    settings: tuple[Setting, ...] = ()
    warnings: tuple[Problem, ...] = ()

    def changes(self, model: Model) -> list[Change]:
        """Return its numbers as changes of a model of its chain."""
        things = Things(model)
        found = [(things.find(each.thing, ""), each) for each in self.settings if each.field != SHARE]
        return [Change(thing=thing, **{each.field: each.value}) for thing, each in found if thing is not None]


def understood(asked: CalibratedMap, scenarios: Sequence[Scenario]) -> list[Understood]:
    """Return the scenarios as the map understands them; those of equal structure share one chain.

    Raises:
        QuestionRefused: with the problems of all scenarios.
    """
    things = Things(asked.model)
    read = [_Reader(asked, scenario, things).read() for scenario in scenarios]
    things.refuse()
    chains: dict[object, ValueChain] = {_structure(Scenario()): asked.model.chain}
    return [
        replace(each, chain=chains.setdefault(_structure(scenario), each.chain))
        for scenario, each in zip(scenarios, read, strict=True)
    ]


def _structure(scenario: Scenario) -> object:
    shares = frozenset((each.thing, each.value) for each in scenario.settings if each.field == SHARE)
    return frozenset(scenario.removed), shares, scenario.added


class _Reader:
    """Reads one scenario; what is wrong with it joins the problems of `things`."""

    def __init__(self, asked: CalibratedMap, scenario: Scenario, things: Things) -> None:
        self._asked, self._scenario, self._things = asked, scenario, things

    def read(self) -> Understood:
        """Return the scenario with the structure that it leads to; that of the map where something is wrong."""
        before = len(self._things.problems)
        removed = self._removed()
        self._check_settings(removed)
        left = without(self._asked.model.chain, removed)
        chain = self._with_added(left.chain)
        if len(self._things.problems) == before:
            chain = self._with_shares(chain)
        return Understood(chain=chain, settings=self._scenario.settings, warnings=left.warnings)

    def _removed(self) -> frozenset[HandoffId]:
        found = (
            self._things.find(name, f"/remove/{place}", kinds=(HANDOFF,))
            for place, name in enumerate(self._scenario.removed)
        )
        return frozenset(self._asked.model.handoffs[thing.index].id for thing in found if thing is not None)

    def _with_added(self, chain: ValueChain) -> ValueChain:
        if not self._scenario.added:
            return chain
        longer = replace(chain, handoffs=(*chain.handoffs, *self._scenario.added))
        self._things.problems += errors(rule_problems(longer))
        return longer

    def _check_settings(self, removed: frozenset[HandoffId]) -> None:
        seen: set[tuple[str, str]] = set()
        added = {f"{HANDOFF}:{handoff.id}" for handoff in self._scenario.added}
        gone = {f"{HANDOFF}:{identifier}" for identifier in removed}
        for place, setting in enumerate(self._scenario.settings):
            pointer = f"/set/{place}"
            if setting.thing not in added and self._things.find(setting.thing, pointer) is None:
                continue
            self._things.problems += _field_problems(setting, pointer)
            if setting.field == SHARE and setting.thing not in self._routed():
                self._things.problems.append(error("share-of-no-route", pointer, thing=setting.thing))
            if setting.thing in gone:
                self._things.problems.append(error("set-and-removed", pointer, thing=setting.thing))
            if (setting.thing, setting.field) in seen:
                self._things.problems.append(error("set-twice", pointer, thing=setting.thing, field=setting.field))
            seen.add((setting.thing, setting.field))

    def _routed(self) -> set[str]:
        """Return the handoffs that are routes."""
        chain = self._asked.model.chain
        routes = {group.id for group in chain.groups if group.kind is GroupKind.ROUTES}
        return {f"{HANDOFF}:{each.id}" for each in (*chain.handoffs, *self._scenario.added) if each.group in routes}

    def _with_shares(self, chain: ValueChain) -> ValueChain:
        """Return the chain with the shares that are set; the others of each group keep their proportions."""
        wanted = {each.thing: each.value for each in self._scenario.settings if each.field == SHARE}
        if not wanted:
            return chain
        now, given = _route_shares(Model(chain)), dict[HandoffId, float]()
        for group in chain.groups:
            shares = {each.id: now[each.id] for each in chain.members(group.id) if each.id in now}
            fixed = {name: wanted[f"{HANDOFF}:{name}"] for name in shares if f"{HANDOFF}:{name}" in wanted}
            given |= self._split(shares, fixed) if fixed else {}
        handoffs = (replace(each, share=given.get(each.id, each.share)) for each in chain.handoffs)
        return replace(chain, handoffs=tuple(handoffs))

    def _split(self, shares: Mapping[HandoffId, float], fixed: Mapping[HandoffId, float]) -> dict[HandoffId, float]:
        """Return the shares of one group, some of them fixed."""
        left = 1 - sum(fixed.values())
        others = sum(share for name, share in shares.items() if name not in fixed)
        if left < -_ROUNDING or (others == 0 and left > _ROUNDING):
            names = ", ".join(f"{HANDOFF}:{name}" for name in fixed)
            self._things.problems.append(error("shares-not-one", "/set", handoffs=names, total=sum(fixed.values())))
            return {}
        scale = max(0.0, left) / others if others else 0.0
        return {name: fixed.get(name, share * scale) for name, share in shares.items()}


def _field_problems(setting: Setting, pointer: str) -> Iterator[Problem]:
    fields = FIELDS[setting.thing.partition(":")[0]]
    if setting.field not in fields:
        yield error("field-not-set", pointer, field=setting.field, fields=", ".join(fields))
    elif setting.field == "own_times":
        yield from amount_problems(pointer, setting.value)
    else:
        yield from share_problems(pointer, setting.value)


def _route_shares(model: Model) -> dict[HandoffId, float]:
    """Return how often each handoff of a routes group is used; always, where it is alone in its group."""
    kinds = {group.id: group.kind for group in model.chain.groups}
    shares = {
        handoff.id: 1.0
        for handoff in model.handoffs
        if handoff.group is not None and kinds[handoff.group] is GroupKind.ROUTES
    }
    for inputs in model.inputs:
        for routes in inputs.routes:
            shares |= {model.handoffs[e].id: share for e, share in zip(routes.members, routes.shares, strict=True)}
    return shares
