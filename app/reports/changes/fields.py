"""The fields of each thing of a map, how each is said, and the sentences about those that differ."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from app.reports.changes import values
from app.reports.changes.values import Say, Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: its code (`change.field.<code>`), where it is found, and how it is said.

    `exact` says what differs too little for `say` to show it.
    """

    code: str
    get: Callable[[Any], Any]
    say: Say
    exact: Say | None = None


def told(fields: tuple[Field, ...], before: object, after: object, of: str, voice: Voice) -> Iterator[str]:
    """Say which fields of a thing differ; `of` is the thing as it stands behind a noun: "de Ventas"."""
    for field in fields:
        was, now = field.get(before), field.get(after)
        if was != now:
            yield _sentence(field, was, now, of, voice)


def _sentence(field: Field, was: object, now: object, of: str, voice: Voice) -> str:
    about = {"field": voice.words.text(f"change.field.{field.code}"), "of": of}
    former, new = field.say(was, voice), field.say(now, voice)
    if former == new and field.exact is not None:
        former, new = field.exact(was, voice), field.exact(now, voice)
    if former == new:
        return voice.words.text("change.altered", **about)
    if former is None:
        return voice.words.text("change.set", **about, after=new or "")
    if new is None:
        return voice.words.text("change.cleared", **about, before=former)
    return voice.words.text("change.changed", **about, before=former, after=new)


def _plain(thing: str, **says: Say) -> tuple[Field, ...]:
    return tuple(Field(code=f"{thing}.{name}", get=attrgetter(name), say=say) for name, say in says.items())


def _shares(thing: str, *names: str) -> tuple[Field, ...]:
    return tuple(
        Field(code=f"{thing}.{name}", get=attrgetter(name), say=values.share, exact=values.exact_share)
        for name in names
    )


def _validity(thing: str) -> tuple[Field, ...]:
    return _plain(thing, valid_from=values.day, valid_to=values.day)


MAP = _plain(
    "map",
    name=values.text,
    description=values.text,
    language=values.text,
    as_of=values.day,
    minimum_group=values.amount,
    currency=values.text,
    id=values.text,
    extensions=values.unsaid,
)
NODE = (
    *_plain(
        "node",
        name=values.text,
        kind=values.word,
        process_kind=values.word,
        code=values.text,
        part_of=values.node,
        owner=values.text,
        lane=values.text,
        description=values.text,
        weight=values.amount,
        channels=values.viewpoints,
        position=values.unsaid,
        extensions=values.unsaid,
    ),
    *_validity("node"),
)
HANDOFF = (
    *_plain(
        "handoff",
        supplier=values.node,
        client=values.node,
        deliverable=values.text,
        description=values.text,
        channel=values.viewpoint,
        medium=values.text,
        agreed_time=values.agreed_time,
        group=values.text,
        extensions=values.unsaid,
    ),
    *_shares("handoff", "dependency", "containment"),
    *_plain("handoff", share=values.amount),
    *_validity("handoff"),
)
GROUP = _plain("group", client=values.node, kind=values.word, required=values.amount)
ACTION = _plain("action", name=values.text, cost=values.amount, owner=values.text, due=values.day)
REQUIREMENT = _plain(
    "requirement",
    statement=values.text,
    kind=values.word,
    status=values.word,
    dimension=values.word,
    importance=values.amount,
    evidence=values.word,
    source=values.text,
    confirmed_by=values.text,
)


def evidence(thing: str) -> tuple[Field, ...]:
    """Return the fields of what is known of a failure, but for its ratings; of a handoff's or of a node's own."""
    return (
        Field(
            code=f"{thing}.deliveries",
            get=lambda known: values.counts_of(known.deliveries),
            say=values.deliveries,
        ),
        *(Field(code=f"deliveries.{way}", get=_way(way), say=values.amount) for way in ("late", "incomplete", "wrong")),
        Field(code=f"{thing}.scores", get=attrgetter("scores"), say=values.scores),
        *_shares(thing, "total", "own"),
    )


def _way(way: str) -> Callable[[Any], Any]:
    return lambda known: getattr(known.deliveries, way, None)
