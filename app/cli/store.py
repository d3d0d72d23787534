"""What the verbs that work with kept maps have in common: the database of the settings, and on whose behalf."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import click

from app.cli.worded import WordedOption
from app.config import Config
from app.secret import seal_of
from app.services.access import Actor
from app.services.running.acting import acting
from process_models.storage.session import Database, Session

as_option = click.option("--as", "person", cls=WordedOption, metavar="cli.metavar.email", help="cli.option.as")


@contextmanager
def database(config: Config | None = None) -> Iterator[Database]:
    """Open the database of some settings, those of the environment unless given."""
    settings = Config.from_env() if config is None else config
    with closing(Database(settings.database_url, seal=seal_of(settings))) as found:
        yield found


@contextmanager
def reading(person: str | None) -> Iterator[tuple[Session, Actor]]:
    """Open a transaction that reads, on behalf of a person, the first owner unless named."""
    with database() as found, found.reading() as session:
        yield session, acting(session, email=person)


@contextmanager
def writing(person: str | None) -> Iterator[tuple[Session, Actor]]:
    """Open a transaction that writes, on behalf of a person, the first owner unless named."""
    with database() as found, found.writing() as session:
        yield session, acting(session, email=person)
