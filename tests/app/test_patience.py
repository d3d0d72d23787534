"""Connections that know when to give up."""

import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from threading import Thread

import pytest

from app.patience import SLOWEST, PatientSocket


class Impatient(PatientSocket):
    """A connection that waits for a fifth of a second."""

    seconds = 0.2


@pytest.fixture
def ends() -> Iterator[tuple[PatientSocket, socket.socket]]:
    """Give the server's and the client's end of a connection."""
    server, client = socket.socketpair()
    with Impatient.over(server) as patient, client:
        patient.setblocking(True)  # noqa: FBT003 - as gunicorn does
        yield patient, client


def test_what_comes_is_received(ends: tuple[PatientSocket, socket.socket]) -> None:
    """As by any connection, to its end."""
    server, client = ends
    client.sendall(b"GET /")
    client.close()
    assert (server.recv(99), server.recv(99)) == (b"GET /", b"")


def test_a_client_that_stalls_is_given_up(ends: tuple[PatientSocket, socket.socket]) -> None:
    """In its time, not later, however it drips."""
    server, client = ends
    start = time.monotonic()
    dripping = Thread(target=_drip, args=(client,), daemon=True)
    dripping.start()
    with pytest.raises(ConnectionResetError):
        any(not server.recv(1) for _ in range(1000))
    assert time.monotonic() - start < 1


def test_what_a_request_brings_earns_it_time(ends: tuple[PatientSocket, socket.socket]) -> None:
    """A large file on a slow line is waited for."""
    server, client = ends
    client.sendall(b"x" * SLOWEST)
    assert len(server.recv(SLOWEST)) == SLOWEST
    start = time.monotonic()
    with pytest.raises(ConnectionResetError):
        server.recv(1)
    assert 1 < time.monotonic() - start < 3


def test_our_own_time_is_not_the_clients(ends: tuple[PatientSocket, socket.socket]) -> None:
    """Who waits for us finds what was sent meanwhile; and each request begins anew."""
    server, client = ends
    time.sleep(0.3)
    client.sendall(b"x")
    assert server.recv(1) == b"x"
    with pytest.raises(ConnectionResetError):
        server.recv(1)
    server.setblocking(True)  # noqa: FBT003 - as gunicorn does
    client.sendall(b"y")
    assert server.recv(1) == b"y"


def _drip(client: socket.socket) -> None:
    """Send a byte now and then, until the other end is closed."""
    with suppress(OSError):
        while True:
            client.sendall(b"x")
            time.sleep(0.05)
