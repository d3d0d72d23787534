"""Files as the command line reads and writes them: a file is there whole, or as it was."""

import errno
import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NoReturn, TextIO

import click

from app.cli.language import words
from app.cli.terminal import literal
from app.services.files.exchange import LARGEST_FILE
from app.wording import excerpt

STANDARD_STREAM = "-"


class UnusablePath(click.UsageError):
    """A file cannot be read or written, in the user's words."""


def read_bytes(file: str) -> bytes:
    """Return the content of a file, or of the standard input for `-`; no more than shows that it is too large."""
    try:
        if file == STANDARD_STREAM:
            return _bytes_of(sys.stdin).read(LARGEST_FILE + 1)
        with Path(file).open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as reason:
        _refuse(file, reason, "cli.file.unreadable")


def write_bytes(content: bytes, output: str | None) -> None:
    """Write data to a file, or to the standard output where none is named."""
    try:
        if output is None or output == STANDARD_STREAM:
            _write_out(content)
        elif Path(output).exists() and not Path(output).is_file():  # a device or a pipe
            Path(output).write_bytes(content)
        else:
            _write_whole(Path(output).resolve(), content)
    except BrokenPipeError:  # whoever reads has seen enough, which is no mistake
        raise
    except (OSError, ValueError) as reason:
        _refuse(output or STANDARD_STREAM, reason, "cli.file.unwritable")


def _write_out(content: bytes) -> None:
    stream = _bytes_of(sys.stdout)
    stream.write(content)
    stream.flush()


def _bytes_of(stream: TextIO | None) -> BinaryIO:
    """Return what carries the bytes of a standard stream; a program may be started without one."""
    if stream is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return stream.buffer


def _write_whole(path: Path, content: bytes) -> None:
    """Write beside the file and rename, so that nobody ever sees half of it."""
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
