"""Who may do what: every service asks here first."""

from dataclasses import dataclass

from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import MapId, OrganisationId, PersonId
from process_models.domain.people import Role
from process_models.domain.problems import error


class Forbidden(EslabonError):
    """The person's role does not include what was asked for."""


class MapNotFound(EslabonError):
    """There is no such map, or it is another organisation's: nobody is told which."""

    @classmethod
    def of(cls, map_id: MapId) -> "MapNotFound":
        """Return the error for one map."""
        return cls(error("map-not-found", map=map_id))


_NEEDS = {Role.VIEWER: "needs-viewer", Role.EDITOR: "needs-editor", Role.OWNER: "needs-owner"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """On whose behalf a service works."""

    person: PersonId
    organisation: OrganisationId
    name: str
    role: Role


def require(actor: Actor, role: Role) -> None:
    """Refuse an actor whose role does not include another.

    Raises:
        Forbidden: it does not.
    """
    if not actor.role.allows(role):
        raise Forbidden(error(_NEEDS[role]))
