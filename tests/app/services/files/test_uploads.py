"""Uploads: between preview and confirmation a file is its owner's alone, for a day, whichever process is asked."""

import resource
import signal
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from app.services.access import Actor, Forbidden
from app.services.files import uploads
from app.services.files.uploads import FOLDER, LIFE, MOST_EACH, UploadNotFound, UploadsFull
from process_models.domain.identifiers import OrganisationId, PersonId
from process_models.domain.people import Role

NOW = 1_800_000_000.0
ANA = Actor(person=PersonId(1), organisation=OrganisationId(1), name="Ana", role=Role.EDITOR)
LUIS = replace(ANA, person=PersonId(11), name="Luis")


def keep(data: Path, content: bytes = b"x", *, actor: Actor = ANA, now: float = NOW) -> str:
    """Keep a file."""
    return uploads.keep(data, actor, name="mapa.csv", content=content, now=now)


def test_what_was_kept_is_found_again(tmp_path: Path) -> None:
    """Name, content to the byte, and whether it was a list."""
    content = b"{}\n\nb\0\xff\r\n"
    token = uploads.keep(tmp_path, ANA, name='a "b"\n.csv', content=content, now=NOW, is_list=True)
    found = uploads.found(tmp_path, ANA, token=token, now=NOW + 1)
    assert (found.name, found.content, found.is_list) == ('a "b"\n.csv', content, True)


def test_nobody_else_reads_it(tmp_path: Path) -> None:
    """Neither another person with the token, nor another account of the machine."""
    token = keep(tmp_path)
    with pytest.raises(UploadNotFound):
        uploads.found(tmp_path, LUIS, token=token, now=NOW)
    folder = tmp_path / FOLDER
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()] == [0o600]


@pytest.mark.parametrize("token", ["", "../../etc/passwd", "0" * 32, "0" * 31 + "\n", "A" * 32])
def test_a_token_that_was_never_given_finds_nothing(tmp_path: Path, token: str) -> None:
    """Whatever its shape."""
    with pytest.raises(UploadNotFound):
        uploads.found(tmp_path, ANA, token=token, now=NOW)


def test_after_a_day_it_is_gone(tmp_path: Path) -> None:
    """It is not found, and the next upload, of anybody, takes it away."""
    token = keep(tmp_path)
    with pytest.raises(UploadNotFound):
        uploads.found(tmp_path, ANA, token=token, now=NOW + LIFE + 1)
    keep(tmp_path, actor=LUIS, now=NOW + LIFE + 1)
    assert len(list((tmp_path / FOLDER).iterdir())) == 1


def test_of_one_person_only_the_last_few_are_kept(tmp_path: Path) -> None:
    """The oldest goes first, and those of others stay: person 1 is not person 11."""
    keep(tmp_path, actor=LUIS)
    tokens = [keep(tmp_path, now=NOW + number) for number in range(MOST_EACH + 2)]
    kept = {path.name for path in (tmp_path / FOLDER).iterdir()}
    assert {f"1-{token}" for token in tokens[2:]} < kept
    assert len(kept) == MOST_EACH + 1


def test_all_together_have_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk does not fill up: somebody waits until another has confirmed."""
    monkeypatch.setattr(uploads, "LARGEST_TOGETHER", 1_000)
    keep(tmp_path, b"x" * 600, actor=LUIS)
    with pytest.raises(UploadsFull):
        keep(tmp_path, b"x" * 600)
    assert len(list((tmp_path / FOLDER).iterdir())) == 1


def test_a_viewer_keeps_nothing(tmp_path: Path) -> None:
    """Nor finds anything."""
    viewer = replace(ANA, role=Role.VIEWER)
    token = keep(tmp_path)
    with pytest.raises(Forbidden):
        keep(tmp_path, actor=viewer)
    with pytest.raises(Forbidden):
        uploads.found(tmp_path, viewer, token=token, now=NOW)


def test_a_full_disk_is_said_and_nothing_is_left_behind(tmp_path: Path) -> None:
    """The file is refused as a whole; what was begun takes up no room."""
    keep(tmp_path, actor=LUIS)
    size, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    former = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, most))
    try:
        with pytest.raises(UploadsFull) as refused:
            keep(tmp_path, b"x" * 5_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
        signal.signal(signal.SIGXFSZ, former)
    assert [problem.code for problem in refused.value.problems] == ["disk-full"]
    assert len(list((tmp_path / FOLDER).iterdir())) == 1


def test_where_nothing_can_be_written_that_is_said(tmp_path: Path) -> None:
    """Something else stands where the folder should be."""
    (tmp_path / FOLDER).write_text("in the way")
    with pytest.raises(UploadsFull) as refused:
        keep(tmp_path)
    assert [problem.code for problem in refused.value.problems] == ["disk-read-only"]
