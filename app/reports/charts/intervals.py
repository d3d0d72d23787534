"""Figures with their intervals as a chart: of the outcomes of a map, and of its handoffs."""

from collections.abc import Sequence

from app.reports.charts.told import ToldChart, about, captions
from app.reports.propagation.page import figure, is_unmeasured
from app.reports.propagation.text import with_denominator
from app.reports.sentences import Speaker
from app.wording import Wording
from graphs.propagation import HandoffFigures, OutcomeRisk, Propagation
from graphs.propagation.cautions import wilson
from graphs.rendering.charts import IntervalRow, Intervals, Tick
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import EvidenceKind

MOST_ROWS = 30
"""What is beyond stands in the table alone."""

_MARKS = ("point", "median", "interval", "unknown")
_PARTS = {0.01: 2, 0.02: 4, 0.05: 5, 0.1: 5, 0.2: 4, 0.3: 3, 0.4: 4, 0.5: 5, 0.6: 6, 0.8: 4, 1.0: 4}
"""Where a scale can end, and into how many parts it is divided then: so that every figure on it is round."""


def outcome_intervals(found: Propagation, words: Wording, *, subtitle: str = "") -> ToldChart:
    """Return how often each outcome is badly served and how far that can be trusted, the worst first."""
    speaker = Speaker(found.chain, words)
    ranked = sorted(found.outcomes.items(), key=lambda each: (-each[1].leading, speaker.node(each[0])))
    rows = [_outcome(found, outcome, risk, speaker) for outcome, risk in ranked]
    return _told("outcomes", rows, subtitle, words)


def handoff_intervals(found: Propagation, words: Wording, *, subtitle: str = "") -> ToldChart:
    """Return how often each handoff fails its client and how far that can be trusted, the worst first.

    What nobody measured stands at the end.
    """
    speaker = Speaker(found.chain, words)
    ranked = sorted(
        found.handoffs.items(),
        key=lambda each: (_is_unknown(each[1]), -each[1].rate, speaker.handoff(each[0])),
    )
    return _told("handoffs", [_handoff(name, figures, speaker) for name, figures in ranked], subtitle, words)


def _told(what: str, rows: Sequence[IntervalRow], subtitle: str, words: Wording) -> ToldChart:
    title = words.text(f"charts.intervals.{what}")
    spoken = _spoken(rows, words)
    shown = tuple(rows[:MOST_ROWS])
    figure = Intervals(
        about=about(title, spoken, subtitle, words),
        rows=shown,
        ticks=_ticks(shown, words),
        captions=captions(words),
        marks=tuple((mark, words.text(f"charts.mark.{mark}")) for mark in _MARKS),
        nothing=words.text("charts.intervals.nothing"),
    )
    columns = "charts.intervals.thing", "charts.intervals.figure", "charts.intervals.doubt"
    return ToldChart(
        figure=figure,
        title=title,
        spoken=spoken,
        columns=tuple(map(words.text, columns)),
        rows=tuple((_name(row), row.label, row.detail) for row in rows),
    )


def _outcome(found: Propagation, outcome: NodeId, risk: OutcomeRisk, speaker: Speaker) -> IntervalRow:
    words = speaker.words
    is_known = not is_unmeasured(found, outcome)
    interval = (risk.interval.low, risk.interval.high) if risk.interval is not None and is_known else None
    low, high = sorted((risk.probability, risk.if_unknown_fails))
    unknown = (low, high) if words.percent(low) != words.percent(high) else None
    details = (_between(interval, words), _open(unknown, words))
    return IntervalRow(
        name=speaker.node(outcome),
        remark="",
        label=figure(found, outcome, words),
        detail="; ".join(filter(None, details)),
        point=risk.probability if is_known else None,
        median=risk.interval.median if risk.interval is not None and is_known else None,
        interval=interval,
        unknown=unknown,
    )


def _handoff(handoff: HandoffId, figures: HandoffFigures, speaker: Speaker) -> IntervalRow:
    words, known = speaker.words, figures.evidence
    is_counted = known.count is not None and known.failed is not None
    interval = wilson(known.failed or 0, known.count or 1) if is_counted else None
    evidence = words.text(f"figures.evidence.{known.evidence}")
    details = (evidence, _between(interval, words))
    return IntervalRow(
        name=speaker.ends(handoff),
        remark=speaker.deliverable(handoff),
        label=evidence if _is_unknown(figures) else with_denominator(known, figures.rate, words),
        detail="" if _is_unknown(figures) else "; ".join(filter(None, details)),
        point=None if _is_unknown(figures) else figures.rate,
        interval=interval,
        evidence=known.evidence,
    )


def _is_unknown(figures: HandoffFigures) -> bool:
    return figures.evidence.evidence is EvidenceKind.UNKNOWN


def _between(interval: tuple[float, float] | None, words: Wording) -> str:
    if interval is None:
        return ""
    low, high = map(words.percent, interval)
    return words.text("charts.between", low=low, high=high)


def _open(unknown: tuple[float, float] | None, words: Wording) -> str:
    return "" if unknown is None else words.text("charts.up-to", high=words.percent(unknown[1]))


def _name(row: IntervalRow) -> str:
    return f"{row.name}: {row.remark}" if row.remark else row.name


def _spoken(rows: Sequence[IntervalRow], words: Wording) -> str:
    if not rows:
        return words.text("charts.intervals.nothing")
    worst = rows[0]
    told = "; ".join(filter(None, (worst.label, worst.detail)))
    return words.counted("charts.intervals.spoken", len(rows), worst=_name(worst), figure=told)


def _ticks(rows: Sequence[IntervalRow], words: Wording) -> tuple[Tick, ...]:
    ends = [value for row in rows for value in (row.point, *(row.interval or ()), *(row.unknown or ())) if value]
    most = max(ends, default=1.0)
    end, parts = next(((end, parts) for end, parts in _PARTS.items() if most <= end), (1.0, _PARTS[1.0]))
    return tuple(Tick(at=end * part / parts, label=words.percent(end * part / parts)) for part in range(parts + 1))
