"""Programs that ask `/api/v1`: each with the token of one of the cast."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient

from app.services.accounts import tokens
from app.web.policies import Policy
from process_models.domain.people import Person, Role
from process_models.domain.tokens import Scope, Token
from tests.app.web.test_access import WANTED
from tests.cast import actor

API = "/api/v1"


def token_of(
    app: Flask, person: Person, scope: Scope = Scope.MANAGE, *, at: datetime | None = None, days: int = 1
) -> tuple[Token, str]:
    """Make a token of a person's, now or at another time, and return what it shows."""
    with app.extensions["eslabon"].database.writing() as session:
        made, shown = tokens.make(
            session, actor(person), name="Pruebas", scope=scope, days=days, now=at or datetime.now(UTC)
        )
    assert shown is not None
    return made, shown


def is_open(policy: Policy, role: Role, scope: Scope) -> bool:
    """Tell whether somebody's token opens what declares a policy; what owners decide, any token of theirs shows."""
    most = role if policy is Policy.OVERSEE else role.at_most(scope.ceiling)
    is_enough = scope.ceiling.allows(policy.ceiling)
    return is_enough and most.allows(WANTED[policy] or Role.VIEWER)


def expired(app: Flask, person: Person, scope: Scope = Scope.MANAGE) -> str:
    """Return a token whose day is over."""
    return token_of(app, person, scope, at=datetime.now(UTC) - timedelta(days=2))[1]


def revoked(app: Flask, person: Person, scope: Scope = Scope.MANAGE) -> str:
    """Return a token that was revoked."""
    made, shown = token_of(app, person, scope)
    with app.extensions["eslabon"].database.writing() as session:
        tokens.revoke(session, actor(person), token=made.id, now=datetime.now(UTC))
    return shown


def showing(app: Flask, shown: str | None) -> FlaskClient:
    """Return a program that shows a token, or none; it speaks Spanish."""
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "es"
    if shown is not None:
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {shown}"
    return client


def program_of(app: Flask, person: Person, scope: Scope = Scope.MANAGE) -> FlaskClient:
    """Return a program that works for a person."""
    return showing(app, token_of(app, person, scope)[1])
