"""The columns of a handoff table and the words in its cells, in both languages."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Generic, TypeVar

from app.wording import LANGUAGES, wording
from process_models.domain.vocabulary import (
    EvidenceKind,
    GroupKind,
    NodeKind,
    ProcessKind,
    QualityDimension,
    RequirementKind,
    RequirementStatus,
    TimeUnit,
    Viewpoint,
)

WordT = TypeVar("WordT", bound=StrEnum)
ColumnT = TypeVar("ColumnT", bound=StrEnum)

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
    MEDIUM = "medium"
    DELIVERIES = "deliveries"
    FAILED = "failed"
    LATE = "late"
    INCOMPLETE = "incomplete"
    WRONG = "wrong"
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
    VALID_FROM = "valid_from"
    VALID_TO = "valid_to"
    NOTES = "notes"


REQUIRED_COLUMNS = (Column.SUPPLIER, Column.CLIENT, Column.DELIVERABLE)
SCORES: Mapping[int, Column] = {score: Column(f"score_{score}") for score in range(1, 6)}

_WORD_LISTS: Mapping[type[StrEnum], str] = {
    NodeKind: "node-kind.",
    ProcessKind: "process-kind.",
    GroupKind: "group-kind.",
    TimeUnit: "time-unit.",
    Viewpoint: "viewpoint.",
    RequirementKind: "map.requirement-kind.",
    RequirementStatus: "map.status.",
    QualityDimension: "map.dimension.",
    EvidenceKind: "map.evidence.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Headers(Generic[ColumnT]):
    """The headers of one sort of table: its columns, the area of their words, and those it cannot lack."""

    columns: type[ColumnT]
    area: str
    required: tuple[ColumnT, ...]
    crowded: str = "too-many-rows"
    """What is said of a table with too many rows."""

    def header(self, column: ColumnT, language: str) -> str:
        """Return the header of a column."""
        return wording(language).text(self.area + column.value)

    def both(self, column: ColumnT) -> str:
        """Return the header of a column in both languages, for a message to somebody who may know either."""
        return " / ".join(dict.fromkeys(self.header(column, language) for language in LANGUAGES))

    def column_of(self, text: str) -> ColumnT | None:
        """Return the column that a header names.

        >>> HANDOFFS.column_of("Tipo proveedor"), HANDOFFS.column_of("CALIFICACIÓN-1"), HANDOFFS.column_of("colour")
        (<Column.SUPPLIER_KIND: 'supplier_kind'>, <Column.SCORE_1: 'score_1'>, None)
        """
        return self.columns(found) if (found := _columns(self.columns, self.area).get(heard(text))) else None


HANDOFFS = Headers(columns=Column, area="table.column.", required=REQUIRED_COLUMNS, crowded="too-many-handoffs")


def word_of(words: type[WordT], text: str) -> WordT | None:
    """Return the word of a closed list that a cell says, by its value or by its label in either language.

    >>> word_of(TimeUnit, "Horas hábiles"), word_of(Viewpoint, "PQR o servicio al cliente")
    (<TimeUnit.WORKING_HOURS: 'working_hours'>, <Viewpoint.COMPLAINTS: 'complaints'>)
    """
    return _words(words).get(heard(text))


def label(word: StrEnum, language: str) -> str:
    """Return how a table says a word: English ones by their value, as the document does."""
    if language not in LANGUAGES[:1]:
        return word.value
    return wording(language).text(_WORD_LISTS[type(word)] + word.value)


def both_labels(words: Iterable[StrEnum]) -> str:
    """Return words, such as a closed list, in Spanish and English, for a message to somebody who may write either."""
    return ", ".join(f"{label(word, 'es')} ({word.value})" for word in words)


@cache
def _columns(columns: type[StrEnum], area: str) -> dict[str, str]:
    return {
        heard(wording(language).text(area + column.value)): column.value for language in LANGUAGES for column in columns
    }


@cache
def _words(words: type[WordT]) -> dict[str, WordT]:
    area = _WORD_LISTS[words]
    labels = {heard(wording(language).text(area + word.value)): word for language in LANGUAGES for word in words}
    return labels | {heard(word.value): word for word in words}


def heard(text: str) -> str:
    """Return what two spellings of a word have in common: not case, accents, spaces, underscores or hyphens."""
    if text.isascii():
        return "".join(text.lower().translate(_UNHEARD).split())
    letters = unicodedata.normalize("NFKD", text).casefold().translate(_UNHEARD)
    return "".join(letter for letter in letters if not unicodedata.combining(letter) and not letter.isspace())
