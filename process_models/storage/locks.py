"""One writer at a time, in order: SQLite itself lets whoever asks next at the right moment go first."""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from process_models.storage.errors import DatabaseBusy


class WriteLock:
    """A lock among the threads of this process, and on a file among all processes.

    A process that dies lets go of both.
    """

    def __init__(self, path: Path, *, patience: float) -> None:
        self._path = path
        self._patience = patience
        self._among_threads = threading.Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock.

        Raises:
            DatabaseBusy: others held it for longer than is waited.
        """
        until = monotonic() + self._patience
        if not self._among_threads.acquire(timeout=self._patience):
            raise DatabaseBusy.now()
        try:
            file = self._locked_file(until - monotonic())
            try:
                yield
            finally:
                os.close(file)
        finally:
            self._among_threads.release()

    def _locked_file(self, patience: float) -> int:
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return _waited_for(file, patience)
        except BaseException:
            os.close(file)
            raise
        return file


def _waited_for(file: int, patience: float) -> int:
    """Wait in the system's queue, which is fair but knows no limit of time; a thread of its own waits there."""
    turn = _Turn(file)
    waiting = threading.Thread(target=turn.take, daemon=True, name="write-lock")
    waiting.start()
    waiting.join(max(patience, 0.0))
    if not turn.is_mine():
        raise DatabaseBusy.now()
    return file


class _Turn:
    """Whose a lock is that one waited for: whoever waits, or nobody's once the waiting was given up."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._deciding = threading.Lock()
        self._is_taken = False
        self._is_given_up = False

    def take(self) -> None:
        """Wait for the lock; let go of it at once if nobody waits any more."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX)
        finally:
            with self._deciding:
                self._is_taken = True
                if self._is_given_up:
                    os.close(self._file)

    def is_mine(self) -> bool:
        """Tell whether the lock was got; if not, it is given up."""
        with self._deciding:
            self._is_given_up = not self._is_taken
            return self._is_taken
