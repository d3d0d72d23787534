"""What requests about a map say, whatever their page: which map, on which revision, by which key; and who may edit."""

import secrets

from flask import request
from werkzeug.exceptions import BadRequest

from app.services.files import takings
from app.services.keeping import maps
from app.web import context
from process_models.domain.identifiers import MapId
from process_models.domain.maps import ValueChainMap
from process_models.domain.people import Role

LONGEST_KEY = 128


def opened(map_id: str, revision: int | None = None) -> ValueChainMap:
    """Return a map as it is now, or as it was at a revision."""
    with context.reading() as session:
        if revision is None:
            return maps.opened(session, context.actor(), map_id=MapId(map_id))
        return maps.at_revision(session, context.actor(), map_id=MapId(map_id), revision=revision)


def note_taken(opened: ValueChainMap, form: str) -> None:
    """Note that whoever asks takes a map home as a file; whoever asks for the head of the answer alone does not."""
    if request.method == "GET":
        with context.writing() as session:
            takings.note(session, context.actor(), map_id=opened.id, form=form, revision=opened.revision)


def base_revision() -> int:
    """Return the revision on which a form was filled in; a form of ours says it.

    Raises:
        BadRequest: it does not say.
    """
    text = request.form.get("base_revision", "")
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        raise BadRequest
    return int(text)


def base_version() -> int:
    """Return the version on which a form was filled in; a form of ours says it.

    Raises:
        BadRequest: it does not say.
    """
    return whole("base_version")


def whole(name: str) -> int:
    """Return a number that a form of ours says.

    Raises:
        BadRequest: it does not say it.
    """
    text = request.form.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadRequest
    return int(text)


def role() -> Role:
    """Return the role that a form of ours says.

    Raises:
        BadRequest: it says none that there is.
    """
    word = request.form.get("role", "")
    if word not in set(Role):
        raise BadRequest
    return Role(word)


def key() -> str | None:
    """Return the key by which a form that is sent twice is known."""
    return request.form.get("key", "")[:LONGEST_KEY] or None


def new_key() -> str:
    """Return a key for a form that is to be filled in."""
    return secrets.token_urlsafe(16)


def can_edit() -> bool:
    """Tell whether whoever asks may change the map of the request; where it is of none, whether they may change any."""
    return may(Role.EDITOR)


def owns() -> bool:
    """Tell whether whoever asks owns the map of the request."""
    return may(Role.OWNER)


def may(role: Role) -> bool:
    """Tell whether whoever asks may do as much with the map of the request, or at all where it is of none."""
    return (context.role_on_map() or context.actor().most).allows(role)
