"""Blocks of trials on all threads: who computes which block makes no difference to the sums."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Generic, TypeVar

from graphs.propagation.sampled.kernels import LANES

Desk = TypeVar("Desk")

Work = Callable[[Desk, int, int], None]
Progress = Callable[[int], None]


class Crew(Generic[Desk]):
    """Some threads, each with a desk of its own on which it counts."""

    def __init__(self, pool: ThreadPoolExecutor, desks: list[Desk]) -> None:
        self._pool, self.desks = pool, desks
        self._free: SimpleQueue[Desk] = SimpleQueue()
        for desk in desks:
            self._free.put(desk)

    def run(self, work: Work[Desk], first: int, last: int, *, at_once: int, progress: Progress | None) -> None:
        """Do the blocks from `first` up to `last`, `at_once` in a piece.

        What `progress` raises ends it: pieces that were not begun are left undone.
        """
        pieces = ((start, min(last, start + at_once)) for start in range(first, last, at_once))
        running: set[Future[int]] = set()
        try:
            for piece in pieces:
                running.add(self._pool.submit(self._piece, work, *piece))
                if len(running) > len(self.desks):
                    running = self._reported(running, progress)
            while running:
                running = self._reported(running, progress)
        finally:
            for future in running:
                future.cancel()
            wait(running)

    def _piece(self, work: Work[Desk], first: int, last: int) -> int:
        desk = self._free.get()
        try:
            work(desk, first, last)
        finally:
            self._free.put(desk)
        return last - first

    @staticmethod
    def _reported(running: set[Future[int]], progress: Progress | None) -> set[Future[int]]:
        done, still_running = wait(running, return_when=FIRST_COMPLETED)
        blocks = sum(future.result() for future in done)
        if progress is not None:
            progress(blocks * LANES)
        return still_running


@contextmanager
def crew(desk: Callable[[], Desk], threads: int | None) -> Iterator[Crew[Desk]]:
    """Hire threads, as many as the process may use where no number is given."""
    hands = threads or len(os.sched_getaffinity(0))
    with ThreadPoolExecutor(hands) as pool:
        yield Crew(pool, [desk() for _ in range(hands)])
