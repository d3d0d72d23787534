"""What a figure in the documentation can be called, and what the engine says that it is."""

from collections.abc import Iterator

from graphs.propagation import OutcomeRisk, Propagation
from process_models.domain.identifiers import HandoffId, NodeId
from tests.docs.figures import Figure


def vocabulary(found: Propagation, prefix: str = "") -> dict[str, Figure]:
    """Return every figure of a propagation by its name, such as `P(shop)`, `own(order)` or `contribution(order, shop)`.

    A prefix tells the figures of several maps in one page apart.
    """
    figures = {
        "expected-loss": found.expected_loss,
        **dict(_of_nodes(found)),
        **dict(_of_handoffs(found)),
        **{f"chain({' '.join(told.path)})": told.probability for told in found.chains},
    }
    for outcome, risk in found.outcomes.items():
        figures |= dict(_of_outcome(outcome, risk))
    return {prefix + name: figure for name, figure in figures.items()}


def _of_nodes(found: Propagation) -> Iterator[tuple[str, Figure]]:
    for node, probability in found.nodes.items():
        yield f"P({node})", probability


def _of_handoffs(found: Propagation) -> Iterator[tuple[str, Figure]]:
    for said in found.chain.handoffs:
        yield f"dependency({said.id})", 1.0 if said.dependency is None else said.dependency
    for handoff, figures in found.handoffs.items():
        yield f"rate({handoff})", figures.rate
        yield f"own({handoff})", figures.own
        yield f"inherited({handoff})", figures.inherited
        yield f"containment({handoff})", figures.containment
        evidence = figures.evidence
        if evidence.failed is not None and evidence.count is not None:
            yield f"measured({handoff})", (evidence.failed, evidence.count)
            yield f"own-cases({handoff})", figures.own * evidence.count


def _of_outcome(outcome: NodeId, risk: OutcomeRisk) -> Iterator[tuple[str, Figure]]:
    yield f"P({outcome} if unknown fails)", risk.if_unknown_fails
    yield (
        f"contributions({outcome})",
        sum(each.contribution for each in (*risk.handoffs.values(), *risk.nodes.values())),
    )
    for evidence, share in risk.evidence.items():
        yield f"rests-on({evidence.value}, {outcome})", share
    for handoff in risk.handoffs:
        yield from _of_importance(handoff, outcome, risk)


def _of_importance(handoff: HandoffId, outcome: NodeId, risk: OutcomeRisk) -> Iterator[tuple[str, Figure]]:
    about = f"({handoff}, {outcome})"
    importance = risk.handoffs[handoff]
    yield f"birnbaum{about}", importance.birnbaum
    yield f"improvement{about}", importance.improvement
    yield f"contribution{about}", importance.contribution
    yield f"P({outcome} without {handoff})", risk.probability - importance.improvement
    if risk.probability > 0:
        yield f"part{about}", importance.contribution / risk.probability
        yield f"given-failed{about}", risk.posterior_given_failed.handoffs[handoff]
    if importance.fussell_vesely is not None and importance.raw is not None:
        yield f"fussell-vesely{about}", importance.fussell_vesely
        yield f"raw{about}", importance.raw
        yield f"P({outcome} if {handoff} fails)", importance.raw * risk.probability
    if importance.rrw is not None:
        yield f"rrw{about}", importance.rrw
