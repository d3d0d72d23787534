"""What was worked out is kept in the process: bounded in number and bytes, and worked out once however many ask."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Generic, TypeVar

Value = TypeVar("Value")

_MOST_WAITING = 32
"""Of what nobody waits for any more, no more than this is still worked out."""


class NotYet(Exception):
    """What was asked for is still being worked out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made(Generic[Value]):
    """What was worked out, how many bytes it takes up, and for how many seconds it holds."""

    value: Value
    size: int
    seconds: float = math.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept(Generic[Value]):
    value: Value
    size: int
    until: float


@dataclass(slots=True, kw_only=True)
class _Task(Generic[Value]):
    """Something to be worked out, and how many wait for it just now."""

    make: Callable[[], Made[Value]]
    future: "Future[Value]" = field(default_factory=Future)
    askers: int = 0


class Memory(Generic[Value]):
    """Values by their key, the least recently used forgotten first; two threads that ask for the same wait for one.

    A few hands work at a time. What somebody waits for goes first, and of that what was asked for last: after many
    changes of a map its newest revision does not queue behind those that nobody looks at any more.
    """

    def __init__(self, *, most: int, largest: int, hands: int = 2) -> None:
        self._most, self._largest, self._hands = most, largest, hands
        self._kept: OrderedDict[Hashable, _Kept[Value]] = OrderedDict()
        self._size = 0
        self._under_way: dict[Hashable, _Task[Value]] = {}
        self._waiting: OrderedDict[Hashable, _Task[Value]] = OrderedDict()
        self._busy = 0
        self._lock = Lock()

    def of(self, key: Hashable, make: Callable[[], Made[Value]], *, within: float | None = None) -> Value:
        """Return the value of a key, made in another thread where it is not there yet.

        Raises:
            NotYet: it takes longer than `within` seconds; it goes on, and whoever asks later finds it.
        """
        with self._lock:
            kept = self._fresh(key)
            if kept is not None:
                return kept.value
            task = self._asked_for(key, make)
        try:
            return task.future.result(within)
        except TimeoutError:
            if task.future.done():  # the work itself ran into a time limit
                raise
            raise NotYet from None
        finally:
            with self._lock:
                task.askers -= 1

    def known(self, key: Hashable) -> Value | None:
        """Return the value of a key if it is there; nothing is made."""
        with self._lock:
            kept = self._fresh(key)
            return None if kept is None else kept.value

    def _asked_for(self, key: Hashable, make: Callable[[], Made[Value]]) -> _Task[Value]:
        task = self._under_way.get(key)
        if task is None:
            task = self._under_way[key] = self._waiting[key] = _Task(make=make)
            self._drop_unwanted()
        elif key in self._waiting:
            self._waiting.move_to_end(key)
        task.askers += 1
        if self._busy < self._hands and self._waiting:
            self._busy += 1
            Thread(target=self._work, daemon=True).start()
        return task

    def _drop_unwanted(self) -> None:
        """Forget what waits longest with nobody to wait for it, where too much waits; it can be asked for again."""
        unwanted = [key for key, task in self._waiting.items() if not task.askers]
        for key in unwanted[: max(0, len(self._waiting) - _MOST_WAITING)]:
            del self._waiting[key], self._under_way[key]

    def _work(self) -> None:
        """Work as long as anything waits."""
        while (taken := self._next()) is not None:
            self._do(*taken)

    def _next(self) -> tuple[Hashable, _Task[Value]] | None:
        with self._lock:
            if not self._waiting:
                self._busy -= 1
                return None
            newest = reversed(self._waiting.items())
            key = next((key for key, task in newest if task.askers), None) or next(reversed(self._waiting))
            return key, self._waiting.pop(key)

    def _do(self, key: Hashable, task: _Task[Value]) -> None:
        try:
            made = task.make()
        except BaseException as reason:  # noqa: BLE001 - whoever waits hears of it, whatever it is
            with self._lock:
                del self._under_way[key]
            task.future.set_exception(reason)
            return
        with self._lock:
            self._keep(key, made)
            del self._under_way[key]
        task.future.set_result(made.value)

    def _fresh(self, key: Hashable) -> _Kept[Value] | None:
        kept = self._kept.get(key)
        if kept is None:
            return None
        if kept.until < time.monotonic():
            self._forget(key)
            return None
        self._kept.move_to_end(key)
        return kept

    def _keep(self, key: Hashable, made: Made[Value]) -> None:
        if made.size > self._largest:
            return
        self._kept[key] = _Kept(value=made.value, size=made.size, until=time.monotonic() + made.seconds)
        self._size += made.size
        while len(self._kept) > self._most or self._size > self._largest:
            self._forget(next(iter(self._kept)))

    def _forget(self, key: Hashable) -> None:
        self._size -= self._kept.pop(key).size
