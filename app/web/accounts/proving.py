"""What somebody changes about their own way in, proved by the current password first."""

from datetime import timedelta

from app.services.accounts import entrance, passwords, people, security
from app.services.accounts.entrance import WrongCode
from app.services.accounts.passwords import PasswordRefused
from app.services.accounts.second_factor import recovery_codes
from app.services.accounts.security import SecondFactor, SignInNotRecent
from app.web import clock, context
from app.web.accounts import keepers
from app.web.guard import visits
from process_models.domain.accounts import Credentials, SignIn
from process_models.domain.problems import error

RECENT_MINUTES = 10
"""For how long having come in proves who somebody is."""


def change_password(*, current: str, password: str, again: str) -> str:
    """Change one's password; return the new key of this browser.

    Raises:
        PasswordRefused: the new one cannot be used.
        WrongPassword: the current one is another.
    """
    with context.reading() as session:
        email = people.oneself(session, context.actor()).email
    found = passwords.problems(password, again, email=email)
    if found:
        raise PasswordRefused(*found)
    proved = _proved(current)
    new = keepers.passwords().hashed(password)
    with context.writing() as session:
        return security.change_password(
            session, context.actor(), proved=proved, password_hash=new, browser=visits.browser(), now=clock.now()
        )


def turn_on(*, current: str, secret: str, code: str) -> tuple[str, tuple[str, ...]]:
    """Turn one's second factor on; return the new key of this browser, and the recovery codes to show once.

    Raises:
        WrongCode: the app does not know the secret, or the telephone's clock is wrong.
        WrongPassword: the current one is another.
    """
    proved = _proved(current)
    counter = keepers.authenticator().counter(secret, code, last=None, now=clock.now())
    if counter is None:
        raise WrongCode(error("code-not-shown", "/code"))
    second = SecondFactor(secret=secret, counter=counter, recovery_codes=recovery_codes())
    with context.writing() as session:
        key = security.turn_on(
            session, context.actor(), proved=proved, second=second, browser=visits.browser(), now=clock.now()
        )
    return key, second.recovery_codes


def turn_off(*, current: str) -> str:
    """Turn one's second factor off; return the new key of this browser.

    Raises:
        WrongPassword: the current one is another.
    """
    proved = _proved(current)
    with context.writing() as session:
        return security.turn_off(session, context.actor(), proved=proved, browser=visits.browser(), now=clock.now())


def prove(*, current: str, code: str) -> None:
    """Make sure who asks for what cannot be undone: by the password, and by a code where one has a second factor.

    Whoever has no password, for a provider vouches for them, must have come in a few minutes ago.

    Raises:
        WrongPassword, WrongCode, SignInNotRecent: it is not certain.
        TooManyAttempts: of this person.
    """
    sign_in, now = visits.sign_in(), clock.now()
    if sign_in is None:
        raise context.NotSignedIn
    with context.writing() as session:
        kept = security.claimed(session, context.actor(), now=now)
    if kept.password_hash is None and now - sign_in.opened_at > timedelta(minutes=RECENT_MINUTES):
        raise SignInNotRecent(error("sign-in-not-recent", minutes=RECENT_MINUTES))
    if kept.password_hash is not None and not keepers.passwords().fits(
        current[: passwords.LONGEST], kept.password_hash
    ):
        raise security.wrong_password()
    if kept.totp_secret is not None:
        _prove_code(sign_in, kept.totp_secret, code)
    with context.writing() as session:
        security.passed(session, context.actor(), now=now)


def _prove_code(sign_in: SignIn, secret: str, code: str) -> None:
    now = clock.now()
    with context.writing() as session:
        kept = entrance.code_claimed(session, sign_in, now=now)
    counter = keepers.authenticator().counter(secret, code, last=kept.totp_counter, now=now)
    with context.writing() as session:
        if not entrance.is_proved(session, sign_in.person, code=code, counter=counter):
            raise WrongCode(error("code-wrong", "/code"))


def _proved(current: str) -> Credentials:
    with context.writing() as session:
        kept = security.claimed(session, context.actor(), now=clock.now())
    if not keepers.passwords().fits(current[: passwords.LONGEST], kept.password_hash):
        raise security.wrong_password()
    return kept
