"""How a task that runs in a worker process says how far it has come, to whoever started it and looks."""

from collections.abc import Callable


class _Listening:
    """Who listens in this process; nobody does outside of a worker."""

    to: Callable[[bytes], None] | None = None


def listen(to: Callable[[bytes], None]) -> None:
    """Let somebody hear what is told from now on."""
    _Listening.to = to


def tell(content: bytes) -> None:
    """Say how far the work has come."""
    if _Listening.to is not None:
        _Listening.to(content)
