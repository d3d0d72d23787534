"""Slow work takes turns: however many ask for it at once, most threads of a server go on serving pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from process_models.domain.errors import EslabonError
from process_models.domain.problems import error

PATIENCE = 5.0
"""Seconds for which a turn is waited for."""


class TooMuchAtOnce(EslabonError):
    """Too many ask for slow work at this moment; trying again helps."""


class Turns:
    """So many threads of a process may be at some slow work, or wait for it; one for each kind of work."""

    def __init__(self, most: int, *, patience: float = PATIENCE) -> None:
        self._free = BoundedSemaphore(most)
        self._patience = patience

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold a turn.

        Raises:
            TooMuchAtOnce: none became free.
        """
        if not self._free.acquire(timeout=self._patience):
            raise TooMuchAtOnce(error("too-much-at-once"))
        try:
            yield
        finally:
            self._free.release()
