"""Tokens: shown once, kept as digests, over at their time, and dead with their person's access."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.services.access import Forbidden
from app.services.accounts import people, tokens
from app.services.accounts.tokens import TokenNotFound, TokenRefused
from process_models.domain.people import Person
from process_models.domain.tokens import Scope, Token
from process_models.storage import audit
from process_models.storage.session import Database
from process_models.storage.tables import TokenRow
from tests.cast import BEGINNING as NOW
from tests.cast import Cast, actor


def made(database: Database, person: Person, scope: Scope = Scope.READ, days: int = 90) -> tuple[Token, str]:
    """Make a token of a person's."""
    with database.writing() as session:
        token, shown = tokens.make(session, actor(person), name="Informe", scope=scope, days=days, now=NOW)
    assert shown is not None
    return token, shown


def test_a_token_is_found_until_it_expires(database: Database, cast: Cast) -> None:
    """To the second; and what is kept of it opens nothing."""
    token, shown = made(database, cast.editor)
    assert shown.startswith(f"{token.prefix}_")
    assert len(shown) == len("eslabon_12345678_") + 43
    with database.reading() as session:
        found = tokens.found(session, shown=shown, now=token.expires_at - timedelta(seconds=1))
        assert found is not None
        assert tokens.actor_of(found).most is Scope.READ.ceiling
        assert tokens.found(session, shown=shown, now=token.expires_at) is None
        row = session.execute(select(TokenRow)).scalar_one()
        assert tokens.found(session, shown=row.digest, now=NOW) is None
        assert tokens.found(session, shown=token.prefix, now=NOW) is None
        assert shown.removeprefix(f"{token.prefix}_") not in repr(vars(row))


def test_whoever_loses_access_has_no_tokens(database: Database, cast: Cast) -> None:
    """At once."""
    _, shown = made(database, cast.editor)
    with database.writing() as session:
        people.disable(session, actor(cast.owner), person=cast.editor, now=NOW)
        assert tokens.found(session, shown=shown, now=NOW) is None


def test_an_owner_ends_anybodys_and_nobody_else_does(database: Database, cast: Cast) -> None:
    """Of the own organisation; and both acts stand in the audit log."""
    token, shown = made(database, cast.editor)
    for other in (cast.viewer, cast.stranger):
        with database.writing() as session, pytest.raises(TokenNotFound):
            tokens.revoke(session, actor(other), token=token.id, now=NOW)
    with database.writing() as session:
        tokens.revoke(session, actor(cast.owner), token=token.id, now=NOW)
        assert tokens.found(session, shown=shown, now=NOW) is None
    with database.reading() as session:
        told = [each.action for each in audit.entries(session, cast.owner.organisation, limit=2)]
    assert told == ["token-revoked", "token-made"]


def test_a_token_makes_others_only_if_it_may_manage(database: Database, cast: Cast) -> None:
    """What reads or writes neither lists, makes nor revokes tokens."""
    for scope in (Scope.READ, Scope.WRITE):
        token, _ = made(database, cast.owner, scope)
        with database.writing() as session, pytest.raises(Forbidden):
            tokens.make(session, tokens.actor_of(token), name="X", scope=Scope.READ, days=1, now=NOW)


def test_everything_wrong_is_said_at_once(database: Database, cast: Cast) -> None:
    """No name, and longer than a year."""
    with database.writing() as session, pytest.raises(TokenRefused) as refused:
        tokens.make(session, actor(cast.owner), name=" ", scope=Scope.READ, days=366, now=NOW)
    assert {problem.pointer for problem in refused.value.problems} == {"/name", "/days"}


def test_a_form_that_is_sent_twice_makes_one(database: Database, cast: Cast) -> None:
    """The second time there is nothing to show."""
    with database.writing() as session:
        first, shown = tokens.make(session, actor(cast.editor), name="X", scope=Scope.READ, days=1, now=NOW, key="a")
        again, nothing = tokens.make(session, actor(cast.editor), name="X", scope=Scope.READ, days=1, now=NOW, key="a")
    assert (again.id, bool(shown), nothing) == (first.id, True, None)


def test_use_is_noted_every_few_minutes(database: Database, cast: Cast) -> None:
    """Not oftener."""
    token, shown = made(database, cast.editor)
    assert tokens.needs_touch(token, now=NOW)
    with database.writing() as session:
        tokens.touch(session, token, now=NOW)
        used = tokens.found(session, shown=shown, now=NOW)
    assert used is not None
    assert not tokens.needs_touch(used, now=NOW + timedelta(minutes=4))
    assert tokens.needs_touch(used, now=NOW + timedelta(minutes=5))
