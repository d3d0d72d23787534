"""Worker processes: their answers, their limits, and that one bad task harms nobody else."""

import os
import pickle
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from graphs.propagation.worker import Question
from graphs.rendering import fonts
from graphs.rendering.dot import dot
from graphs.workers import TaskFailed, TaskOverran, TaskStopped, Watch, WorkerPool
from tests.kept import too_large
from tests.pictures import complete, drawn, example

MEMORY = 1 << 30


def nothing(_folder: Path) -> Mapping[str, str]:
    """A task of the standard library needs no environment."""
    return {}


@contextmanager
def pool(task: str, *, memory: int = MEMORY) -> Iterator[WorkerPool]:
    """Return a pool that ends with the test."""
    prepare = fonts.configured if "graphviz" in task else nothing
    workers = WorkerPool(task, size=2, memory=memory, prepare=prepare)
    try:
        yield workers
    finally:
        workers.close()


def test_a_worker_answers() -> None:
    """What the task returns comes back."""
    with pool("zlib:compress") as workers:
        assert zlib.decompress(workers.run(b"Ventas" * 1000, seconds=10)) == b"Ventas" * 1000


def test_threads_get_their_own_answers() -> None:
    """Many threads may ask at once; nobody gets another's answer."""
    asked = [bytes([place]) * 10_000 for place in range(40)]
    with pool("zlib:compress") as workers, ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda each: workers.run(each, seconds=10), asked))
    assert [zlib.decompress(answer) for answer in answers] == asked


def test_a_task_that_fails_says_why_and_the_worker_goes_on() -> None:
    """An error of a task is the caller's to hear."""
    with pool("zlib:decompress") as workers:
        with pytest.raises(TaskFailed, match="incorrect header"):
            workers.run(b"nothing compressed", seconds=10)
        assert workers.run(zlib.compress(b"next"), seconds=10) == b"next"


def test_memory_is_limited() -> None:
    """A small input that grows beyond the worker's memory fails, and the next task is done."""
    bomb = zlib.compress(bytes(300 << 20))
    with pool("zlib:decompress", memory=200 << 20) as workers:
        with pytest.raises(TaskFailed):
            workers.run(bomb, seconds=20)
        assert workers.run(zlib.compress(b"next"), seconds=10) == b"next"


def test_a_task_past_its_time_is_killed_and_the_next_one_is_done() -> None:
    """`dot` would take minutes for a complete graph of 40 nodes."""
    with pool("graphs.rendering.graphviz_worker:place") as workers:
        with pytest.raises(TaskOverran):
            workers.run(b"dot\n" + dot(drawn(complete(40))).encode(), seconds=0.5)
        assert b'"objects"' in workers.run(b"dot\ndigraph { a -> b }", seconds=10)


def test_where_the_clock_has_patience_the_processor_s_time_counts() -> None:
    """A task that computes without end is ended by the time it used, long before the patience is over."""
    with pool("graphs.rendering.graphviz_worker:place") as workers:
        begun = time.monotonic()
        with pytest.raises(TaskOverran):
            workers.run(b"dot\n" + dot(drawn(complete(40))).encode(), seconds=0.5, patience=200)
        assert time.monotonic() - begun < 100


def test_an_unknown_task_fails_at_once() -> None:
    """A worker that cannot start is told, not waited for."""
    with pool("zlib:no_such_function") as workers, pytest.raises(TaskFailed):
        workers.run(b"", seconds=10)


class Sleep:
    """Unpickled, it sleeps."""

    def __reduce__(self) -> tuple[Callable[[float], None], tuple[float]]:
        return time.sleep, (60.0,)


def workers_of(parent: int) -> set[int]:
    """Return the worker processes of a process."""
    found = (_children(place) for place in Path("/proc").glob(f"{parent}/task/*/children"))
    return {pid for children in found for pid in children if b"graphs.workers" in _command(pid)}


def _children(place: Path) -> list[int]:
    return [int(pid) for pid in place.read_text(encoding="ascii").split()]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def wait_until(holds: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until something holds; fail if it does not."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_worker_that_was_ended_from_outside_is_replaced() -> None:
    """Whoever asks next does not notice."""
    before = workers_of(os.getpid())
    with pool("zlib:compress") as workers:
        workers.run(b"", seconds=10)
        (worker,) = workers_of(os.getpid()) - before
        os.kill(worker, signal.SIGKILL)
        time.sleep(0.2)
        assert zlib.decompress(workers.run(b"next", seconds=10)) == b"next"


def test_closing_ends_the_tasks_that_are_under_way() -> None:
    """A server that stops does not wait for a drawing."""
    before = workers_of(os.getpid())
    with pool("pickle:loads") as workers, ThreadPoolExecutor(1) as thread:
        long = thread.submit(workers.run, pickle.dumps(Sleep()), seconds=60)
        wait_until(lambda: len(workers_of(os.getpid()) - before) == 1)
        time.sleep(1)
        workers.close()
        with pytest.raises(TaskFailed):
            long.result(timeout=10)


KILLED = """
import os, signal, sys, threading, time
from graphs.workers import WorkerPool
pool = WorkerPool("pickle:loads", size=1, memory=1 << 30, prepare=lambda _: {})
task = sys.stdin.buffer.read()
threading.Thread(target=pool.run, args=(task,), kwargs={"seconds": 60.0}, daemon=True).start()
time.sleep(1.5)
print(*(open(f"/proc/{os.getpid()}/task/{each}/children").read() for each in os.listdir("/proc/self/task")), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_worker_ends_with_its_parent_even_in_the_middle_of_a_task() -> None:
    """Nothing is left of a server that was killed."""
    told = subprocess.run([sys.executable, "-c", KILLED], input=pickle.dumps(Sleep()), capture_output=True, check=False)  # noqa: S603
    assert told.returncode == -signal.SIGKILL
    (worker,) = map(int, told.stdout.split())
    wait_until(lambda: b"graphs.workers" not in _command(worker))


def test_workers_of_a_server_give_way() -> None:
    """Where cores are few, whoever serves goes first."""
    with pool("zlib:compress") as workers:
        before = workers_of(os.getpid())
        workers.give_way()
        workers.warm()
        (worker,) = workers_of(os.getpid()) - before
        assert os.getpriority(os.PRIO_PROCESS, worker) > os.getpriority(os.PRIO_PROCESS, os.getpid())


def test_a_watch_sees_how_far_a_task_is_and_stops_it() -> None:
    """What a simulation tells; stopped before it begins, it does not begin; the next task is done."""
    told = Question(name="simulate", chain=pickle.dumps(too_large(300, dependency=0.02)), options={"samples": 1 << 26})
    with pool("graphs.propagation.worker:answer", memory=2 << 30) as workers, ThreadPoolExecutor(1) as threads:
        watch = Watch()
        asked = threads.submit(workers.run, pickle.dumps(told), seconds=200, watch=watch)
        wait_until(lambda: int(watch.told or b"0") > 0, seconds=120)
        watch.stop()
        with pytest.raises(TaskStopped):
            asked.result(10)
        with pytest.raises(TaskStopped):
            workers.run(b"", seconds=20, watch=watch)
        small = Question(name="propagate", chain=pickle.dumps(example()), options={})
        assert workers.run(pickle.dumps(small), seconds=20)
