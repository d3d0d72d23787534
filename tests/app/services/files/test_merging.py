"""A file into a map that is there: updates, adds, never duplicates, and keeps what the file cannot say."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings

from app.formats import registry
from app.formats.results import Parsed
from app.services.files.merging import merged
from process_models.domain import rules
from process_models.domain.chain import NoneBecause, Requirement, ValueChain
from process_models.domain.identifiers import RequirementId
from process_models.domain.vocabulary import Viewpoint
from tests.chains import chain
from tests.strategies import chains

STORY = chain(
    """
    process ventas name=Ventas lane=Comercial
    process bodega name=Bodega
    customer cliente name=Cliente
    ventas -> bodega: Pedido 30/200 id=pedido d=0.8
    bodega -> cliente: Caja 5/100 id=caja
    """,
    name="Pedidos",
)


def table(*rows: str, header: str = "supplier,client,deliverable") -> Parsed:
    """Return what a table says."""
    found = registry.parse("\n".join([header, *rows]).encode(), "x.csv")
    assert found.chain is not None, found.problems
    return found


def into(current: ValueChain, parsed: Parsed) -> ValueChain:
    """Return a map with what was read."""
    assert parsed.chain is not None
    found = merged(current, parsed.chain, says=parsed.says)
    assert found.problems == ()
    return found.chain


def test_rows_update_by_name_and_add_what_is_new() -> None:
    """What has no column stays: dependency, kinds, the map's name; spaces and composition do not matter."""
    parsed = table(
        "Ventas , Bodega,Pedido,250,20",
        "Bodega,Compras,Aviso,,",
        header="supplier,client,deliverable,deliveries,failed",
    )
    assert parsed.chain is not None
    found = merged(STORY, parsed.chain, says=parsed.says)
    assert found.added == ("node:compras", "handoff:bodega-compras-aviso")
    assert found.changed == ("handoff:pedido",)
    assert found.unchanged == ("node:ventas", "node:bodega")
    assert found.left == ("node:cliente", "handoff:caja")
    order = found.chain.handoffs[0]
    assert order.dependency == 0.8
    assert order.failure is not None
    assert order.failure.deliveries is not None
    assert (order.failure.deliveries.count, order.failure.deliveries.failed) == (250, 20)
    assert found.chain.name == "Pedidos"
    assert into(found.chain, parsed) == found.chain


def test_what_a_table_cannot_say_stays() -> None:
    """Requirements, descriptions, media."""
    requirement = Requirement(id=RequirementId("r1"), statement="A tiempo")
    handoff = replace(STORY.handoffs[0], requirements=(requirement,), medium="ERP")
    story = replace(STORY, handoffs=(handoff, STORY.handoffs[1]))
    assert into(story, table("Ventas,Bodega,Pedido")) == story


def test_ids_that_a_table_made_do_not_count() -> None:
    """A name that is like the id of another node means the node of that name."""
    story = chain("process ventas name=Compras\nprocess n1 name=Ventas\nventas -> n1: x")
    found = into(story, table("Ventas,Compras,y"))
    assert [(each.supplier, each.client) for each in found.handoffs] == [("ventas", "n1"), ("n1", "ventas")]
    assert found.nodes == story.nodes


def test_a_kind_counts_where_it_is_said() -> None:
    """A customer stays one where a table says nothing; where it does, it is taken."""
    assert into(STORY, table("Bodega,Cliente,Caja")) == STORY
    header = "supplier,client,deliverable,client_kind"
    assert into(STORY, table("Bodega,Cliente,Caja,process", header=header)).nodes[2].kind == "process"


def test_routes_are_not_proposed_again_for_what_is_there() -> None:
    """Who declined them once is not asked by the second import; a new row may make them."""
    story = chain("a -> c: x id=a-c-x\nb -> c: x id=b-c-x")
    assert into(story, table("a,c,x", "b,c,x")) == story
    assert len(into(story, table("a,c,x", "b,c,x", "d,c,x")).groups) == 1


def test_what_was_edited_in_a_workbook_leaves_the_rest_as_it_is() -> None:
    """One requirement is reworded: what the workbook could not hold of the other, and of the handoff, stays."""
    first, second = (Requirement(id=RequirementId(name), statement=f"{name}\ufffe") for name in ("r1", "r2"))
    handoff = replace(STORY.handoffs[0], requirements=(first, second), medium="ERP\ufffe")
    story = replace(STORY, handoffs=(handoff, STORY.handoffs[1]))
    parsed = registry.parse(registry.generate(story, "xlsx", "es").content, "")
    assert parsed.chain is not None
    edited = replace(parsed.chain.handoffs[0].requirements[0], statement="A tiempo")
    arrived = replace(parsed.chain.handoffs[0], requirements=(edited, *parsed.chain.handoffs[0].requirements[1:]))
    parsed = replace(parsed, chain=replace(parsed.chain, handoffs=(arrived, *parsed.chain.handoffs[1:])))
    after = into(story, parsed)
    assert after.handoffs[0] == replace(handoff, requirements=(edited, second))
    assert after.handoffs[1:] == story.handoffs[1:]


def test_an_end_before_the_known_beginning_takes_its_place() -> None:
    """What is said now counts; a beginning that no longer fits goes with the former end."""
    header = "supplier,client,deliverable,valid_from,valid_to"
    story = into(STORY, table("Ventas,Bodega,Pedido,2026-01-01,", header=header))
    after = into(story, table("Ventas,Bodega,Pedido,,2025-06-30", header=header))
    assert (after.handoffs[0].valid_from, str(after.handoffs[0].valid_to)) == (None, "2025-06-30")


def test_together_they_may_break_a_rule_and_then_it_is_said() -> None:
    """Two documents that make each other's processes parts."""
    current = chain("process a part_of=b\nprocess b")
    incoming = chain("process b part_of=a\nprocess a")
    parsed = registry.parse(registry.generate(incoming, "json", "en").content, "")
    assert parsed.chain is not None
    half = replace(parsed.says, everything=False)
    found = merged(current, parsed.chain, says=half)
    assert [problem.code for problem in found.problems] == ["part-of-circle"]


def test_an_answer_that_a_workbook_cannot_hold_is_replaced_by_one_that_it_holds() -> None:
    """A blank reason is written nowhere; a file that gives one gives the only one."""
    blank, said = (_answered(reason) for reason in (" ", "No recibe auditorías"))
    parsed = registry.parse(registry.generate(said, "xlsx", "es").content, "")
    assert into(blank, parsed).nodes[0].viewpoints == said.nodes[0].viewpoints


def _answered(reason: str) -> ValueChain:
    node = STORY.nodes[0]
    answer = NoneBecause(viewpoint=Viewpoint.AUDIT, reason=reason)
    return replace(STORY, nodes=(replace(node, viewpoints=(answer,)), *STORY.nodes[1:]))


@pytest.mark.parametrize("form", registry.FORMS)
@settings(max_examples=60, deadline=None)
@given(content=chains())
def test_a_maps_own_export_changes_nothing(form: str, content: ValueChain) -> None:
    """In every format that is read back, whatever the format cannot hold."""
    parsed = registry.parse(registry.generate(content, form, "es").content, "")
    assert parsed.chain is not None
    found = merged(content, parsed.chain, says=parsed.says)
    assert (found.chain, found.added, found.changed) == (content, (), ())


@pytest.mark.parametrize("form", registry.FORMS)
@settings(max_examples=60, deadline=None)
@given(current=chains(), other=chains())
def test_twice_is_once_and_nothing_is_removed_or_doubled(form: str, current: ValueChain, other: ValueChain) -> None:
    """Any file into any map: ids stay unique, the rules hold or it is said, a second time changes nothing."""
    parsed = registry.parse(registry.generate(other, form, "es").content, "")
    assert parsed.chain is not None
    found = merged(current, parsed.chain, says=parsed.says)
    assert {node.id for node in current.nodes} <= {node.id for node in found.chain.nodes}
    assert {each.id for each in current.handoffs} <= {each.id for each in found.chain.handoffs}
    assert max(Counter(node.id for node in found.chain.nodes).values(), default=1) == 1
    assert max(Counter(each.id for each in found.chain.handoffs).values(), default=1) == 1
    if found.problems:
        assert {problem.code for problem in found.problems} <= {"part-of-circle", "self-handoff"}
        return
    assert rules.problems(found.chain) == ()
    assert merged(found.chain, parsed.chain, says=parsed.says).chain == found.chain
