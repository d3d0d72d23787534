"""One's own account: name, language, password, second factor, and where one is signed in."""

from flask import request, session
from werkzeug.wrappers import Response

from app.services.accounts import people, second_factor, security, sessions, single_sign_on
from app.services.teams import leaving
from app.web import asking, clock, context
from app.web.accounts import keepers, proving
from app.web.accounts.agents import browser_name
from app.web.accounts.pages import blueprint, form
from app.web.guard import visits
from app.web.policies import Policy, policy
from app.wording import LANGUAGES
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import SignInId

Answer = tuple[str, int] | Response

_SECRET = "second_factor"  # noqa: S105 - where a visit keeps the secret that is being set up


@blueprint.get("/account")
@policy(Policy.SIGNED_IN)
def account() -> Answer:
    """Show one's account."""
    return _account()


@blueprint.post("/account")
@policy(Policy.SIGNED_IN)
def describe() -> Answer:
    """Change one's name and language."""
    given = {name: request.form.get(name, "") for name in ("name", "language", "base_version")}
    try:
        _described(given["name"], given["language"] or None)
    except EslabonError as reason:
        return _account(reason=reason, given=given)
    visits.look_again()
    context.notice("accounts.described")
    return context.see_other("accounts.account")


@blueprint.get("/account/password")
@policy(Policy.SIGNED_IN)
def password() -> Answer:
    """Ask for a new password."""
    return form("accounts/password.html")


@blueprint.post("/account/password")
@policy(Policy.SIGNED_IN)
def change_password() -> Answer:
    """Change one's password."""
    current, new, again = (request.form.get(name, "") for name in ("current", "password", "password_again"))
    try:
        key = proving.change_password(current=current, password=new, again=again)
    except EslabonError as reason:
        return form("accounts/password.html", reason=reason)
    visits.remember(key)
    context.notice("accounts.password-changed")
    return context.see_other("accounts.account")


@blueprint.get("/account/second-factor")
@policy(Policy.SIGNED_IN)
def set_up() -> Answer:
    """Show the QR code of a new second factor; it is kept in this browser's visit until a code proves it."""
    return _set_up()


@blueprint.post("/account/second-factor")
@policy(Policy.SIGNED_IN)
def turn_on() -> Answer:
    """Turn one's second factor on and show the recovery codes, once."""
    if _SECRET not in session:
        return context.see_other("accounts.set_up")
    try:
        key, codes = proving.turn_on(
            current=request.form.get("current", ""), secret=session[_SECRET], code=request.form.get("code", "")
        )
    except EslabonError as reason:
        return _set_up(reason)
    visits.remember(key)
    return form("accounts/recovery_codes.html", codes=codes)


@blueprint.post("/account/second-factor/off")
@policy(Policy.SIGNED_IN)
def turn_off() -> Answer:
    """Turn one's second factor off."""
    try:
        key = proving.turn_off(current=request.form.get("current", ""))
    except EslabonError as reason:
        return _set_up(reason)
    visits.remember(key)
    context.notice("accounts.second-factor-off")
    return context.see_other("accounts.account")


@blueprint.post("/account/sign-ins/<int(max=2147483647):sign_in>/end")
@policy(Policy.SIGNED_IN)
def end(sign_in: int) -> Answer:
    """Sign one of one's browsers out."""
    with context.writing() as writing:
        sessions.end_one(writing, context.actor(), sign_in=SignInId(sign_in))
    context.notice("accounts.ended")
    return context.see_other("accounts.account")


@blueprint.post("/account/leave")
@policy(Policy.SIGNED_IN)
def leave() -> Answer:
    """Leave the organisation oneself."""
    base_version = asking.base_version()
    try:
        with context.writing() as writing:
            leaving.leave(writing, context.actor(), base_version=base_version, now=clock.now())
    except EslabonError as reason:
        return _account(reason=reason)
    visits.forget()
    context.notice("teams.left-organisation")
    return context.see_other("accounts.sign_in")


def _described(name: str, language: str | None) -> None:
    base_version = request.form.get("base_version", 0, type=int)
    with context.writing() as writing:
        people.describe_oneself(writing, context.actor(), name=name, language=language, base_version=base_version)


def _account(*, reason: EslabonError | None = None, given: dict[str, str] | None = None) -> Answer:
    present = visits.sign_in()
    with context.reading() as reading:
        person = people.oneself(reading, context.actor())
        open_now = sessions.listed(reading, context.actor(), now=clock.now())
        has_second, left = security.second_factor(reading, context.actor())
        issuers = single_sign_on.issuers(reading, context.actor())
    shown = {"name": person.name, "language": person.language or "", "base_version": str(person.version)}
    return form(
        "accounts/account.html",
        reason=reason,
        person=person,
        given={**shown, **(given or {}), "base_version": str(person.version)},
        languages=LANGUAGES,
        open_now=tuple((each, browser_name(each.agent)) for each in open_now),
        present=None if present is None else present.id,
        has_second=has_second,
        codes_left=left,
        issuers=issuers,
    )


def _set_up(reason: EslabonError | None = None) -> Answer:
    with context.reading() as reading:
        email = people.oneself(reading, context.actor()).email
        has_second, left = security.second_factor(reading, context.actor())
    if has_second:
        return form("accounts/second_factor_on.html", reason=reason, codes_left=left)
    reader, secret = keepers.authenticator(), session.setdefault(_SECRET, keepers.authenticator().new())
    return form(
        "accounts/second_factor.html",
        reason=reason,
        picture=second_factor.picture(reader.address(secret, email)),
        typed=reader.typed(secret),
    )
