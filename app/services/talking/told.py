"""Comments as programs are told them: the text as one would type it, and whom it mentions."""

from collections.abc import Collection
from dataclasses import dataclass

from app.services.access import Actor
from app.services.talking import mentions
from process_models.domain.comments import Comment, mentioned
from process_models.domain.identifiers import MapId, PersonId
from process_models.domain.people import Person
from process_models.storage import audience
from process_models.storage.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A comment, the name that its author has now, its text as one would type it, and whom that mentions."""

    comment: Comment
    author: str
    text: str
    mentions: tuple[PersonId, ...]


def told(session: Session, actor: Actor, comments: Collection[Comment]) -> tuple[Told, ...]:
    """Return comments that were read within the actor's reach as programs are told them."""
    numbers = {person for each in comments for person in (each.author, *mentioned(each.text))}
    named = audience.named(session, numbers)
    handles = {map_id: _handles(session, actor, map_id, named) for map_id in {each.map for each in comments}}
    return tuple(
        Told(
            comment=each,
            author=named[each.author].name,
            text=mentions.typed(each.text, handles[each.map]),
            mentions=mentioned(each.text),
        )
        for each in comments
    )


def _handles(session: Session, actor: Actor, map_id: MapId, named: dict[PersonId, Person]) -> dict[PersonId, str]:
    reaching = {person.id: person for person in audience.of_map(session, actor.organisation, map_id)}
    return mentions.handles({**named, **reaching}.values())
