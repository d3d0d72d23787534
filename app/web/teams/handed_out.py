"""What is reached by a link that somebody handed out: an invitation, and a map to look at without an account.

Nothing here asks who somebody is before the key was looked up; no answer tells its address to anybody.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from flask import Blueprint, Response, abort, make_response, request

from app.services.accounts import attempts, passwords, people, single_sign_on
from app.services.accounts.entrance import Newcomer
from app.services.accounts.people import PersonRefused
from app.services.showing import analysis, diagrams, overview
from app.services.showing.analysis import NoFigures
from app.services.showing.diagrams import DrawingFailed
from app.services.showing.memory import NotYet
from app.services.teams import invitations, share_links
from app.services.teams.invitations import InvitationNotFound, Invited
from app.services.teams.share_links import ShareLinkNotFound
from app.web import clock, context, drawings
from app.web.accounts import keepers
from app.web.guard import visits
from app.web.guard.headers import NO_REFERRER
from app.web.policies import Policy, policy
from app.web.teams.pages import Answer, shown
from process_models.domain.errors import EslabonError
from process_models.domain.maps import ValueChainMap

Found = TypeVar("Found")

PATIENCE = 3.0
"""Seconds that a shared map's page waits for its drawing, and for its figures; it then asks to be loaded again."""

_TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}

handed_out = Blueprint("handed_out", __name__)


@handed_out.after_request
def tell_nobody(answer: Response) -> Response:
    """Let no browser tell the address of a map, and no search engine keep any.

    An invitation has a form: without a referrer its browser would not say either that it comes from here.
    """
    if request.endpoint in {"handed_out.shared", "handed_out.drawing"}:
        answer.headers["Referrer-Policy"] = NO_REFERRER
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


@handed_out.get("/invitations/<key>")
@policy(Policy.PUBLIC)
def invitation(key: str) -> Answer:
    """Show who invites whom to what; looking changes nothing."""
    try:
        return _invited(_looked_at(key))
    except InvitationNotFound as reason:
        return shown("teams/no_invitation.html", reason)


@handed_out.post("/invitations/<key>")
@policy(Policy.PUBLIC)
def accept(key: str) -> Answer:
    """Let whoever was invited into the team."""
    try:
        found = _looked_at(key)
    except InvitationNotFound as reason:
        return shown("teams/no_invitation.html", reason)
    try:
        return _joined(key) if found.has_account else _entered(key, found)
    except InvitationNotFound as reason:
        return shown("teams/no_invitation.html", reason)
    except EslabonError as reason:
        return _invited(found, reason)


@handed_out.get("/shared/<key>")
@policy(Policy.PUBLIC)
def shared(key: str) -> Answer:
    """Show a map to whoever has its link."""
    try:
        known = _shared(key)
    except ShareLinkNotFound as reason:
        return shown("teams/no_shared.html", reason)
    figures = analysis.figures(known, within=PATIENCE)
    found = None if isinstance(figures, NoFigures) else figures
    values = {"figures": found, "drawing": _drawing(known), "handoffs": overview.handoffs(known.chain)}
    is_pending = values["drawing"] is None or (isinstance(figures, NoFigures) and figures.is_pending)
    return shown("teams/shared.html", None, opened=known, link_key=key, is_pending=is_pending, **values)


@handed_out.get("/shared/<key>/drawing.<form>")
@policy(Policy.PUBLIC)
def drawing(key: str, form: str) -> Answer:
    """Give the drawing of a shared map as a file."""
    if form not in _TYPES:
        abort(404)
    try:
        known = _shared(key)
    except ShareLinkNotFound as reason:
        return shown("teams/no_shared.html", reason)
    answer = make_response(diagrams.map_file(known, form, language=context.language()).content)
    answer.content_type = _TYPES[form]
    answer.headers["Content-Disposition"] = f'attachment; filename="mapa.{form}"'
    return answer


def _looked_at(key: str) -> Invited:
    return _found(partial(invitations.looked_at, key=key))


def _shared(key: str) -> ValueChainMap:
    return _found(partial(share_links.opened, key=key))


def _found(opened: Callable[..., Found]) -> Found:
    """Return what a key opens; one that opens nothing is counted, so that nobody tries many."""
    try:
        with context.reading() as session:
            return opened(session, now=clock.now())
    except (InvitationNotFound, ShareLinkNotFound):
        with context.writing() as session:
            attempts.missed_key(session, address=request.remote_addr or "", now=clock.now())
        raise


def _invited(found: Invited, reason: EslabonError | None = None) -> Answer:
    return shown(
        "teams/invitation.html",
        reason,
        invited=found,
        typed={"name": request.form.get("name", "")},
        own=_own_address() if found.has_account else None,
        provider=None if (provider := keepers.provider()) is None else provider.settings,
    )


def _own_address() -> str | None:
    """Return the address of whoever is signed in."""
    if context.visitor() is None:
        return None
    with context.reading() as session:
        return people.oneself(session, context.actor()).email


def _joined(key: str) -> Answer:
    with context.writing() as session:
        team = invitations.accept(session, context.actor(), key=key, now=clock.now())
    context.notice("teams.joined")
    return context.see_other("teams.show", team_id=team)


def _entered(key: str, found: Invited) -> Answer:
    provider = keepers.provider()
    single_sign_on.require_new_password(None if provider is None else provider.settings)
    name, password, again = (request.form.get(field, "") for field in ("name", "password", "password_again"))
    email = found.invitation.email
    wrong = (*people.name_problems(name), *passwords.problems(password, again, email=email))
    if wrong:
        raise PersonRefused(*wrong)
    newcomer = Newcomer(name=name, email=email, password_hash=keepers.passwords().hashed(password))
    with context.writing() as session:
        new = invitations.enter(session, key=key, newcomer=newcomer, browser=visits.browser(), now=clock.now())
    visits.remember(new)
    return context.see_other("maps.index")


def _drawing(known: ValueChainMap) -> object:
    try:
        drawn = diagrams.map_svg(known, language=context.language(), within=PATIENCE)
    except (NotYet, DrawingFailed):
        return None
    return drawings.inline(drawn.content, page="")
