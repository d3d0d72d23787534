"""JSON as a map document may use it: UTF-8, of bounded size and depth, every key once, every number finite."""

import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.formats.results import Limits
from process_models.domain.pointers import pointer
from process_models.domain.problems import Problem, error

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

_NEXT_BRACKET = re.compile(r'(?:[^\[\]{}"]++|"[^"\\]*+(?:\\.[^"\\]*+)*+"?)*+([\[\]{}]|\Z)', re.DOTALL)

_DEEPER = {"[": 1, "{": 1, "]": -1, "}": -1, "": 0}


class _Repeating(dict[str, "Json"]):
    """An object in which a key stands more than once."""

    repeated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotFinite:
    """A number that is none (`NaN`), or larger than can be calculated with."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StrictJson:
    """A document's content, with what is wrong with its text."""

    content: object = None
    problems: tuple[Problem, ...] = ()
    is_readable: bool = True


def unreadable(problem: Problem) -> StrictJson:
    """Return what is left of a text that is not JSON at all."""
    return StrictJson(problems=(problem,), is_readable=False)


def read_strictly(content: bytes, limits: Limits) -> StrictJson:
    """Return what a JSON text says; values that no document may have are told with their pointers."""
    if len(content) > limits.size:
        return unreadable(error("too-large", size=len(content), limit=limits.size))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        return unreadable(error("not-utf8", line=content.count(b"\n", 0, problem.start) + 1))
    crowded = _crowded(text, limits)
    return unreadable(crowded) if crowded else _read(text)


def _crowded(text: str, limits: Limits) -> Problem | None:
    """Bound nesting and number of values before anything is built from the text."""
    depth = 0
    for bracket in _NEXT_BRACKET.finditer(text):
        depth += _DEEPER[bracket[1]]
        if depth > limits.depth:
            return error("too-deep", limit=limits.depth, line=text.count("\n", 0, bracket.end()) + 1)
    if text.count(",") + text.count("[") + text.count("{") > limits.values:
        return error("too-many-values", limit=limits.values)
    return None


def _read(text: str) -> StrictJson:
    is_suspicious = False

    def suspicious(value: object) -> object:
        nonlocal is_suspicious
        is_suspicious = True
        return value

    def with_keys_once(pairs: list[tuple[str, Json]]) -> object:
        content = dict(pairs)
        return content if len(content) == len(pairs) else suspicious(_repeating(pairs))

    def finite(number: str) -> object:
        value = float(number)
        return value if math.isfinite(value) else suspicious(NotFinite(number))

    def whole(number: str) -> object:
        try:
            return int(number)
        except ValueError:  # more digits than Python turns into a number
            return suspicious(NotFinite(number))

    try:
        content = json.loads(
            text,
            object_pairs_hook=with_keys_once,
            parse_float=finite,
            parse_int=whole,
            parse_constant=lambda number: suspicious(NotFinite(number)),
        )
    except json.JSONDecodeError as problem:
        return unreadable(error("not-json", line=problem.lineno, column=problem.colno))
    return StrictJson(content=content, problems=tuple(_faults(content, "")) if is_suspicious else ())


def _repeating(pairs: list[tuple[str, Json]]) -> _Repeating:
    content = _Repeating()
    repeated = [key for key, value in pairs if key in content or content.update({key: value})]
    content.repeated = tuple(dict.fromkeys(repeated))
    return content


def _faults(content: object, place: str) -> Iterator[Problem]:
    """Find repeated keys and impossible numbers, now that their places can be named."""
    if isinstance(content, NotFinite):
        yield error("not-finite", place, value=content.text)
    if isinstance(content, _Repeating):
        for key in content.repeated:
            yield error("repeated-key", place + pointer(key), key=key)
    for step, value in _parts(content):
        yield from _faults(value, place + pointer(step))


def _parts(content: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(content, dict):
        return content.items()
    return enumerate(content) if isinstance(content, list) else ()
