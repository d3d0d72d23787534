"""Answers for people, as plain text."""

from collections.abc import Iterable, Sequence

from app.reports.questions.documents import Findings
from app.reports.sentences import Speaker, in_line
from app.wording import Wording
from graphs.propagation.questions.diagnosis import Diagnosis
from graphs.propagation.questions.measuring import Measurement
from graphs.propagation.questions.plan import Plan
from graphs.propagation.questions.what_if import Comparison
from process_models.domain.chain import ValueChain

LEAST_SHOWN = 1e-6
_WIDE = 9
_COST = 16


def text(found: Findings, chain: ValueChain, words: Wording) -> str:
    """Return an answer about a chain in the language of the words."""
    speaker = Speaker(chain, words)
    match found:
        case Diagnosis():
            lines = _diagnosis(found, speaker)
        case Comparison():
            lines = _comparison(found, speaker)
        case Plan():
            lines = _plan(found, chain, words)
        case tuple():
            lines = _measurements(found, speaker)
    return "\n".join(lines) + "\n"


def _diagnosis(found: Diagnosis, speaker: Speaker) -> list[str]:
    """Return where what was observed probably began, and what else has probably failed."""
    words = speaker.words
    return [
        words.text("questions.diagnosis.evidence", percent=words.percent(found.evidence_probability)),
        "",
        words.text("questions.diagnosis.own"),
        *_ranked(((p, speaker.thing(name)) for name, p in found.own.items()), words),
        "",
        words.text("questions.diagnosis.nodes"),
        *_ranked(((p, speaker.node(node)) for node, p in found.nodes.items()), words),
    ]


def _comparison(found: Comparison, speaker: Speaker) -> list[str]:
    """Return each outcome before and after, then the expected loss."""
    words = speaker.words
    outcomes = [
        words.text(
            "questions.what-if.outcome",
            outcome=speaker.node(outcome),
            before=words.percent(before),
            after=words.percent(found.after[outcome]),
        )
        for outcome, before in found.before.items()
    ]
    loss = words.text(
        "questions.what-if.loss", before=words.number(found.loss_before, 2), after=words.number(found.loss_after, 2)
    )
    return [*(outcomes or [words.text("figures.no-outcomes")]), "", loss]


def _plan(found: Plan, chain: ValueChain, words: Wording) -> list[str]:
    """Return what to buy, what it saves, and the curve of smaller budgets."""
    names = {action.id: in_line(action.name) or action.id for action in chain.actions}
    costs = {action.id: action.cost or 0.0 for action in chain.actions}
    currency = in_line(chain.currency)
    chosen = [f"{words.number(costs[action], 2).rjust(_COST)}  {names[action]}" for action in found.chosen]
    curve = [
        f"{words.number(cost, 2).rjust(_COST)}  {words.number(loss, 2).rjust(_COST)}" for cost, loss in found.curve
    ]
    return [
        words.text("questions.plan.chosen"),
        *(chosen or [words.text("questions.nothing")]),
        words.text("questions.plan.cost", cost=words.number(found.cost, 2), currency=currency).rstrip(),
        words.text("questions.plan.loss", before=words.number(found.before, 2), after=words.number(found.after, 2)),
        words.text("questions.plan.exact")
        if found.is_exact
        else words.text("questions.plan.greedy", bound=words.number(found.bound, 2)),
        "",
        words.text("questions.plan.curve"),
        *curve,
    ]


def _measurements(found: Sequence[Measurement], speaker: Speaker) -> list[str]:
    """Return what to measure, the most useful first, with which part of whose doubt it takes away."""
    words = speaker.words
    lines = [words.text("questions.measure")]
    for each in found:
        narrows = (
            words.text("questions.measure.narrows", outcome=speaker.node(outcome), percent=words.percent(share))
            for outcome, share in each.narrows.items()
        )
        lines.append(f"  {speaker.handoff(each.handoff)}")
        lines.append(f"    {'; '.join(narrows)}. {words.counted('questions.measure.answers', each.answers_to_halve)}")
    return lines if found else [*lines, words.text("questions.nothing")]


def _ranked(likely: Iterable[tuple[float, str]], words: Wording) -> list[str]:
    """Return a line for each that has a chance, the likeliest first."""
    shown = sorted(((p, name) for p, name in likely if p > LEAST_SHOWN), key=lambda each: (-each[0], each[1]))
    lines = [f"{words.percent(p).rjust(_WIDE)}  {name}" for p, name in shown]
    return lines or [words.text("questions.nothing")]
