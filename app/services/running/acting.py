"""On whose behalf somebody works who has the machine itself: the command line."""

from app.services.access import Actor
from app.services.accounts.people import PersonNotFound, actor_of
from process_models.domain.problems import error
from process_models.storage import people
from process_models.storage.session import Session


def acting(session: Session, *, email: str | None = None) -> Actor:
    """Return the person with an address, or the first owner, as somebody on whose behalf services work.

    Raises:
        PersonNotFound: nobody with access has that address; or there is no owner yet.
    """
    if email is None:
        owner = next(iter(people.owners(session)), None)
        if owner is None:
            raise PersonNotFound(error("nobody-owns"))
        return actor_of(owner)
    person = people.by_email(session, email)
    if person is None or person.is_disabled:
        raise PersonNotFound(error("person-not-found", email=email))
    return actor_of(person)
