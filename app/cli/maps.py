"""The verbs of the maps that are kept."""

from datetime import datetime

import click

from app.cli.context import say, say_problems, stop
from app.cli.language import words
from app.cli.paths import read_bytes, write_bytes
from app.cli.remote import RemoteMap, Sent, Server, server_of, server_option
from app.cli.sources import Source
from app.cli.store import as_option, reading, writing
from app.cli.terminal import literal
from app.cli.worded import (
    Verb,
    Verbs,
    WordedArgument,
    WordedOption,
    file_argument,
    headers_option,
    language_option,
    output_option,
    routes_option,
)
from app.services.files import arrivals, exchange, takings
from app.services.keeping import editing, maps
from process_models.domain.commands import ImportContent
from process_models.domain.identifiers import MapId
from process_models.domain.maps import ValueChainMap


@click.group("map", cls=Verbs)
@language_option
def kept_maps() -> None:
    """Hold the verbs of kept maps together."""


@kept_maps.command("list", cls=Verb, said="map-list")
@as_option
@server_option
@language_option
def list_maps(*, person: str | None, server: str | None) -> None:
    """Write a line for each map: its id, its revision, when it was last changed, and its name."""
    there = server_of(server, person)
    if there is not None:
        write_bytes("".join(map(_remote_line, there.maps())).encode(), None)
        return
    with reading(person) as (session, actor):
        found = maps.listed(session, actor)
    write_bytes("".join(map(_line, found)).encode(), None)


@kept_maps.command("import", cls=Verb, said="map-import")
@file_argument
@click.option("--into", cls=WordedOption, metavar="cli.metavar.map", help="cli.option.into")
@click.option("--replace", "replaces", cls=WordedOption, is_flag=True, help="cli.option.replace")
@click.option("--dry-run", "only_look", cls=WordedOption, is_flag=True, help="cli.option.dry-run")
@routes_option
@as_option
@server_option
@language_option
def import_map(
    file: str,
    *,
    into: str | None,
    replaces: bool,
    only_look: bool,
    routes: bool,
    person: str | None,
    server: str | None,
) -> None:
    """Keep the map of a file, or what it says of a kept map; write the id."""
    if replaces and into is None:
        raise click.UsageError(words().text("cli.import.into"))
    there, content = server_of(server, person), read_bytes(file)
    parsed = exchange.read(content, file, routes=routes, language=words().language)
    say_problems((*parsed.notices, *parsed.problems))
    if parsed.chain is None:
        stop(())
    if there is not None:
        sent = Sent(content=content, file=file, routes=routes)
        map_id = _sent_to(there, sent, into, replaces=replaces, only_look=only_look)
    elif into is None:
        map_id = _kept_anew(parsed, person, only_look=only_look)
    else:
        map_id = _put_into(MapId(into), parsed, person, replaces=replaces, only_look=only_look)
    write_bytes(f"{map_id}\n".encode(), None)


def _sent_to(there: Server, sent: Sent, into: str | None, *, replaces: bool, only_look: bool) -> str:
    """Let a server do the same."""
    if into is not None:
        for sentence in there.put_into(into, sent, way="replace" if replaces else "merge", only_look=only_look):
            say(sentence)
    if only_look:
        say(words().text("cli.import.nothing-done"))
        return into or "-"
    return there.keep(sent) if into is None else into


def _kept_anew(parsed: exchange.Parsed, person: str | None, *, only_look: bool) -> str:
    """Keep a new map; one that is only looked at is called like no map."""
    if only_look or parsed.chain is None:
        say(words().text("cli.import.nothing-done"))
        return "-"
    with writing(person) as (session, actor):
        return maps.create(session, actor, chain=parsed.chain, way="new")


def _put_into(map_id: MapId, parsed: exchange.Parsed, person: str | None, *, replaces: bool, only_look: bool) -> str:
    """Say what a file changes in a map, and do it."""
    with reading(person) as (session, actor):
        opened = maps.opened(session, actor, map_id=map_id)
    way = "replace" if replaces else "merge"
    coming = arrivals.arrival(opened.chain, parsed, way=way, language=words().language)
    for sentence in (*coming.sentences, coming.summary):
        say(sentence)
    if coming.problems:
        stop(coming.problems)
    if only_look:
        say(words().text("cli.import.nothing-done"))
    elif coming.chain != opened.chain:
        with writing(person) as (session, actor):
            command, base = ImportContent(content=coming.chain), opened.revision
            editing.apply(session, actor, map_id=map_id, command=command, base_revision=base, way=way)
    return map_id


@kept_maps.command("export", cls=Verb, said="map-export")
@click.argument("map_id", cls=WordedArgument, metavar="cli.metavar.map")
@click.option("--to", "form", cls=WordedOption, type=click.Choice(exchange.FORMS), required=True, help="cli.option.to")
@output_option
@as_option
@server_option
@headers_option
def export_map(
    map_id: str, *, form: str, output: str | None, person: str | None, server: str | None, language: str | None
) -> None:
    """Write a kept map into a file."""
    chain = Source(file=None, map_id=map_id, person=person, routes=True, server=server).chain()
    written = exchange.write(chain, form, headers=language or "en", language=words().language)
    say_problems(written.losses)
    if server is None:
        with writing(person) as (session, actor):
            opened = maps.opened(session, actor, map_id=MapId(map_id))
            takings.note(session, actor, map_id=opened.id, form=form, revision=opened.revision)
    write_bytes(written.content, output)


def _remote_line(kept: RemoteMap) -> str:
    return _told(kept.id, kept.revision, datetime.fromisoformat(kept.changed_at), kept.name)


def _line(kept: ValueChainMap) -> str:
    return _told(kept.id, kept.revision, kept.changed_at, kept.chain.name)


def _told(map_id: str, revision: int, changed_at: datetime, name: str) -> str:
    changed = changed_at.astimezone().isoformat(sep=" ", timespec="minutes")
    return f"{literal(map_id)}  {revision:>5}  {changed}  {literal(name)}\n"
