"""What is kept about somebody: taken home by themselves, and erased, by themselves or by an owner."""

from flask import Response, request
from werkzeug.wrappers import Response as Answered

from app.services.accounts import people, privacy, security
from app.services.accounts.privacy import Mention
from app.services.running import upkeep
from app.web import clock, context
from app.web.accounts import proving
from app.web.accounts.pages import blueprint, form
from app.web.guard import visits
from app.web.maps.exporting import disposition
from app.web.policies import Policy, policy
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import PersonId
from process_models.domain.people import Person
from process_models.domain.problems import error

Answer = tuple[str, int] | Answered

MOST_SHOWN = 50
"""Places where a name stands that a page lists; how many there are it says."""


@blueprint.get("/account/data")
@policy(Policy.SIGNED_IN)
def own_data() -> Answer:
    """Say what is kept about oneself, and what one can do with it."""
    return form("accounts/own_data.html")


@blueprint.post("/account/data/file")
@policy(Policy.SIGNED_IN)
def take_data() -> Answer:
    """Give everything that is kept about oneself."""
    with context.writing() as session:
        own = people.oneself(session, context.actor())
        told = privacy.export(session, context.actor(), person=own)
    answer = Response(told, content_type="application/json")
    name = context.words().text("privacy.file", day=f"{clock.now().astimezone():%Y-%m-%d}")
    answer.headers["Content-Disposition"] = disposition(name, "json")
    return answer


@blueprint.get("/account/erase")
@policy(Policy.SIGNED_IN)
def before_erasing_oneself() -> Answer:
    """Ask whether one is to be erased, after saying what stays."""
    return _ask_oneself()


@blueprint.post("/account/erase")
@policy(Policy.SIGNED_IN)
def erase_oneself() -> Answer:
    """Erase oneself, once it is certain who asks."""
    try:
        _prove()
        with context.reading() as session:
            own = people.oneself(session, context.actor())
        _erase(own)
    except EslabonError as reason:
        return _ask_oneself(reason)
    visits.forget()
    context.notice("privacy.erased-oneself")
    return context.see_other("accounts.sign_in")


@blueprint.get("/people/<int(max=2147483647):person_id>/erase")
@policy(Policy.OWN)
def before_erasing(person_id: int) -> Answer:
    """Ask whether somebody without access is to be erased, after saying what stays."""
    return _ask(person_id)


@blueprint.post("/people/<int(max=2147483647):person_id>/erase")
@policy(Policy.OWN)
def erase_person(person_id: int) -> Answer:
    """Erase somebody without access, once it is certain who asks."""
    theirs = _of(person_id)
    try:
        _require_disabled(theirs)
        _prove()
        _erase(theirs)
    except EslabonError as reason:
        return _ask(person_id, reason)
    context.notice("privacy.done", number=theirs.id)
    return context.see_other("accounts.organisation")


def _prove() -> None:
    """Make sure who asks for what cannot be undone, and that they want it."""
    if "sure" not in request.form:
        raise privacy.EraseRefused(error("erase-not-sure", "/sure"))
    proving.prove(current=request.form.get("current", ""), code=request.form.get("code", ""))


def _require_disabled(person: Person) -> None:
    if not person.is_disabled:
        raise privacy.EraseRefused(error("erase-has-access", name=person.name))


def _erase(person: Person) -> None:
    application = context.application()
    upkeep.erase(application.database, person, context.actor(), application.config.data)


def _of(person_id: int) -> Person:
    with context.reading() as session:
        return people.of_organisation(session, context.actor(), person=PersonId(person_id))


def _ask_oneself(reason: EslabonError | None = None) -> Answer:
    with context.reading() as session:
        own = people.oneself(session, context.actor())
        mentions = privacy.mentions(session, context.actor(), person=own)
    return _asked(own, mentions, reason, is_own=True)


def _ask(person_id: int, reason: EslabonError | None = None) -> Answer:
    theirs = _of(person_id)
    with context.reading() as session:
        mentions = privacy.mentions(session, context.actor(), person=theirs)
    return _asked(theirs, mentions, reason, is_own=False)


def _asked(person: Person, mentions: tuple[Mention, ...], reason: EslabonError | None, *, is_own: bool) -> Answer:
    with context.reading() as session:
        has_password, has_second = security.ways_in(session, context.actor())
    return form(
        "accounts/erase.html",
        reason=reason,
        person=person,
        is_own=is_own,
        mentions=mentions[:MOST_SHOWN],
        more=max(0, len(mentions) - MOST_SHOWN),
        has_password=has_password,
        has_second=has_second,
        minutes=proving.RECENT_MINUTES,
    )
