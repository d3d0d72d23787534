"""Who was erased, kept beside the database: a backup from before brings nobody back."""

import hmac
import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from process_models.domain.identifiers import OrganisationId, PersonId
from process_models.storage import erasing
from process_models.storage.session import Session

NAME = "erased.jsonl"


def note(session: Session, data: Path, *, organisation: OrganisationId, person: PersonId, made: datetime) -> str:
    """Append whoever is about to be erased to the ledger, on the disk before this returns; return the line's name.

    The line comes before the end of the transaction that erases: after a crash in between, the next start erases what
    somebody asked to be erased. A transaction that was dropped takes its line back.
    """
    name = secrets.token_hex(8)
    mark = _mark(session, person, made)
    _append(data, {"line": name, "organisation": organisation, "person": person, "mark": mark})
    return name


def take_back(data: Path, line: str) -> None:
    """Say that the erasing of a line did not take place."""
    _append(data, {"taken_back": line})


def _append(data: Path, told: dict[str, object]) -> None:
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    line = json.dumps(told)
    file = os.open(data / NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(file, "a", encoding="ascii") as stream:
        stream.write(f"\n{line}\n")  # what a crash cut off before it takes no other line with it
        stream.flush()
        os.fsync(stream.fileno())
    folder = os.open(data, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def returned(session: Session, data: Path) -> Iterator[tuple[OrganisationId, PersonId]]:
    """Yield whoever was erased and is there again; the same number in another database is somebody else."""
    for organisation, person, mark in _lines(data / NAME):
        made = erasing.born(session, person)
        if made is not None and hmac.compare_digest(mark, _mark(session, person, made)):
            yield organisation, person


def _lines(path: Path) -> Iterator[tuple[OrganisationId, PersonId, str]]:
    """Yield what the ledger says; a line that was cut off says nothing, nor one that was taken back."""
    if not path.exists():
        return
    lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    back = {told["taken_back"] for told in _read(lines) if isinstance(told.get("taken_back"), str)}
    for told in _read(lines):
        if told.get("line") in back:
            continue
        with suppress(ValueError, KeyError, TypeError):
            yield OrganisationId(int(told["organisation"])), PersonId(int(told["person"])), str(told["mark"])


def _read(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        with suppress(ValueError):
            told = json.loads(line)
            if isinstance(told, dict):
                yield told


def _mark(session: Session, person: PersonId, made: datetime) -> str:
    """Return what tells a person from another of the same number, and tells nobody anything else."""
    message = f"erased\n{person}\n{made.astimezone(UTC).isoformat(timespec='microseconds')}"
    return hmac.new(session.info["seal"](), message.encode(), sha256).hexdigest()
