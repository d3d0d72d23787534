"""Maps that leave as files: who took which one, in which format, is noted."""

from app.services import auditing
from app.services.access import Actor, require_on
from process_models.domain.identifiers import MapId
from process_models.domain.people import Role
from process_models.storage.session import Session


def note(session: Session, actor: Actor, *, map_id: MapId, form: str, revision: int) -> None:
    """Note that the actor takes a revision of a map home.

    Raises:
        MapNotFound: the map is out of the actor's reach, or there is none.
    """
    require_on(session, actor, map_id, Role.VIEWER)
    auditing.record(session, actor, "map-exported", f"map:{map_id}", form=form, revision=revision)
