"""Whatever a program sends that the description allows, the answer is as described, and never a mistake of ours."""

from pathlib import Path

import pytest
from flask import Flask

from app.api.operations import OPERATIONS
from process_models.domain.people import Role
from process_models.domain.tokens import Scope
from process_models.storage.session import Database
from tests.app.api.fuzzing import Fuzzed, Fuzzer, Things
from tests.app.api.programs import is_open, token_of
from tests.cast import Cast, app_on, cast_in

EACH, MANY = 30, 2_000
"""Requests of each operation: over 60 operations and three roles make over 5,000, or over 100,000 for each role."""

READ_ALREADY = "describe_api"
"""The description itself: it is what the requests are made from."""

ONCE = {"read_api", "describe_api", "show_me", "list_people", "list_teams"}
"""Operations without anything to choose are asked no oftener than once."""


def _fuzzed(app: Flask, cast: Cast, who: str, scope: Scope, each: int) -> Fuzzed:
    things = Things(app, cast, token_of(app, cast.owner)[1], token_of(app, getattr(cast, who), Scope.WRITE)[1])
    return Fuzzer(app=app, shown=token_of(app, getattr(cast, who), scope)[1], things=things).asked(each)


def _hold(found: Fuzzed, role: Role, scope: Scope) -> None:
    for name, operation in OPERATIONS.items():
        if name == READ_ALREADY:
            continue
        assert (found.done(name) > 0) is is_open(operation.policy, role, scope), (name, found.answers)


@pytest.mark.parametrize(
    ("who", "scope"), [("viewer", Scope.READ), ("editor", Scope.WRITE), ("owner", Scope.MANAGE)], ids=str
)
@pytest.mark.parametrize(
    "each",
    [
        pytest.param(EACH, marks=pytest.mark.timeout(900)),
        pytest.param(MANY, marks=[pytest.mark.long, pytest.mark.timeout(7_200)]),
    ],
    ids=str,
)
def test_every_answer_is_as_described(tmp_path: Path, migrated: object, who: str, scope: Scope, each: int) -> None:
    """And every operation did what it is for at least once, where the role and the scope allow it."""
    file = tmp_path / "eslabon.sqlite"
    file.write_bytes(Path(migrated("sqlite")).read_bytes())  # type: ignore[operator]
    database = Database(f"sqlite:///{file}")
    cast = cast_in(database)
    with app_on(database, tmp_path) as app:
        found = _fuzzed(app, cast, who, scope, each)
    database.close()
    assert found.requests >= each * (len(OPERATIONS) - len(ONCE))
    _hold(found, getattr(cast, who).role, scope)
