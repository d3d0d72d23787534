"""What would be if, on the drawing: which of its marks would look otherwise, as the drawing itself would write them."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.reports.improvement.effects import Effect
from app.services.improving import asking
from app.services.improving.answers import left
from app.services.improving.supposing import Supposed
from app.services.showing import diagrams, views
from app.services.showing.drawn_figures import Kept, drawn_figures
from app.services.showing.memory import Made, Memory
from app.wording import wording
from graphs.propagation.questions.scenarios import Scenario
from graphs.rendering.compose import compose
from graphs.rendering.picture import DrawnHandoff, Figures, Picture, View
from graphs.rendering.styles import Stroke
from process_models.domain.chain import ValueChain
from process_models.domain.evidence import UNKNOWN_RATE, Rate
from process_models.domain.identifiers import HandoffId
from process_models.domain.maps import ValueChainMap
from process_models.domain.vocabulary import EvidenceKind

_LEAST = 1e-9
"""A difference below this is rounding."""

_MOST = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How a handoff of the drawing would look.

    `figures` stand below its first `lines`; `is_gone`: it is supposed to go.
    """

    identifier: str
    stroke: Stroke
    lines: int
    figures: tuple[str, ...]
    is_gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Today:
    """The picture of a view as it is now, and what it was made of."""

    chain: ValueChain
    view: View
    figures: Figures
    picture: Picture


_kept: Memory[_Today] = Memory(most=_MOST, largest=_MOST)


def marks(
    opened: ValueChainMap, view: str, supposed: Supposed, *, language: str, within: float | None = None
) -> tuple[Mark, ...]:
    """Return what of a view of a map would look otherwise under what is supposed.

    Raises:
        NotYet: it is not there within so many seconds.
        ViewRefused: the map has no such view.
        QuestionRefused, FiguresMissing: as `asking.rates`.
    """
    if supposed.is_empty:
        return ()
    until = None if within is None else time.monotonic() + within
    before = asking.rates(opened, Scenario(), within=within)
    after = asking.rates(opened, supposed.scenario, within=left(until))
    today = _today(opened, view, language, left(until))
    figures = replace(today.figures, rates=_supposed(today.figures.rates, before, after))
    then = compose(today.chain, figures, today.view, wording(language))
    gone = {thing.replace(":", "-", 1) for thing in supposed.removed}
    return tuple(
        _mark(new, is_gone=new.identifier in gone)
        for old, new in zip(today.picture.handoffs, then.handoffs, strict=True)
        if (old.stroke, old.figures) != (new.stroke, new.figures) or new.identifier in gone
    )


def figure(effect: Effect) -> str:
    """Return what stands at an outcome while something is supposed; nothing where it stays as it is.

    >>> figure(Effect(name="", before="21 %", after="16 %", said="", bar_before=1, bar_after=0.8))
    '21 % → 16 %'
    """
    return f"{effect.before} → {effect.after}" if effect.before != effect.after else ""


def _today(opened: ValueChainMap, view: str, language: str, within: float | None) -> _Today:
    key = (opened.id, opened.revision, opened.evidence_version, view, language)
    return _kept.of(key, lambda: Made(value=_composed(opened, view, language), size=1), within=within)


def _composed(opened: ValueChainMap, name: str, language: str) -> _Today:
    fold = views.fold_of(name, opened.chain)
    dated, view = diagrams.seen(opened.chain, views.outcome_of(name), fold, lens=name, lanes=views.has_lanes(name))
    figures, _ = drawn_figures(dated, view, Kept(opened=opened))
    picture = compose(dated, figures, view, wording(language))
    return _Today(chain=dated, view=view, figures=figures, picture=picture)


def _supposed(
    rates: Mapping[HandoffId, Rate], before: Mapping[HandoffId, float], after: Mapping[HandoffId, float]
) -> dict[HandoffId, Rate]:
    """Return the rates that would be: what changes is supposed, whatever today's rests on; what goes never fails."""
    changed = {
        handoff: after.get(handoff, 0.0)
        for handoff, rate in before.items()
        if abs(after.get(handoff, 0.0) - rate) > _LEAST
    }
    return {handoff: _rate(changed[handoff]) if handoff in changed else rate for handoff, rate in rates.items()}


def _rate(probability: float) -> Rate:
    return replace(UNKNOWN_RATE, probability=probability, evidence=EvidenceKind.ASSUMPTION, whole=True)


def _mark(drawn: DrawnHandoff, *, is_gone: bool) -> Mark:
    return Mark(
        identifier=drawn.identifier,
        stroke=drawn.stroke,
        lines=len(drawn.lines),
        figures=drawn.figures,
        is_gone=is_gone,
    )
