"""The map as of a date (propagation.md, "As of a date")."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from app.wording import LANGUAGES, wording
from process_models.domain import rules
from process_models.domain.chain import ValueChain
from process_models.domain.evidence import Evidence, Rating
from process_models.domain.validity import as_of
from tests.chains import chain
from tests.strategies import chains
from tests.values import DATES

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)
STORY = chain(f"""
    alternatives refuerzo required=2
    process temporal from={FIRST} to={LAST}
    ventas -> bodega: Pedido
    temporal -> bodega: Refuerzo group=refuerzo
    planta -> bodega: Refuerzo group=refuerzo
    bodega -> cliente: Entrega from={FIRST} to={LAST}
""")
ONE_DAY = timedelta(days=1)


def on(day: date) -> ValueChain:
    """Return the story as of a day."""
    return as_of(STORY, day).chain


@pytest.mark.parametrize("day", [FIRST, LAST])
def test_both_ends_of_a_validity_are_in_it(day: date) -> None:
    """On its first and its last day a thing counts."""
    assert on(day) == replace(STORY, as_of=day)
    assert as_of(STORY, day).warnings == ()


@pytest.mark.parametrize("day", [FIRST - ONE_DAY, LAST + ONE_DAY])
def test_outside_its_validity_a_node_is_left_out_with_its_handoffs(day: date) -> None:
    """A handoff that is valid by itself goes with its supplier; one that is not valid goes alone."""
    assert [node.id for node in on(day).nodes] == ["ventas", "bodega", "planta", "cliente"]
    assert [handoff.id for handoff in on(day).handoffs] == ["ventas-bodega", "planta-bodega"]


def test_without_a_day_everything_counts() -> None:
    """The map is as it is written."""
    assert as_of(STORY, None).chain == STORY


def test_a_group_requires_at_most_the_members_left_and_says_so() -> None:
    """Two of two were required; one is left, and the reader is told."""
    dated = as_of(STORY, FIRST - ONE_DAY)
    assert [(group.id, group.required) for group in dated.chain.groups] == [("refuerzo", 1)]
    (said,) = dated.warnings
    assert (said.code, said.pointer, said.is_error) == ("required-lowered", "/groups/0/required", False)
    sentences = [wording(language).problem(said) for language in LANGUAGES]
    assert all("refuerzo" in sentence and "2" in sentence and "1" in sentence for sentence in sentences)


def test_an_empty_group_goes() -> None:
    """A group of which nobody is left is no group."""
    story = chain(f"""
        alternatives refuerzo required=1
        temporal -> bodega: Refuerzo group=refuerzo from={FIRST} to={LAST}
    """)
    dated = as_of(story, LAST + ONE_DAY)
    assert (dated.chain.groups, dated.warnings) == ((), ())


def test_ratings_dated_later_are_not_known_yet() -> None:
    """What was rated that day or at no known day counts, of a node too."""
    early, late, timeless = Rating(score=1, date=FIRST), Rating(score=2, date=FIRST + ONE_DAY), Rating(score=3)
    known = Evidence(ratings=(early, late, timeless))
    story = replace(
        STORY,
        nodes=tuple(replace(node, own_failure=known) for node in STORY.nodes),
        handoffs=tuple(replace(handoff, failure=known) for handoff in STORY.handoffs),
    )
    dated = as_of(story, FIRST).chain
    assert {node.own_failure for node in dated.nodes} == {Evidence(ratings=(early, timeless))}
    assert {handoff.failure for handoff in dated.handoffs} == {Evidence(ratings=(early, timeless))}


@given(chains(nodes_from=2, handoffs_from=2), DATES)
def test_a_chain_as_of_a_date_stays_as_it_is_on_that_date(told: ValueChain, day: date) -> None:
    """What is left has groups that can be met, and nothing more to leave out."""
    dated = as_of(told, day).chain
    again = as_of(dated, day)
    assert (again.chain, again.warnings) == (dated, ())
    codes = {problem.code for problem in rules.problems(dated)}
    assert codes <= {"unknown-part-of", "unknown-handoff", "unknown-node"}
