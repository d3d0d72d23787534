"""Whether the audit log is as it was written, and what stands in it."""

from dataclasses import dataclass
from datetime import datetime

from app.services.access import Actor, require
from app.services.accounts import hosting
from process_models.domain.audit import AuditEntry, AuditFilter
from process_models.domain.identifiers import OrganisationId
from process_models.domain.people import Role
from process_models.storage import audit
from process_models.storage import people as stored
from process_models.storage.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was found in the log of one organisation: the first bad entry and when it says that it was written."""

    organisation: str
    count: int
    broken: int | None = None
    at: datetime | None = None
    has_head: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing and nothing was changed."""
        return self.broken is None and self.has_head


def verify(session: Session, *, organisation: str | None, head: str | None) -> tuple[Verified, ...]:
    """Look through the log of an organisation, or of all; `head` is an end that was noted elsewhere, `12:seal`.

    Raises:
        PersonRefused: there is no organisation of that name, or a head needs one to be named.
    """
    if organisation is None and head is None:
        return tuple(_verified(session, each, name, None) for each, name in stored.organisations(session))
    of = hosting.known(session, organisation=organisation).organisation
    return (_verified(session, of, dict(stored.organisations(session))[of], head),)


def head(session: Session, actor: Actor) -> tuple[int, str]:
    """Return number and seal of the last entry."""
    require(actor, Role.OWNER)
    return audit.head(session, actor.organisation)


def own(session: Session, actor: Actor, *, head: str | None = None) -> Verified:
    """Look through the log of the actor's organisation."""
    require(actor, Role.OWNER)
    return _verified(session, actor.organisation, "", head)


def listed(
    session: Session, actor: Actor, *, before: int | None, limit: int, fitting: AuditFilter = audit.EVERYTHING
) -> tuple[AuditEntry, ...]:
    """Return the last entries that fit, the newest first."""
    require(actor, Role.OWNER)
    return audit.entries(session, actor.organisation, before=before, limit=limit, fitting=fitting)


def _verified(session: Session, organisation: OrganisationId, name: str, head: str | None) -> Verified:
    broken, count = audit.first_broken(session, organisation), audit.head(session, organisation)[0]
    number, _, seal = (head or "").partition(":")
    has_head = head is None or (number.isdecimal() and audit.has(session, organisation, int(number[:15]), seal))
    at = None if broken is None else _at(session, organisation, broken)
    return Verified(organisation=name, count=count, broken=broken, at=at, has_head=has_head)


def _at(session: Session, organisation: OrganisationId, number: int) -> datetime | None:
    found = audit.entries(session, organisation, before=number + 1, limit=1)
    return found[0].at if found and found[0].number == number else None
