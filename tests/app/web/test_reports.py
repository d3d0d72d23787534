"""The page of a map's reports: by link and form, without script."""

import re
import time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from app.services.keeping import maps
from app.services.reporting.choosing import SECTIONS
from app.wording import LANGUAGES, wording
from process_models.storage import audit
from process_models.storage.session import Database
from tests.cast import Cast, actor, client_of
from tests.pictures import example

HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture
def address(database: Database, cast: Cast) -> str:
    """Keep a map; return where its reports are."""
    with database.writing() as session:
        return f"/maps/{maps.create(session, actor(cast.owner), chain=example())}/reports"


def page(client: FlaskClient, address: str) -> html.HtmlElement:
    """Return a page, in Spanish."""
    answer = client.get(address, headers={"Accept-Language": "es"}, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return html.document_fromstring(answer.data)


def form(read: html.HtmlElement) -> dict[str, list[str]]:
    """Return what the form that orders sends as it stands."""
    (found,) = (each for each in read.forms if each.action and each.action.endswith("/reports"))
    sent: dict[str, list[str]] = {}
    for name, value in found.form_values():
        sent.setdefault(name, []).append(value)
    return sent


def done(client: FlaskClient, address: str) -> html.HtmlElement:
    """Return the page of a report once nobody makes it any more."""
    for _ in range(600):
        read = page(client, address)
        if not read.xpath("//progress"):
            return read
        time.sleep(0.2)
    raise AssertionError("it was never done")


def test_one_button_makes_the_usual_report(app: Flask, cast: Cast, address: str) -> None:
    """Whoever may look presses it, follows the report, takes it home, finds it listed; sent twice it is one."""
    client = client_of(app, cast.viewer)
    sent = form(page(client, address))
    answer, again = (client.post(address, data=sent) for _ in range(2))
    assert (answer.status_code, answer.location) == (303, again.location)
    made = done(client, answer.location)
    (file,) = made.xpath("//main//a[@class='button primary']/@href")
    given = client.get(file)
    assert (given.content_type, given.data[:5]) == ("application/pdf", b"%PDF-")
    assert "informe-r1.pdf" in given.headers["Content-Disposition"]
    listed = page(client, address)
    assert listed.xpath("//tbody//td//a/@href") == [file]
    (told,) = listed.xpath("//tbody//code/text()")
    assert client.get(file).headers["ETag"].strip('"').startswith(told)


def test_what_was_chosen_is_what_is_kept(app: Flask, cast: Cast, address: str) -> None:
    """Sections by the numbers beside them; a refusal loses nothing that was typed."""
    client = client_of(app, cast.editor)
    sent = form(page(client, address))
    places = {f"place.{name}": [str(len(SECTIONS) - number)] for number, name in enumerate(SECTIONS)}
    typed = {"paper": ["Letter"], "language": ["en"], "classification": [HOSTILE]}
    refused = client.post(address, data=sent | places | typed | {"section": []})
    assert refused.status_code == 422
    back = form(html.document_fromstring(refused.data))
    assert {name: back[name] for name in typed} == typed
    answer = client.post(address, data=sent | places | typed)
    shown = page(client, answer.location)
    assert len(shown.xpath("//ol/li")) == len(SECTIONS)
    like = form(page(client, shown.xpath("//a[contains(@href, 'like=')]/@href")[0]))
    assert {name: like[name] for name in typed} == typed
    assert like["section"] == [*reversed(SECTIONS)]


def test_it_is_stopped_begun_again_and_removed(app: Flask, database: Database, cast: Cast, address: str) -> None:
    """Removing is for editors and leaves an entry in the audit log."""
    client = client_of(app, cast.editor)
    one = client.post(address, data=form(page(client, address))).location
    stopped = page(client, client.post(f"{one}/stop").location)
    if not stopped.xpath("//main//a[@class='button primary']"):  # it may have been faster
        assert stopped.xpath("//button[@id='again']")
        assert client.post(f"{one}/again").status_code == 303
    assert done(client, one).xpath("//main//a[@class='button primary']")
    assert client.post(f"{one}/again").status_code == 409
    assert client_of(app, cast.viewer).post(f"{one}/remove").status_code == 403
    assert client.post(f"{one}/remove").status_code == 303
    assert client.get(one).status_code == 404
    with database.reading() as session:
        assert "report-removed" in audit.actions(session, cast.owner.organisation)


def test_a_choice_is_kept_as_a_template_and_taken_again(app: Flask, cast: Cast, address: str) -> None:
    """By the team's people; a name is only text."""
    client = client_of(app, cast.editor)
    sent = form(page(client, address)) | {"paper": ["Letter"], "name": [HOSTILE]}
    answer = client.post(f"{address}/templates", data=sent)
    assert re.search(r"template=\d+$", answer.location)
    taken = page(client_of(app, cast.viewer), answer.location)
    assert form(taken)["paper"] == ["Letter"]
    assert form(taken)["author"] == [cast.viewer.name]
    assert HOSTILE in taken.text_content()
    refused = client.post(f"{address}/templates", data=sent | {"name": [" "], "key": ["other"]})
    assert refused.status_code == 422
    (removal,) = (each for each in page(client, address).forms if "/templates/" in (each.action or ""))
    assert client.post(removal.action, data=dict(removal.form_values())).status_code == 303
    assert HOSTILE in page(client, address).text_content(), "the notice says which"
    assert HOSTILE not in page(client, address).text_content()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_has_a_name(language: str) -> None:
    """In both languages: whoever chooses sees what each is."""
    said = [wording(language).text(f"reports.section.{name}") for name in SECTIONS]
    assert len(set(said)) == len(SECTIONS)
