"""Tokens with which programs act for a person: made, shown once, found again, listed and revoked."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from app.services import auditing
from app.services.access import Actor, Forbidden, require
from app.services.accounts import keys, people
from app.services.accounts.people import PersonNotFound, name_problems, tidy
from app.services.keeping import idempotency
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import TokenId
from process_models.domain.people import Person, Role
from process_models.domain.problems import error
from process_models.domain.tokens import Scope, Token
from process_models.storage import tokens as kept
from process_models.storage.session import Session

BEGINNING = "eslabon_"
LONGEST_NAME = people.LONGEST_NAME
DAYS, MOST_DAYS = 90, 365
TOUCH = timedelta(minutes=5)
"""How exactly we know when a token was last used; asking with it writes no more often than that."""

_REMEMBERED = timedelta(days=30)
"""For how long the list tells of a token whose time is over."""
_MOST_EACH = 50
_LETTERS, _LENGTH = "abcdefghjkmnpqrstuvwxyz23456789", 8


class TokenNotFound(EslabonError):
    """There is no such token, or it is somebody else's; nobody is told which."""


class TokenRefused(EslabonError):
    """What was said of a token cannot be kept; with everything that is wrong."""


def make(  # noqa: PLR0913 - whose, what for, how much, how long, and the two that every making has
    session: Session,
    actor: Actor,
    *,
    name: str,
    scope: Scope,
    days: int,
    now: datetime,
    person: Person | None = None,
    key: str | None = None,
) -> tuple[Token, str | None]:
    """Return a new token of the actor's, or of a person's over whom the actor may decide, and what to show, once.

    With a `key`, the same request sent again makes no second token; then there is nothing to show any more.

    Raises:
        Forbidden: the actor is itself a token that may not make others.
        TokenRefused: with everything that is wrong.
        IdempotencyKeyReused: the key came with another request.
    """
    require_manage(actor)
    owner = _owner(session, actor, person)
    former = idempotency.claim(session, actor, key, "make-token", str(owner.id), name, scope, str(days))
    if former is not None:
        return of_id(session, actor, token=TokenId(int(former))), None
    _refuse(session, owner, name, days, now)
    kept.remove_old(session, expired_before=now - _REMEMBERED)
    shown = _new()
    token = _token(owner, tidy(name), scope, now=now, days=days, shown=shown)
    token = replace(token, id=kept.add(session, token, keys.digest(shown)))
    idempotency.settle(session, actor, key, str(token.id))
    auditing.record(session, actor, "token-made", f"person:{owner.id}", token=token.id, scope=scope, days=days)
    return token, shown


def found(session: Session, *, shown: str, now: datetime) -> Token | None:
    """Return the token that somebody shows, if anything is open to it."""
    if not shown.startswith(BEGINNING):
        return None
    token = kept.by_digest(session, keys.digest(shown))
    return token if token is not None and token.opens(now) else None


def actor_of(token: Token) -> Actor:
    """Return a token's person as somebody on whose behalf services work, no further than the token goes."""
    return replace(people.actor_of(token.person), ceiling=token.scope.ceiling)


def needs_touch(token: Token, *, now: datetime) -> bool:
    """Tell whether it is time to note that a token is in use."""
    return token.used_at is None or now - token.used_at >= TOUCH


def touch(session: Session, token: Token, *, now: datetime) -> None:
    """Note that a token is in use."""
    kept.touch(session, token.id, now)


def listed(session: Session, actor: Actor) -> tuple[Token, ...]:
    """Return the actor's tokens, the newest first."""
    require_manage(actor)
    return kept.of_person(session, actor.person)


def of_person(session: Session, actor: Actor, *, person: Person) -> tuple[Token, ...]:
    """Return the tokens of a person over whom the actor may decide, the newest first."""
    people.require_over(actor, person)
    return kept.of_person(session, person.id)


def of_everybody(session: Session, actor: Actor) -> tuple[Token, ...]:
    """Return the tokens of the whole organisation, for an owner, the newest first."""
    require(actor, Role.OWNER)
    return kept.in_organisation(session, actor.organisation)


def of_id(session: Session, actor: Actor, *, token: TokenId) -> Token:
    """Return a token of the actor's, or to an owner of anybody's in the organisation.

    Raises:
        TokenNotFound: there is none within reach.
    """
    require_manage(actor)
    known = kept.by_id(session, token)
    if known is None or not _is_within_reach(actor, known):
        raise TokenNotFound(error("token-not-found"))
    return known


def revoke(session: Session, actor: Actor, *, token: TokenId, now: datetime) -> Token:
    """End a token at once, one's own or, for an owner, anybody's.

    Raises:
        TokenNotFound: there is none within reach.
    """
    known = of_id(session, actor, token=token)
    if known.revoked_at is not None:
        return known
    kept.revoke(session, known.id, now)
    auditing.record(session, actor, "token-revoked", f"person:{known.person.id}", token=known.id)
    return replace(known, revoked_at=now)


def require_manage(actor: Actor) -> None:
    """Refuse a token that may not decide about tokens; a person who signed in may about their own.

    Raises:
        Forbidden: it is such a token.
    """
    if not actor.ceiling.allows(Scope.MANAGE.ceiling):
        raise Forbidden(error("needs-manage"))


def _owner(session: Session, actor: Actor, person: Person | None) -> Person:
    if person is None:
        return people.oneself(session, actor)
    people.require_over(actor, person)
    if person.is_disabled:
        raise PersonNotFound(error("person-disabled", email=person.email))
    return person


def _refuse(session: Session, owner: Person, name: str, days: int, now: datetime) -> None:
    problems = list(name_problems(name))
    if not 1 <= days <= MOST_DAYS:
        problems.append(error("token-days", "/days", most=MOST_DAYS))
    if sum(each.opens(now) for each in kept.of_person(session, owner.id)) >= _MOST_EACH:
        problems.append(error("too-many-tokens", most=_MOST_EACH))
    if problems:
        raise TokenRefused(*problems)


def _new() -> str:
    """Return a token: how it begins, some letters by which people know it again, and 256 bits."""
    known_by = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    return f"{BEGINNING}{known_by}_{keys.new()}"


def _token(owner: Person, name: str, scope: Scope, *, now: datetime, days: int, shown: str) -> Token:
    return Token(
        id=TokenId(0),
        person=owner,
        prefix=shown[: len(BEGINNING) + _LENGTH],
        name=name,
        scope=scope,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )


def _is_within_reach(actor: Actor, token: Token) -> bool:
    if token.person.id == actor.person:
        return True
    return actor.most.allows(Role.OWNER) and token.person.organisation == actor.organisation
