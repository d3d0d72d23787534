"""Everything that somebody reaches, searched by words.

Maps and what is on them are searched in the contents that the process has at hand, folded once for each revision;
comments in the database. Each word must begin a word of what is found. See docs/adr/0011.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, partial
from typing import TypeVar

from app.services.access import Actor, require
from app.services.keeping import maps
from app.services.talking import threads
from process_models.domain.chain import ValueChain
from process_models.domain.comments import Comment, Subject, SubjectKind, mentioned, spoken
from process_models.domain.folding import folded
from process_models.domain.identifiers import CommentId, MapId
from process_models.domain.maps import ValueChainMap
from process_models.domain.people import Role
from process_models.storage import audience, people, reach
from process_models.storage import comments as kept_comments
from process_models.storage.memory import Edition
from process_models.storage.session import Session

T = TypeVar("T")

LONGEST, MOST_WORDS, MOST_SHOWN = 200, 8, 20
"""Signs and words of a question that count, and how many of each kind are shown at once."""

_EDITIONS = 400


class Found(StrEnum):
    """The kinds of what is found, in the order in which they are shown."""

    MAP = "map"
    NODE = "node"
    HANDOFF = "handoff"
    REQUIREMENT = "requirement"
    COMMENT = "comment"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something that was found: what it is called, where it is, and the thing of the map that shows it.

    `map_id` is None for a person; `remark` is a description, or the address that only an owner sees. `place` is None
    where a `comment` is about something that is not on the map any more.
    """

    kind: Found
    title: str
    place: str | None = ""
    remark: str = ""
    map_id: MapId | None = None
    map_name: str = ""
    subject: Subject | None = None
    comment: CommentId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What was found of one kind: some of it, the best first, from `start` on, and how many there are in all."""

    kind: Found
    hits: tuple[Hit, ...]
    count: int
    start: int = 0

    @property
    def end(self) -> int:
        """How many there are up to the last that is here."""
        return self.start + len(self.hits)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Which part of each kind is wanted."""

    start: int
    most: int

    def of(self, found: Sequence[T]) -> Sequence[T]:
        """Return the part of what was found."""
        return found[self.start : self.start + self.most]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A thing as it is searched: the words of its name, and those of everything said about it."""

    kind: Found
    title: str
    place: str
    remark: str
    subject: Subject
    name: str
    everything: str


def words_of(asked: str) -> tuple[str, ...]:
    """Return the words of a question that count.

    >>> words_of("  Nómina de ENERO ")
    ('nomina', 'de', 'enero')
    """
    return tuple(dict.fromkeys(folded(asked[:LONGEST]).split()))[:MOST_WORDS]


def search(
    session: Session, actor: Actor, *, asked: str, kind: Found | None = None, start: int = 0, most: int = MOST_SHOWN
) -> tuple[Group, ...]:
    """Return what there is within the actor's reach, by kind; what is called so before what only speaks of it.

    Of each kind, or of one, `most` are returned from `start` on.
    """
    require(actor, Role.VIEWER)
    words, part = words_of(asked), _Part(start=start, most=most)
    if not words:
        return ()
    return tuple(
        group for group in _groups(session, actor, words, part, kind) if group.count and kind in {None, group.kind}
    )


def _groups(session: Session, actor: Actor, words: tuple[str, ...], part: _Part, kind: Found | None) -> Iterator[Group]:
    if kind is not Found.PERSON:
        opened = maps.listed(session, actor)
        yield from _in_maps(opened, words, part)
        if kind in {None, Found.COMMENT}:
            yield _comments(session, actor, opened, words, part)
    if kind in {None, Found.PERSON}:
        yield _people_group(session, actor, words, part)


def _people_group(session: Session, actor: Actor, words: tuple[str, ...], part: _Part) -> Group:
    found = tuple(_people(session, actor, words))
    return Group(kind=Found.PERSON, hits=tuple(part.of(found)), count=len(found), start=part.start)


def _in_maps(opened: Iterable[ValueChainMap], words: tuple[str, ...], part: _Part) -> Iterator[Group]:
    """Yield what is found in maps, by kind; of thousands only those that are shown are made into hits."""
    marks = tuple(f" {word}" for word in words)
    called: dict[Found, list[tuple[ValueChainMap, _Entry]]] = {kind: [] for kind in Found}
    told: dict[Found, list[tuple[ValueChainMap, _Entry]]] = {kind: [] for kind in Found}
    for each in opened:
        for entry in _entries(Edition(each.id, each.revision, each.evidence_version), _Content(each.chain)):
            if all(mark in entry.everything for mark in marks):
                found = called if all(mark in entry.name for mark in marks) else told
                found[entry.kind].append((each, entry))
    for kind in Found:
        of_kind = [*called[kind], *told[kind]]
        if of_kind:
            hits = tuple(_hit(*each) for each in part.of(of_kind))
            yield Group(kind=kind, hits=hits, count=len(of_kind), start=part.start)


def _hit(opened: ValueChainMap, entry: _Entry) -> Hit:
    return Hit(
        kind=entry.kind,
        title=entry.title,
        place=entry.place,
        remark=entry.remark,
        map_id=opened.id,
        map_name=opened.chain.name,
        subject=entry.subject,
    )


class _Content:
    """A chain that a memory passes over: the edition names it already."""

    __slots__ = ("chain",)

    def __init__(self, chain: ValueChain) -> None:
        self.chain = chain

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Content)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=_EDITIONS)
def _entries(_edition: Edition, content: _Content) -> tuple[_Entry, ...]:
    """Return the entries of a content, made once."""
    return tuple(_made(content.chain))


def _made(chain: ValueChain) -> Iterator[_Entry]:
    whole = Subject(kind=SubjectKind.MAP)
    yield _entry(Found.MAP, whole, chain.name, "", chain.description)
    names = {node.id: node.name for node in chain.nodes}
    for node in chain.nodes:
        subject = Subject(kind=SubjectKind.NODE, thing=node.id)
        yield _entry(Found.NODE, subject, node.name, node.code, node.description, node.owner, node.lane)
    for handoff in chain.handoffs:
        subject = Subject(kind=SubjectKind.HANDOFF, thing=handoff.id)
        ends = f"{names.get(handoff.supplier, '')} → {names.get(handoff.client, '')}"
        yield _entry(Found.HANDOFF, subject, handoff.deliverable, ends, handoff.description, handoff.medium)
        for requirement in handoff.requirements:
            about = f"{handoff.deliverable} · {ends}"
            yield _entry(Found.REQUIREMENT, subject, requirement.statement, about, requirement.source)


def _entry(kind: Found, subject: Subject, title: str, place: str, remark: str, *more: str) -> _Entry:
    name = folded(title)
    return _Entry(
        kind=kind,
        title=title,
        place=place,
        remark=remark,
        subject=subject,
        name=name,
        everything=name + folded(" ".join((place if kind is not Found.REQUIREMENT else "", remark, *more))),
    )


def _comments(
    session: Session, actor: Actor, opened: tuple[ValueChainMap, ...], words: tuple[str, ...], part: _Part
) -> Group:
    only = None if actor.reaches_all else tuple(reach.roles(session, actor.person))
    having = partial(kept_comments.with_words, session, actor.organisation, words, only=only)
    hits = tuple(_said(session, opened, having(start=part.start, limit=part.most)))
    count = kept_comments.count_with_words(session, actor.organisation, words, only=only)
    return Group(kind=Found.COMMENT, hits=hits, count=count, start=part.start)


def _said(session: Session, opened: tuple[ValueChainMap, ...], found: tuple[Comment, ...]) -> Iterator[Hit]:
    by_id = {each.id: each for each in opened}
    mentioned_in = [number for each in found for number in mentioned(each.text)]
    names = {number: person.name for number, person in audience.named(session, mentioned_in).items()}
    for each in found:
        if each.map in by_id:
            chain = by_id[each.map].chain
            yield Hit(
                kind=Found.COMMENT,
                title=spoken(each.text, lambda number: f"@{names.get(number, '…')}"),
                place=threads.place(chain, each.subject),
                map_id=each.map,
                map_name=chain.name,
                subject=each.subject,
                comment=each.id,
            )


def _people(session: Session, actor: Actor, words: tuple[str, ...]) -> Iterator[Hit]:
    """Yield people by their names: an owner finds the whole organisation, others who is in a team with them."""
    owns = actor.most is Role.OWNER
    known = people.in_organisation(session, actor.organisation) if owns else audience.colleagues(session, actor.person)
    for person in known:
        searched = folded(f"{person.name} {person.email}" if owns else person.name)
        if all(f" {word}" in searched for word in words):
            yield Hit(kind=Found.PERSON, title=person.name, remark=person.email if owns else "")
