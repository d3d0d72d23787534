"""The columns of a handoff table and the words in its cells, in both languages."""

import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import TypeVar

from app.wording import LANGUAGES, wording
from process_models.domain.vocabulary import GroupKind, NodeKind, TimeUnit, Viewpoint

WordT = TypeVar("WordT", bound=StrEnum)

_UNHEARD = str.maketrans("", "", " _-\u00a0")


class Column(StrEnum):
    """What a column says of a handoff; the value is its English header."""

    SUPPLIER = "supplier"
    CLIENT = "client"
    DELIVERABLE = "deliverable"
    HANDOFF_ID = "handoff_id"
    SUPPLIER_KIND = "supplier_kind"
    CLIENT_KIND = "client_kind"
    SUPPLIER_LANE = "supplier_lane"
    CLIENT_LANE = "client_lane"
    WEIGHT = "weight"
    CHANNEL = "channel"
    DELIVERIES = "deliveries"
    FAILED = "failed"
    SCORE_1 = "score_1"
    SCORE_2 = "score_2"
    SCORE_3 = "score_3"
    SCORE_4 = "score_4"
    SCORE_5 = "score_5"
    TOTAL = "total"
    OWN = "own"
    DEPENDENCY = "dependency"
    CONTAINMENT = "containment"
    GROUP = "group"
    GROUP_KIND = "group_kind"
    REQUIRED = "required"
    SHARE = "share"
    AGREED_AMOUNT = "agreed_amount"
    AGREED_UNIT = "agreed_unit"
    NOTES = "notes"


REQUIRED_COLUMNS = (Column.SUPPLIER, Column.CLIENT, Column.DELIVERABLE)
SCORES: Mapping[int, Column] = {score: Column(f"score_{score}") for score in range(1, 6)}

_WORD_LISTS: Mapping[type[StrEnum], str] = {
    NodeKind: "node-kind.",
    GroupKind: "group-kind.",
    TimeUnit: "time-unit.",
    Viewpoint: "viewpoint.",
}


def header(column: Column, language: str) -> str:
    """Return the header of a column."""
    return wording(language).text(f"table.column.{column.value}")


def both_headers(column: Column) -> str:
    """Return the header of a column in both languages, for a message to somebody who may know either."""
    return " / ".join(dict.fromkeys(header(column, language) for language in LANGUAGES))


def column_of(text: str) -> Column | None:
    """Return the column that a header names.

    >>> column_of("Tipo proveedor"), column_of("CALIFICACIÓN-1"), column_of("colour")
    (<Column.SUPPLIER_KIND: 'supplier_kind'>, <Column.SCORE_1: 'score_1'>, None)
    """
    return _columns().get(_heard(text))


def word_of(words: type[WordT], text: str) -> WordT | None:
    """Return the word of a closed list that a cell says, by its value or by its label in either language.

    >>> word_of(TimeUnit, "Horas hábiles"), word_of(Viewpoint, "PQR o servicio al cliente")
    (<TimeUnit.WORKING_HOURS: 'working_hours'>, <Viewpoint.COMPLAINTS: 'complaints'>)
    """
    return _words(words).get(_heard(text))


def label(word: StrEnum, language: str) -> str:
    """Return how a table says a word: English ones by their value, as the document does."""
    if language not in LANGUAGES[:1]:
        return word.value
    return wording(language).text(_WORD_LISTS[type(word)] + word.value)


def both_labels(words: Iterable[StrEnum]) -> str:
    """Return words, such as a closed list, in Spanish and English, for a message to somebody who may write either."""
    return ", ".join(f"{label(word, 'es')} ({word.value})" for word in words)


@cache
def _columns() -> dict[str, Column]:
    return {_heard(header(column, language)): column for language in LANGUAGES for column in Column}


@cache
def _words(words: type[WordT]) -> dict[str, WordT]:
    area = _WORD_LISTS[words]
    labels = {_heard(wording(language).text(area + word.value)): word for language in LANGUAGES for word in words}
    return labels | {_heard(word.value): word for word in words}


def _heard(text: str) -> str:
    """Return what two spellings of a word have in common: not case, accents, spaces, underscores or hyphens."""
    letters = unicodedata.normalize("NFKD", text).casefold().translate(_UNHEARD)
    return "".join(letter for letter in letters if not unicodedata.combining(letter) and not letter.isspace())
