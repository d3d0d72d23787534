"""Coming in and going out."""

from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from app.services.accounts import links, sessions
from app.services.accounts.entrance import Admission
from app.services.accounts.links import LinkNotFound
from app.services.accounts.people import UNKNOWN_EMAIL
from app.services.accounts.single_sign_on import require_password
from app.web import clock, context
from app.web.accounts import entering
from app.web.accounts.destinations import own_path
from app.web.accounts.pages import blueprint, form
from app.web.accounts.single_sign_on import admitted, sign_in_form
from app.web.guard import visits
from app.web.policies import Policy, policy
from process_models.domain.accounts import SignInLink
from process_models.domain.errors import EslabonError

Answer = tuple[str, int] | Response


@blueprint.get("/sign-in")
@policy(Policy.PUBLIC)
def sign_in() -> Answer:
    """Show the form; whoever is in already goes on."""
    wanted = own_path(request.args.get("next"))
    if context.visitor() is not None:
        return redirect(wanted or url_for("maps.index"), code=303)
    return sign_in_form(wanted=wanted)


@blueprint.post("/sign-in")
@policy(Policy.PUBLIC)
def enter() -> Answer:
    """Let in whoever knows the password."""
    email, wanted = request.form.get("email", ""), own_path(request.form.get("next"))
    try:
        admission = entering.by_password(email, request.form.get("password", ""))
    except EslabonError as reason:
        return sign_in_form(reason=reason, email=email, wanted=wanted)
    return admitted(admission, wanted)


@blueprint.get("/sign-in/code")
@policy(Policy.PUBLIC)
def code() -> Answer:
    """Ask for the code of whoever proved the password."""
    waiting = visits.sign_in()
    if waiting is None or not waiting.awaits_code:
        return context.see_other("accounts.sign_in")
    return form("accounts/code.html", wanted=own_path(request.args.get("next")))


@blueprint.post("/sign-in/code")
@policy(Policy.PUBLIC)
def enter_code() -> Answer:
    """Let in whoever has the code."""
    waiting, wanted = visits.sign_in(), own_path(request.form.get("next"))
    if waiting is None or not waiting.awaits_code:
        return context.see_other("accounts.sign_in", next=wanted)
    try:
        key = entering.by_code(waiting, request.form.get("code", ""))
    except EslabonError as reason:
        return form("accounts/code.html", reason=reason, wanted=wanted)
    return admitted(Admission(key=key, awaits_code=False), wanted)


@blueprint.get("/link/<key>")
@policy(Policy.PUBLIC)
def link(key: str) -> Answer:
    """Show whom a link lets in, and the form that spends it; looking changes nothing."""
    try:
        found = _link(key)
    except LinkNotFound as reason:
        return form("accounts/no_link.html", reason=reason)
    asked = _asked(found)
    return form("accounts/link.html", **asked, name="" if asked["asks_email"] else found.person.name, email="")


@blueprint.post("/link/<key>")
@policy(Policy.PUBLIC)
def use_link(key: str) -> Answer:
    """Let in whoever has a link."""
    try:
        found = _link(key)
    except LinkNotFound as reason:
        return form("accounts/no_link.html", reason=reason)
    given = {name: request.form.get(name, "") for name in ("name", "email")}
    try:
        return admitted(_by_link(key, found, **given), None)
    except EslabonError as reason:
        return form("accounts/link.html", reason=reason, **_asked(found), **given)


@blueprint.post("/sign-out")
@policy(Policy.SIGNED_IN)
def sign_out() -> Response:
    """Sign this browser out."""
    key = visits.browser().key
    with context.writing() as session:
        sessions.end(session, key=key or "")
    return _gone()


@blueprint.post("/sign-out/everywhere")
@policy(Policy.SIGNED_IN)
def sign_out_everywhere() -> Response:
    """Sign every browser of this person out."""
    with context.writing() as session:
        sessions.end_all(session, context.actor())
    return _gone()


def _link(key: str) -> SignInLink:
    with context.reading() as session:
        return links.looked_at(session, key=key, now=clock.now())


def _by_link(key: str, found: SignInLink, *, name: str, email: str) -> Admission:
    """Let in whoever has a link; the address of a person who has one stays."""
    password, again = (request.form.get(field, "") for field in ("password", "password_again"))
    require_password(found.person, context.application().config.provider)
    email = email if found.person.email == UNKNOWN_EMAIL else found.person.email
    return entering.by_link(key, name=name, email=email, password=password, again=again)


def _asked(found: SignInLink) -> dict[str, Any]:
    return {"person": found.person, "asks_email": found.person.email == UNKNOWN_EMAIL}


def _gone() -> Response:
    visits.forget()
    return context.see_other("accounts.sign_in")
