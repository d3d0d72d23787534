"""What whoever has the machine itself may do with accounts: everything, in any organisation."""

from datetime import datetime

from app.services.access import Actor
from app.services.accounts import people, tokens
from app.services.accounts.people import PersonNotFound, PersonRefused
from app.services.accounts.tokens import TokenNotFound
from process_models.domain.identifiers import OrganisationId, PersonId
from process_models.domain.people import Person, Role
from process_models.domain.problems import error
from process_models.domain.tokens import Token
from process_models.storage import people as stored
from process_models.storage import tokens as kept_tokens
from process_models.storage.session import Session

_NOBODY = PersonId(0)


def operator(session: Session, *, organisation: str | None, now: datetime) -> Actor:
    """Return somebody who may do everything in an organisation, which is made if there is none of that name.

    Raises:
        PersonRefused: no organisation was named, and there is not just one.
    """
    if organisation is not None:
        return operator_of(people.organisation_named(session, organisation, now=now))
    known = stored.organisations(session)
    if len(known) != 1:
        raise PersonRefused(error("which-organisation"))
    return operator_of(known[0][0])


def person_of(session: Session, *, email: str) -> tuple[Actor, Person]:
    """Return the person with an address, of any organisation, and somebody who may do everything there.

    Raises:
        PersonNotFound: nobody has that address.
    """
    person = stored.by_email(session, people.lookable(email))
    if person is None:
        raise PersonNotFound(error("no-such-person", email=email))
    return operator_of(person.organisation), person


def revoke_token(session: Session, *, prefix: str, now: datetime) -> Token:
    """End the token that begins so, of any organisation.

    Raises:
        TokenNotFound: none begins so, or several do.
    """
    found = kept_tokens.by_prefix(session, people.lookable(prefix))
    if len(found) != 1:
        raise TokenNotFound(error("token-not-found"))
    actor = operator_of(found[0].person.organisation)
    return tokens.revoke(session, actor, token=found[0].id, now=now)


def operator_of(organisation: OrganisationId) -> Actor:
    """Return somebody who may do everything in an organisation."""
    return Actor(person=_NOBODY, organisation=organisation, name="", role=Role.OWNER)


def known(session: Session, *, organisation: str | None) -> Actor:
    """Return somebody who may do everything in an organisation that is there, the only one unless named.

    Raises:
        PersonRefused: there is none of that name, or there is not just one.
    """
    found = [each for each, name in stored.organisations(session) if organisation in (None, name)]
    if len(found) != 1:
        raise PersonRefused(error("which-organisation"))
    return operator_of(found[0])
