"""The handoffs of a map as a table that one works in: filtered, sorted, counted, and as suppliers by clients."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.reports.given import Given
from app.reports.matrix import Cell, Matrix, matrix
from process_models.domain.chain import AgreedTime
from process_models.domain.evidence import Rate
from process_models.domain.vocabulary import EvidenceKind, TimeUnit

__all__ = ["ORDERS", "Cell", "Filter", "Matrix", "Totals", "matrix", "ordered", "selected", "totals"]

_HOURS = {TimeUnit.HOURS: 1.0, TimeUnit.WORKING_HOURS: 3.0, TimeUnit.DAYS: 24.0, TimeUnit.WORKING_DAYS: 24.0}
"""About how long it is until then, so that agreed times of different units have an order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which handoffs are looked for; what is empty lets everything through. `text` are words that must all be found."""

    text: str = ""
    supplier: str = ""
    client: str = ""
    evidence: str = ""
    channel: str = ""

    @property
    def is_set(self) -> bool:
        """Whether anything is asked for."""
        return any((self.text, self.supplier, self.client, self.evidence, self.channel))


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How many handoffs there are, and how many of them nobody has measured."""

    handoffs: int
    unmeasured: int


Key = Callable[[Given], tuple[float, str] | None]

ORDERS: Mapping[str, Key] = {
    "supplier": lambda given: (0, _heard(given.supplier.name)),
    "client": lambda given: (0, _heard(given.client.name)),
    "deliverable": lambda given: (0, _heard(given.handoff.deliverable)),
    "rate": lambda given: _if_said(_probability(given.rate)),
    "evidence": lambda given: (tuple(EvidenceKind).index(given.rate.evidence), ""),
    "agreed": lambda given: _if_said(_hours(given.handoff.agreed_time)),
    "dependency": lambda given: _if_said(given.handoff.dependency),
    "requirements": lambda given: (len(given.handoff.requirements), ""),
}
"""By what the table can be sorted."""


def selected(handoffs: Iterable[Given], wanted: Filter) -> tuple[Given, ...]:
    """Return the handoffs that a filter lets through."""
    return tuple(given for given in handoffs if _fits(given, wanted))


def ordered(handoffs: Sequence[Given], by: str, *, descending: bool) -> tuple[Given, ...]:
    """Return handoffs sorted by one of `ORDERS`, else as they are; those that say nothing of it always come last."""
    key = ORDERS.get(by)
    if key is None:
        return tuple(handoffs)
    keyed = [(key(given), given) for given in handoffs]
    said = [(value, given) for value, given in keyed if value is not None]
    said.sort(key=lambda pair: pair[0], reverse=descending)
    return (*(given for _, given in said), *(given for value, given in keyed if value is None))


def totals(handoffs: Sequence[Given]) -> Totals:
    """Return how many there are and how many are not measured."""
    unmeasured = sum(given.rate.evidence is EvidenceKind.UNKNOWN for given in handoffs)
    return Totals(handoffs=len(handoffs), unmeasured=unmeasured)


def _fits(given: Given, wanted: Filter) -> bool:
    handoff = given.handoff
    return (
        wanted.supplier in {"", given.supplier.id}
        and wanted.client in {"", given.client.id}
        and wanted.evidence in {"", given.rate.evidence}
        and wanted.channel in {"", handoff.channel}
        and all(word in _said(given) for word in _heard(wanted.text).split())
    )


def _said(given: Given) -> str:
    handoff = given.handoff
    return _heard(
        f"{given.supplier.name} {given.client.name} {handoff.deliverable} {handoff.description} {handoff.medium}"
    )


def _heard(text: str) -> str:
    """Return what texts that sound alike have in common: no capitals, no accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _if_said(value: float | None) -> tuple[float, str] | None:
    return None if value is None else (value, "")


def _probability(rate: Rate) -> float | None:
    return None if rate.evidence is EvidenceKind.UNKNOWN else rate.probability


def _hours(agreed: AgreedTime | None) -> float | None:
    return None if agreed is None else agreed.amount * _HOURS[agreed.unit]
