"""The parts of a thing that are things themselves: requirements, ratings, reasons, an action's changes."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from app.reports.changes import values
from app.reports.changes.fields import REQUIREMENT, evidence, told
from app.reports.changes.values import Voice, clipped
from process_models.domain.chain import Action, ActionChange, Handoff, Node, Requirement
from process_models.domain.evidence import Evidence, Rating
from process_models.domain.identifiers import RequirementId

Part = TypeVar("Part", Rating, ActionChange)

_NOTHING = Evidence()
_OF_HANDOFFS, _OF_NODES = evidence("handoff"), evidence("node")


def of_node(before: Node, after: Node, of: str, voice: Voice) -> Iterator[str]:
    """Say what is different in what is known of a node's own failure, and in its viewpoints without customers."""
    was, now = before.own_failure or _NOTHING, after.own_failure or _NOTHING
    yield from told(_OF_NODES, was, now, of, voice)
    yield from _listed("rating", was.ratings, now.ratings, of, lambda rating: _rating(rating, (), voice), voice)
    yield from _reasons(before, after, of, voice)


def of_handoff(before: Handoff, after: Handoff, of: str, voice: Voice) -> Iterator[str]:
    """Say what is different in what is known of a handoff's failure, and in what its client requires."""
    was, now = before.failure or _NOTHING, after.failure or _NOTHING
    yield from told(_OF_HANDOFFS, was, now, of, voice)
    required = (*before.requirements, *after.requirements)
    yield from _listed("rating", was.ratings, now.ratings, of, lambda rating: _rating(rating, required, voice), voice)
    yield from _requirements(before.requirements, after.requirements, of, voice)


def of_action(before: Action, after: Action, of: str, voice: Voice) -> Iterator[str]:
    """Say what is different in what an action changes."""
    yield from _listed("effect", before.changes, after.changes, of, lambda change: _effect(change, voice), voice)


def _listed(
    kind: str, was: tuple[Part, ...], now: tuple[Part, ...], of: str, say: Callable[[Part], str], voice: Voice
) -> Iterator[str]:
    """Say what went from a list and what came to it; its parts have no names."""
    gone, come = Counter(was) - Counter(now), Counter(now) - Counter(was)
    for part in gone.elements():
        yield voice.words.text(f"change.removed.{kind}", of=of, part=say(part))
    for part in come.elements():
        yield voice.words.text(f"change.added.{kind}", of=of, part=say(part))


def _rating(rating: Rating, requirements: tuple[Requirement, ...], voice: Voice) -> str:
    """Return a rating as "2, del cliente, 1 de agosto de 2026, «…»"."""
    statements = {each.id: each.statement or each.id for each in requirements}
    parts = (
        voice.words.number(rating.score),
        values.word(rating.by, voice),
        values.word(rating.role, voice),
        values.day(rating.date, voice),
        _importance(rating, voice),
        _of_requirement(rating, statements, voice),
        values.text(rating.comment, voice),
    )
    return ", ".join(filter(None, parts))


def _importance(rating: Rating, voice: Voice) -> str | None:
    if rating.importance is None:
        return None
    return voice.words.text("change.rating.importance", importance=rating.importance)


def _of_requirement(rating: Rating, statements: Mapping[RequirementId, str], voice: Voice) -> str | None:
    if rating.requirement is None:
        return None
    statement = clipped(statements.get(rating.requirement, rating.requirement))
    return voice.words.text("change.rating.requirement", requirement=statement)


def _reasons(before: Node, after: Node, of: str, voice: Voice) -> Iterator[str]:
    """Say why a process has no customers from a viewpoint."""
    was = {each.viewpoint: each.reason for each in before.viewpoints}
    now = {each.viewpoint: each.reason for each in after.viewpoints}
    for viewpoint in dict.fromkeys((*was, *now)):
        if was.get(viewpoint) == now.get(viewpoint):
            continue
        fields = {"of": of, "viewpoint": values.viewpoint(viewpoint, voice) or ""}
        if viewpoint not in now:
            yield voice.words.text("change.none-because.cleared", **fields)
        else:
            reason = voice.words.text("change.quoted", text=clipped(now[viewpoint]))
            yield voice.words.text("change.none-because.set", **fields, reason=reason)


def _requirements(was: tuple[Requirement, ...], now: tuple[Requirement, ...], of: str, voice: Voice) -> Iterator[str]:
    former, present = ({each.id: each for each in requirements} for requirements in (was, now))
    for requirement in was:
        if requirement.id not in present:
            yield voice.words.text("change.removed.requirement", of=of, part=_stated(requirement))
    for requirement in now:
        known = former.get(requirement.id)
        if known is None:
            yield voice.words.text("change.added.requirement", of=of, part=_stated(requirement))
            known = Requirement(id=requirement.id, statement=requirement.statement)
        about = voice.words.text("change.of.requirement", requirement=_stated(known), of=of)
        yield from told(REQUIREMENT, known, requirement, about, voice)


def _stated(requirement: Requirement) -> str:
    return clipped(requirement.statement) or requirement.id


def _effect(change: ActionChange, voice: Voice) -> str:
    """Return what an action does as "Ventas → Bodega: Pedido: falla propia 0,4"."""
    thing = voice.names.handoff(change.handoff, voice.words) if change.handoff else values.node(change.node, voice)
    parts = (
        _part("own", values.share(change.own, voice), voice),
        _part("own-times", values.amount(change.own_times, voice), voice),
        _part("dependency", values.share(change.dependency, voice), voice),
        _part("containment", values.share(change.containment, voice), voice),
    )
    return voice.words.text("change.effect", thing=thing or "", parts=", ".join(filter(None, parts)))


def _part(name: str, value: str | None, voice: Voice) -> str | None:
    return None if value is None else voice.words.text(f"change.effect.{name}", value=value)
