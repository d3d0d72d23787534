"""The command line and the maps that are kept: the database cared for, maps in and out, other verbs on them."""

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.cli.main import main
from app.formats.map_document import generate_map_document, parse_map_document
from process_models.storage import schema
from process_models.storage.session import Database
from tests import postgresql
from tests.chains import chain
from tests.organisations import Team, team
from tests.test_example import EXAMPLE


class Eslabon:
    """The program, and what a call of it said and how it ended."""

    def __init__(self, capsys: pytest.CaptureFixture[bytes]) -> None:
        self._capsys = capsys

    def __call__(self, line: str) -> tuple[int, str, str]:
        """Run the program in Spanish: its exit code, its data, its messages."""
        with pytest.raises(SystemExit) as left:
            main([*line.split(), "--language", "es"])
        said = self._capsys.readouterr()
        return int(str(left.value.code or 0)), said.out.decode(), said.err.decode()

    def data(self, line: str) -> str:
        """Run what succeeds, and return its data."""
        code, out, err = self(line)
        assert code == 0, err
        return out.strip()

    def refusal(self, line: str) -> str:
        """Run what fails, and return what is said."""
        code, out, err = self(line)
        assert (code, out) == (1, ""), err
        return err


@pytest.fixture
def eslabon(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Eslabon:
    """Return what calls the program, whose data are in a folder that is still to be made."""
    monkeypatch.setenv("ESLABON_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("PATH", f"{postgresql.programs()}:/usr/bin:/bin")
    monkeypatch.chdir(tmp_path)
    return Eslabon(capsysbinary)


@pytest.fixture
def us(eslabon: Eslabon, database: Database, monkeypatch: pytest.MonkeyPatch) -> Team:
    """Put people into the database that the program works with."""
    assert eslabon
    monkeypatch.setenv("DATABASE_URL", database.url.render_as_string(hide_password=False))
    return team(database)


def test_a_first_database_is_made_and_found_well(eslabon: Eslabon, tmp_path: Path) -> None:
    """In a folder of its own that nobody else reads; there is nothing to copy first."""
    assert "al día" in eslabon("db upgrade")[2]
    assert "ya está al día" in eslabon("db upgrade")[2]
    assert "0 mapas" in eslabon("db check")[2]
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0
    assert (tmp_path / "data" / "eslabon.sqlite").stat().st_mode & 0o077 == 0
    assert not (tmp_path / "data" / "backups").exists()


@pytest.mark.usefixtures("us")
def test_a_map_goes_in_and_comes_out_whole(eslabon: Eslabon, tmp_path: Path) -> None:
    """The list shows it; the export is what was imported."""
    map_id = eslabon.data(f"map import {EXAMPLE}")
    assert eslabon.data("map list").split()[:2] == [map_id, "1"]
    eslabon.data(f"map export {map_id} --to json -o out.json")
    assert parse_map_document((tmp_path / "out.json").read_bytes()) == parse_map_document(EXAMPLE.read_bytes())
    assert "proveedor" in eslabon.data(f"map export {map_id} --to csv")


@pytest.mark.usefixtures("us")
def test_the_verbs_of_files_work_on_kept_maps(eslabon: Eslabon, tmp_path: Path) -> None:
    """They say the same of a map as of its file."""
    map_id = eslabon.data(f"map import {EXAMPLE}")
    for verb in ("check", "propagate --json", "convert --to json", "convert --to csv"):
        assert eslabon(f"{verb} --map {map_id}")[:2] == eslabon(f"{verb} {EXAMPLE}")[:2]
    eslabon.data(f"draw --map {map_id} -o kept.svg")
    eslabon.data(f"draw {EXAMPLE} -o file.svg")
    assert (tmp_path / "kept.svg").read_bytes() == (tmp_path / "file.svg").read_bytes()


def test_who_acts_may_do_what_that_person_may(eslabon: Eslabon, us: Team, database: Database) -> None:
    """The first owner unless another is named; a viewer looks; a stranger sees nothing; nobody is nobody."""
    map_id = eslabon.data(f"map import {EXAMPLE} --as Emilio-{us.owner.organisation}@example.org")
    assert map_id in eslabon.data(f"map list --as Vera-{us.owner.organisation}@example.org")
    assert "rol" in eslabon.refusal(f"map import {EXAMPLE} --as Vera-{us.owner.organisation}@example.org")
    others = team(database)
    assert eslabon.data(f"map list --as Olga-{others.owner.organisation}@example.org") == ""
    eslabon.refusal(f"check --map {map_id} --as Olga-{others.owner.organisation}@example.org")
    eslabon.refusal("map list --as nadie@example.org")


def test_without_an_owner_nothing_is_kept(eslabon: Eslabon) -> None:
    """And it is said what to do."""
    assert "eslabon db upgrade" in eslabon.refusal("map list")
    eslabon("db upgrade")
    assert "eslabon user add" in eslabon.refusal(f"map import {EXAMPLE}")


@pytest.mark.usefixtures("us")
def test_a_file_with_errors_is_not_kept(eslabon: Eslabon, tmp_path: Path) -> None:
    """All of them are said."""
    (tmp_path / "wrong.json").write_text('{"format": "value-chain-map/1", "name": " ", "nodes": [{}]}')
    assert "/nodes/0/name" in eslabon.refusal("map import wrong.json")
    assert eslabon.data("map list") == ""


@pytest.mark.usefixtures("us")
def test_one_source_is_named(eslabon: Eslabon) -> None:
    """A file or a kept map, not both and not none; an unknown map is said to be unknown."""
    assert eslabon("check")[0] == 2
    assert eslabon(f"check {EXAMPLE} --map abc")[0] == 2
    assert "abc" in eslabon.refusal("check --map abc")


@pytest.mark.usefixtures("us")
def test_a_backup_brings_everything_back(eslabon: Eslabon, database: Database, tmp_path: Path) -> None:
    """Onto what was changed since only if that is wanted; with the same maps and the same history."""
    map_id = eslabon.data(f"map import {EXAMPLE}")
    backup = eslabon.data("db backup")
    before = _exported(eslabon, map_id)
    other = tmp_path / "other.json"
    other.write_bytes(generate_map_document(chain("a -> b: Cosa")).content)
    eslabon.data("map import other.json")
    assert "--overwrite" in eslabon.refusal(f"db restore {backup}")
    assert len(eslabon.data("map list").splitlines()) == 2
    database.close()
    assert eslabon(f"db restore {backup} --overwrite")[0] == 0
    assert eslabon.data("map list").split()[0] == map_id
    assert _exported(eslabon, map_id) == before
    assert "1 mapa, 1 cambio" in eslabon("db check")[2]


def _exported(eslabon: Eslabon, map_id: str) -> object:
    return json.loads(eslabon.data(f"map export {map_id} --to json"))


def test_a_backup_is_put_into_an_empty_place(
    eslabon: Eslabon, us: Team, empty_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new machine: the same maps, and the database is well."""
    assert us
    map_id = eslabon.data(f"map import {EXAMPLE}")
    backup, before = eslabon.data("db backup"), _exported(eslabon, map_id)
    monkeypatch.setenv("DATABASE_URL", empty_database.url.render_as_string(hide_password=False))
    assert eslabon(f"db restore {backup}")[0] == 0
    assert _exported(eslabon, map_id) == before
    assert "1 mapa, 1 cambio" in eslabon("db check")[2]


@pytest.mark.usefixtures("us")
def test_a_backup_that_is_not_as_it_was_made_is_refused(eslabon: Eslabon, tmp_path: Path) -> None:
    """Changed by a byte, cut off, without its seal, of another kind: nothing is restored, and it is said why."""
    backup = Path(eslabon.data("db backup"))
    seal = backup.with_name(backup.name + ".sha256")
    changed = tmp_path / f"changed{backup.suffix}"
    shutil.copy(backup, changed)
    assert ".sha256" in eslabon.refusal(f"db restore {changed} --overwrite")
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    changed.write_bytes(content)
    changed.with_name(changed.name + ".sha256").write_text(seal.read_text())
    assert "no coincide" in eslabon.refusal(f"db restore {changed} --overwrite")
    odd = tmp_path / "copy.zip"
    shutil.copy(backup, odd)
    assert backup.suffix in eslabon.refusal(f"db restore {odd} --overwrite")
    assert "ya existe" in eslabon.refusal(f"db backup -o {backup}").lower()
    assert eslabon("db check")[0] == 0


def test_an_upgrade_copies_what_there_is_first(eslabon: Eslabon, us: Team, database: Database, tmp_path: Path) -> None:
    """The copy is of the former version, and the maps stay."""
    assert us
    eslabon.data(f"map import {EXAMPLE}")
    schema.downgrade(database, "0001")
    assert "eslabon db upgrade" in eslabon.refusal("db check")
    assert "Copia de seguridad" in eslabon("db upgrade")[2]
    assert len(list((tmp_path / "data" / "backups").glob("*.sha256"))) == 1
    assert "1 mapa" in eslabon("db check")[2]


@pytest.mark.usefixtures("us")
def test_a_check_finds_what_somebody_did_by_hand(eslabon: Eslabon, database: Database) -> None:
    """A value that no change made, and tables that are not ours."""
    map_id = eslabon.data(f"map import {EXAMPLE}")
    with database.writing() as session:
        session.connection().exec_driver_sql("UPDATE handoffs SET deliverable = 'Otra cosa'")
    assert map_id in eslabon.refusal("db check")
    with database.writing() as session:
        session.connection().exec_driver_sql("ALTER TABLE maps ADD COLUMN extra TEXT")
    assert "tablas" in eslabon.refusal("db check")


def test_missing_programs_are_named(
    eslabon: Eslabon, us: Team, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL's own are needed; SQLite needs none."""
    assert us
    monkeypatch.setenv("PATH", "")
    if database.file is None:
        assert "pg_dump" in eslabon.refusal("db backup")
    else:
        assert eslabon("db backup")[0] == 0


def test_a_damaged_file_is_told(eslabon: Eslabon, tmp_path: Path) -> None:
    """Half a database is found by the check and refused as a backup."""
    eslabon("db upgrade")
    backup = Path(eslabon.data("db backup"))
    content = backup.read_bytes()
    half = tmp_path / "half.sqlite"
    half.write_bytes(content[: len(content) // 2])
    half.with_name("half.sqlite.sha256").write_text(f"{hashlib.sha256(half.read_bytes()).hexdigest()}  half.sqlite\n")
    assert "completa" in eslabon.refusal("db restore half.sqlite --overwrite")
    with closing(sqlite3.connect(tmp_path / "data" / "eslabon.sqlite")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    assert "más nueva" in eslabon.refusal("db check")


@pytest.mark.usefixtures("us")
def test_a_file_goes_into_a_kept_map(eslabon: Eslabon, tmp_path: Path) -> None:
    """Looked at first, then updated and added, then replaced; the same again changes nothing."""
    map_id = eslabon.data(f"map import {EXAMPLE}")
    (tmp_path / "more.csv").write_text("supplier,client,deliverable\nVentas,Taller,Aviso\n")
    code, out, err = eslabon(f"map import more.csv --into {map_id} --dry-run")
    assert (code, out.strip()) == (0, map_id)
    assert "Agrega: 2." in err
    assert "No se cambió nada" in err
    assert eslabon.data("map list").split()[1] == "1"
    for _ in range(2):
        assert eslabon.data(f"map import more.csv --into {map_id}") == map_id
        assert eslabon.data("map list").split()[1] == "2"
    eslabon.data(f"map import more.csv --into {map_id} --replace")
    assert len(json.loads(eslabon.data(f"map export {map_id} --to json"))["nodes"]) == 2
    assert eslabon("map import more.csv --replace")[0] == 2
