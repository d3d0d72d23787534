"""The first start of a server: somebody to own it, something to look at, and a way in."""

from datetime import UTC, datetime

from app.services.accounts import links, people
from app.services.files import exchange
from app.services.keeping import maps
from app.wording import DEFAULT_LANGUAGE, Wording, wording
from process_models.domain.people import Person, Role
from process_models.storage import credentials, teams
from process_models.storage import people as stored
from process_models.storage.session import Session


def first_start(session: Session, *, language: str = DEFAULT_LANGUAGE, now: datetime | None = None) -> str | None:
    """Return the path of a link that lets the first owner in, None once an owner has come in.

    An empty database gets an organisation, an owner who chooses name, address and password by that link, and the
    example map. Each start makes a new link and takes the former ones back; of servers that start at once, the last.
    """
    if credentials.has_owner_come_in(session):
        return None
    moment = datetime.now(UTC) if now is None else now
    stored.alone(session)
    owner = next(iter(stored.owners(session)), None) or _founded(session, wording(language), moment)
    key = links.make(session, people.actor_of(owner), person=owner, now=moment)
    return links.path(key)


def _founded(session: Session, words: Wording, now: datetime) -> Person:
    organisation = stored.add_organisation(session, words.text("accounts.first.organisation"), now)
    name = words.text("accounts.first.owner")
    owner = stored.add(session, organisation, email=people.UNKNOWN_EMAIL, name=name, role=Role.OWNER, at=now)
    teams.join(session, teams.in_organisation(session, organisation)[0].id, owner, Role.OWNER)
    person = stored.by_id(session, owner)
    chain = exchange.read(exchange.example(), language=words.language).chain
    assert person is not None  # noqa: S101 - added above
    assert chain is not None  # noqa: S101 - a test sees to it that the example is sound
    maps.create(session, people.actor_of(person), chain=chain)
    return person
