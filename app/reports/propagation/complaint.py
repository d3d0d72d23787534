"""What is likely once something was seen to fail, on a page: beside what was likely before, in words and as bars."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.reports.propagation.contributions import LEAST_SHOWN
from app.reports.sentences import Speaker
from app.wording import Wording
from graphs.propagation import Propagation
from graphs.propagation.questions.diagnosis import Diagnosis
from process_models.domain.evidence import best_rate
from process_models.domain.identifiers import HandoffId, NodeId

HANDOFF = "handoff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """An own failure or a result: how likely it was, how likely it is now that one knows; `change` says it in words."""

    name: str
    remark: str
    handoff: HandoffId | None
    node: NodeId | None
    before: float
    now: float
    percent: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What follows from what was observed: how often that happens; where it began; which results failed besides."""

    evidence: str
    own: tuple[Likely, ...]
    results: tuple[Likely, ...]


def findings(found: Diagnosis, usual: Propagation, observed: Iterable[str], words: Wording) -> Findings:
    """Return what the page says of a diagnosis; `usual` are the map's figures, as nothing was observed."""
    speaker, seen = Speaker(usual.chain, words), set(observed)
    before = _own_before(usual)
    own = (_own(name, before.get(name, 0.0), now, speaker) for name, now in found.own.items())
    results = (
        _result(node, usual.nodes[node], now, speaker)
        for node, now in found.nodes.items()
        if f"node:{node}" not in seen
    )
    return Findings(
        evidence=words.text("complaint.evidence", percent=words.percent(found.evidence_probability)),
        own=_ranked(own),
        results=_ranked(results),
    )


def _own_before(usual: Propagation) -> dict[str, float]:
    """Return how likely every own failure is when nothing is known."""
    nodes = {f"node:{node.id}": best_rate(node.own_failure).probability for node in usual.chain.nodes}
    return {**nodes, **{f"{HANDOFF}:{name}": figures.own for name, figures in usual.handoffs.items()}}


def _own(name: str, before: float, now: float, speaker: Speaker) -> Likely:
    kind, _, identifier = name.partition(":")
    if kind == HANDOFF:
        handoff = HandoffId(identifier)
        return _likely(speaker.ends(handoff), speaker.deliverable(handoff), handoff, None, before, now, speaker.words)
    node, remark = NodeId(identifier), speaker.words.text("propagation.own-failure")
    return _likely(speaker.node(node), remark, None, node, before, now, speaker.words)


def _result(node: NodeId, before: float, now: float, speaker: Speaker) -> Likely:
    return _likely(speaker.node(node), "", None, node, before, now, speaker.words)


def _likely(
    name: str,
    remark: str,
    handoff: HandoffId | None,
    node: NodeId | None,
    before: float,
    now: float,
    words: Wording,
) -> Likely:
    usual, percent = words.percent(before), words.percent(now)
    return Likely(
        name=name,
        remark=remark,
        handoff=handoff,
        node=node,
        before=before,
        now=now,
        percent=percent,
        change=words.text("complaint.same") if usual == percent else words.text("complaint.before", percent=usual),
    )


def _ranked(likely: Iterable[Likely]) -> tuple[Likely, ...]:
    """Return those that have a chance, the likeliest first."""
    return tuple(sorted((each for each in likely if each.now > LEAST_SHOWN), key=lambda each: (-each.now, each.name)))
