"""A stream as a browser reads it, event by event."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

MEDIA = {"Accept": "text/event-stream"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One event: its word, its data, its id, and when it came."""

    word: str
    data: object
    id: str = ""
    at: float = 0.0


class Stream:
    """A stream that is open until it is closed."""

    def __init__(self, client: FlaskClient, address: str, **headers: str) -> None:
        self.answer: TestResponse = client.get(address, headers={**MEDIA, **headers})
        assert self.answer.status_code == 200, self.answer.text
        self._events = events(self.answer.iter_encoded())

    def next(self, word: str) -> Heard:
        """Return the next event with a word, passing over others."""
        return next(event for event in self._events if event.word == word)

    def next_of(self, words: set[str]) -> Heard:
        """Return the next event with one of some words."""
        return next(event for event in self._events if event.word in words)

    def words(self) -> list[str]:
        """Return the words of all events to the end of the stream."""
        return [event.word for event in self._events]

    def close(self) -> None:
        """Hang up."""
        self.answer.close()


def events(chunks: Iterator[bytes]) -> Iterator[Heard]:
    """Return the events of a text as it comes."""
    text = ""
    for chunk in chunks:
        text += chunk.decode()
        *whole, text = text.split("\n\n")
        for block in whole:
            fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
            if "event" in fields:
                data, at = json.loads(fields["data"]), time.monotonic()
                yield Heard(word=fields["event"], data=data, id=fields.get("id", ""), at=at)
