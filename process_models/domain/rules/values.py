"""Rules that any field of a kind obeys: identifiers, texts, numbers, scores, validity, foreign content."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from process_models.domain.chain import JsonText
from process_models.domain.identifiers import is_well_formed
from process_models.domain.problems import Problem, error

LARGEST_NUMBER = 10**15
"""Beyond it a count is no longer exact once it is divided, and a sum of weights may not be finite."""

LOWEST_SCORE = 1
HIGHEST_SCORE = 5


def under(place: str, found: Iterable[Problem]) -> Iterator[Problem]:
    """Put problems whose pointers are relative to a thing in that thing's place."""
    for problem in found:
        yield replace(problem, pointer=place + problem.pointer)


def identifier_problems(identifier: str, seen: set[str]) -> Iterator[Problem]:
    """An id is well formed and nobody else's; `seen` are those before it, and it joins them."""
    if not is_well_formed(identifier):
        yield error("malformed-id", "/id", id=identifier)
    if identifier in seen:
        yield error("duplicate-id", "/id", id=identifier)
    seen.add(identifier)


def name_problems(place: str, name: str) -> Iterator[Problem]:
    """A name says something."""
    if not name.strip():
        yield error("blank", place)
    yield from text_problems(place, name)


def text_problems(place: str, text: str) -> Iterator[Problem]:
    """A text can be written as UTF-8: no half of a surrogate pair."""
    if text.isascii():
        return
    try:
        text.encode()
    except UnicodeEncodeError as reason:
        yield error("half-a-character", place, position=reason.start + 1)


def texts_problems(**texts: str) -> Iterator[Problem]:
    """Check the texts of a thing, each named by its key."""
    for name, text in texts.items():
        yield from text_problems(f"/{name}", text)


def share_problems(place: str, value: float | None) -> Iterator[Problem]:
    """A share of occasions lies between 0 and 1."""
    if value is not None and not 0 <= value <= 1:
        yield error("not-a-share", place, value=value)


def number_problems(place: str, value: float | None) -> Iterator[Problem]:
    """Every number is finite, and of a size that means something."""
    if value is not None and not abs(value) <= LARGEST_NUMBER:
        yield error("unusable-number", place, value=value)


def amount_problems(place: str, value: float | None) -> Iterator[Problem]:
    """An amount is a number that is not negative."""
    if value is not None and value < 0:
        yield error("negative", place, value=value)
    else:
        yield from number_problems(place, value)


def positive_problems(place: str, value: float | None) -> Iterator[Problem]:
    """Some amounts are more than nothing."""
    if value is not None and value <= 0:
        yield error("not-positive", place, value=value)
    else:
        yield from number_problems(place, value)


def score_problems(place: str, score: int | None) -> Iterator[Problem]:
    """Scores and importances go from 1 to 5."""
    if score is not None and not LOWEST_SCORE <= score <= HIGHEST_SCORE:
        yield error("not-one-to-five", place, value=score)


def validity_problems(valid_from: date | None, valid_to: date | None) -> Iterator[Problem]:
    """What is valid begins before it ends, or on that day."""
    if valid_from is not None and valid_to is not None and valid_from > valid_to:
        yield error("validity-reversed", "/valid_to", valid_from=str(valid_from), valid_to=str(valid_to))


def extension_problems(extensions: JsonText | None) -> Iterator[Problem]:
    """Foreign content is one JSON object that can be written again: no NaN, no half characters."""
    if extensions is not None and not _is_json_object(extensions):
        yield error("extensions-not-an-object", "/extensions")


def _is_json_object(text: str) -> bool:
    try:
        content = json.loads(text)
        json.dumps(content, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        return False
    return isinstance(content, dict)
