"""The people of an organisation, its teams, and how much of its maps each may touch."""

from dataclasses import dataclass
from enum import StrEnum

from process_models.domain.identifiers import GrantId, MapId, OrganisationId, PersonId, TeamId


class Role(StrEnum):
    """What a person may do; each role includes those before it.

    The role of an account is the most that the person may do anywhere: an owner everything in the whole organisation,
    an editor what their teams and what is shared with them allow, a viewer no more than look. The role in a team holds
    for the maps of that team, the role of a grant for one map.
    """

    VIEWER = "viewer"
    EDITOR = "editor"
    OWNER = "owner"

    def allows(self, wanted: "Role") -> bool:
        """Tell whether this role includes another.

        >>> Role.EDITOR.allows(Role.VIEWER), Role.EDITOR.allows(Role.OWNER)
        (True, False)
        """
        return _ORDER.index(self) >= _ORDER.index(wanted)

    def at_most(self, other: "Role") -> "Role":
        """Return the lesser of two roles.

        >>> Role.OWNER.at_most(Role.EDITOR).value
        'editor'
        """
        return self if other.allows(self) else other


_ORDER = tuple(Role)


NAMELESS = "\ufdd0"
"""What stands before the number of somebody who was erased, where a name would stand; no name has such a sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an account.

    `language` is None where the browser decides. `version` rises with every change of the row.
    """

    id: PersonId
    organisation: OrganisationId
    email: str
    name: str
    role: Role
    language: str | None = None
    is_disabled: bool = False
    version: int = 1

    @property
    def is_erased(self) -> bool:
        """Whether nothing but the number is left."""
        return not self.email

    @property
    def shown_name(self) -> str:
        """The name as pages get it: of somebody who was erased, a mark and the number."""
        return f"{NAMELESS}{self.id}" if self.is_erased else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """People of an organisation who own maps together. `version` rises with every change of the row."""

    id: TeamId
    organisation: OrganisationId
    name: str
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Somebody in a team, and what they may do with its maps; a team's owners also decide who is in it."""

    team: TeamId
    person: Person
    role: Role
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One map shared with a team or with a person, to view or to edit.

    Exactly one of `team` and `person` is there. Members of a team get from it no more than they may do in their team.
    """

    id: GrantId
    map: MapId
    role: Role
    team: TeamId | None = None
    person: PersonId | None = None
    version: int = 1
