"""Who was erased, kept beside the database: a backup from before brings nobody back."""

import hmac
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from process_models.domain.identifiers import OrganisationId, PersonId
from process_models.storage import erasing
from process_models.storage.session import Session

NAME = "erased.jsonl"


def note(session: Session, data: Path, organisation: OrganisationId, person: PersonId) -> None:
    """Append somebody to the ledger, on the disk before this returns."""
    made = erasing.born(session, person)
    if made is None:
        return
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    line = json.dumps({"organisation": organisation, "person": person, "mark": _mark(session, person, made)})
    file = os.open(data / NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(file, "a", encoding="ascii") as stream:
        stream.write(f"{line}\n")
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
    """Yield what the ledger says; a line that was cut off says nothing."""
    if not path.exists():
        return
    for line in path.read_text(encoding="ascii", errors="replace").splitlines():
        with suppress(ValueError, KeyError, TypeError):
            told = json.loads(line)
            yield OrganisationId(int(told["organisation"])), PersonId(int(told["person"])), str(told["mark"])


def _mark(session: Session, person: PersonId, made: datetime) -> str:
    """Return what tells a person from another of the same number, and tells nobody anything else."""
    message = f"erased\n{person}\n{made.astimezone(UTC).isoformat(timespec='microseconds')}"
    return hmac.new(session.info["seal"](), message.encode(), sha256).hexdigest()
