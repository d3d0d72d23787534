"""The figures of a map for people, as plain text: per outcome where its failures are made, and how they reach it."""

from dataclasses import dataclass

from app.reports import sentences
from app.reports.propagation.contributions import LEAST_SHOWN, Contribution, contributions
from app.reports.sentences import Speaker
from app.templating import rendered
from app.wording import Wording
from graphs.propagation import HandoffFigures, Importance, OutcomeRisk, Propagation
from process_models.domain.evidence import Rate
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import EvidenceKind

BAR = 24
"""Signs of the longest bar of an outcome; the others are drawn to its scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLine:
    """One own failure and its part in an outcome: a bar, its share and the sum so far, its rate and six figures."""

    name: str
    bar: str
    share: str
    so_far: str
    rate: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeText:
    """One outcome: its figure in words, what it rests on, its Pareto, its chains."""

    name: str
    kind: str
    figure: str
    interval: str
    if_unknown_fails: str
    evidence: str
    lines: tuple[ShareLine, ...]
    chains: tuple[tuple[str, str], ...]
    cut_sets: tuple[tuple[str, str], ...]


def propagation_text(found: Propagation, words: Wording) -> str:
    """Return the figures as text in the language of the words."""
    speaker = Speaker(found.chain, words)
    return rendered(
        "reports/propagation.txt",
        words=words,
        title=sentences.in_line(found.chain.name),
        date=words.date(found.chain.as_of) if found.chain.as_of else "",
        outcomes=[_outcome(found, outcome, speaker) for outcome in found.outcomes],
        unknown=[speaker.handoff(handoff) for handoff in found.unknown],
        contained=[line for _, line in contained(found, speaker)],
        cycles=[", ".join(speaker.node(node) for node in cycle) for cycle in found.cycles],
        loop_sums=[line for _, line in loop_sums(found, speaker)],
        loss=words.number(found.expected_loss, 2),
        why=sentences.method(found.method, words),
    )


def _outcome(found: Propagation, outcome: NodeId, speaker: Speaker) -> OutcomeText:
    risk, words = found.outcomes[outcome], speaker.words
    kind = next(node.kind for node in found.chain.nodes if node.id == outcome)
    point, worst = words.percent(risk.probability), words.percent(risk.if_unknown_fails)
    return OutcomeText(
        name=speaker.node(outcome),
        kind=words.text(f"figures.outcome.{kind}"),
        figure=words.text(f"figures.fails.{kind}", percent=point),
        interval=interval(risk, words),
        if_unknown_fails="" if worst == point else words.text("figures.if-unknown-fails", percent=worst),
        evidence=_rests_on(risk, words),
        lines=_lines(found, risk, speaker),
        chains=tuple(
            (words.percent(told.probability), speaker.chain(told)) for told in found.chains if told.outcome == outcome
        ),
        cut_sets=tuple(
            (words.percent(cut.probability), " + ".join(speaker.thing(member) for member in cut.members))
            for cut in found.cut_sets or ()
            if cut.outcome == outcome
        ),
    )


def interval(risk: OutcomeRisk, words: Wording) -> str:
    """Say between which figures the outcome lies; where the point lies outside, the median leads."""
    if risk.interval is None:
        return ""
    low, high = words.percent(risk.interval.low), words.percent(risk.interval.high)
    if risk.interval.holds(risk.probability):
        return words.text("figures.interval", low=low, high=high)
    median = words.percent(risk.interval.median)
    return words.text("figures.interval.median-leads", low=low, high=high, median=median)


def _rests_on(risk: OutcomeRisk, words: Wording) -> str:
    parts = [
        words.text(f"figures.rests-on.{kind}", percent=words.percent(share))
        for kind, share in risk.evidence.items()
        if share > LEAST_SHOWN
    ]
    return ", ".join(parts)


def _lines(found: Propagation, risk: OutcomeRisk, speaker: Speaker) -> tuple[ShareLine, ...]:
    """Return the own failures that reach the outcome, the largest contribution first."""
    told = contributions(risk, speaker)
    return tuple(_line(each, each.share / told[0].share, found, speaker.words) for each in told)


def _line(told: Contribution, length: float, found: Propagation, words: Wording) -> ShareLine:
    return ShareLine(
        name=told.name,
        bar=("█" * round(BAR * length) or "▏").ljust(BAR),
        share=words.percent(told.share),
        so_far=words.percent(told.so_far),
        rate="" if told.handoff is None else rate(found.handoffs[told.handoff], words),
        figures=six(told.importance, words),
    )


def six(importance: Importance, words: Wording) -> tuple[str, ...]:
    """Return the six figures, in the order of `figures.column.…`."""
    return (
        words.percent(importance.contribution),
        words.percent(importance.improvement),
        words.percent(importance.birnbaum),
        words.percent(importance.fussell_vesely or 0.0),
        _times(importance.raw, words),
        _times(importance.rrw, words),
    )


def _times(factor: float | None, words: Wording) -> str:
    return "—" if factor is None else words.text("figures.times", factor=words.number(factor, 2))


def rate(figures: HandoffFigures, words: Wording) -> str:
    """Return a handoff's rate with its denominator and evidence, and the own part of it."""
    known = figures.evidence
    evidence = words.text(f"figures.evidence.{known.evidence}")
    shown = with_denominator(known, figures.rate, words)
    return words.text("figures.rate", rate=shown, evidence=evidence, own=words.percent(figures.own))


def with_denominator(known: Rate, probability: float, words: Wording) -> str:
    """Return a rate with its denominator where something was counted, else the probability."""
    if known.failed is None or known.count is None:
        return words.percent(probability)
    return words.of(known.failed, known.count)


def contained(found: Propagation, speaker: Speaker) -> list[tuple[HandoffId, str]]:
    """Return the handoffs that stop more of their supplier's failures than declared: the hidden factory."""
    declared = {handoff.id: handoff.containment or 0.0 for handoff in found.chain.handoffs}
    return [
        (handoff, _contains(handoff, figures.containment, speaker))
        for handoff, figures in found.handoffs.items()
        if figures.containment > declared[handoff] and figures.evidence.evidence is not EvidenceKind.UNKNOWN
    ]


def _contains(handoff: HandoffId, containment: float, speaker: Speaker) -> str:
    percent = speaker.words.percent(containment)
    return speaker.words.text("figures.contains", handoff=speaker.handoff(handoff), percent=percent)


def loop_sums(found: Propagation, speaker: Speaker) -> list[tuple[NodeId, str]]:
    """Return, for loops whose rates are too alike to be told apart, what they contribute together to each outcome."""
    words = speaker.words
    return [
        (
            outcome,
            words.text(
                "figures.loop-sum",
                handoffs="; ".join(speaker.handoff(handoff) for handoff in loop.handoffs),
                outcome=speaker.node(outcome),
                percent=words.percent(contribution),
            ),
        )
        for loop in found.loop_sums
        for outcome, contribution in loop.contributions.items()
        if contribution > LEAST_SHOWN
    ]
