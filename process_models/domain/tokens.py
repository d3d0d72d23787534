"""Tokens: what programs show instead of a password, each for one person and for some of what that person may do."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from process_models.domain.identifiers import TokenId
from process_models.domain.people import Person, Role


class Scope(StrEnum):
    """How much a token opens; each scope includes those before it, and none opens more than its person may do."""

    READ = "read"
    WRITE = "write"
    MANAGE = "manage"

    @property
    def ceiling(self) -> Role:
        """The most that may be done with the token.

        >>> Scope.WRITE.ceiling.value
        'editor'
        """
        return _CEILINGS[self]


_CEILINGS = {Scope.READ: Role.VIEWER, Scope.WRITE: Role.EDITOR, Scope.MANAGE: Role.OWNER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a program shows to act for a person, until it expires or is revoked.

    `prefix` is the beginning of the token, by which people know it again; nobody can make the rest of it from what is
    kept. `used_at` is exact to a few minutes, None where it was never used.
    """

    id: TokenId
    person: Person
    prefix: str
    name: str
    scope: Scope
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None

    def opens(self, now: datetime) -> bool:
        """Tell whether anything is open to it: a person without access has no tokens either."""
        return self.revoked_at is None and now < self.expires_at and not self.person.is_disabled
