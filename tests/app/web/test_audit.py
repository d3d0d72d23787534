"""The page of the audit log: read, looked for in, taken home, and what it says of itself."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.services.accounts import people
from app.services.keeping import maps
from app.services.running import audit_log
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import MapId
from process_models.domain.people import Role
from process_models.storage import audit
from process_models.storage.session import Database
from tests.cast import BEGINNING, Cast, actor, app_on, client_of
from tests.meddling import meddle

NAME = '=HYPERLINK("http://malo.example")'


@pytest.fixture
def app(database: Database, tmp_path: Path, cast: Cast) -> Iterator[Flask]:
    """Give the application on the very database in which the cast is: one key seals all."""
    assert cast.everybody
    with app_on(database, tmp_path) as made:
        own = made.extensions["eslabon"]
        made.extensions["eslabon"] = replace(own, database=database)
        yield made
        made.extensions["eslabon"] = own


@pytest.fixture
def made(database: Database, cast: Cast) -> MapId:
    """Make a map by the editor."""
    with database.writing() as session:
        return maps.create(session, actor(cast.editor), chain=ValueChain(name="Pedidos"))


def numbers(page: str) -> list[int]:
    """Return the numbers of the entries of a page, in its order."""
    return [int(each) for each in re.findall(r"<td>(\d+)</td>\s*<td class=\"nowrap\"><time", page)]


def table(client: FlaskClient, address: str) -> list[dict[str, str]]:
    """Return the rows of a table that is taken home."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content_type == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def test_an_owner_reads_what_was_done(app: Flask, cast: Cast, made: MapId) -> None:
    """The newest first, who, what and to what, by the names of now; and that nobody meddled."""
    page = client_of(app, cast.owner).get("/audit").text
    assert numbers(page) == sorted(numbers(page), reverse=True)
    assert f'<a href="/maps/{made}">Pedidos</a>' in page
    assert "creó un mapa" in page
    assert cast.editor.name in page
    assert "equipo: Distribuidora Andina" in page
    assert "El registro está completo" in page
    assert cast.stranger.name not in page


@pytest.mark.parametrize("address", ["/audit", "/audit/file"])
def test_nobody_else_reads_it(app: Flask, cast: Cast, address: str) -> None:
    """Neither an editor, who may own a team, nor a viewer; another organisation's owner reads another log."""
    for who in (cast.editor, cast.viewer, cast.outsider):
        assert client_of(app, who).get(address).status_code == 403
    assert cast.editor.name not in client_of(app, cast.stranger).get(address).text


def test_it_is_looked_for_by_act_person_and_day(app: Flask, cast: Cast, made: MapId) -> None:
    """Each alone and all together; what was done to somebody is theirs too."""
    owner = client_of(app, cast.owner)
    today = datetime.now(UTC).astimezone().date()
    assert made
    by_act = table(owner, "/audit/file?action=map-made")
    assert [each["action"] for each in by_act] == ["map-made"]
    by_person = table(owner, f"/audit/file?person={cast.editor.id}")
    assert {each["action"] for each in by_person} == {"person-added", "map-made"}
    assert table(owner, f"/audit/file?to={today - timedelta(days=1)}") == []
    assert len(table(owner, f"/audit/file?from={today}&to={today}&person={cast.editor.id}&action=map-made")) == 1
    page = owner.get("/audit?action=person-disabled").text
    assert len(numbers(page)) == 1
    assert "Quitar filtros" in page


def test_nothing_that_fits_is_said(app: Flask, cast: Cast) -> None:
    """With a way back to everything."""
    page = client_of(app, cast.owner).get("/audit?action=none").text
    assert "Ningún asiento coincide" in page


@pytest.mark.parametrize(
    "asked",
    ["from=ayer", "to=9999-12-31", "from=0001-01-01", "to=2026-02-30"],
)
def test_a_day_that_is_none_is_said_at_its_field(app: Flask, cast: Cast, asked: str) -> None:
    """What was typed stands there again."""
    answer = client_of(app, cast.owner).get(f"/audit?{asked}")
    assert answer.status_code == 422
    assert f'id="field-{asked.partition("=")[0]}-error"' in answer.text


@pytest.mark.parametrize(
    "asked", ["person=99999999999999999999", "before=-1", "before=x", "action=%00", "person=%00", "verify="]
)
def test_nonsense_finds_something_or_nothing(app: Flask, cast: Cast, asked: str) -> None:
    """And breaks nothing."""
    assert client_of(app, cast.owner).get(f"/audit?{asked}").status_code == 200


def test_pages_and_table_leave_nothing_out(
    app: Flask, database: Database, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each entry is on one page, and one line of the table, however many parts it is read in."""
    monkeypatch.setattr(audit_log, "PAGE", 3)
    monkeypatch.setattr(audit_log, "READ_AT_ONCE", 2)
    owner = client_of(app, cast.owner)
    with database.reading() as session:
        last = audit.head(session, cast.owner.organisation)[0]
    seen = [number for page in pages(owner) for number in numbers(page)]
    assert seen[-last:] == list(range(last, 0, -1))
    assert [int(each["number"]) for each in table(owner, "/audit/file")][-last:] == list(range(last, 0, -1))


def pages(client: FlaskClient) -> Iterator[str]:
    """Yield each page of the log."""
    address: str | None = "/audit"
    while address:
        page = client.get(address).text
        yield page
        found = re.search(r'rel="next" href="([^"]+)"', page)
        address = found and found[1].replace("&amp;", "&")


def test_no_cell_of_the_table_is_a_formula(app: Flask, database: Database, cast: Cast) -> None:
    """A name that a spreadsheet would run is text."""
    with database.writing() as session:
        person = people.oneself(session, actor(cast.editor))
        people.describe_oneself(session, actor(cast.editor), name=NAME, language=None, base_version=person.version)
    rows = table(client_of(app, cast.owner), "/audit/file")
    assert f"'{NAME}" in {each["subject_name"] for each in rows}
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_log_that_was_meddled_with_says_so(app: Flask, database: Database, cast: Cast) -> None:
    """And where."""
    meddle(database, "UPDATE audit SET action = 'signed-in' WHERE number = 2")
    page = client_of(app, cast.owner).get("/audit").text
    assert "El registro fue alterado: el asiento 2" in page


def test_a_long_log_is_looked_through_when_asked(app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until then the page says that nobody did."""
    monkeypatch.setattr(audit_log, "READ_AT_ONCE", 2)
    owner = client_of(app, cast.owner)
    page = owner.get("/audit").text
    assert "todavía no los ha revisado" in page
    assert "El registro está completo" in owner.get("/audit?verify=yes").text


def test_what_another_version_wrote_is_shown(app: Flask, database: Database, cast: Cast) -> None:
    """By its bare word, and about a thing that this version does not know."""
    with database.writing() as session:
        audit.add(
            session,
            cast.owner.organisation,
            at=BEGINNING,
            actor=cast.owner.id,
            action="survey-opened",
            subject="round:1",
            details={"role": Role.OWNER.value, "days": "3"},
        )
    page = client_of(app, cast.owner).get("/audit").text
    assert "survey-opened" in page
    assert "round:1" in page


def test_owners_find_it(app: Flask, cast: Cast) -> None:
    """From the accounts of the organisation and from their own; nobody else is led there."""
    assert 'href="/audit"' in client_of(app, cast.owner).get("/people").text
    assert 'href="/audit"' in client_of(app, cast.owner).get("/account").text
    assert 'href="/audit"' not in client_of(app, cast.editor).get("/account").text
