"""Coming in by the provider of single sign-on: leaving for it, and coming back from it."""

import secrets
from typing import Any

from flask import abort, redirect, request, session, url_for
from werkzeug.wrappers import Response

from app.services.accounts import attempts, single_sign_on
from app.services.accounts.attempts import Tried
from app.services.accounts.entrance import Admission
from app.services.accounts.provider import Attempt, IdentityRefused, Provider, SignOnCancelled, SignOnTooOld
from app.services.teams import invitations
from app.web import clock, context
from app.web.accounts import keepers
from app.web.accounts.destinations import own_path
from app.web.accounts.pages import blueprint, form
from app.web.guard import forgery, visits
from app.web.policies import Policy, policy
from process_models.domain.errors import EslabonError
from process_models.domain.problems import error

Answer = tuple[str, int] | Response

_KEPT = "provider"
_CANCELLED = "access_denied"
"""What a provider says of somebody who did not want to go on."""
_LASTS = 600
"""Seconds for which a browser may be away."""


@blueprint.get("/sign-in/provider")
@policy(Policy.PUBLIC)
def leave_for_provider() -> Answer:
    """Send a browser to the provider; what proves that it is the same one coming back stays in its visit."""
    provider, wanted, attempt = _provider(), own_path(request.args.get("next")), Attempt.new()
    if wanted is not None and invitations.key_in(wanted) is not None and not forgery.is_from_own_page():
        return redirect(wanted, code=303)  # nobody is led into a team from elsewhere without having read of it
    try:
        there = provider.address(attempt, _back())
    except EslabonError as reason:
        return sign_in_form(reason=reason, wanted=wanted)
    kept = {"state": attempt.state, "nonce": attempt.nonce, "verifier": attempt.verifier}
    session[_KEPT] = {**kept, "at": clock.now().timestamp(), "next": wanted}
    return redirect(there, code=303)


@blueprint.get("/sign-in/provider/back")
@policy(Policy.PUBLIC)
def back_from_provider() -> Answer:
    """Let in whoever the provider vouches for."""
    provider, kept = _provider(), session.pop(_KEPT, {})
    wanted = own_path(kept.get("next"))
    try:
        admission, is_welcomed = _proved(provider, kept, invitations.key_in(wanted))
    except EslabonError as reason:
        return sign_in_form(reason=reason, wanted=wanted)
    return admitted(admission, None if is_welcomed else wanted)


@blueprint.post("/account/identity/unlink")
@policy(Policy.SIGNED_IN)
def unlink_identity() -> Answer:
    """Let the provider vouch for oneself no longer."""
    with context.writing() as writing:
        single_sign_on.unlink(writing, context.actor(), settings=context.application().config.provider)
    context.notice("sso.unlinked")
    return context.see_other("accounts.account")


def sign_in_form(*, reason: EslabonError | None = None, email: str = "", wanted: str | None = None) -> Answer:
    """Answer with the form of the sign-in, and the way by the provider if there is one."""
    provider = keepers.provider()
    settings = None if provider is None else provider.settings
    return form("accounts/sign_in.html", reason=reason, email=email, wanted=wanted, provider=settings)


def admitted(admission: Admission, wanted: str | None) -> Response:
    """Give the browser its key and lead it on, to the code that is still to come or to where it wanted to go."""
    visits.remember(admission.key)
    if admission.awaits_code:
        return context.see_other("accounts.code", next=wanted)
    return redirect(wanted or url_for("maps.index"), code=303)


def _provider() -> Provider:
    provider = keepers.provider()
    if provider is None:
        abort(404)
    return provider


def _proved(provider: Provider, kept: dict[str, Any], invitation: str | None) -> tuple[Admission, bool]:
    """Ask the provider between two short transactions: nobody waits for it with the database in hand.

    Returns also whether an invitation made the account, and is so accepted.
    """
    attempt, code = _attempt(kept), _code()
    with context.writing() as writing:
        attempts.count(writing, Tried.ADDRESS, attempts.network(request.remote_addr or ""), now=clock.now())
    proved = provider.proved(attempt, code, _back())
    now, told = clock.now(), provider.settings
    with context.writing() as writing:
        is_welcomed = invitation is not None and invitations.welcome(writing, proved, key=invitation, now=now)
        admission = single_sign_on.admit(writing, proved, settings=told, browser=visits.browser(), now=now)
    return admission, is_welcomed


def _attempt(kept: dict[str, Any]) -> Attempt:
    """Return what the browser left with, if it is the one that comes back, and in time."""
    state = request.args.get("state", "")
    if not kept or not secrets.compare_digest(state.encode(), kept["state"].encode()):
        raise IdentityRefused(error("sso-refused"))
    if not 0 <= clock.now().timestamp() - kept["at"] < _LASTS:
        raise SignOnTooOld(error("sso-too-old", minutes=_LASTS // 60))
    return Attempt(state=state, nonce=kept["nonce"], verifier=kept["verifier"])


def _code() -> str:
    """Return the code with which the provider sent the browser back."""
    if request.args.get("error") == _CANCELLED:
        raise SignOnCancelled(error("sso-cancelled"))
    code = request.args.get("code", "")
    if not code:
        raise IdentityRefused(error("sso-refused"))
    return code


def _back() -> str:
    return (context.application().config.base_url or request.host_url.rstrip("/")) + url_for(
        "accounts.back_from_provider"
    )
