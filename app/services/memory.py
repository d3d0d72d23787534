"""What was worked out is kept in the process: bounded in number and bytes, and worked out once however many ask."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock, Thread
from typing import Generic, TypeVar

Value = TypeVar("Value")


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


class Memory(Generic[Value]):
    """Values by their key, the least recently used forgotten first; two threads that ask for the same wait for one."""

    def __init__(self, *, most: int, largest: int) -> None:
        self._most, self._largest = most, largest
        self._kept: OrderedDict[Hashable, _Kept[Value]] = OrderedDict()
        self._size = 0
        self._under_way: dict[Hashable, Future[Value]] = {}
        self._lock = Lock()

    def of(self, key: Hashable, make: Callable[[], Made[Value]], *, within: float | None = None) -> Value:
        """Return the value of a key, made in a thread of its own where it is not there yet.

        Raises:
            NotYet: it takes longer than `within` seconds; it goes on, and whoever asks later finds it.
        """
        with self._lock:
            kept = self._fresh(key)
            if kept is not None:
                return kept.value
            future = self._under_way.get(key)
            if future is None:
                future = self._under_way[key] = Future()
                Thread(target=self._work, args=(key, make, future), daemon=True).start()
        try:
            return future.result(within)
        except TimeoutError:
            if future.done():  # the work itself ran into a time limit
                raise
            raise NotYet from None

    def _fresh(self, key: Hashable) -> "_Kept[Value] | None":
        kept = self._kept.get(key)
        if kept is None:
            return None
        if kept.until < time.monotonic():
            self._forget(key)
            return None
        self._kept.move_to_end(key)
        return kept

    def _work(self, key: Hashable, make: Callable[[], Made[Value]], future: "Future[Value]") -> None:
        try:
            made = make()
        except BaseException as reason:  # noqa: BLE001 - whoever waits hears of it, whatever it is
            with self._lock:
                del self._under_way[key]
            future.set_exception(reason)
            return
        with self._lock:
            self._keep(key, made)
            del self._under_way[key]
        future.set_result(made.value)

    def _keep(self, key: Hashable, made: Made[Value]) -> None:
        if made.size > self._largest:
            return
        self._kept[key] = _Kept(value=made.value, size=made.size, until=time.monotonic() + made.seconds)
        self._size += made.size
        while len(self._kept) > self._most or self._size > self._largest:
            self._forget(next(iter(self._kept)))

    def _forget(self, key: Hashable) -> None:
        self._size -= self._kept.pop(key).size
