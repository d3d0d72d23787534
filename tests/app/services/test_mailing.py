"""Mail, handed to a real server on this machine; what it does not take is said, and the link is shown instead."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app.config import Config, Smtp, WrongSettings
from app.factory import create_app
from process_models.storage import teams
from process_models.storage.session import Database
from tests.cast import Cast, client_of
from tests.mail import HOST, Mailbox, mailbox

pytestmark = pytest.mark.allow_hosts([HOST])


@pytest.fixture
def server() -> Iterator[Mailbox]:
    """Start a mail server."""
    with mailbox() as started:
        yield started


@pytest.fixture
def mailing_app(database: Database, tmp_path: Path, cast: Cast, server: Mailbox) -> Iterator[Flask]:
    """Give the application with that mail server."""
    assert cast.everybody
    yield from served(database, tmp_path, server.settings)


def served(database: Database, folder: Path, smtp: Smtp) -> Iterator[Flask]:
    """Give the application on a database with a mail server."""
    url = database.url.render_as_string(hide_password=False)
    app = create_app(Config(data=folder, database_url=url, smtp=smtp))
    yield app
    app.extensions["eslabon"].database.close()


def invited(app: Flask, database: Database, cast: Cast) -> str:
    """Let the owner invite Luz; return the page that answers."""
    with database.reading() as session:
        team = teams.in_organisation(session, cast.owner.organisation)[0].id
    form = {"email": "luz@andina.example", "role": "viewer"}
    return client_of(app, cast.owner).post(f"/teams/{team}/invitations", data=form, follow_redirects=True).text


def test_an_invitation_is_mailed(mailing_app: Flask, database: Database, cast: Cast, server: Mailbox) -> None:
    """To the invited address, with the link, which the page then does not show."""
    page = invited(mailing_app, database, cast)
    (mail,) = server.mails
    assert mail["To"] == "luz@andina.example"
    assert "Distribuidora Andina" in mail["Subject"]
    found = re.search(r"http://localhost(/invitations/[\w-]{43})\s", mail.get_content())
    assert found is not None
    assert found[1] not in page
    assert "va en camino a luz@andina.example" in page
    assert client_of(mailing_app).get(found[1]).status_code == 200


def test_what_is_not_taken_is_shown_to_copy(
    mailing_app: Flask, database: Database, cast: Cast, server: Mailbox
) -> None:
    """With the reason; the invitation is kept all the same."""
    server.refuses = True
    page = invited(mailing_app, database, cast)
    assert server.mails == []
    assert "no acepta esa dirección" in page
    found = re.search(r'value="http://localhost(/invitations/[\w-]{43})"', page)
    assert found is not None
    assert client_of(mailing_app).get(found[1]).status_code == 200


def test_a_server_that_is_not_there_is_said(database: Database, tmp_path: Path, cast: Cast) -> None:
    """Nobody waits long for it."""
    with mailbox() as gone:
        settings = gone.settings
    for app in served(database, tmp_path, settings):
        page = invited(app, database, cast)
        assert "no está disponible" in page
        assert "/invitations/" in page


def test_a_sign_in_link_is_mailed_too(mailing_app: Flask, cast: Cast, server: Mailbox) -> None:
    """To whom it lets in, and it is not shown to whoever made it."""
    answer = client_of(mailing_app, cast.owner).post(f"/people/{cast.viewer.id}/link", follow_redirects=True)
    (mail,) = server.mails
    assert mail["To"] == cast.viewer.email
    found = re.search(r"(/link/[\w-]{43})\s", mail.get_content())
    assert found is not None
    assert found[1] not in answer.text
    assert client_of(mailing_app).get(found[1]).status_code == 200


def test_a_subject_cannot_add_a_header(mailing_app: Flask, database: Database, cast: Cast, server: Mailbox) -> None:
    """However a team is called."""
    with database.writing() as session:
        first = teams.in_organisation(session, cast.owner.organisation)[0]
        teams.save(session, replace(first, name="Uno\r\nBcc: otro@otra.example"))
    invited(mailing_app, database, cast)
    assert server.mails[0]["Bcc"] is None


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, ["setting-not-an-email"]),
        ({"SMTP_FROM": "a@x.co", "SMTP_TLS": "maybe"}, ["setting-not-a-word"]),
        ({"SMTP_FROM": "a@x.co", "SMTP_USER": "a"}, ["setting-alone"]),
        ({"SMTP_FROM": "a@x.co", "SMTP_USER": "a", "SMTP_PASSWORD": "b", "SMTP_TLS": "none"}, ["setting-in-the-clear"]),
        ({"SMTP_FROM": "a@x.co", "SMTP_PORT": "0"}, ["setting-not-a-number"]),
    ],
)
def test_wrong_settings_of_mail_stop_the_start(given: dict[str, str], wrong: list[str]) -> None:
    """Each is told."""
    with pytest.raises(WrongSettings) as refused:
        Config.from_env({"SMTP_HOST": "mail.example", **given})
    assert [problem.code for problem in refused.value.problems] == wrong


def test_settings_of_mail_are_read() -> None:
    """The port follows the kind of encryption; without a host no mail is sent."""
    sent = Config.from_env({"SMTP_HOST": "mail.example", "SMTP_FROM": "a@x.co", "SMTP_TLS": "tls"}).smtp
    assert sent is not None
    assert (sent.port, sent.tls) == (465, "tls")
    assert Config.from_env({"SMTP_FROM": "a@x.co"}).smtp is None
