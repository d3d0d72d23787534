"""A person's data: told whole, erased for good, whatever backup comes back."""

import ast
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app.services.access import Forbidden
from app.services.accounts import attempts, ledger, people, privacy
from app.services.accounts.attempts import Tried
from app.services.accounts.people import PersonMoved, PersonNotFound, PersonRefused
from app.services.keeping import maps
from app.services.running import upkeep
from app.wording import LANGUAGES, wording
from process_models.domain.chain import ValueChain
from process_models.domain.people import NAMELESS, Role
from process_models.storage import audit, backups, erasing
from process_models.storage import people as stored
from process_models.storage.session import Database, DatabaseBusy
from tests import postgresql
from tests.cast import Cast, actor, client_of

ROOT = Path(__file__).parents[4]
NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def erased(database: Database, cast: Cast, data: Path) -> None:
    """Erase the editor."""
    upkeep.erase(database, cast.editor, actor(cast.owner), data)


def held(database: Database) -> bytes:
    """Return every byte that is kept: SQLite's file with its journal, or every row of PostgreSQL."""
    if database.file is not None:
        return b"".join(path.read_bytes() for path in database.file.parent.glob(f"{database.file.name}*"))
    with database.reading() as session:
        tables = session.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
        rows = [str(session.execute(text(f'SELECT * FROM "{name}"')).all()) for name in tables]  # noqa: S608 - ours
    return "\n".join(rows).encode()


def actions(database: Database, cast: Cast) -> list[str]:
    """Return what the log of the cast's organisation says was done, the newest first."""
    with database.reading() as session:
        assert audit.first_broken(session, cast.owner.organisation) is None
        return [each.action for each in audit.entries(session, cast.owner.organisation, limit=100)]


def test_erased_after_a_restore_too(
    database: Database, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Name and address are nowhere in the database, before a backup is put back and after."""
    monkeypatch.setenv("PATH", f"{postgresql.programs()}:/usr/bin:/bin")
    kept = tmp_path / f"kept{backups.ending(database)}"
    upkeep.backup(database, tmp_path, kept)
    for word in (b"elias@andina.example", "Elías Duarte".encode()):
        assert word in held(database)
    erased(database, cast, tmp_path)
    for _ in range(2):
        for word in (b"elias@andina.example", "Elías Duarte".encode()):
            assert word not in held(database)
        with database.reading() as session:
            person = stored.by_id(session, cast.editor.id)
            assert person is not None
            assert (person.name, person.email, person.is_disabled, person.is_erased) == ("", "", True, True)
            assert stored.by_email(session, cast.editor.email) is None
            assert stored.by_email(session, f"erased:{cast.editor.id}") is None
        upkeep.restore(database, kept, tmp_path, overwrite=True)
    assert {"person-erased-again", "database-restored"} <= set(actions(database, cast))


def test_another_database_is_left_alone(database: Database, cast: Cast, tmp_path: Path) -> None:
    """The same number with another birth is somebody else; a line that was cut off says nothing."""
    erased(database, cast, tmp_path)
    line = json.loads((tmp_path / ledger.NAME).read_text())
    other = {**line, "person": cast.viewer.id}
    (tmp_path / ledger.NAME).write_text(f'{json.dumps(other)}\n{{"organi')
    assert upkeep.erase_again(database, tmp_path) == 0
    with database.reading() as session:
        assert stored.by_id(session, cast.viewer.id) == cast.viewer


def test_the_ledger_is_private_and_says_no_name(database: Database, cast: Cast, tmp_path: Path) -> None:
    """Numbers and a mark, nobody else's to read."""
    erased(database, cast, tmp_path)
    path = tmp_path / ledger.NAME
    assert path.stat().st_mode & 0o777 == 0o600
    assert "andina" not in path.read_text()


def test_the_erased_are_out_and_the_address_is_free(app: Flask, database: Database, cast: Cast, tmp_path: Path) -> None:
    """An open browser is signed out; somebody new may have the address; the map still says who, without a name."""
    with database.writing() as session:
        made = maps.create(session, actor(cast.editor), chain=ValueChain(name="Pedidos"))
    browser = client_of(app, cast.editor)
    assert browser.get("/account").status_code == 200
    erased(database, cast, tmp_path)
    assert browser.get("/account").status_code == 303
    with database.writing() as session:
        again = people.add(session, actor(cast.owner), email=cast.editor.email, name="Otra", role=Role.VIEWER, now=NOW)
    assert again.id != cast.editor.id
    with database.reading() as session:
        assert maps.opened(session, actor(cast.owner), map_id=made).changed_by == f"{NAMELESS}{cast.editor.id}"
    page = client_of(app, cast.owner).get(f"/maps/{made}/history").text
    assert f"Persona borrada {cast.editor.id}" in page


def test_the_erased_are_no_longer_listed_or_found(database: Database, cast: Cast, tmp_path: Path) -> None:
    """Nobody gives them a link or the account back."""
    erased(database, cast, tmp_path)
    with database.reading() as session:
        assert cast.editor.id not in {each.id for each in people.listed(session, actor(cast.owner))}
        with pytest.raises(PersonNotFound):
            people.of_organisation(session, actor(cast.owner), person=cast.editor.id)


def test_the_last_owner_stays(database: Database, cast: Cast, tmp_path: Path) -> None:
    """And nothing is noted."""
    with pytest.raises(PersonRefused):
        upkeep.erase(database, cast.owner, actor(cast.owner), tmp_path)
    assert not (tmp_path / ledger.NAME).exists()


def test_nobody_else_erases_or_exports(database: Database, cast: Cast, tmp_path: Path) -> None:
    """Not an editor a colleague, nor an owner somebody of another organisation; oneself always."""
    for who, error in ((cast.viewer, Forbidden), (cast.stranger, PersonNotFound)):
        with pytest.raises(error), database.writing() as session:
            privacy.erase(session, actor(who), person=cast.editor, data=tmp_path)
        with pytest.raises(error), database.writing() as session:
            privacy.export(session, actor(who), person=cast.editor)
    upkeep.erase(database, cast.editor, actor(cast.editor), tmp_path)


def test_an_export_has_everything_and_no_secret(database: Database, cast: Cast) -> None:
    """The account, memberships, changes and audit entries."""
    with database.writing() as session:
        made = maps.create(session, actor(cast.editor), chain=ValueChain(name="Pedidos"))
    with database.writing() as session:
        told = json.loads(privacy.export(session, actor(cast.editor), person=cast.editor))
    assert told["people"][0]["email"] == cast.editor.email
    assert told["memberships"][0]["role"] == "editor"
    assert told["changes"][0]["map_id"] == made
    assert {"person-added", "map-made"} <= {each["action"] for each in told["audit"]}
    assert "digest" not in json.dumps(told)


def test_names_typed_into_maps_are_told(database: Database, cast: Cast) -> None:
    """In the content and in its history, each with its place."""
    chain = replace(ValueChain(name="Pedidos"), description=f"Pregunte a {cast.editor.name}")
    with database.writing() as session:
        made = maps.create(session, actor(cast.owner), chain=chain)
    with database.reading() as session:
        found = privacy.mentions(session, actor(cast.owner), person=cast.editor)
    assert [(each.map, each.place) for each in found] == [(made, "content"), (made, "revision 1")]


def recorded() -> Iterator[str]:
    """Yield the action word of every entry that the sources record."""
    for path in sorted((ROOT / "app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"auditing.record", "_tell", "tell"}:
                yield from (
                    each.value
                    for each in node.args
                    if isinstance(each, ast.Constant) and isinstance(each.value, str) and ":" not in each.value
                )


def test_every_act_has_words() -> None:
    """In both languages."""
    words = set(recorded())
    assert {"signed-in", "person-role", "link-used", "database-restored", "map-changed"} <= words
    for language in LANGUAGES:
        for word in words:
            assert wording(language).text(f"audit.action.{word}")


def test_a_crash_before_the_end_is_made_good(
    database: Database, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was asked for and noted is done at the next start, whichever side of the end the crash was on."""
    monkeypatch.setattr(erasing, "scrub", _crash)
    with pytest.raises(Crash):
        erased(database, cast, tmp_path)
    monkeypatch.undo()
    with database.reading() as session:
        assert erasing.born(session, cast.editor.id) is None
    assert (tmp_path / upkeep.UNSCRUBBED).exists()
    assert upkeep.erase_again(database, tmp_path) == 0
    assert b"elias@andina.example" not in held(database)
    assert not (tmp_path / upkeep.UNSCRUBBED).exists()
    with pytest.raises(Crash):
        _crashing(database, cast, tmp_path)
    assert upkeep.erase_again(database, tmp_path) == 1
    assert b"vera@andina.example" not in held(database)


def test_an_erasing_that_was_refused_is_not_made_good(
    database: Database, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever was told that it failed finds the person there after the next start, and may try again."""
    monkeypatch.setattr(audit, "add", _busy)
    with pytest.raises(DatabaseBusy):
        erased(database, cast, tmp_path)
    monkeypatch.undo()
    assert (tmp_path / ledger.NAME).exists()
    assert upkeep.erase_again(database, tmp_path) == 0
    with database.reading() as session:
        assert erasing.born(session, cast.editor.id) is not None
    erased(database, cast, tmp_path)
    with database.reading() as session:
        assert erasing.born(session, cast.editor.id) is None


def test_a_line_that_was_cut_off_takes_no_other_with_it(database: Database, cast: Cast, tmp_path: Path) -> None:
    """What a crash left of one line stands before the next."""
    (tmp_path / ledger.NAME).write_text('{"organisation": 1, "pers')
    erased(database, cast, tmp_path)
    with database.writing() as session:
        assert len(list(ledger.returned(session, tmp_path))) == 0
    assert json.loads((tmp_path / ledger.NAME).read_text().splitlines()[-1])["person"] == cast.editor.id


def test_nobody_is_erased_who_changed_meanwhile(database: Database, cast: Cast, tmp_path: Path) -> None:
    """Nor twice; and the ledger has nothing of it."""
    with database.writing() as session:
        people.enable(session, actor(cast.owner), person=cast.disabled)
    with pytest.raises(PersonMoved):
        upkeep.erase(database, cast.disabled, actor(cast.owner), tmp_path)
    assert not (tmp_path / ledger.NAME).exists()
    erased(database, cast, tmp_path)
    with pytest.raises(PersonNotFound):
        erased(database, cast, tmp_path)


def test_tries_are_kept_under_the_secret_and_go_too(database: Database, cast: Cast, tmp_path: Path) -> None:
    """No row says whose address was tried to whoever has no secret; of an erased person the counts go."""
    kept = Database(database.url.render_as_string(hide_password=False), seal=lambda: b"the server's own")
    key = stored.email_key(cast.editor.email)
    with kept.writing() as session:
        attempts.count(session, Tried.ANYWHERE, key, now=NOW)
        attempts.count(session, Tried.CODE, str(cast.editor.id), now=NOW)
        rows = session.execute(text("SELECT subject FROM attempts")).scalars().all()
    assert len(rows) == 2
    assert sha256(f"{Tried.ANYWHERE}:{key}".encode()).hexdigest() not in rows
    upkeep.erase(kept, cast.editor, actor(cast.owner), tmp_path)
    with kept.reading() as session:
        assert session.execute(text("SELECT count(*) FROM attempts")).scalar() == 0
    kept.close()


class Crash(Exception):
    """The process ends here."""


def _crash(_database: Database) -> bool:
    raise Crash


def _crashing(database: Database, cast: Cast, data: Path) -> None:
    """End in the transaction that erases the viewer, after the ledger was written."""
    with database.writing() as session:
        privacy.erase(session, actor(cast.owner), person=cast.viewer, data=data)
        raise Crash


def _busy(*_given: object, **_told: object) -> None:
    raise DatabaseBusy.now()
