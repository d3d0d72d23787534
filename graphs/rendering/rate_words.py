"""A failure rate in words: as it stands on a label, and as a screen reader says it."""

from graphs.rendering.words import Words
from process_models.domain.evidence import Rate


def shown_rate(rate: Rate, words: Words) -> str:
    """Return a rate with its denominator, as a label has it."""
    shown = "counted" if rate.count is not None else rate.evidence
    return words.text(f"drawing.figure.{shown}", **_fields(rate, words))


def said_rate(rate: Rate, words: Words) -> str:
    """Return a rate with its denominator and what it rests on, as a screen reader says it."""
    return words.text(f"drawing.spoken.{rate.evidence}", **_fields(rate, words))


def sentence(*parts: str) -> str:
    """Return what is said of a thing, one after the other; what is empty is left out."""
    return ", ".join(filter(None, parts))


def _fields(rate: Rate, words: Words) -> dict[str, str]:
    return {
        "percent": words.percent(rate.probability),
        "failed": words.number(rate.failed or 0),
        "count": words.number(rate.count or 0),
    }
