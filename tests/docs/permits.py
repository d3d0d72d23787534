"""What docs/permits.md says about a municipality's permit cases, computed from the table of their handoffs."""

import random
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from app.services.files import exchange
from graphs.propagation import Propagation, propagate
from process_models.domain.chain import Handoff, ValueChain
from process_models.domain.evidence import Deliveries
from process_models.domain.identifiers import NodeId
from tests.docs.figures import Figure
from tests.docs.vocabulary import vocabulary

INTERNET = NodeId("applicant-internet")
LARGE_GROUPS = {NodeId(name) for name in ("empty", "group-1", "group-2", "group-3", "group-4")}
REDRAWS = 100
TAILS = 2
"""Of 100 redraws, the two lowest and the two highest are left out: the range that stays covers 96."""

Shares = Mapping[NodeId, float]


def figures(table: Path) -> dict[str, Figure]:
    """Return every figure of the page by its name."""
    chain = _read(table)
    found = propagate(chain)
    told = vocabulary(found)
    told |= {f"late({node.id})": _counted(chain.handoffs, client=node.id) for node in chain.nodes}
    told |= {f"passed-on({node.id})": _counted(chain.handoffs, supplier=node.id) for node in chain.nodes}
    told |= dict(_largest(found)) | _made_by("", _shares(found))
    internet = _upstream_only(chain, {node.id for node in chain.nodes if not node.is_outcome})
    for name, stopped in (("all checked inside", 1.0), ("half checked inside", 0.5)):
        told |= _made_by(f" if {name}", _shares(propagate(_checking(internet, stopped, inside=True), chains=0)))
    told |= _made_by(" if all checked", _shares(propagate(_checking(internet, 1.0, inside=False), chains=0)))
    large = _upstream_only(chain, LARGE_GROUPS)
    told |= _made_by(" by the large groups", _shares(propagate(large, chains=0)))
    return told | dict(_redrawn(large)) | dict(_sizes(chain))


def _read(table: Path) -> ValueChain:
    chain = exchange.read(table.read_bytes(), table.name).chain
    assert chain is not None
    return chain


def _upstream_only(chain: ValueChain, groups: Collection[NodeId]) -> ValueChain:
    """Return the chain of some groups and the applicants over the Internet; what applicants hand in fails nobody."""
    handoffs = tuple(each for each in chain.handoffs if each.supplier in groups and each.client in {*groups, INTERNET})
    used = {each.group for each in handoffs}
    return replace(
        chain,
        nodes=tuple(node for node in chain.nodes if node.id in {*groups, INTERNET}),
        handoffs=handoffs,
        groups=tuple(group for group in chain.groups if group.id in used),
    )


def _checking(chain: ValueChain, containment: float, *, inside: bool) -> ValueChain:
    """Return the chain with handoffs that stop a share of what they receive; `inside` leaves the applicant's out."""
    return replace(
        chain,
        handoffs=tuple(
            each if inside and each.client == INTERNET else replace(each, containment=containment)
            for each in chain.handoffs
        ),
    )


def _shares(found: Propagation) -> Shares:
    """Return what the handoffs of each supplier contribute together, as a share of what applicants suffer."""
    risk = found.outcomes[INTERNET]
    shares: dict[NodeId, float] = defaultdict(float)
    for handoff in found.chain.handoffs:
        shares[handoff.supplier] += risk.handoffs[handoff.id].contribution / risk.probability
    return shares


def _largest(found: Propagation) -> Iterator[tuple[str, Figure]]:
    """Yield what the handoffs that contribute most have in common: seven in all, and the two that end at applicants."""
    risk = found.outcomes[INTERNET]
    parts = {handoff: figures.contribution / risk.probability for handoff, figures in risk.handoffs.items()}
    yield "seven largest", sum(sorted(parts.values())[-7:])
    last = (parts[each.id] for each in found.chain.handoffs if each.client == INTERNET)
    yield "two last steps", sum(sorted(last)[-2:])
    small = (each.id for each in found.chain.handoffs if (counted := _deliveries(each)) and counted.count <= 5)
    yield "rows of at most five", sum(parts[handoff] for handoff in small)


def _sizes(chain: ValueChain) -> Iterator[tuple[str, Figure]]:
    applicants = {node.id for node in chain.nodes if node.is_outcome}
    ends = [(each.supplier in applicants, each.client in applicants) for each in chain.handoffs]
    yield "handoffs between groups", float(ends.count((False, False)))
    yield "handoffs to applicants", float(ends.count((False, True)))
    yield "handoffs from applicants", float(ends.count((True, False)))


def _made_by(condition: str, shares: Shares) -> dict[str, float]:
    told = {f"made-by({supplier}{condition})": share for supplier, share in shares.items()}
    together = shares.get(NodeId("group-1"), 0.0) + shares.get(NodeId("group-2"), 0.0)
    return told | {f"made-by(group-1 and group-2{condition})": together}


def _redrawn(chain: ValueChain) -> Iterator[tuple[str, Figure]]:
    """Yield between what the shares lie when the same cases are drawn again and again with the measured rates."""
    rng = random.Random(1)  # noqa: S311 - repeatable, and no secret
    draws = [_made_by("", _shares(propagate(_redraw(chain, rng), chains=0))) for _ in range(REDRAWS)]
    for name in draws[0]:
        values = sorted(draw[name] for draw in draws)
        yield f"least {name}", values[TAILS]
        yield f"most {name}", values[-1 - TAILS]
    ahead = sum(draw["made-by(group-1)"] > draw["made-by(group-2)"] for draw in draws)
    yield "redraws with group-1 ahead", (ahead, REDRAWS)


def _redraw(chain: ValueChain, rng: random.Random) -> ValueChain:
    return replace(chain, handoffs=tuple(_redrawn_handoff(each, rng) for each in chain.handoffs))


def _redrawn_handoff(handoff: Handoff, rng: random.Random) -> Handoff:
    counted = _deliveries(handoff)
    if counted is None or handoff.failure is None:
        return handoff
    failed = sum(rng.random() < counted.failed / counted.count for _ in range(counted.count))
    return replace(handoff, failure=replace(handoff.failure, deliveries=replace(counted, failed=failed)))


def _deliveries(handoff: Handoff) -> Deliveries | None:
    return handoff.failure.deliveries if handoff.failure else None


def _counted(
    handoffs: Collection[Handoff], *, supplier: NodeId | None = None, client: NodeId | None = None
) -> tuple[int, int]:
    """Return how many deliveries of a supplier, or to a client, failed, and how many there were."""
    chosen = [each for each in handoffs if supplier in (None, each.supplier) and client in (None, each.client)]
    counts = [counted for each in chosen if (counted := _deliveries(each))]
    return sum(counted.failed for counted in counts), sum(counted.count for counted in counts)
