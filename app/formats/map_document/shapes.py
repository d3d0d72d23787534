"""The parts of a document that are shaped otherwise than the values they stand for."""

from collections.abc import Iterable

from app.formats.map_document.codecs import ListOf, Number, Place, Text, Whole
from app.formats.map_document.records import Record
from process_models.domain.chain import NoneBecause, Position
from process_models.domain.evidence import Rating, ScoreCount
from process_models.domain.vocabulary import Viewpoint


class ScoreCounts:
    """Counts of overall answers by score: `{"1": 2, "5": 6}`."""

    _SCORES = ("1", "2", "3", "4", "5")
    _count = Whole()

    def read(self, raw: object, place: Place) -> tuple[ScoreCount, ...] | None:
        """Return the counts."""
        if not isinstance(raw, dict):
            place.wrong("object-expected")
            return None
        entries = (self._entry(score, count, place.at(score)) for score, count in raw.items())
        return tuple(entry for entry in entries if entry is not None)

    def _entry(self, score: str, raw: object, place: Place) -> ScoreCount | None:
        if score not in self._SCORES:
            place.wrong("unknown-key", key=score)
            return None
        return ScoreCount(score=int(score), count=self._count.read(raw, place) or 0)

    def write(self, value: Iterable[ScoreCount]) -> object:
        """Return the counts by score."""
        return {str(entry.score): entry.count for entry in value}

    def stand_in(self, _place: Place) -> tuple[ScoreCount, ...]:
        """Return no counts."""
        return ()


class Ratings(ListOf[Rating]):
    """Ratings: plain scores where nothing else is known of any of them, objects otherwise."""

    def __init__(self, record: Record[Rating]) -> None:
        super().__init__(record)

    def _read_item(self, raw: object, place: Place) -> Rating:
        if isinstance(raw, int) and not isinstance(raw, bool):
            return Rating(score=raw)
        return super()._read_item(raw, place)

    def write(self, value: Iterable[Rating]) -> object:
        """Return the scores, or the objects."""
        ratings = tuple(value)
        if all(rating == Rating(score=rating.score) for rating in ratings):
            return [rating.score for rating in ratings]
        return super().write(ratings)


class NoneBecauses:
    """Viewpoints without customers, each with its reason: `{"audit": {"none_because": "…"}}`."""

    _KEY = "none_because"
    _viewpoints = tuple(viewpoint.value for viewpoint in Viewpoint)
    _reason = Text()

    def read(self, raw: object, place: Place) -> tuple[NoneBecause, ...] | None:
        """Return the reasons."""
        if not isinstance(raw, dict):
            place.wrong("object-expected")
            return None
        entries = (self._entry(viewpoint, entry, place.at(viewpoint)) for viewpoint, entry in raw.items())
        return tuple(entry for entry in entries if entry is not None)

    def _entry(self, viewpoint: str, raw: object, place: Place) -> NoneBecause | None:
        if viewpoint not in self._viewpoints:
            place.wrong("unknown-key", key=viewpoint)
            return None
        if not isinstance(raw, dict):
            place.wrong("object-expected")
            return None
        for key in [key for key in raw if key != self._KEY]:
            place.at(key).wrong("unknown-key", key=key)
        if raw.get(self._KEY) is None:
            place.at(self._KEY).wrong("missing-key", key=self._KEY)
            return None
        reason = self._reason.read(raw[self._KEY], place.at(self._KEY))
        return None if reason is None else NoneBecause(viewpoint=Viewpoint(viewpoint), reason=reason)

    def write(self, value: Iterable[NoneBecause]) -> object:
        """Return the reasons by viewpoint."""
        return {entry.viewpoint.value: {self._KEY: entry.reason} for entry in value}

    def stand_in(self, _place: Place) -> tuple[NoneBecause, ...]:
        """Return no reasons."""
        return ()


class Positions:
    """A position as two numbers, x and y."""

    _number = Number()

    def read(self, raw: object, place: Place) -> Position | None:
        """Return the position."""
        if not isinstance(raw, list) or len(raw) != 2:
            place.wrong("position-expected")
            return None
        x, y = (self._number.read(number, place.at(index)) for index, number in enumerate(raw))
        return None if x is None or y is None else Position(x=x, y=y)

    def write(self, value: Position) -> object:
        """Return the two numbers."""
        return [self._number.write(value.x), self._number.write(value.y)]

    def stand_in(self, _place: Place) -> Position:
        """Return the corner."""
        return Position(x=0.0, y=0.0)
