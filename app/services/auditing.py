"""What is done in an organisation leaves an entry, in the transaction that does it."""

from functools import partial

from app.services.access import Actor
from process_models.storage import audit, maps
from process_models.storage.session import Session

WORDS = "audit.action."
"""What the code of an action's words begins with."""


def record(session: Session, actor: Actor, action: str, subject: str = "", **details: str | int) -> None:
    """Tell that an actor did something; the words of `action` are those of the catalogues, `audit.action.…`.

    `subject` is what it was done to, as `map:ID`, `team:3`, `person:12`; `details` hold numbers and words of closed
    lists. Neither says anything personal: entries outlive the people in them. They are
    written when the transaction ends, for whoever else adds an entry waits from there on.
    """
    told = {name: str(value) for name, value in details.items()}
    entry = partial(
        audit.add,
        session,
        actor.organisation,
        at=maps.now(),
        actor=actor.person,
        action=action,
        subject=subject,
        details=told,
    )
    session.info["last"].append(entry)
