"""The things of a map, kind by kind: which came, which went, which differ, and whether their order does."""

from collections.abc import Callable, Container, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.reports.changes import parts
from app.reports.changes.fields import ACTION, GROUP, HANDOFF, NODE, Field, told
from app.reports.changes.values import Voice, clipped
from process_models.domain.chain import Action, Handoff, HandoffGroup, Node

Thing = TypeVar("Thing", Node, Handoff, HandoffGroup, Action)

Touched = AbstractSet[str] | None
"""The things that are spoken of, such as `node:ventas`; None: all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[Thing]):
    """How the things of one kind are spoken of.

    `word` is the end of the codes "change.added.<word>" and "change.removed.<word>", `blank` the thing of which only
    is said what that sentence says.
    """

    name: str
    word: Callable[[Thing], str]
    called: Callable[[Thing, Voice], str]
    blank: Callable[[Thing], Thing]
    fields: tuple[Field, ...]
    parts: Callable[[Thing, Thing, str, Voice], Iterator[str]]


def differences(
    kind: Kind[Thing],
    before: tuple[Thing, ...],
    after: tuple[Thing, ...],
    voices: tuple[Voice, Voice],
    touched: Touched,
) -> Iterator[str]:
    """Say what is different among the things of a kind; `voices` name things as before and as after."""
    before, after = _without_ends(before, after)
    former, present = ({thing.id: thing for thing in things} for things in (before, after))
    for thing in before:
        if thing.id not in present and _counts(kind, thing, touched):
            yield voices[0].words.text(f"change.removed.{kind.word(thing)}", thing=kind.called(thing, voices[0]))
    for thing in after:
        known = former.get(thing.id)
        if known is thing or not _counts(kind, thing, touched):
            continue
        if known is None:
            yield voices[1].words.text(f"change.added.{kind.word(thing)}", thing=kind.called(thing, voices[1]))
            yield from _told(kind, kind.blank(thing), thing, voices[1])
        elif known != thing:
            yield from _changed(kind, known, thing, voices[0])
    if touched is None and _order(before, present) != _order(after, former):
        yield voices[1].words.text(f"change.order.{kind.name}")


def _without_ends(before: tuple[Thing, ...], after: tuple[Thing, ...]) -> tuple[tuple[Thing, ...], tuple[Thing, ...]]:
    """Leave out what is the very same at both ends: most changes touch a few things of many."""
    first = _alike(before, after)
    before, after = before[first:], after[first:]
    last = _alike(before[::-1], after[::-1])
    return before[: len(before) - last], after[: len(after) - last]


def _alike(before: tuple[Thing, ...], after: tuple[Thing, ...]) -> int:
    """Count the things at the beginning that are the very same."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((count for count, (was, now) in pairs if was is not now), min(len(before), len(after)))


def _counts(kind: Kind[Thing], thing: Thing, touched: Touched) -> bool:
    return touched is None or f"{kind.name}:{thing.id}" in touched


def _order(things: tuple[Thing, ...], others: Container[str]) -> list[str]:
    return [thing.id for thing in things if thing.id in others]


def _changed(kind: Kind[Thing], before: Thing, after: Thing, voice: Voice) -> Iterator[str]:
    """Say what differs; where nothing does but the order of its parts, that."""
    said = tuple(_told(kind, before, after, voice))
    yield from said or (voice.words.text("change.rearranged", of=_of(kind, before, voice)),)


def _told(kind: Kind[Thing], before: Thing, after: Thing, voice: Voice) -> Iterator[str]:
    of = _of(kind, before, voice)
    yield from told(kind.fields, before, after, of, voice)
    yield from kind.parts(before, after, of, voice)


def _of(kind: Kind[Thing], thing: Thing, voice: Voice) -> str:
    return voice.words.text(f"change.of.{kind.name}", thing=kind.called(thing, voice))


def _no_parts(before: HandoffGroup, after: HandoffGroup, of: str, voice: Voice) -> Iterator[str]:
    del before, after, of, voice
    return iter(())


NODES: Kind[Node] = Kind(
    name="node",
    word=lambda node: node.kind.value,
    called=lambda node, _: clipped(node.name),
    blank=lambda node: Node(id=node.id, name=node.name, kind=node.kind),
    fields=NODE,
    parts=parts.of_node,
)
HANDOFFS: Kind[Handoff] = Kind(
    name="handoff",
    word=lambda _: "handoff",
    called=lambda handoff, voice: voice.names.of(handoff, voice.words),
    blank=lambda handoff: Handoff(
        id=handoff.id, supplier=handoff.supplier, client=handoff.client, deliverable=handoff.deliverable
    ),
    fields=HANDOFF,
    parts=parts.of_handoff,
)
GROUPS: Kind[HandoffGroup] = Kind(
    name="group",
    word=lambda group: group.kind.value,
    called=lambda group, voice: voice.words.text("change.group", group=group.id, client=voice.names.node(group.client)),
    blank=lambda group: HandoffGroup(id=group.id, client=group.client, kind=group.kind),
    fields=GROUP,
    parts=_no_parts,
)
ACTIONS: Kind[Action] = Kind(
    name="action",
    word=lambda _: "action",
    called=lambda action, _: clipped(action.name) or action.id,
    blank=lambda action: Action(id=action.id, name=action.name),
    fields=ACTION,
    parts=parts.of_action,
)
