"""The worked example tells the order-and-payroll story with everything that a map can hold."""

from pathlib import Path

import pytest

from app.formats.map_document import parse_map_document
from process_models.domain import rules
from process_models.domain.chain import ValueChain
from process_models.domain.evidence import best_rate
from process_models.domain.validity import as_of
from process_models.domain.vocabulary import EvidenceKind, GroupKind, NodeKind, ProcessKind

EXAMPLE = Path(__file__).parents[1] / "examples" / "pedidos-y-nomina.json"


@pytest.fixture(scope="module")
def story() -> ValueChain:
    """The example map."""
    chain = parse_map_document(EXAMPLE.read_bytes()).chain
    assert chain is not None
    return chain


def test_it_is_a_sound_map(story: ValueChain) -> None:
    """The first map that somebody sees has no problem and nothing worth a look."""
    assert rules.problems(story) == ()
    assert rules.warnings(story) == ()


def test_it_has_every_kind_of_everything(story: ValueChain) -> None:
    """Whoever reads it has seen each kind of node, process, evidence and group once."""
    assert {node.kind for node in story.nodes} == set(NodeKind)
    assert {node.process_kind for node in story.nodes if node.process_kind} == set(ProcessKind)
    assert {best_rate(handoff.failure).evidence for handoff in story.handoffs} == set(EvidenceKind)
    assumed = [handoff.failure for handoff in story.handoffs if handoff.failure]
    assert any(known.total is not None for known in assumed)
    assert any(known.own is not None for known in assumed)
    assert {group.kind for group in story.groups} == set(GroupKind)


def test_the_december_support_is_not_there_in_september(story: ValueChain) -> None:
    """What is temporary is in the map, and on its date it is left out."""
    september = as_of(story, story.as_of)
    assert len(story.nodes) - len(september.chain.nodes) == 1
    assert len(story.handoffs) - len(september.chain.handoffs) == 1
    assert september.warnings == ()
