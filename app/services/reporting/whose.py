"""The map that a report is asked of, and whose it is."""

from dataclasses import dataclass

from app.services.access import Actor
from app.services.keeping import maps
from process_models.domain.identifiers import MapId
from process_models.domain.maps import ValueChainMap
from process_models.storage import people
from process_models.storage.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMap:
    """A map at its newest revision, and the name of the organisation that has it."""

    opened: ValueChainMap
    organisation: str


def found(session: Session, actor: Actor, *, map_id: MapId) -> KeptMap:
    """Return the map, for whoever may view it.

    Raises:
        MapNotFound: the actor's organisation has no such map, or it is out of reach.
    """
    opened = maps.opened(session, actor, map_id=map_id)
    return KeptMap(opened=opened, organisation=dict(people.organisations(session))[actor.organisation])
