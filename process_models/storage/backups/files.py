"""Files that are there whole or not at all, and the seals that tell whether they changed since."""

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from process_models.domain.errors import EslabonError
from process_models.domain.problems import error

SEAL = ".sha256"
_SEALED = re.compile(r"([0-9a-f]{64})  (.+)\n")


class BackupRefused(EslabonError):
    """A backup cannot be made or put back; nothing was changed."""


@contextmanager
def appearing(path: Path) -> Iterator[Path]:
    """Give a draft beside a file, nobody else's to read, that takes the file's name once it is written to the disk."""
    if path.exists():
        raise BackupRefused(error("backup-exists", file=path.name))
    draft = path.with_name(f".{secrets.token_hex(8)}.draft")
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield draft
        _to_disk(draft)
        draft.rename(path)
        _to_disk(path.parent)
    except OSError as reason:
        raise BackupRefused(error("backup-unwritable", file=path.name)) from reason
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def sealed(path: Path) -> None:
    """Write beside a file what `sha256sum --check` asks for."""
    with appearing(_seal_of(path)) as draft:
        draft.write_text(f"{_digest(path)}  {path.name}\n", encoding="utf-8")


def verified(path: Path) -> None:
    """Refuse a file that is not as it was when it was sealed.

    Raises:
        BackupRefused: there is no such file, no seal, or another file than was sealed.
    """
    try:
        seal = _SEALED.fullmatch(_seal_of(path).read_text(encoding="utf-8"))
        digest = _digest(path)
    except (OSError, UnicodeDecodeError) as reason:
        raise BackupRefused(error("backup-unreadable", file=path.name)) from reason
    if seal is None or seal[1] != digest:
        raise BackupRefused(error("backup-changed", file=path.name))


def _seal_of(path: Path) -> Path:
    return path.with_name(path.name + SEAL)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
