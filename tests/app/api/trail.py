"""What the audit log tells of the requests of programs."""

from flask import Flask

from process_models.domain.people import Person
from process_models.storage import audit


def acts_of(app: Flask, person: Person) -> list[str]:
    """Return what somebody did beside making tokens, the newest first, each with what it was done to."""
    with app.extensions["eslabon"].database.reading() as session:
        found = audit.entries(session, person.organisation, limit=100)
    return [
        f"{each.action} {each.subject}" for each in found if each.actor == person.id and each.action != "token-made"
    ]
