"""Files as the command line reads and writes them: a file is there whole, or as it was."""

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click

from app.cli.language import words
from app.cli.terminal import excerpt, literal
from app.services.exchange import LARGEST_FILE

STANDARD_STREAM = "-"


class UnusablePath(click.UsageError):
    """A file cannot be read or written, in the user's words."""


def read_bytes(file: str) -> bytes:
    """Return the content of a file, or of the standard input for `-`; no more than shows that it is too large."""
    if file == STANDARD_STREAM:
        return sys.stdin.buffer.read(LARGEST_FILE + 1)
    try:
        with Path(file).open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as reason:
        _refuse(file, reason, "cli.file.unreadable")


def write_bytes(content: bytes, output: str | None) -> None:
    """Write data to a file, or to the standard output where none is named."""
    if output is None or output == STANDARD_STREAM:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        _write_whole(Path(output).resolve(), content)
    except (OSError, ValueError) as reason:
        _refuse(output, reason, "cli.file.unwritable")


def _write_whole(path: Path, content: bytes) -> None:
    """Write beside the file and rename, so that nobody ever sees half of it; a device is written to as it is."""
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    draft = path.with_name(f".{secrets.token_hex(8)}.draft")
    try:
        with draft.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _refuse(file: str, reason: OSError | ValueError, otherwise: str) -> NoReturn:
    match reason:
        case FileNotFoundError() | NotADirectoryError():
            code = "cli.file.missing"
        case IsADirectoryError():
            code = "cli.file.directory"
        case PermissionError():
            code = "cli.file.forbidden"
        case _:
            code = otherwise
    raise UnusablePath(words().text(code, file=excerpt(literal(file))))
