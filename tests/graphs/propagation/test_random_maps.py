"""The random maps reach what they are meant to test."""

from graphs.propagation import propagate
from process_models.domain.rules import problems
from process_models.domain.vocabulary import EvidenceKind, GroupKind, NodeKind
from tests.graphs.propagation.random_maps import random_map

MAPS = [random_map(seed) for seed in range(520)]


def test_they_are_valid() -> None:
    """Each obeys every rule of a map."""
    assert [problems(chain) for chain in MAPS] == [()] * len(MAPS)


def test_they_hold_every_rule_of_propagation_often() -> None:
    """Cycles, both kinds of group, every evidence and kind of node, containment found and declared: dozens of each."""
    found = [propagate(chain, chains=1) for chain in MAPS]
    assert sum(bool(one.cycles) for one in found) > 100
    for group in GroupKind:
        assert sum(any(g.kind is group for g in chain.groups) for chain in MAPS) > 100
    for node in NodeKind:
        assert sum(any(n.kind is node for n in chain.nodes) for chain in MAPS) > 50
    for evidence in EvidenceKind:
        assert sum(any(h.evidence.evidence is evidence for h in one.handoffs.values()) for one in found) > 100
    declared = [{h.id: h.containment or 0.0 for h in chain.handoffs} for chain in MAPS]
    raised = [
        any(figures.containment > by_id[name] for name, figures in one.handoffs.items())
        for one, by_id in zip(found, declared, strict=True)
    ]
    assert sum(raised) > 100
