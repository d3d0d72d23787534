"""How far a figure can be trusted, on a page: its interval and the range of the unknown, in words and as a bar."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.reports.propagation.text import interval as interval_in_words
from app.wording import Wording
from graphs.propagation import OutcomeRisk

_ENDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
"""Where the scale of a bar can end: the first of them that everything fits below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something on the bar: its kind (`point`, `median`, `interval`, `unknown`), from where to where, and in words."""

    kind: str
    low: float
    high: float
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """The doubt about one figure.

    `sentence` tells the interval; `marks` stand on a bar from 0 to `end`, as parts of it; `end_said` is its end.
    """

    sentence: str
    marks: tuple[Mark, ...]
    end_said: str


def doubt(risk: OutcomeRisk, words: Wording, *, is_measured: bool) -> Doubt | None:
    """Return the doubt about an outcome's figure; None where nothing can vary or is unknown."""
    marks = [*_measured(risk, words)] if is_measured else []
    marks += _unknown(risk, words)
    if not any(mark.low < mark.high for mark in marks):
        return None
    most = max(mark.high for mark in marks)
    end = next((end for end in _ENDS if most <= end), 1.0)
    return Doubt(
        sentence=interval_in_words(risk, words) if any(mark.kind == "interval" for mark in marks) else "",
        marks=tuple(
            Mark(kind=mark.kind, low=mark.low / end, high=mark.high / end, said=mark.said) for mark in reversed(marks)
        ),
        end_said=words.percent(end),
    )


def _measured(risk: OutcomeRisk, words: Wording) -> Iterator[Mark]:
    """Yield the point, and the median and the interval where something was counted."""
    yield _mark("point", risk.probability, risk.probability, words)
    found = risk.interval
    if found is not None and words.percent(found.low) != words.percent(found.high):
        yield _mark("median", found.median, found.median, words)
        yield _mark("interval", found.low, found.high, words)


def _unknown(risk: OutcomeRisk, words: Wording) -> Iterator[Mark]:
    """Yield the range that the unknown leaves."""
    low, high = sorted((risk.probability, risk.if_unknown_fails))
    if words.percent(low) != words.percent(high):
        yield _mark("unknown", low, high, words)


def _mark(kind: str, low: float, high: float, words: Wording) -> Mark:
    said = words.text(f"propagation.mark.{kind}", low=words.percent(low), high=words.percent(high))
    return Mark(kind=kind, low=low, high=high, said=said)
