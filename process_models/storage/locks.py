"""One writer at a time, in order: SQLite itself lets whoever asks next at the right moment go first."""

import fcntl
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from process_models.domain.problems import error
from process_models.storage.errors import DatabaseBusy, DatabaseUnusable, disk_problem


class WriteLock:
    """A lock among the threads of this process, and on files among all processes.

    Whoever waits for the lock holds the queue, so that a process that just let go does not take it again before those
    who wait. A process that dies lets go of everything.
    """

    def __init__(self, path: Path, *, patience: float) -> None:
        self._lock = path
        self._queue = path.with_name(f"{path.name}.queue")
        self._patience = patience
        self._among_threads = threading.Lock()

    @contextmanager
    def held(self, patience: float | None = None) -> Iterator[None]:
        """Hold the lock; `patience` is for whoever has less than others.

        Raises:
            DatabaseBusy: others held it for longer than is waited.
        """
        patience = self._patience if patience is None else patience
        until = monotonic() + patience
        if not self._among_threads.acquire(timeout=patience):
            raise DatabaseBusy.now()
        try:
            file = self._taken(until)
            try:
                yield
            finally:
                os.close(file)
        finally:
            self._among_threads.release()

    def _taken(self, until: float) -> int:
        try:
            return self._take(fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return _Turn(lambda: self._take(fcntl.LOCK_EX)).awaited(until)

    def _take(self, how: int) -> int:
        queue = _locked(self._queue, how)
        try:
            return _locked(self._lock, how)
        finally:
            os.close(queue)


def _locked(path: Path, how: int) -> int:
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except FileNotFoundError as reason:
        raise DatabaseUnusable(error("database-missing")) from reason
    except OSError as reason:
        raise DatabaseUnusable(disk_problem(reason)) from reason
    try:
        fcntl.flock(file, how)
    except BaseException:
        os.close(file)
        raise
    return file


class _Turn:
    """A lock that is waited for in the system's queue, which knows no limit of time: a thread of its own waits there.

    If it comes after the waiting was given up, it is let go at once.
    """

    def __init__(self, take: Callable[[], int]) -> None:
        self._take = take
        self._deciding = threading.Lock()
        self._file: int | None = None
        self._is_given_up = False

    def awaited(self, until: float) -> int:
        """Return the locked file.

        Raises:
            DatabaseBusy: it did not come in time.
        """
        waiting = threading.Thread(target=self._wait, daemon=True, name="write-lock")
        waiting.start()
        waiting.join(max(until - monotonic(), 0.0))
        with self._deciding:
            self._is_given_up = self._file is None
            if self._file is None:
                raise DatabaseBusy.now()
            return self._file

    def _wait(self) -> None:
        file = self._take()
        with self._deciding:
            if self._is_given_up:
                os.close(file)
            else:
                self._file = file
