"""The people of the organisation, for whoever looks after its accounts."""

from flask import request
from werkzeug.wrappers import Response

from app.services.accounts import links, people
from app.web import clock, context
from app.web.accounts.pages import blueprint, form
from app.web.policies import Policy, policy
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import PersonId
from process_models.domain.people import Person, Role

Answer = tuple[str, int] | Response

_NEW = {"email": "", "name": "", "role": Role.VIEWER.value}


@blueprint.get("/people")
@policy(Policy.OWN)
def organisation() -> Answer:
    """Show who has an account."""
    return _people()


@blueprint.post("/people")
@policy(Policy.OWN)
def add() -> Answer:
    """Give somebody an account and show the link that lets them in."""
    given = {name: request.form.get(name, default) for name, default in _NEW.items()}
    try:
        with context.writing() as session:
            person = people.add(
                session,
                context.actor(),
                email=given["email"],
                name=given["name"],
                role=_role(given["role"]),
                now=clock.now(),
            )
            key = links.make(session, context.actor(), person=person, now=clock.now())
    except EslabonError as reason:
        return _people(reason=reason, given=given)
    return _link(person, key)


@blueprint.post("/people/<int:person_id>/link")
@policy(Policy.OWN)
def make_link(person_id: int) -> Answer:
    """Show a new link for somebody; former ones end."""
    with context.writing() as session:
        person = people.of_organisation(session, context.actor(), person=PersonId(person_id))
        resets = "resets_code" in request.form
        key = links.make(session, context.actor(), person=person, now=clock.now(), resets_code=resets)
    return _link(person, key)


@blueprint.post("/people/<int:person_id>/role")
@policy(Policy.OWN)
def change_role(person_id: int) -> Answer:
    """Let somebody do more or less."""
    role, base_version = _role(request.form.get("role", "")), request.form.get("base_version", 0, type=int)
    try:
        with context.writing() as session:
            person = people.of_organisation(session, context.actor(), person=PersonId(person_id))
            people.change_role(session, context.actor(), person=person, role=role, base_version=base_version)
    except people.PersonRefused as reason:
        return _people(reason=reason)
    return _done("accounts.people.role-changed", person)


@blueprint.post("/people/<int:person_id>/disable")
@policy(Policy.OWN)
def disable(person_id: int) -> Answer:
    """Take somebody's account away."""
    try:
        with context.writing() as session:
            person = people.of_organisation(session, context.actor(), person=PersonId(person_id))
            people.disable(session, context.actor(), person=person, now=clock.now())
    except people.PersonRefused as reason:
        return _people(reason=reason)
    return _done("accounts.people.disabled", person)


@blueprint.post("/people/<int:person_id>/enable")
@policy(Policy.OWN)
def enable(person_id: int) -> Answer:
    """Give somebody the account back, with a new link."""
    with context.writing() as session:
        former = people.of_organisation(session, context.actor(), person=PersonId(person_id))
        person = people.enable(session, context.actor(), person=former)
        key = links.make(session, context.actor(), person=person, now=clock.now())
    return _link(person, key)


def _people(*, reason: EslabonError | None = None, given: dict[str, str] | None = None) -> Answer:
    with context.reading() as session:
        everybody = people.listed(session, context.actor())
    return form("accounts/people.html", reason=reason, everybody=everybody, given=given or _NEW, roles=tuple(Role))


def _link(person: Person, key: str) -> Answer:
    address = (context.application().config.base_url or request.host_url.rstrip("/")) + links.path(key)
    return form("accounts/link_made.html", person=person, address=address, days=links.DAYS)


def _role(word: str) -> Role:
    return Role(word) if word in set(Role) else Role.VIEWER


def _done(code: str, person: Person) -> Response:
    context.notice(code, name=person.name)
    return context.see_other("accounts.organisation")
