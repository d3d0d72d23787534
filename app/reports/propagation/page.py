"""Why an outcome is badly served: what the page says of it, from the figures of the map; none is computed here."""

from collections.abc import Collection
from dataclasses import dataclass

from app.reports import sentences
from app.reports.propagation.contributions import LEAST_SHOWN, Contribution, contributions
from app.reports.propagation.doubt import Doubt, doubt
from app.reports.propagation.enough import Enough, enough
from app.reports.propagation.next_steps import NextStep, next_steps
from app.reports.propagation.simulated import absent, error
from app.reports.propagation.text import contained, loop_sums, rate, six, with_denominator
from app.reports.sentences import Speaker
from app.wording import Wording
from graphs.propagation import FailureChain, OutcomeRisk, Propagation
from graphs.rendering.compose import upstream_part
from process_models.domain.evidence import best_rate
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import EvidenceKind, NodeKind

_BASES = (100, 1_000, 10_000)
_FEWEST = 9.5
"""Of the base: below it "some 3 of 100" would be too coarse, and the next base is taken."""

_NEARLY_ALWAYS = 0.995


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One own failure in the Pareto: of a handoff, or of a node itself.

    `name` and `remark` are its two lines, `whole` both in one; `share` is its part of the outcome's failures,
    `cumulative` that of all down to it; `rate` says how often it fails and on what that rests.
    """

    name: str
    remark: str
    whole: str
    handoff: HandoffId | None
    node: NodeId | None
    share: float
    cumulative: float
    evidence: EvidenceKind
    rate: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """All that is said of one outcome.

    `question` is what stands before the outcome's name and after it; `figure` the big one, `said` what it means,
    `range` between which figures the unknown leaves it, `doubt` how far it can be trusted, `denominators` on how much
    it rests; `ways` are the `chains` by steps: a thing of the drawing, and what is said of it. Where it was
    simulated, `error` says what stands after the ±, and `absent` what is not told besides.
    """

    outcome: NodeId
    question: tuple[str, str, str]
    figure: str
    said: str
    range: str
    error: str
    absent: tuple[str, ...]
    doubt: Doubt | None
    denominators: str
    evidence: tuple[tuple[EvidenceKind, str], ...]
    parts: tuple[Part, ...]
    chains: tuple[tuple[str, str], ...]
    ways: tuple[tuple[tuple[str, str], ...], ...]
    enough: tuple[Enough, ...]
    next_steps: tuple[NextStep, ...]
    hidden_factory: tuple[tuple[HandoffId, str], ...]
    cycles: tuple[str, ...]
    loop_sums: tuple[str, ...]
    warnings: tuple[str, ...]
    method: str


def why(found: Propagation, outcome: NodeId, words: Wording) -> Why:
    """Return what the page says of an outcome of the map."""
    speaker, risk = Speaker(found.chain, words), found.outcomes[outcome]
    told = contributions(risk, speaker)
    part = upstream_part(found.chain, outcome)
    nodes, handoffs = {node.id for node in part.nodes}, {handoff.id for handoff in part.handoffs}
    return Why(
        outcome=outcome,
        question=_question(found, outcome, speaker),
        figure=figure(found, outcome, words),
        said=(
            words.text("propagation.said.unmeasured")
            if is_unmeasured(found, outcome)
            else said(risk.leading, _kind(found, outcome), words)
        ),
        range=_range(found, risk, handoffs, words),
        error=error(risk, words),
        absent=absent(found, risk, words),
        doubt=doubt(risk, words, is_measured=not is_unmeasured(found, outcome)),
        denominators=_denominators(found, handoffs, words),
        evidence=tuple((kind, words.percent(share)) for kind, share in risk.evidence.items() if share > LEAST_SHOWN),
        parts=tuple(_part(each, found, speaker) for each in told),
        chains=_chains(found, outcome, speaker),
        ways=tuple(_way(told, found, speaker) for told in found.chains if told.outcome == outcome),
        enough=enough(found, outcome, speaker),
        next_steps=next_steps(found, outcome, told, handoffs, speaker),
        hidden_factory=tuple(each for each in contained(found, speaker) if each[0] in handoffs),
        cycles=tuple(", ".join(map(speaker.node, cycle)) for cycle in found.cycles if nodes.intersection(cycle)),
        loop_sums=tuple(line for reached, line in loop_sums(found, speaker) if reached == outcome),
        warnings=tuple(sentences.warnings(found, words)),
        method=sentences.method(found.method, words),
    )


def said(probability: float, kind: NodeKind, words: Wording) -> str:
    """Return a probability as people say it: of 100 times, some 27 go wrong for them.

    >>> from app.wording import wording
    >>> said(0.27, NodeKind.CUSTOMER, wording("en")), said(0.0031, NodeKind.CUSTOMER, wording("en"))
    ('of every 100 times, some 27 fail them', 'of every 10,000 times, some 31 fail them')
    """
    if probability <= 0:
        return words.text(f"propagation.said.never.{kind}")
    if probability >= 1:
        return words.text(f"propagation.said.always.{kind}")
    if probability >= _NEARLY_ALWAYS:
        return words.text(f"propagation.said.nearly-always.{kind}")
    base = next((base for base in _BASES if base * probability >= _FEWEST), _BASES[-1])
    count = round(base * probability)
    if count < 1:
        return words.text(f"propagation.said.hardly.{kind}", base=words.number(base))
    return words.counted(f"propagation.said.{kind}", count, base=words.number(base))


def figure(found: Propagation, outcome: NodeId, words: Wording) -> str:
    """Return how often an outcome is badly served; what nobody measured is not known, and never 0 %.

    Where the point lies outside its own interval, it is the median; where it was simulated, its error stands beside it.
    """
    if is_unmeasured(found, outcome):
        return words.text("propagation.unmeasured")
    risk = found.outcomes[outcome]
    return words.estimated(risk.leading, risk.standard_error)


def is_unmeasured(found: Propagation, outcome: NodeId) -> bool:
    """Tell whether nothing is known to reach an outcome because no handoff on the way to it was measured."""
    if found.outcomes[outcome].probability > 0:
        return False
    handoffs = upstream_part(found.chain, outcome).handoffs
    kinds = {found.handoffs[handoff.id].evidence.evidence for handoff in handoffs}
    return kinds == {EvidenceKind.UNKNOWN}


def unknown_range(found: Propagation, outcome: NodeId, words: Wording) -> str:
    """Return between which figures the unknown leaves an outcome, in words; nothing where all is known."""
    upstream = {handoff.id for handoff in upstream_part(found.chain, outcome).handoffs}
    return _range(found, found.outcomes[outcome], upstream, words)


def worst(found: Propagation) -> NodeId | None:
    """Return the outcome that fails most often; among equals the weightiest, then the first of the map."""
    ranked = sorted(found.outcomes.items(), key=lambda each: (-each[1].leading, -each[1].weight))
    return ranked[0][0] if ranked else None


def _kind(found: Propagation, outcome: NodeId) -> NodeKind:
    return next(node.kind for node in found.chain.nodes if node.id == outcome)


def _question(found: Propagation, outcome: NodeId, speaker: Speaker) -> tuple[str, str, str]:
    kind = _kind(found, outcome)
    fails = found.outcomes[outcome].probability > 0
    hole = "{}"
    asked = (
        speaker.words.text(f"propagation.why.{kind}", node=hole)
        if fails
        else speaker.words.text(f"propagation.why-not.{kind}", node=hole)
    )
    before, _, after = asked.partition(hole)
    return before, speaker.node(outcome), after


def _range(found: Propagation, risk: OutcomeRisk, upstream: Collection[HandoffId], words: Wording) -> str:
    """Return the range that the unknown leaves, in words; nothing where all is known."""
    unknown = [handoff for handoff in found.unknown if handoff in upstream]
    point, other = words.percent(risk.probability), words.percent(risk.if_unknown_fails)
    if not unknown:
        return ""
    if point == other:
        return words.counted("propagation.unknown-changes-nothing", len(unknown))
    low, high = sorted((risk.probability, risk.if_unknown_fails))
    between = words.text("propagation.between", low=words.percent(low), high=words.percent(high))
    return between + words.counted("propagation.if-unknown-fails", len(unknown), percent=other)


def _denominators(found: Propagation, upstream: Collection[HandoffId], words: Wording) -> str:
    """Return on how many measured handoffs, deliveries and ratings the figure rests."""
    if not upstream:
        return words.text("propagation.rests-on-nothing")
    known = [found.handoffs[handoff].evidence for handoff in upstream]
    counts = {
        kind: [rate.count or 0 for rate in known if rate.evidence is kind]
        for kind in (EvidenceKind.FACT, EvidenceKind.OPINION)
    }
    measured = sum(map(len, counts.values()))
    rests = words.counted("propagation.rests-on", measured, handoffs=words.number(len(known)))
    parts = [words.counted(f"propagation.counted.{kind}", sum(found)) for kind, found in counts.items() if found]
    return rests + (f" ({', '.join(parts)})" if parts else "")


def _part(told: Contribution, found: Propagation, speaker: Speaker) -> Part:
    name, remark, evidence, fails = _lines(told, found, speaker)
    return Part(
        name=name,
        remark=remark,
        whole=told.name,
        handoff=told.handoff,
        node=told.node,
        share=told.share,
        cumulative=told.so_far,
        evidence=evidence,
        rate=fails,
        figures=six(told.importance, speaker.words),
    )


def _lines(told: Contribution, found: Propagation, speaker: Speaker) -> tuple[str, str, EvidenceKind, str]:
    """Return an own failure's two lines, its evidence and its rate."""
    words = speaker.words
    if told.handoff is not None:
        figures = found.handoffs[told.handoff]
        ends, deliverable = speaker.ends(told.handoff), speaker.deliverable(told.handoff)
        return ends, deliverable, figures.evidence.evidence, rate(figures, words)
    node = next(node for node in found.chain.nodes if node.id == told.node)
    known = best_rate(node.own_failure)
    evidence = words.text(f"figures.evidence.{known.evidence}")
    fails = words.text(
        "propagation.node-rate", rate=with_denominator(known, known.probability, words), evidence=evidence
    )
    return speaker.node(node.id), words.text("propagation.own-failure"), known.evidence, fails


def _chains(found: Propagation, outcome: NodeId, speaker: Speaker) -> tuple[tuple[str, str], ...]:
    return tuple(
        (speaker.words.percent(told.probability), speaker.chain(told))
        for told in found.chains
        if told.outcome == outcome
    )


def _way(told: FailureChain, found: Propagation, speaker: Speaker) -> tuple[tuple[str, str], ...]:
    """Return the things of the drawing over which a failure comes, in order, each with what is said of it."""
    clients = {handoff.id: handoff.client for handoff in found.chain.handoffs}
    steps = [] if told.origin_node is None else [(f"node-{told.origin_node}", speaker.begins(told.origin_node))]
    for handoff in told.path:
        steps += [(f"handoff-{handoff}", speaker.step(handoff)), (f"node-{clients[handoff]}", "")]
    return tuple(steps)
