"""Files that somebody is about to import: kept between preview and confirmation, for one person and one day.

They lie in the data folder under names that nobody can guess, readable by the server alone, so that whichever of its
processes is asked next finds them.
"""

import json
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.services.access import Actor, require
from process_models.domain.errors import EslabonError
from process_models.domain.people import Role
from process_models.domain.problems import error
from process_models.storage.errors import disk_problem

FOLDER = "uploads"
LIFE = 24 * 3600
"""Seconds."""

MOST_EACH = 5
LARGEST_TOGETHER = 2_000_000_000

_TOKEN = re.compile(r"[0-9a-f]{32}")


class UploadNotFound(EslabonError):
    """Nobody uploaded such a file, it was somebody else, or its day is over."""

    @classmethod
    def missing(cls) -> "UploadNotFound":
        """Return the error."""
        return cls(error("upload-not-found"))


class UploadsFull(EslabonError):
    """The files that wait for confirmation take up all the room that they may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as somebody sent it, or a list as somebody pasted it (`is_list`)."""

    token: str
    name: str
    content: bytes
    is_list: bool = False


def keep(data: Path, actor: Actor, *, name: str, content: bytes, now: float, is_list: bool = False) -> str:
    """Keep a file; return the token by which the same person finds it. Of one person, only the last few are kept.

    Raises:
        UploadsFull: those of all people together are too large, or the disk takes no more.
    """
    require(actor, Role.EDITOR)
    token = secrets.token_hex(16)
    about = json.dumps({"name": name, "is_list": is_list}).encode()
    try:
        folder = _folder(data)
        _sweep(folder, actor, now, room=len(content))
        _write(_place(folder, actor, token), about + b"\n" + content, now)
    except OSError as reason:
        raise UploadsFull(disk_problem(reason)) from reason
    return token


def found(data: Path, actor: Actor, *, token: str, now: float) -> Upload:
    """Return a file that the same person uploaded.

    Raises:
        UploadNotFound: there is none, or its day is over.
    """
    require(actor, Role.EDITOR)
    if _TOKEN.fullmatch(token) is None:
        raise UploadNotFound.missing()
    try:
        place = _place(_folder(data), actor, token)
        is_over = place.stat().st_mtime < now - LIFE
        about, _, content = place.read_bytes().partition(b"\n")
    except FileNotFoundError as reason:
        raise UploadNotFound.missing() from reason
    if is_over:
        raise UploadNotFound.missing()
    return Upload(token=token, content=content, **json.loads(about))


def _write(place: Path, content: bytes, now: float) -> None:
    """Write a file that is there as a whole or not at all."""
    draft = place.with_name(f".{place.name}.draft")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        os.utime(draft, (now, now))
        draft.replace(place)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def _folder(data: Path) -> Path:
    folder = data / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _place(folder: Path, actor: Actor, token: str) -> Path:
    return folder / f"{actor.person}-{token}"


def _sweep(folder: Path, actor: Actor, now: float, *, room: int) -> None:
    """Make room: what is over goes, and the oldest of this person's."""
    kept = sorted(_listed(folder), key=lambda entry: entry[1].st_mtime)
    over = [path for path, facts in kept if facts.st_mtime < now - LIFE]
    own = [path for path, _ in kept if path.name.startswith(f"{actor.person}-") and path not in over]
    gone = {*over, *own[: max(0, len(own) - MOST_EACH + 1)]}
    for path in gone:
        path.unlink(missing_ok=True)
    if sum(facts.st_size for path, facts in kept if path not in gone) + room > LARGEST_TOGETHER:
        raise UploadsFull(error("uploads-full"))


def _listed(folder: Path) -> list[tuple[Path, os.stat_result]]:
    """Return the files of a folder, but for those that another process took away meanwhile."""
    entries: list[tuple[Path, os.stat_result]] = []
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            entries.append((path, path.stat()))
    return entries
