"""Readers and writers of single values: each knows one shape, and says what is wrong where."""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from app.formats.results import MOST_PROBLEMS
from process_models.domain.chain import JsonText
from process_models.domain.pointers import pointer
from process_models.domain.problems import Field, Problem, error

T = TypeVar("T")
WordT = TypeVar("WordT", bound=StrEnum)

_LARGEST_EXACT = 2**53
"""Beyond it two JSON readers need not agree on a whole number (RFC 8259, 6)."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader stands in a document; the problems of all places are gathered in one list."""

    pointer: str
    problems: list[Problem]

    def at(self, key: str | int) -> "Place":
        """Return the place of a part."""
        return Place(self.pointer + pointer(key), self.problems)

    @property
    def is_enough(self) -> bool:
        """Whether so much is wrong that more is not looked for."""
        return len(self.problems) > MOST_PROBLEMS

    def wrong(self, code: str, **fields: Field) -> None:
        """Say what is wrong here."""
        if not self.is_enough:
            self.problems.append(error(code, self.pointer, **fields))


class Codec(Protocol[T]):
    """One shape of value in a document."""

    def read(self, raw: object, place: Place) -> T | None:
        """Return the value, or None after saying at its place why it cannot be read."""

    def write(self, value: T) -> object:
        """Return what stands in the document for a value."""

    def stand_in(self, place: Place) -> T:
        """Return what keeps the place of a required value that could not be read."""


class Text:
    """Any text; names and identifiers among them."""

    def read(self, raw: object, place: Place) -> str | None:
        """Return the text."""
        if not isinstance(raw, str):
            place.wrong("text-expected")
            return None
        return raw

    def write(self, value: str) -> object:
        """Return the text."""
        return value

    def stand_in(self, place: Place) -> str:
        """Return the pointer: no identifier looks like it, and nothing else has the same."""
        return place.pointer


class Whole:
    """A whole number."""

    def read(self, raw: object, place: Place) -> int | None:
        """Return the number."""
        if isinstance(raw, bool) or not isinstance(raw, int):
            place.wrong("whole-expected")
            return None
        return raw

    def write(self, value: int) -> object:
        """Return the number."""
        return value

    def stand_in(self, _place: Place) -> int:
        """Return one."""
        return 1


class Number:
    """A number, whole or not."""

    def read(self, raw: object, place: Place) -> float | None:
        """Return the number."""
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            place.wrong("number-expected")
            return None
        try:
            return float(raw)
        except OverflowError:
            place.wrong("number-too-large")
            return None

    def write(self, value: float) -> object:
        """Return the number; whole ones without a decimal point."""
        return int(value) if value == int(value) and abs(value) <= _LARGEST_EXACT else value

    def stand_in(self, _place: Place) -> float:
        """Return one."""
        return 1.0


class Day:
    """A date as YYYY-MM-DD."""

    def read(self, raw: object, place: Place) -> dt.date | None:
        """Return the date."""
        if not isinstance(raw, str) or _DAY.fullmatch(raw) is None:
            place.wrong("date-expected")
            return None
        try:
            return dt.date.fromisoformat(raw)
        except ValueError:
            place.wrong("date-expected")
            return None

    def write(self, value: dt.date) -> object:
        """Return the date."""
        return value.isoformat()

    def stand_in(self, _place: Place) -> dt.date:
        """Return the first of all days."""
        return dt.date.min


class OneOf(Generic[WordT]):
    """A word of a closed list."""

    def __init__(self, words: type[WordT]) -> None:
        self._words = {word.value: word for word in words}

    def read(self, raw: object, place: Place) -> WordT | None:
        """Return the word."""
        if not isinstance(raw, str):
            place.wrong("text-expected")
            return None
        if raw not in self._words:
            place.wrong("unknown-word", value=raw, words=", ".join(self._words))
            return None
        return self._words[raw]

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words."""
        return tuple(self._words)

    def write(self, value: WordT) -> object:
        """Return the word."""
        return value.value

    def stand_in(self, _place: Place) -> WordT:
        """Return the first of the list."""
        return next(iter(self._words.values()))


class ListOf(Generic[T]):
    """A list of values of one shape; a stand-in keeps the place of what cannot be read."""

    def __init__(self, item: Codec[T]) -> None:
        self.item = item

    def read(self, raw: object, place: Place) -> tuple[T, ...] | None:
        """Return the values."""
        if not isinstance(raw, list):
            place.wrong("list-expected")
            return None
        return tuple(self._read_items(raw, place))

    def _read_items(self, raw: list[object], place: Place) -> Iterator[T]:
        for index, item in enumerate(raw):
            if place.is_enough:
                return
            yield self._read_item(item, place.at(index))

    def _read_item(self, raw: object, place: Place) -> T:
        item = self.item.read(raw, place)
        return self.item.stand_in(place) if item is None else item

    def write(self, value: Iterable[T]) -> object:
        """Return the list."""
        return [self.item.write(item) for item in value]

    def stand_in(self, _place: Place) -> tuple[T, ...]:
        """Return an empty list."""
        return ()


class AnyObject:
    """An object of any content, kept as it is."""

    def read(self, raw: object, place: Place) -> JsonText | None:
        """Return the object as text."""
        if not isinstance(raw, dict):
            place.wrong("object-expected")
            return None
        return JsonText(json.dumps(raw, ensure_ascii=False, separators=(",", ":"), default=str))

    def write(self, value: JsonText) -> object:
        """Return the object."""
        return json.loads(value)

    def stand_in(self, _place: Place) -> JsonText:
        """Return an empty object."""
        return JsonText("{}")
