"""What people say about a map and the things on it; nothing of it is part of the map's document."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from process_models.domain.identifiers import CommentId, MapId, PersonId

_BEGINS, _ENDS = "\ue001", "\ue002"
"""Between these stands the number of somebody who is mentioned; no text that was tidied has them."""

_MENTION = re.compile(f"{_BEGINS}([0-9]{{1,18}}){_ENDS}")


class SubjectKind(StrEnum):
    """What a comment is about."""

    MAP = "map"
    NODE = "node"
    HANDOFF = "handoff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a comment is about: the map, or one thing on it by its id, which need not be there any more."""

    kind: SubjectKind
    thing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """Something that somebody said, or answered: an answer names the first comment of its `thread`.

    `text` mentions people by their numbers, so that names are said as they are now. A comment that was removed while
    it had answers keeps its place without its text. `version` rises with every change.
    """

    id: CommentId
    map: MapId
    subject: Subject
    author: PersonId
    text: str
    at: datetime
    thread: CommentId | None = None
    edited_at: datetime | None = None
    resolved_at: datetime | None = None
    resolved_by: PersonId | None = None
    is_removed: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentNotice:
    """A comment that is for somebody: it mentions them, or answers a comment of theirs."""

    comment: Comment
    is_mention: bool
    is_read: bool


def mention_of(person: PersonId) -> str:
    """Return how a text mentions somebody."""
    return f"{_BEGINS}{person}{_ENDS}"


def mentioned(text: str) -> tuple[PersonId, ...]:
    """Return whom a text mentions, each once, in the order in which it does.

    >>> mentioned(f"{mention_of(PersonId(3))} y {mention_of(PersonId(1))}, {mention_of(PersonId(3))}")
    (3, 1)
    """
    return tuple(dict.fromkeys(PersonId(int(number)) for number in _MENTION.findall(text)))


def spoken(text: str, name: Callable[[PersonId], str]) -> str:
    """Return a text in which those whom it mentions stand as `name` says them."""
    return _MENTION.sub(lambda found: name(PersonId(int(found[1]))), text)


def pieces(text: str) -> Iterator[tuple[str, PersonId | None]]:
    """Yield what a text consists of: a piece of it, or somebody who is mentioned there.

    >>> list(pieces(f"Hola {mention_of(PersonId(3))}"))
    [('Hola ', None), ('', 3)]
    """
    for index, piece in enumerate(_MENTION.split(text)):
        if index % 2:
            yield "", PersonId(int(piece))
        elif piece:
            yield piece, None
