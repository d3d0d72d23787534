"""Patience with slow connections: a client that stalls gives its thread back to those who do not.

Gunicorn's threads wait for the rest of a request without end, so a few telephones that lost their network, or a few
dozen connections opened on purpose, would hold all of them. What arrives as fast as on a bad line is waited for.
"""

import errno
import select
import socket
import struct
import time
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

SECONDS = 10.0
"""For which a request may be waited for in all, before what its bytes earn it."""

SLOWEST = 2_000
"""Bytes that earn a request one more second."""

_SECONDS_TO_TAKE = 60
"""For which a client may take nothing of its answer."""


class PatientSocket(socket.socket):
    """A connection on which each request has its time.

    Gunicorn makes the connection block at the beginning of each request: that is when its time begins. The time that we
    need ourselves between two reads does not count.
    """

    seconds = SECONDS

    _waited = 0.0
    _received = 0

    @classmethod
    def over(cls, plain: socket.socket) -> "PatientSocket":
        """Return a connection that takes the place of a plain one."""
        made = cls(fileno=plain.detach())
        made.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", _SECONDS_TO_TAKE, 0))
        return made

    def setblocking(self, flag: bool, /) -> None:  # noqa: FBT001 - as the socket's own
        """Begin to wait for a request, or cease to."""
        self._waited, self._received = 0.0, 0
        super().setblocking(flag)

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        """Return what has arrived.

        Raises:
            ConnectionResetError: too little arrived for too long, as if the client had gone.
        """
        if self.gettimeout() is None:
            self._wait()
        got = super().recv(size, flags)
        self._received += len(got)
        return got

    def _wait(self) -> None:
        began = time.monotonic()
        left = self.seconds + self._received / SLOWEST - self._waited
        poll = select.poll()
        poll.register(self, select.POLLIN)
        if not poll.poll(max(left, 0.0) * 1000):
            raise ConnectionResetError(errno.ECONNRESET, "the request did not come in its time")
        self._waited += time.monotonic() - began


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn tells no types
    """Gunicorn's worker with threads, on connections that know when to give up."""

    def handle(self, conn: TConn) -> Any:  # noqa: ANN401 - as gunicorn's own
        """Serve a request."""
        if not isinstance(conn.sock, PatientSocket):
            conn.sock = PatientSocket.over(conn.sock)
        return super().handle(conn)
