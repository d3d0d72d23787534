"""How often somebody may try: counted in the database, so that it holds whichever process answers."""

import hashlib
import hmac
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address

from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import PersonId
from process_models.domain.problems import error
from process_models.storage import attempts
from process_models.storage.session import Session

WHILE = timedelta(minutes=15)


class Tried(StrEnum):
    """What is counted: by the account that is tried, by the address that tries, by the person whose code it is.

    An account is counted from each address and, more patiently, from anywhere: nobody keeps somebody else out from a
    single address. `KEY` counts the keys of links that open nothing, by the address that tries them.
    `GUEST` is the address from which guests come by a link, `PROPOSAL` the guest who proposes.
    `TOKEN` is the address from which tokens come that are none.
    """

    ACCOUNT = "account"
    ANYWHERE = "anywhere"
    ADDRESS = "address"
    CODE = "code"
    PASSWORD = "password"  # noqa: S105 - the word, not one
    KEY = "key"
    GUEST = "guest"
    PROPOSAL = "proposal"
    TOKEN = "token"  # noqa: S105 - the word, not one


MOST = {
    Tried.ACCOUNT: 10,
    Tried.ANYWHERE: 100,
    Tried.ADDRESS: 60,
    Tried.CODE: 6,
    Tried.PASSWORD: 10,
    Tried.KEY: 60,
    Tried.GUEST: 120,
    Tried.PROPOSAL: 40,
    Tried.TOKEN: 60,
}
"""Tries in fifteen minutes. A whole office may share an address; six codes of a million are no risk."""


class TooManyAttempts(EslabonError):
    """It was tried too often; after a while it may be tried again."""


def count(session: Session, kind: Tried, subject: str, *, now: datetime) -> None:
    """Count one more try.

    Raises:
        TooManyAttempts: it is one too many; it stays uncounted, so that waiting always helps.
    """
    if attempts.tried(session, _digest(session, kind, subject), now=now, not_before=now - WHILE) > MOST[kind]:
        raise TooManyAttempts(error("too-many-attempts", minutes=int(WHILE.total_seconds() / 60)))


def missed_key(session: Session, *, address: str, now: datetime) -> None:
    """Count that somebody tried a key of an invitation or a link that opens nothing.

    Raises:
        TooManyAttempts: from this address.
    """
    count(session, Tried.KEY, network(address), now=now)


def require_room(session: Session, kind: Tried, subject: str, *, now: datetime) -> None:
    """Refuse whoever tried too often already, without counting and so without writing.

    Raises:
        TooManyAttempts: it was tried too often.
    """
    if attempts.so_far(session, _digest(session, kind, subject), not_before=now - WHILE) >= MOST[kind]:
        raise TooManyAttempts(error("too-many-attempts", minutes=int(WHILE.total_seconds() / 60)))


def forget(session: Session, kind: Tried, subject: str, *, now: datetime) -> None:
    """Begin anew: whoever tried got it right."""
    attempts.forget(session, _digest(session, kind, subject), not_before=now - WHILE)


def network(address: str) -> str:
    """Return where somebody is who may choose among addresses: of IPv6, everybody has at least 64 bits of them.

    >>> network("192.0.2.7"), network("2001:db8:1:2:3:4:5:6"), network("::ffff:192.0.2.7"), network("")
    ('192.0.2.7', '2001:db8:1:2::', '192.0.2.7', '')
    """
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(ip_address(int(known) >> 64 << 64))


def forget_person(session: Session, *, email_key: str, person: PersonId, now: datetime) -> None:
    """Forget what is counted of somebody who is erased; what goes by address and network too runs out by itself."""
    forget(session, Tried.ANYWHERE, email_key, now=now)
    for kind in (Tried.CODE, Tried.PASSWORD):
        forget(session, kind, str(person), now=now)


def _digest(session: Session, kind: Tried, subject: str) -> str:
    """Return what is kept of a subject: whoever has the database alone cannot try addresses on it."""
    return hmac.new(session.info["seal"](), f"attempts\n{kind}:{subject}".encode(), hashlib.sha256).hexdigest()
