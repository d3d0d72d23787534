"""How people come in: what proves who they are, where they are signed in, and the links that let them in once."""

from dataclasses import dataclass
from datetime import datetime

from process_models.domain.identifiers import PersonId, SignInId
from process_models.domain.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What proves that somebody is a person, none of it readable.

    `password_hash` is None until the first link was used. `totp_secret` is encrypted, and None without a second
    factor; `totp_counter` is the last half minute whose code was taken, so that no code serves twice.
    """

    person: PersonId
    password_hash: str | None = None
    totp_secret: str | None = None
    totp_counter: int | None = None

    @property
    def has_second_factor(self) -> bool:
        """Whether a password alone does not let the person in."""
        return self.totp_secret is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """A browser in which a person is signed in, until it is closed, idle for too long or simply too old.

    `agent` is how the browser calls itself. With `awaits_code` the password was right and the second factor is
    still missing: nothing is open to it yet.
    """

    id: SignInId
    person: Person
    opened_at: datetime
    seen_at: datetime
    expires_at: datetime
    agent: str = ""
    awaits_code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInLink:
    """A link that lets one person in once, to choose a password; with `resets_code` the second factor goes too."""

    person: Person
    expires_at: datetime
    resets_code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a provider of single sign-on calls somebody: issuer and subject, which stay when an address changes."""

    issuer: str
    subject: str
