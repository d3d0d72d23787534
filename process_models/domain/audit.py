"""What was done in an organisation, told so that nobody can change it afterwards without being found out."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from process_models.domain.identifiers import OrganisationId, PersonId

BEGINNING = "0" * 64
"""What stands for the seal before the first entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One thing that was done.

    `action` is a word such as `map-made`; `subject` what it was done to (`map:ID`, `person:12`, `team:3`); `details`
    hold numbers and words of closed lists, never what is personal: entries outlive the people in them. `actor` is a
    person's number, 0 for whoever has the machine itself.
    """

    organisation: OrganisationId
    number: int
    at: datetime
    actor: PersonId
    action: str
    subject: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    seal: str = ""

    def sealed_by(self, key: bytes, before: str) -> str:
        """Return the seal that belongs to the entry after another's: HMAC-SHA-256 over both (RFC 2104)."""
        told = (
            before,
            str(self.organisation),
            str(self.number),
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            str(self.actor),
            self.action,
            self.subject,
            *(part for pair in sorted(self.details.items()) for part in pair),
        )
        message = "".join(f"{len(part.encode())}:{part}," for part in told)  # netstrings: no two entries read alike
        return hmac.new(key, message.encode(), sha256).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which entries are looked for: everything that is given must fit.

    `person` did it or had it done to them; `since` is the first moment, `until` the first one too late.
    """

    action: str = ""
    person: PersonId | None = None
    since: datetime | None = None
    until: datetime | None = None
    subject: str = ""
