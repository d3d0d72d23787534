"""Who may do what: every service asks here first."""

from dataclasses import dataclass, replace

from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import MapId, OrganisationId, PersonId, TeamId
from process_models.domain.people import Role
from process_models.domain.problems import error
from process_models.storage import reach
from process_models.storage.session import Session


class Forbidden(EslabonError):
    """The person's role does not include what was asked for."""


class MapNotFound(EslabonError):
    """There is no such map, or it is another organisation's or another team's: nobody is told which."""

    @classmethod
    def of(cls, map_id: MapId) -> "MapNotFound":
        """Return the error for one map."""
        return cls(error("map-not-found", map=map_id))


class TeamNotFound(EslabonError):
    """There is no such team, or whoever asks is not in it: nobody is told which."""

    @classmethod
    def of(cls, team: TeamId) -> "TeamNotFound":
        """Return the error for one team."""
        return cls(error("team-not-found", team=team))


_NEEDS = {Role.VIEWER: "needs-viewer", Role.EDITOR: "needs-editor", Role.OWNER: "needs-owner"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """On whose behalf a service works.

    `role` is the account's: the most that the person may do anywhere, an owner in the whole organisation. `ceiling` is
    less than that where a token, and not the person, asks.
    """

    person: PersonId
    organisation: OrganisationId
    name: str
    role: Role
    ceiling: Role = Role.OWNER

    @property
    def most(self) -> Role:
        """The most that may be done anywhere on this behalf."""
        return self.role.at_most(self.ceiling)

    @property
    def most_in_teams(self) -> Role:
        """The most that a team may allow: whoever may edit may own a team and its maps, not the organisation."""
        return (Role.OWNER if self.role.allows(Role.EDITOR) else self.role).at_most(self.ceiling)

    @property
    def reaches_all(self) -> bool:
        """Whether every map of the organisation is within reach."""
        return self.role is Role.OWNER

    @property
    def looking(self) -> "Actor":
        """The same actor where it is only looked at what owners decide: a token sees of it whatever its person sees."""
        return replace(self, ceiling=Role.OWNER)


def require(actor: Actor, role: Role) -> None:
    """Refuse an actor who may nowhere do as much.

    Raises:
        Forbidden: they may not.
    """
    if not actor.most.allows(role):
        raise Forbidden(error(_NEEDS[role]))


def role_on(session: Session, actor: Actor, map_id: MapId) -> Role:
    """Return the most that an actor may do with a map.

    Raises:
        MapNotFound: the actor's organisation has no such map, or it is out of reach.
    """
    if reach.owner_of(session, actor.organisation, map_id) is None:
        raise MapNotFound.of(map_id)
    role = Role.OWNER if actor.reaches_all else reach.role_on(session, actor.person, map_id)
    if role is None:
        raise MapNotFound.of(map_id)
    return role.at_most(actor.most_in_teams)


def require_on(session: Session, actor: Actor, map_id: MapId, role: Role) -> None:
    """Refuse an actor who may not do as much with a map.

    Raises:
        MapNotFound: the map is out of reach, or there is none.
        Forbidden: the map is within reach, but not for that.
    """
    if not role_on(session, actor, map_id).allows(role):
        raise Forbidden(error(_NEEDS[role]))
