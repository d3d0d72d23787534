"""What would change, in words and as lengths of bars: "de 27 a 19 de cada 100 veces"."""

from dataclasses import dataclass

from app.reports.propagation.page import is_unmeasured
from app.reports.sentences import Speaker
from app.wording import Wording
from graphs.propagation import Propagation
from graphs.propagation.questions.what_if import Comparison
from process_models.domain.identifiers import NodeId

_BASES = (100, 1_000, 10_000, 100_000)
_FEWEST = 9.5
_LEAST = 1e-9
"""A difference below this is rounding."""

_WHOLE, _COARSE = 1_000, 1
"""Amounts from which on no decimals, two decimals are told; below, four."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What becomes of an outcome, or of the expected loss: two figures, the sentence, and two lengths from 0 to 1."""

    name: str
    before: str
    after: str
    said: str
    bar_before: float
    bar_after: float
    outcome: NodeId | None = None


def effects(found: Propagation, compared: Comparison, speaker: Speaker) -> tuple[Effect, ...]:
    """Return what becomes of every outcome; all bars are to one scale."""
    longest = max([*compared.before.values(), *compared.after.values()], default=0) or 1
    return tuple(
        _effect(found, outcome, (before, compared.after[outcome]), longest, speaker)
        for outcome, before in compared.before.items()
    )


def loss(compared: Comparison, words: Wording) -> Effect:
    """Return what becomes of the expected loss."""
    before, after = compared.loss_before, compared.loss_after
    longest = max(before, after) or 1
    code = "improvement.loss.same" if _alike(before, after) else "improvement.loss.said"
    return Effect(
        name=words.text("improvement.loss"),
        before=amount(before, words),
        after=amount(after, words),
        said=words.text(code, before=amount(before, words), after=amount(after, words)),
        bar_before=before / longest,
        bar_after=after / longest,
    )


def amount(value: float, words: Wording) -> str:
    """Return an amount with as many decimals as it deserves.

    >>> from app.wording import wording
    >>> [amount(value, wording("en")) for value in (1234567.8, 12.345, 0.27126)]
    ['1,234,568', '12.35', '0.2713']
    """
    return words.number(value, 0 if value >= _WHOLE else 2 if value >= _COARSE else 4)


def cost(value: float, currency: str, words: Wording) -> str:
    """Return a sum of money in the map's currency.

    >>> from app.wording import wording
    >>> cost(6e6, "COP", wording("es")), cost(12.5, "", wording("es"))
    ('6.000.000 COP', '12,5')
    """
    return f"{words.number(value, 0 if value >= _WHOLE else 2)} {currency}".rstrip()


def said(before: float, after: float, words: Wording) -> str:
    """Return two probabilities as people say them.

    >>> from app.wording import wording
    >>> said(0.27, 0.19, wording("en")), said(0.27, 0.268, wording("en"))
    ('from 27 to 19 of every 100 times', 'from 270 to 268 of every 1,000 times')
    """
    if _alike(before, after):
        base = _base(before, before)
        return words.text("improvement.said.same", count=_times(before, base, words), base=words.number(base))
    base = _base(before, after)
    told = {"before": _times(before, base, words), "after": _times(after, base, words)}
    return words.text("improvement.said", base=words.number(base), **told)


def _effect(
    found: Propagation, outcome: NodeId, chances: tuple[float, float], longest: float, speaker: Speaker
) -> Effect:
    words, (before, after) = speaker.words, chances
    unknown = is_unmeasured(found, outcome)
    nobody_knows = words.text("propagation.unmeasured")
    still_unknown = unknown and after <= 0
    return Effect(
        outcome=outcome,
        name=speaker.node(outcome),
        before=nobody_knows if unknown else words.percent(before),
        after=nobody_knows if still_unknown else words.percent(after),
        said=words.text("propagation.said.unmeasured") if still_unknown else said(before, after, words),
        bar_before=before / longest,
        bar_after=after / longest,
    )


def _base(before: float, after: float) -> int:
    """Return of how many times both are told, so that they differ where they do and are no mere handful."""
    least = min((value for value in (before, after) if value > 0), default=1.0)
    for base in _BASES:
        differ = before == after or round(base * before) != round(base * after)
        if differ and (base * least >= _FEWEST or min(before, after) <= 0 < base * least - 1):
            return base
    return _BASES[-1]


def _times(value: float, base: int, words: Wording) -> str:
    """Return how many of so many times, never a false none and never a false all."""
    count = round(base * value)
    if value > 0 and count == 0:
        return words.text("improvement.fewer-than-one")
    return words.number(count if value >= 1 or count < base else base - 1)


def _alike(before: float, after: float) -> bool:
    return abs(before - after) <= _LEAST * max(before, after)
