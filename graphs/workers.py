"""Warm worker processes for work that may run wild: each task with limits of time, CPU and memory, killed past them.

A worker is `python -m graphs.workers package.module:function`, a function from bytes to bytes. It has an empty folder
of its own, no environment but what its pool prepares, and ends with its parent: its input closes, or, in the middle of
a task, it sees within a second that somebody else adopted it.
"""

import atexit
import importlib
import os
import resource
import selectors
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from graphs import telling

_HEAD = struct.Struct("!dQ")
"""Of a frame: a number (seconds allowed on the way in, what it is on the way out) and the length of what follows."""

_SECONDS_TO_START = 60.0
_SECONDS_TO_END = 5.0
_SECONDS_BETWEEN_LOOKS = 1.0
_NICE = 5
_CHUNK = 1 << 20
_SECONDS_BETWEEN_QUESTIONS = 0.2
_DONE, _FAILED, _UNDER_WAY = 1.0, 0.0, 0.5

Prepare = Callable[[Path], Mapping[str, str]]
"""Puts what a worker needs into a folder and returns the environment that it is started with."""


def unprepared(_place: Path) -> Mapping[str, str]:
    """Put nothing into the folder: the worker needs no environment."""
    return {}


class TaskNotDone(Exception):
    """A worker gave no result."""


class TaskOverran(TaskNotDone):
    """The task took longer than allowed, and its worker was killed."""


class TaskFailed(TaskNotDone):
    """The task raised an error, or its worker died, for instance past its memory."""


class TaskStopped(TaskNotDone):
    """Whoever watched the task did not want it any more, and its worker was killed."""


class Watch:
    """On one task, from any thread: what it told last (`graphs.telling`), and how to stop it."""

    def __init__(self) -> None:
        self.told = b""
        self._stopped = threading.Event()

    @property
    def is_stopped(self) -> bool:
        """Whether somebody stopped it."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """Stop the task, whether it has begun or not."""
        self._stopped.set()


class WorkerPool:
    """Up to `size` warm processes for one task; any number of threads may ask."""

    def __init__(self, task: str, *, size: int, memory: int, prepare: Prepare = unprepared) -> None:
        self._task = task
        self._memory = memory
        self._prepare = prepare
        self._nice = 0
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._places = threading.BoundedSemaphore(size)
        self._lock = threading.Lock()
        atexit.register(self.close)

    def run(
        self, argument: bytes, *, seconds: float, patience: float | None = None, watch: Watch | None = None
    ) -> bytes:
        """Return the task's answer, which may take so many seconds of a processor.

        By the clock it may take as long, or `patience` seconds where others may hold the processors meanwhile.

        Raises:
            TaskNotDone: it took longer, or failed.
            TaskStopped: by its `watch`.
        """
        watch = watch or Watch()
        with self._places:
            worker = self._take()
            try:
                done, answer = worker.ask(argument, seconds, patience or seconds, watch)
            except TaskNotDone:
                with self._lock:
                    self._busy.remove(worker)
                worker.stop()
                raise
            with self._lock:
                self._busy.remove(worker)
                self._idle.append(worker)
        if not done:
            raise TaskFailed(answer.decode("utf-8", "replace"))
        return answer

    def give_way(self) -> None:
        """Let whoever serves go first where cores are few: processes that start from now on are nicer."""
        self._nice = _NICE

    def warm(self) -> None:
        """Start one process, so that the first who asks does not wait for it."""
        with self._places:
            worker = self._take()
            with self._lock:
                self._busy.remove(worker)
                self._idle.append(worker)

    def close(self) -> None:
        """End the processes; tasks that are under way fail, and the next one starts anew."""
        with self._lock:
            waiting, self._idle = self._idle, []
            for worker in self._busy:
                worker.kill()
        for worker in waiting:
            worker.stop()

    def _take(self) -> "_Worker":
        worker = self._waiting() or _Worker(self._task, memory=self._memory, prepare=self._prepare, nice=self._nice)
        with self._lock:
            self._busy.add(worker)
        return worker

    def _waiting(self) -> "_Worker | None":
        """Return a process that waits for work, if one does; one that was ended from outside does not."""
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.is_there():
                    return worker
                worker.stop()
        return None


class _Worker:
    """One process, seen from its parent."""

    def __init__(self, task: str, *, memory: int, prepare: Prepare, nice: int) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="eslabon-")
        home = Path(self._folder.name, "home")
        home.mkdir()
        requests_out, requests_in = os.pipe()
        answers_out, answers_in = os.pipe()
        self._requests = os.fdopen(requests_in, "wb")
        self._answers = answers_out
        self._process = subprocess.Popen(  # noqa: S603 - our own module, told which of our functions to run
            [sys.executable, "-I", "-m", "graphs.workers", task, str(memory), str(os.getpid()), str(nice)],
            stdin=requests_out,
            stdout=answers_in,
            stderr=subprocess.DEVNULL,
            cwd=home,
            env=dict(prepare(Path(self._folder.name))),
            start_new_session=True,
        )
        os.close(requests_out)
        os.close(answers_in)
        try:
            self._answer(time.monotonic() + _SECONDS_TO_START, Watch())
        except TaskNotDone:
            self.stop()
            raise

    def ask(self, argument: bytes, seconds: float, patience: float, watch: Watch) -> tuple[bool, bytes]:
        """Return whether the task was done, and its answer or else its error."""
        deadline = time.monotonic() + patience
        try:
            _write(self._requests, seconds, argument)
        except OSError as gone:
            raise TaskFailed("the worker had ended") from gone
        return self._answer(deadline, watch)

    def is_there(self) -> bool:
        """Tell whether the process still runs."""
        return self._process.poll() is None

    def kill(self) -> None:
        """Kill the process; whoever waits for its answer hears of it, and clears up."""
        self._process.kill()

    def stop(self) -> None:
        """Kill the process and clear its folder."""
        self.kill()
        self._process.wait()
        with suppress(BrokenPipeError):
            self._requests.close()
        os.close(self._answers)
        self._folder.cleanup()

    def _answer(self, deadline: float, watch: Watch) -> tuple[bool, bytes]:
        while True:
            number, length = _HEAD.unpack(self._read(_HEAD.size, deadline, watch))
            content = self._read(length, deadline, watch)
            if number != _UNDER_WAY:
                return number == _DONE, content
            watch.told = content

    def _read(self, length: int, deadline: float, watch: Watch) -> bytes:
        got = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(self._answers, selectors.EVENT_READ)
            while len(got) < length:
                if watch.is_stopped:
                    raise TaskStopped("nobody wants it any more")
                left = deadline - time.monotonic()
                if not selector.select(min(max(0.0, left), _SECONDS_BETWEEN_QUESTIONS)):
                    if left <= 0:
                        raise TaskOverran("the time allowed had passed")
                    continue
                chunk = os.read(self._answers, min(_CHUNK, length - len(got)))
                if not chunk:
                    raise self._ended()
                got += chunk
        return bytes(got)

    def _ended(self) -> TaskNotDone:
        """Tell why the process is gone: the system ends it where it has used up its time."""
        with suppress(subprocess.TimeoutExpired):
            if self._process.wait(_SECONDS_TO_END) == -signal.SIGXCPU:
                return TaskOverran("the processor time allowed was used up")
        return TaskFailed("the worker ended")


def serve(task: str, memory: int, asked: BinaryIO, answers: BinaryIO) -> None:
    """Answer one request after the other until the input closes: what a worker process does."""
    module, function = task.split(":")
    work: Callable[[bytes], bytes] = getattr(importlib.import_module(module), function)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    _write(answers, _DONE, b"")
    telling.listen(lambda content: _write(answers, _UNDER_WAY, content))
    while head := asked.read(_HEAD.size):
        seconds, length = _HEAD.unpack(head)
        _allow_cpu(seconds)
        try:
            _write(answers, _DONE, work(asked.read(length)))
        except Exception as error:  # noqa: BLE001 - whatever goes wrong in a task is the caller's to hear
            _write(answers, _FAILED, f"{type(error).__name__}: {error}".encode())


def _end_with(parent: int) -> None:
    """Leave as soon as the parent is gone, whatever the task is doing."""
    while os.getppid() == parent:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    os._exit(1)


def _allow_cpu(seconds: float) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 2, most))


def _write(pipe: BinaryIO, number: float, content: bytes) -> None:
    pipe.write(_HEAD.pack(number, len(content)))
    pipe.write(content)
    pipe.flush()


if __name__ == "__main__":
    results = os.fdopen(os.dup(1), "wb")
    os.nice(int(sys.argv[4]))
    threading.Thread(target=_end_with, args=(int(sys.argv[3]),), daemon=True).start()
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    serve(sys.argv[1], int(sys.argv[2]), sys.stdin.buffer, results)
