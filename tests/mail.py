"""A mail server on this machine, which keeps what it is given."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from app.config import Smtp

HOST = "127.0.0.1"


class _Conversation(socketserver.StreamRequestHandler):
    """One client: greeted, answered line by line (RFC 5321), its mails kept by the server."""

    server: "Mailbox"

    def handle(self) -> None:
        """Talk until the client leaves."""
        self._say("220 mail")
        while line := self.rfile.readline():
            verb = line.decode().strip().upper().partition(" ")[0]
            if verb == "QUIT":
                return self._say("221 bye")
            if verb == "DATA":
                self._say("354 go on")
                self._take()
            elif verb == "RCPT" and self.server.refuses:
                self._say("550 no such person")
            else:
                self._say("250 ok")
        return None

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()).rstrip(b"\r\n") != b".":
            lines.append(line.removeprefix(b"."))
        received = message_from_bytes(b"".join(lines), policy=default)
        assert isinstance(received, EmailMessage)
        self.server.mails.append(received)
        self._say("250 kept")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class Mailbox(socketserver.ThreadingTCPServer):
    """The server: what came in, and whether it takes anything at all."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refuses = False
        super().__init__((HOST, 0), _Conversation)

    @property
    def settings(self) -> Smtp:
        """Return how it is reached."""
        port = int(self.server_address[1])
        return Smtp(host=HOST, port=port, user="", password="", sender="Eslabón <eslabon@andina.example>", tls="none")


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """Serve until the block ends."""
    with Mailbox() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
