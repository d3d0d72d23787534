"""Guests come by a link, propose by telephone, and an editor decides; nothing of them is left when it is over."""

import re
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.services.keeping import maps
from app.services.live import guests, opening
from process_models.domain.identifiers import MapId
from process_models.domain.maps import ValueChainMap
from process_models.storage import schema
from process_models.storage.session import Database
from tests.app.web.live.streams import Stream
from tests.app.web.shop import SHOP
from tests.cast import Cast, actor, client_of
from tests.page_forms import page_of

HALF = {"client": "bodega", "gives": "Lista de <faltantes>"}
WHOLE = {**HALF, "supplier": "Compras", "receives": "Plan de compras"}


class Session:
    """A map that its editor opened to guests."""

    def __init__(self, app: Flask, database: Database, cast: Cast) -> None:
        self.app, self.database, self.cast = app, database, cast
        with database.writing() as session:
            self.map: MapId = maps.create(session, actor(cast.owner), chain=SHOP)
        self.at = f"/maps/{self.map}"
        self.editor = client_of(app, cast.editor)
        self.editor.post(f"{self.at}/guests", data={"hours": "4"})
        self.link = self._link()

    def guest(self, name: str = "Ana", area: str = "Ventas") -> FlaskClient:
        """Return the telephone of somebody who came in."""
        phone = client_of(self.app)
        assert phone.post(f"{self.link}/join", data={"name": name, "area": area}).status_code == 303
        return phone

    def now(self) -> ValueChainMap:
        """Return the map as it is."""
        with self.database.reading() as session:
            return maps.opened(session, actor(self.cast.owner), map_id=self.map)

    def rows(self, table: str) -> list[dict[str, object]]:
        """Return what is kept in a table."""
        with self.database.reading() as session:
            found = session.execute(select(schema.METADATA.tables[table])).mappings()
            return [dict(row) for row in found]

    def proposal(self) -> str:
        """Return the address of the last proposal."""
        return f"{self.at}/proposals/{max(int(str(row['id'])) for row in self.rows('proposals'))}"

    def _link(self) -> str:
        found = re.search(r'href="[^"]*(/g/[A-Za-z0-9_-]{43})"', self.editor.get(f"{self.at}/guests").text)
        assert found is not None
        return found[1]


@pytest.fixture
def room(app: Flask, database: Database, cast: Cast) -> Session:
    """Give a map that is open to guests."""
    return Session(app, database, cast)


def test_a_guest_comes_in_with_a_name_and_proposes(room: Session) -> None:
    """And sees what becomes of it; sent twice it is there once, and what is typed is text, never markup."""
    phone = room.guest("<b>Ana</b>")
    for _ in range(2):
        assert phone.post(f"{room.link}/propose", data=WHOLE).status_code == 303
    assert len(room.rows("proposals")) == 1
    page = phone.get(room.link)
    assert "Lista de &lt;faltantes&gt;" in page.text
    assert "por decidir" in page.text
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    shown = room.editor.get(f"{room.at}/guests").text
    assert "&lt;b&gt;Ana&lt;/b&gt;" in shown
    assert room.now().revision == 1


def test_what_is_accepted_is_the_editors_change(room: Session) -> None:
    """Names that the map has, however they are typed, are its nodes; the guest is told."""
    phone = room.guest(area="VENTAS")
    phone.post(f"{room.link}/propose", data=WHOLE)
    said = room.editor.post(f"{room.proposal()}/accept", headers={"Accept": "application/json"}).get_json()
    assert (said["revision"], said["changes"][0]["author"]) == (2, "Elías Duarte")
    chain = room.now().chain
    told = {(each.supplier, each.client, each.deliverable) for each in chain.handoffs}
    assert told >= {("ventas", "bodega", "Lista de <faltantes>"), ("compras", "ventas", "Plan de compras")}
    assert len(chain.nodes) == len(SHOP.nodes) + 1
    assert "está en el mapa" in phone.get(f"{room.link}/own").text
    assert room.editor.post(f"{room.at}/undo", json={"base_revision": 2}).status_code == 200
    assert room.now().chain == SHOP
    assert room.editor.post(f"{room.proposal()}/accept").status_code == 409


def test_a_proposal_can_be_mended_or_left_off(room: Session) -> None:
    """What the form says counts; what is there already makes no change."""
    phone = room.guest()
    phone.post(f"{room.link}/propose", data=HALF)
    answer = room.editor.post(
        f"{room.proposal()}/accept", data={"area": "Ventas", "client": "Bodega", "gives": "Pedido"}
    )
    assert (answer.status_code, room.now().revision) == (303, 1)
    phone.post(f"{room.link}/propose", data={**HALF, "gives": "Otra cosa"})
    assert room.editor.post(f"{room.proposal()}/accept", data={"gives": ""}).status_code == 422
    assert room.editor.post(f"{room.proposal()}/refuse", headers={"Accept": "application/json"}).status_code == 204
    assert "no se incluyó" in phone.get(room.link).text
    assert room.now().revision == 1


def test_what_is_half_said_or_too_long_is_told(room: Session) -> None:
    """All at once, with what was typed."""
    phone = room.guest()
    answer = phone.post(f"{room.link}/propose", data={"client": "Bodega", "supplier": "x" * 121, "receives": "y"})
    assert answer.status_code == 422
    assert len(page_of(answer).xpath("//*[@class='error']")) == 2
    assert 'value="Bodega"' in answer.text
    for said in ({}, {"client": " \u202e ", "gives": "\x00"}):
        assert phone.post(f"{room.link}/propose", data=said).status_code == 422
    assert client_of(room.app).post(f"{room.link}/join", data={"name": "", "area": "x" * 999}).status_code == 422
    assert client_of(room.app).post(f"{room.link}/propose", data=HALF).status_code == 404
    assert room.rows("proposals") == []


def test_one_cannot_flood_a_session(room: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is room for so many guests and so many proposals, and not all in one quarter of an hour."""
    monkeypatch.setattr(guests, "MOST_OF_ONE", 1)
    phone = room.guest()
    phone.post(f"{room.link}/propose", data=HALF)
    assert phone.post(f"{room.link}/propose", data=WHOLE).status_code == 422
    monkeypatch.setattr(guests, "MOST_OF_ONE", 99)
    answers = [phone.post(f"{room.link}/propose", data={**HALF, "gives": str(number)}) for number in range(41)]
    assert {answer.status_code for answer in answers[:35]} == {303}
    assert answers[-1].status_code == 429
    monkeypatch.setattr(guests, "MOST_GUESTS", 1)
    assert client_of(room.app).post(f"{room.link}/join", data={"name": "B", "area": "C"}).status_code == 422


def test_a_link_can_be_locked_and_taken_back(room: Session) -> None:
    """Locked, nobody comes or proposes; closed, it opens nothing and no name and no key is left."""
    phone = room.guest()
    phone.post(f"{room.link}/propose", data=HALF)
    room.editor.post(f"{room.at}/guests/lock")
    assert phone.post(f"{room.link}/propose", data=WHOLE).status_code == 409
    assert client_of(room.app).post(f"{room.link}/join", data={"name": "B", "area": "C"}).status_code == 409
    room.editor.post(f"{room.at}/guests/unlock")
    assert phone.post(f"{room.link}/propose", data=WHOLE).status_code == 303
    room.editor.post(f"{room.at}/guests/revoke")
    assert phone.get(room.link).status_code == 404
    assert [row["name"] for row in room.rows("guests")] == [""]
    assert room.editor.get(f"{room.at}/guests/qr.svg").status_code == 404
    assert room.editor.post(f"{room.proposal()}/accept").status_code == 303
    told = [row["action"] for row in room.rows("audit")]
    assert told[-5:] == ["guests-locked", "guests-unlocked", "guests-sent-off", "map-changed", "proposal-accepted"]


def test_a_link_ends_by_itself_and_names_with_it(room: Session) -> None:
    """Whoever looks at what waits afterwards finds no name."""
    room.guest("Ana").post(f"{room.link}/propose", data=HALF)
    later = datetime.now(UTC) + timedelta(hours=5)
    key = room.link.removeprefix("/g/")
    with room.database.reading() as session, pytest.raises(opening.GuestLinkNotFound):
        guests.entered(session, key=key, guest_key="", now=later)
    with room.database.writing() as session:
        opening.forget_over(session, now=later)
    assert [row["name"] for row in room.rows("guests")] == [""]


def test_the_database_has_no_key(room: Session) -> None:
    """Nor is a new link the old one."""
    key = room.link.removeprefix("/g/")
    assert key not in str(room.rows("guest_links"))
    room.editor.post(f"{room.at}/guests/revoke")
    room.editor.post(f"{room.at}/guests", data={"hours": "2"})
    assert room.link not in room.editor.get(f"{room.at}/guests").text
    assert room.editor.post(f"{room.at}/guests", data={"hours": "3"}).status_code == 422


def test_the_code_is_drawn_for_editors(room: Session) -> None:
    """As an image of its own."""
    drawn = room.editor.get(f"{room.at}/guests/qr.svg")
    assert (drawn.mimetype, drawn.data.count(b"<svg")) == ("image/svg+xml", 1)
    assert client_of(room.app, room.cast.viewer).get(f"{room.at}/guests/qr.svg").status_code == 403


def test_proposals_are_on_the_stream_of_editors(room: Session) -> None:
    """As they come and as they are decided; beside the page it is said how many are new."""
    phone = room.guest("Ana")
    with closing(Stream(room.editor, f"{room.at}/live")) as stream:
        stream.next("here")
        phone.post(f"{room.link}/propose", data=HALF)
        heard = stream.next("proposal").data
        assert isinstance(heard, dict)
        assert {**heard, "id": 0} == {
            "id": 0, "guest": "Ana", "area": "Ventas", **HALF, "supplier": "", "receives": "", "state": "waiting"
        }  # fmt: skip
        assert "1 propuesta nueva" in room.editor.get(f"{room.at}/guests/news").text
        room.editor.post(f"{room.at}/proposals/{heard['id']}/refuse")
        decided = stream.next("proposal").data
        assert isinstance(decided, dict)
        assert decided["state"] == "refused"
