"""Where a verb gets its map from: a file, or the maps that are kept."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

import click

from app.cli.context import say_problems, stop
from app.cli.language import words
from app.cli.paths import read_bytes
from app.cli.remote import server_of, server_option
from app.cli.store import as_option, reading
from app.cli.worded import WordedArgument, WordedOption, routes_option
from app.services.files import exchange
from app.services.keeping import maps
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import MapId
from process_models.domain.problems import errors

Verb = Callable[..., None]

_OPTIONS = (
    click.argument("file", required=False, cls=WordedArgument, metavar="cli.metavar.file-or-map"),
    click.option("--map", "map_id", cls=WordedOption, metavar="cli.metavar.map", help="cli.option.map"),
    as_option,
    server_option,
    routes_option,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file, read with or without routes, or a kept map, as a person may see it, here or on a server."""

    file: str | None
    map_id: str | None
    person: str | None
    routes: bool
    server: str | None = None

    def parsed(self) -> exchange.Parsed:
        """Return what the file says, or the kept map, which has no errors."""
        if self.file is not None:
            return exchange.read(read_bytes(self.file), self.file, routes=self.routes, language=words().language)
        there = server_of(self.server, self.person)
        if there is not None:
            return exchange.read(there.content(self.map_id or ""), "map.json", language=words().language)
        with reading(self.person) as (session, actor):
            return exchange.sound(maps.opened(session, actor, map_id=MapId(self.map_id or "")).chain)

    @property
    def is_kept_here(self) -> bool:
        """Whether it is a map that is kept on this machine."""
        return self.file is None and server_of(self.server, self.person) is None

    def chain(self) -> ValueChain:
        """Return the chain; where a file has errors, they are said and the program ends."""
        parsed = self.parsed()
        say_problems(parsed.notices)
        if parsed.chain is None:
            stop(errors(parsed.problems))
        return parsed.chain


def source_options(verb: Verb) -> Verb:
    """Let a verb take FILE or `--map`, and give it the one that was given as its `source`."""

    @wraps(verb)
    def with_source(
        *arguments: object,
        file: str | None,
        map_id: str | None,
        person: str | None,
        routes: bool,
        server: str | None,
        **options: object,
    ) -> None:
        if (file is None) == (map_id is None):
            raise click.UsageError(words().text("cli.source.one"))
        verb(
            *arguments, source=Source(file=file, map_id=map_id, person=person, routes=routes, server=server), **options
        )

    taking: Verb = with_source
    for option in reversed(_OPTIONS):
        taking = option(taking)
    return taking
