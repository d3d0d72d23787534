"""Sixteen clients edit one map at once, are killed in the middle, and are copied while they work: nothing is lost."""

import shutil
import time
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.services.keeping import editing, maps
from app.services.running import upkeep
from process_models.domain.commands import ReplaceNode
from process_models.domain.identifiers import MapId
from process_models.storage.session import Database
from tests import postgresql
from tests.many_editors import STORY, Judge, Task, answers, working
from tests.organisations import team

PROCESSES, CLIENTS = 4, 4
PATIENCE = 1200
WORKING_AGAIN = 5.0


def task(database: Database, log: Path, operations: int, *, careless: bool = False) -> Task:
    """Return what the first process does at a map that is made for it."""
    us = team(database)
    with database.writing() as session:
        map_id = maps.create(session, us.editor, chain=STORY)
    return Task(
        url=database.url.render_as_string(hide_password=False),
        map_id=map_id,
        person=us.editor.person,
        organisation=us.editor.organisation,
        clients=CLIENTS,
        operations=operations,
        seed=1,
        log=str(log),
        careless=careless,
    )


def worked_through(first: Task) -> Counter[str]:
    """Have all processes do their work, and count what their clients were told."""
    with working([replace(first, seed=first.seed + number) for number in range(PROCESSES)]) as processes:
        for process in processes:
            assert process.wait(PATIENCE) == 0
    return Counter(answer.told for answer in answers(Path(first.log)))


@pytest.mark.parametrize("operations", [10, pytest.param(125, marks=[pytest.mark.long, pytest.mark.timeout(PATIENCE)])])
def test_what_is_acknowledged_is_kept(database: Database, tmp_path: Path, operations: int) -> None:
    """The end is the replay of the changes, every acknowledged one is among them, and conflicts have their reason."""
    first = task(database, tmp_path / "log", operations)
    told = worked_through(first)
    assert told.total() == PROCESSES * CLIENTS * operations
    assert Judge(database, first).problems(answers(tmp_path / "log")) == {}
    assert told["done"] > told.total() / 4
    assert told["conflict"] > 0
    assert told["busy"] == 0
    assert upkeep.check(database).problems == ()


def test_without_the_check_of_the_revision_updates_are_lost(database: Database, tmp_path: Path) -> None:
    """The judge sees it when commands are applied on whatever is there, instead of on what their authors saw."""
    first = task(database, tmp_path / "log", 10, careless=True)
    told = worked_through(first)
    assert told["done"] > 0
    assert Judge(database, first).problems(answers(tmp_path / "log"))["an update was lost"] > 0


@pytest.mark.parametrize("kills", [3, pytest.param(20, marks=[pytest.mark.long, pytest.mark.timeout(PATIENCE)])])
def test_who_is_killed_loses_nothing_that_was_acknowledged(database: Database, tmp_path: Path, kills: int) -> None:
    """Again and again, all clients at once, in the middle; the database is whole, and works again at once."""
    first = task(database, tmp_path / "log", 10**6)
    known = 0
    for kill in range(kills):
        with working([replace(first, seed=100 * kill + number) for number in range(2)]):
            _wait_for_answers(tmp_path / "log", more_than=known + 20 + 7 * kill % 30)
        begun = time.monotonic()
        _works(first)
        assert time.monotonic() - begun < WORKING_AGAIN
        known = len(answers(tmp_path / "log"))
        assert Judge(database, first).problems(answers(tmp_path / "log")) == {}
    assert upkeep.check(database).problems == ()


def _wait_for_answers(log: Path, *, more_than: int) -> None:
    until = time.monotonic() + PATIENCE
    while not log.exists() or log.read_bytes().count(b"\n") <= more_than:
        assert time.monotonic() < until
        time.sleep(0.01)


def _works(first: Task) -> None:
    """Change the map as a process that begins anew."""
    with closing(Database(first.url)) as anew:
        with anew.reading() as session:
            seen = maps.opened(session, first.actor, map_id=MapId(first.map_id))
        with anew.writing() as session:
            command = ReplaceNode(node=seen.chain.nodes[0])
            editing.apply(session, first.actor, map_id=seen.id, command=command, base_revision=seen.revision)


def test_a_backup_under_load_is_one_moment_of_it(
    database: Database, empty_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Restored into an empty place, it has every change that was acknowledged before it began, and maps that agree."""
    monkeypatch.setenv("PATH", f"{postgresql.programs()}:/usr/bin:/bin")
    first = task(database, tmp_path / "log", 10**6)
    with working([first, replace(first, seed=2)]):
        _wait_for_answers(tmp_path / "log", more_than=30)
        acknowledged = answers(tmp_path / "log")
        backup = upkeep.backup(database, tmp_path / "data")
        _wait_for_answers(tmp_path / "log", more_than=len(acknowledged) + 10)
    upkeep.restore(empty_database, backup, tmp_path)
    assert upkeep.check(empty_database).problems == ()
    assert Judge(empty_database, first).problems(acknowledged) == {}
    copied, original = Judge(empty_database, first), Judge(database, first)
    assert original.chains[len(copied.changes)] == copied.kept
    assert len(original.changes) > len(copied.changes)


def test_the_same_backup_twice_is_refused_and_a_copy_of_the_file_is_no_backup(tmp_path: Path) -> None:
    """Whoever copies the file of a running database has no seal, and is told."""
    database = Database(f"sqlite:///{tmp_path / 'data' / 'eslabon.sqlite'}")
    upkeep.upgrade(database, tmp_path / "data")
    copied = tmp_path / "copied.sqlite"
    shutil.copy(tmp_path / "data" / "eslabon.sqlite", copied)
    with pytest.raises(upkeep.BackupRefused):
        upkeep.restore(Database(f"sqlite:///{tmp_path / 'other.sqlite'}"), copied, tmp_path)
    made = upkeep.backup(database, tmp_path / "data")
    with pytest.raises(upkeep.BackupRefused):
        upkeep.backup(database, tmp_path / "data", made)
    database.close()
