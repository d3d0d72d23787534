"""Databases for tests: each test that asks for one runs on SQLite and on PostgreSQL, and has one of its own."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from fcntl import LOCK_EX, flock
from pathlib import Path

import psycopg
import pytest

from process_models.storage import schema
from process_models.storage.session import Database
from tests import postgresql

ENGINES = ("sqlite", "postgresql")
_TEMPLATE = "eslabon_template"


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Name the engine of a test's database."""
    return str(request.param)


@pytest.fixture
def empty_database(engine: str, tmp_path: Path) -> Iterator[Database]:
    """Give a database without any tables."""
    yield from _opened(_empty(engine, tmp_path), engine)


@pytest.fixture
def database(engine: str, tmp_path: Path, migrated: Callable[[str], str]) -> Iterator[Database]:
    """Give a database with all tables and nothing in them."""
    if engine == "sqlite":
        shutil.copy(migrated(engine), tmp_path / "eslabon.sqlite")
        yield from _opened(f"sqlite:///{tmp_path / 'eslabon.sqlite'}", engine)
    else:
        yield from _opened(_created(template=migrated(engine)), engine)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Give a function that returns the migrated database of an engine, to be copied: a file, or a name."""
    made: dict[str, str] = {}

    def template(engine: str) -> str:
        if engine not in made:
            folder = tmp_path_factory.mktemp("template")
            made[engine] = _migrated_file(folder) if engine == "sqlite" else _migrated_name()
        return made[engine]

    return template


def _opened(url: str, engine: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()
    if engine == "postgresql":
        _drop(str(database.url.database))


def _empty(engine: str, folder: Path) -> str:
    return f"sqlite:///{folder / 'empty.sqlite'}" if engine == "sqlite" else _created(template="template0")


def _migrated_file(folder: Path) -> str:
    file = folder / "template.sqlite"
    database = Database(f"sqlite:///{file}")
    schema.upgrade(database)
    database.close()
    return str(file)


def _migrated_name() -> str:
    """Make the template once for all workers of the run."""
    with (Path(os.environ[postgresql.FOLDER]) / "template").open("w") as lock:
        flock(lock, LOCK_EX)
        with suppress(psycopg.errors.DuplicateDatabase):
            _execute(f"CREATE DATABASE {_TEMPLATE} TEMPLATE template0")
            database = Database(postgresql.url(_TEMPLATE))
            schema.upgrade(database)
            database.close()
    return _TEMPLATE


def _created(template: str) -> str:
    name = f"test_{secrets.token_hex(8)}"
    _execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return postgresql.url(name)


def _drop(name: str) -> None:
    _execute(f"DROP DATABASE {name} WITH (FORCE)")


def _execute(statement: str) -> None:
    with psycopg.connect(postgresql.url("postgres"), autocommit=True) as connection:
        connection.execute(statement.encode())
