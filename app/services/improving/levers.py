"""The things of a map that can be supposed otherwise, and the numbers of each that a slider moves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.reports.sentences import Speaker
from app.services.improving.supposing import CONTAINMENT, DEPENDENCY, OWN, OWN_TIMES, SHARE, Supposed, percent
from graphs.propagation import Propagation
from graphs.propagation.questions.present import Present
from process_models.domain.identifiers import HandoffId, NodeId

FIRST = 5
"""Things on the page until somebody chooses."""

_MOST = {OWN_TIMES: 2.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """A number of a thing: how it is called in a form, what it is today, what is supposed, and the most it can be.

    All three as sliders have them, in per cent; `is_moved` where the supposed one is not today's.
    """

    name: str
    field: str
    now: str
    value: str
    most: str
    is_moved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A thing with its levers; `share` is its part of the expected loss, `own` how often it fails by itself.

    `is_removed`: it is supposed to go; only handoffs do.
    """

    thing: str
    title: str
    remark: str
    share: float
    own: float
    levers: tuple[Lever, ...]
    handoff: HandoffId | None = None
    node: NodeId | None = None
    is_removed: bool = False


def subject(
    thing: str, found: Propagation, now: Present, supposed: Supposed, shares: Mapping[str, float], speaker: Speaker
) -> Subject:
    """Return a thing of the map with its levers."""
    kind, _, identifier = thing.partition(":")
    handoff = HandoffId(identifier) if kind == "handoff" else None
    node = None if handoff else NodeId(identifier)
    values = {each.field: each.value for each in supposed.settings if each.thing == thing}
    return Subject(
        thing=thing,
        title=speaker.ends(handoff) if handoff else speaker.node(NodeId(identifier)),
        remark=speaker.deliverable(handoff) if handoff else speaker.words.text("propagation.own-failure"),
        share=shares.get(thing, 0.0),
        own=now.own,
        levers=tuple(
            _lever(thing, field, today, values.get(field)) for field, today in _fields(found, handoff, now, values)
        ),
        handoff=handoff,
        node=node,
        is_removed=thing in supposed.removed,
    )


def moved(supposed: Supposed, present: Mapping[str, Present]) -> Supposed:
    """Return what is supposed without what a form sent along though nobody moved it."""
    kept = tuple(
        each
        for each in supposed.settings
        if each.thing not in present or percent(each.value) != _shown(_today(present[each.thing], each.field))
    )
    return replace(supposed, settings=kept)


def _lever(thing: str, field: str, today: float, value: float | None) -> Lever:
    now = _shown(today)
    told = now if value is None else percent(value)
    most = max(_MOST.get(field, 1.0), value or 0.0)
    return Lever(name=f"{thing}.{field}", field=field, now=now, value=told, most=percent(most), is_moved=told != now)


def _fields(
    found: Propagation, handoff: HandoffId | None, now: Present, values: Mapping[str, float]
) -> Iterator[tuple[str, float]]:
    """Yield the fields that do something, and those that are supposed, with today's value."""
    own = OWN_TIMES if now.own > 0 else OWN
    wanted = [own, *(field for field in (OWN_TIMES, OWN) if field in values and field != own)]
    if handoff is not None:
        if _can_inherit(found, handoff) or CONTAINMENT in values:
            wanted.append(CONTAINMENT)
        wanted.append(DEPENDENCY)
        if now.share is not None:
            wanted.append(SHARE)
    for field in wanted:
        yield field, _today(now, field) or 0.0


def _today(now: Present, field: str) -> float | None:
    if field == OWN_TIMES:
        return 1.0
    return {OWN: now.own, CONTAINMENT: now.containment, DEPENDENCY: now.dependency, SHARE: now.share}.get(field)


def _shown(today: float | None) -> str:
    """Return today's value as a slider shows it: in whole per cents."""
    return "" if today is None else f"{round(100 * today)}"


def _can_inherit(found: Propagation, handoff: HandoffId) -> bool:
    """Whether a handoff's supplier ever fails, so that there is something to contain."""
    supplier = next(each.supplier for each in found.chain.handoffs if each.id == handoff)
    known = next(node for node in found.chain.nodes if node.id == supplier)
    return known.passes_failures_on and found.nodes[supplier] > 0
