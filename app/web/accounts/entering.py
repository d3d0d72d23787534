"""The ways in, each two short transactions with the slow work between them."""

from flask import request

from app.services.accounts import entrance, passwords, people
from app.services.accounts.entrance import Admission, Newcomer, WrongSignIn
from app.services.accounts.people import PersonRefused
from app.services.accounts.single_sign_on import require_password
from app.web import clock, context
from app.web.accounts import keepers
from app.web.guard import visits
from process_models.domain.accounts import SignIn
from process_models.domain.problems import error


def by_password(email: str, password: str) -> Admission:
    """Let in whoever knows an account's password.

    Raises:
        WrongSignIn: there is no such account, or it has another password; the work is the same.
        TooManyAttempts: of this account, or from this address.
    """
    with context.writing() as session:
        claim = entrance.claimed(session, email=email, address=request.remote_addr or "", now=clock.now())
    if not keepers.passwords().fits(password[: passwords.LONGEST], claim.password_hash):
        with context.writing() as session:
            entrance.failed(session, claim.person)
        raise WrongSignIn(error("sign-in-wrong"))
    require_password(claim.person, context.application().config.provider)
    with context.writing() as session:
        return entrance.admit(session, claim, browser=visits.browser(), now=clock.now())


def by_code(sign_in: SignIn, code: str) -> str:
    """Finish a sign-in with a code of the authenticator app, or a recovery code; return the new key.

    Raises:
        WrongCode: it is neither.
        TooManyAttempts: of this person.
    """
    now = clock.now()
    with context.writing() as session:
        kept = entrance.code_claimed(session, sign_in, now=now)
    counter = None
    if kept.totp_secret is not None:
        counter = keepers.authenticator().counter(kept.totp_secret, code, last=kept.totp_counter, now=now)
    try:
        with context.writing() as session:
            return entrance.admit_code(session, sign_in, code=code, counter=counter, browser=visits.browser(), now=now)
    except entrance.WrongCode:
        with context.writing() as session:
            entrance.failed(session, sign_in.person)
        raise


def by_link(key: str, *, name: str, email: str, password: str, again: str) -> Admission:
    """Let in whoever has a link, with the name and password chosen.

    Raises:
        PersonRefused: with everything that is wrong; the link stays good.
        LinkNotFound: it lets nobody in.
    """
    found = (*people.problems(email=email, name=name), *passwords.problems(password, again, email=email))
    if found:
        raise PersonRefused(*found)
    newcomer = Newcomer(name=name, email=email, password_hash=keepers.passwords().hashed(password))
    with context.writing() as session:
        return entrance.enter_by_link(session, key=key, newcomer=newcomer, browser=visits.browser(), now=clock.now())
