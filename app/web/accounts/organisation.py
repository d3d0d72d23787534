"""The people of the organisation, for whoever looks after its accounts."""

from flask import abort, request
from werkzeug.wrappers import Response

from app.services import mailing
from app.services.accounts import links, people
from app.services.teams import leaving, teams
from app.web import asking, clock, context
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
        return _link(*_added(given["email"], given["name"], _role(given["role"])))
    except EslabonError as reason:
        return _people(reason=reason, given=given)


@blueprint.get("/people/<int(max=2147483647):person_id>")
@policy(Policy.OWN)
def person(person_id: int) -> Answer:
    """Show what may be done with somebody's account."""
    return _one(person_id)


@blueprint.post("/people/<int(max=2147483647):person_id>/link")
@policy(Policy.OWN)
def make_link(person_id: int) -> Answer:
    """Show a new link for somebody; former ones end."""
    with context.writing() as session:
        theirs = people.of_organisation(session, context.actor(), person=PersonId(person_id))
        resets = "resets_code" in request.form
        key = links.make(session, context.actor(), person=theirs, now=clock.now(), resets_code=resets)
    return _link(theirs, key)


@blueprint.post("/people/<int(max=2147483647):person_id>/role")
@policy(Policy.OWN)
def change_role(person_id: int) -> Answer:
    """Let somebody do more or less."""
    role, base_version = request.form.get("role", ""), request.form.get("base_version", 0, type=int)
    try:
        with context.writing() as session:
            theirs = people.of_organisation(session, context.actor(), person=PersonId(person_id))
            people.change_role(session, context.actor(), person=theirs, role=_role(role), base_version=base_version)
    except people.PersonRefused as reason:
        return _one(person_id, reason)
    return _done("accounts.people.role-changed", theirs)


@blueprint.post("/people/<int(max=2147483647):person_id>/disable")
@policy(Policy.OWN)
def disable(person_id: int) -> Answer:
    """Take somebody's account away."""
    try:
        with context.writing() as session:
            theirs = people.of_organisation(session, context.actor(), person=PersonId(person_id))
            people.disable(session, context.actor(), person=theirs, now=clock.now())
    except people.PersonRefused as reason:
        return _one(person_id, reason)
    return _done("accounts.people.disabled", theirs)


@blueprint.post("/people/<int(max=2147483647):person_id>/enable")
@policy(Policy.OWN)
def enable(person_id: int) -> Answer:
    """Give somebody the account back, with a new link."""
    with context.writing() as session:
        former = people.of_organisation(session, context.actor(), person=PersonId(person_id))
        theirs = people.enable(session, context.actor(), person=former)
        key = links.make(session, context.actor(), person=theirs, now=clock.now())
    return _link(theirs, key)


@blueprint.post("/people/<int(max=2147483647):person_id>/hand-over")
@policy(Policy.OWN)
def hand_over(person_id: int) -> Answer:
    """Make somebody else the owner of the organisation and step down."""
    heir, base_version = PersonId(person_id), request.form.get("base_version", 0, type=int)
    try:
        with context.writing() as session:
            theirs = leaving.hand_over(session, context.actor(), heir=heir, base_version=base_version)
    except people.PersonRefused as reason:
        return _one(person_id, reason)
    context.notice("teams.ownership-handed-over", name=theirs.name)
    return context.see_other("accounts.account")


def _added(email: str, name: str, role: Role) -> tuple[Person, str]:
    with context.writing() as session:
        new = people.add(session, context.actor(), email=email, name=name, role=role, now=clock.now(), key=asking.key())
        return new, links.make(session, context.actor(), person=new, now=clock.now())


def _people(*, reason: EslabonError | None = None, given: dict[str, str] | None = None) -> Answer:
    with context.reading() as session:
        everybody = people.listed(session, context.actor())
    return form(
        "accounts/people.html",
        reason=reason,
        everybody=everybody,
        given=given or _NEW,
        roles=_roles(),
        key=asking.new_key(),
    )


def _one(person_id: int, reason: EslabonError | None = None) -> Answer:
    with context.reading() as session:
        theirs = people.of_organisation(session, context.actor(), person=PersonId(person_id))
        own = people.oneself(session, context.actor())
        in_teams = teams.of_person(session, context.actor(), person=theirs)
    return form("accounts/person.html", reason=reason, person=theirs, roles=_roles(), own=own, in_teams=in_teams)


def _roles() -> tuple[tuple[Role, str], ...]:
    return tuple((role, context.words().text(f"accounts.role.{role}")) for role in Role)


def _link(theirs: Person, key: str) -> Answer:
    address = (context.application().config.base_url or request.host_url.rstrip("/")) + links.path(key)
    config, failed = context.application().config, EslabonError()
    if config.smtp is not None and theirs.email != people.UNKNOWN_EMAIL:
        mail = mailing.sign_in_link(context.words(), theirs, link=address, days=links.DAYS)
        try:
            mailing.send(config.smtp, mail)
        except mailing.MailNotSent as reason:
            failed = reason
        else:
            return _done("teams.link-mailed", theirs)
    return form("accounts/link_made.html", person=theirs, address=address, days=links.DAYS, failed=failed.problems)


def _role(word: str) -> Role:
    if word not in set(Role):
        abort(400)
    return Role(word)


def _done(code: str, theirs: Person) -> Response:
    context.notice(code, name=theirs.name)
    return context.see_other("accounts.organisation")
