"""Everybody on a map sees what happens on it, at once, and no longer than they may."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.config import Config
from app.factory import create_app
from app.services.accounts import sessions
from app.services.keeping import editing, maps
from app.services.live import missed
from app.web.live.events import HEARTBEAT
from process_models.domain.commands import ReplaceNode
from process_models.domain.identifiers import MapId, NodeId
from process_models.storage.session import Database
from tests.app.web.live.streams import MEDIA, Stream
from tests.app.web.shop import REMOVE, SHOP
from tests.cast import Cast, actor, client_of

SHORTLY = 1.0


@pytest.fixture
def map_id(database: Database, cast: Cast) -> MapId:
    """Keep a map, and return its id."""
    with database.writing() as session:
        return maps.create(session, actor(cast.owner), chain=SHOP)


@pytest.fixture
def live(map_id: MapId) -> str:
    """Return the address of what happens on a map."""
    return f"/maps/{map_id}/live"


def rename(database: Database, cast: Cast, map_id: MapId, name: str) -> int:
    """Change a map as another process does; return the revision."""
    with database.writing() as session:
        now = maps.opened(session, actor(cast.owner), map_id=map_id)
        node = now.chain.node(NodeId("bodega"))
        assert node is not None
        command = ReplaceNode(node=replace(node, name=name))
        return editing.apply(
            session, actor(cast.owner), map_id=map_id, command=command, base_revision=now.revision
        ).revision


def asked(app: Flask, cast: Cast, address: str) -> dict[str, Any]:
    """Ask for what happened, as whoever has no stream does."""
    told: dict[str, Any] = client_of(app, cast.viewer).get(address, headers={"Accept": "application/json"}).get_json()
    return told


def test_without_a_stream_one_asks(app: Flask, database: Database, cast: Cast, map_id: MapId, live: str) -> None:
    """The changes since a revision as in answers to commands; from now on where none is said."""
    assert asked(app, cast, live) == {"revision": 1, "changes": [], "here": []}
    rename(database, cast, map_id, "Uno")
    rename(database, cast, map_id, "Dos")
    told = asked(app, cast, f"{live}?since=2")
    assert (told["revision"], [change["revision"] for change in told["changes"]]) == (3, [3])
    assert told["changes"][0]["command"]["node"]["name"] == "Dos"
    assert told["changes"][0]["author"] == "Olga Ortiz"


def test_whoever_is_too_far_behind_reads_the_map_anew(
    app: Flask, cast: Cast, live: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or saw a revision that never was; what is no number at all is none."""
    assert asked(app, cast, f"{live}?since=9") == {"revision": 1, "changes": [], "here": [], "reload": True}
    assert "reload" not in asked(app, cast, f"{live}?since=x")
    monkeypatch.setattr(missed, "MOST", 0)
    assert asked(app, cast, f"{live}?since=0")["reload"]
    with closing(Stream(client_of(app, cast.viewer), f"{live}?since=0")) as stream:
        assert stream.next("reload").data == {}


def test_what_this_process_does_is_seen_at_once(app: Flask, cast: Cast, map_id: MapId, live: str) -> None:
    """With the revision as the event's id, by everybody who follows."""
    with ExitStack() as open_streams:
        streams = [Stream(client_of(app, each), live) for each in (cast.viewer, cast.editor)]
        for stream in streams:
            open_streams.callback(stream.close)
            stream.next("here")
        editor = client_of(app, cast.editor)
        done = editor.post(f"/maps/{map_id}/commands", json={"base_revision": 1, "command": REMOVE}).get_json()
        at = time.monotonic()
        for stream in streams:
            heard = stream.next("change")
            assert heard.at - at < SHORTLY
            assert (heard.id, heard.data) == ("2", done["changes"][0])


def test_what_another_process_does_is_seen_within_a_second(
    app: Flask, database: Database, cast: Cast, map_id: MapId, live: str
) -> None:
    """It is looked for four times a second."""
    with closing(Stream(client_of(app, cast.viewer), live)) as stream:
        stream.next("here")
        for revision in (2, 3):
            assert rename(database, cast, map_id, str(revision)) == revision
            at = time.monotonic()
            heard = stream.next("change")
            assert (heard.id, heard.at - at < SHORTLY) == (str(revision), True)


def test_a_stream_that_broke_off_goes_on_where_it_was(
    app: Flask, database: Database, cast: Cast, map_id: MapId, live: str
) -> None:
    """Each change once, in order, whatever happens while it is opened; `Last-Event-ID` counts before the address."""
    for number in range(3):
        rename(database, cast, map_id, str(number))
    with closing(Stream(client_of(app, cast.viewer), f"{live}?since=1", **{"Last-Event-ID": "2"})) as stream:
        rename(database, cast, map_id, "Más")
        assert [stream.next("change").id for _ in range(3)] == ["3", "4", "5"]


def test_everybody_sees_who_is_where(app: Flask, cast: Cast, map_id: MapId, live: str) -> None:
    """As soon as they say it, and until they hang up; the colour is the same for all."""
    with closing(Stream(client_of(app, cast.viewer), live)) as stream:
        other = Stream(client_of(app, cast.editor), f"{live}?tab=uno")
        said = client_of(app, cast.editor).post(f"/maps/{map_id}/here", json={"thing": "node:ventas", "tab": "uno"})
        assert said.status_code == 204
        people = next(people for _ in range(9) if (people := stream.next("here").data))
        assert isinstance(people, list)
        colour = people[0]["colour"]
        assert people == [{"name": "Elías Duarte", "colour": colour, "thing": "node:ventas", "tab": "uno"}]
        assert asked(app, cast, live)["here"] == people
        other.close()
        assert stream.next("here").data == []


def test_a_place_that_is_none_is_refused(app: Flask, cast: Cast, map_id: MapId) -> None:
    """Every problem at once."""
    viewer = client_of(app, cast.viewer)
    for said, codes in (
        ({"thing": "<b>", "tab": ""}, {"thing-expected", "tab-expected"}),
        ({"thing": 1, "tab": "a", "more": 2}, {"thing-expected", "unknown-key"}),
        ([], {"object-expected"}),
    ):
        answer = viewer.post(f"/maps/{map_id}/here", json=said)
        assert (answer.status_code, {each["code"] for each in answer.get_json()["problems"]}) == (422, codes)


@pytest.mark.parametrize("how", ["signed out", "disabled", "map removed"])
def test_a_stream_ends_with_the_right_to_look(
    app: Flask, database: Database, cast: Cast, map_id: MapId, live: str, how: str
) -> None:
    """At the next sign of life."""
    app.config[HEARTBEAT] = 0.2
    stream = Stream(client_of(app, cast.viewer), live)
    stream.next("here")
    with database.writing() as session:
        if how == "signed out":
            sessions.end_all(session, actor(cast.viewer))
        elif how == "map removed":
            maps.remove(session, actor(cast.owner), map_id=map_id, base_revision=1)
    if how == "disabled":
        client_of(app, cast.owner).post(f"/people/{cast.viewer.id}/disable", data={"base_version": cast.viewer.version})
        with database.writing() as session:
            sessions.end_all(session, actor(cast.viewer))
    assert stream.words()[-1] == "end"


@pytest.fixture
def small(database: Database, tmp_path: Path, cast: Cast) -> Iterator[Flask]:
    """Give an application with two streams."""
    assert cast.everybody
    url = database.url.render_as_string(hide_password=False)
    app = create_app(Config(data=tmp_path, database_url=url, streams=2))
    yield app
    app.extensions["eslabon"].hub.stop()
    app.extensions["eslabon"].database.close()


def test_whoever_gets_no_stream_asks_instead(small: Flask, cast: Cast, live: str) -> None:
    """503 with when to try again; one that was closed is free again."""
    viewer = client_of(small, cast.viewer)
    streams = [Stream(viewer, live) for _ in range(2)]
    full = viewer.get(live, headers=MEDIA)
    assert (full.status_code, full.headers["Retry-After"]) == (503, "5")
    assert full.get_json()["problems"][0]["code"] == "streams-full"
    assert viewer.get(live).status_code == 200
    streams[0].close()
    streams[0] = Stream(viewer, live)
    for stream in streams:
        stream.close()


def test_streams_that_wait_hold_no_connection(app: Flask, cast: Cast, map_id: MapId, live: str) -> None:
    """More are open than the process has connections, and pages are answered; one person cannot take them all."""
    people = (cast.viewer, cast.editor, cast.owner)
    streams = [Stream(client, live) for each in people for client in (client_of(app, each),) for _ in range(16)]
    for stream in streams:
        stream.next("here")
    assert client_of(app, cast.viewer).get(live, headers=MEDIA).status_code == 503
    assert client_of(app, cast.viewer).get(f"/maps/{map_id}/handoffs").status_code == 200
    for stream in streams:
        stream.close()
    assert app.extensions["eslabon"].hub.open_streams == 0


def test_when_the_server_stops_streams_end(app: Flask, cast: Cast, live: str) -> None:
    """At once."""
    stream = Stream(client_of(app, cast.viewer), live)
    stream.next("here")
    app.extensions["eslabon"].hub.stop()
    began = time.monotonic()
    stream.words()
    assert time.monotonic() - began < SHORTLY
