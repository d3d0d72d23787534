"""Every change of a map: what goes with it, when it is refused, and that its inverse takes it back exactly."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from process_models.domain import rules
from process_models.domain.chain import Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.commands import (
    AddGroup,
    AddNode,
    Command,
    DescribeMap,
    ImportContent,
    RemoveAction,
    RemoveGroup,
    RemoveHandoff,
    RemoveNode,
    ReplaceGroup,
    ReplaceHandoff,
    ReplaceNode,
    Together,
    apply,
)
from process_models.domain.errors import CommandRefused
from process_models.domain.identifiers import ActionId, GroupId, HandoffId, NodeId
from process_models.domain.vocabulary import GroupKind, NodeKind
from tests.chains import chain
from tests.commands import commands
from tests.strategies import chains

STORY = chain("""
    process comercial
    process ventas part_of=comercial
    process bodega
    alternatives transporte required=2
    routes oficinas
    action plantilla handoff=pedido own_times=0.4
    action curso node=ventas own=0.1

    ventas -> bodega: Pedido id=pedido 30/200
    proveedor-a -> bodega: Camión id=camion-a group=transporte
    proveedor-b -> bodega: Camión id=camion-b group=transporte
    bodega -> cliente: Entrega id=entrega group=oficinas share=0.7
    ventas -> cliente: Entrega id=retiro group=oficinas share=0.3
""")


def changed(command: Command, told: ValueChain = STORY) -> ValueChain:
    """Return the story after a command whose inverse is seen to give it back."""
    applied = apply(told, command)
    assert apply(applied.chain, applied.inverse).chain == told
    return applied.chain


def refusal(command: Command, told: ValueChain = STORY) -> list[tuple[str, str]]:
    """Return where and why a command is refused."""
    with pytest.raises(CommandRefused) as refused:
        apply(told, command)
    return [(problem.pointer, problem.code) for problem in refused.value.problems]


def node(identifier: str) -> Node:
    """Return a node of the story."""
    found = STORY.node(NodeId(identifier))
    assert found is not None
    return found


def handoff(identifier: str) -> Handoff:
    """Return a handoff of the story."""
    found = STORY.handoff(HandoffId(identifier))
    assert found is not None
    return found


def test_a_thing_is_put_where_it_is_wanted() -> None:
    """The order of a document is its editor's."""
    cartera = Node(id=NodeId("cartera"), name="Cartera", kind=NodeKind.PROCESS)
    assert changed(AddNode(node=cartera)).nodes[-1] == cartera
    assert changed(AddNode(node=cartera, at=1)).nodes[1] == cartera


def test_a_node_goes_with_whatever_speaks_of_it() -> None:
    """Its handoffs, what groups and actions say of them, and its parts' mention of it go; the rest stays."""
    without = changed(RemoveNode(node=NodeId("ventas")))
    assert [each.id for each in without.handoffs] == ["camion-a", "camion-b", "entrega"]
    assert [action.changes for action in without.actions] == [(), ()]
    assert changed(RemoveNode(node=NodeId("comercial"))).nodes[0].part_of is None


def test_a_client_goes_with_its_groups() -> None:
    """A group has one client, and without it there is no group."""
    without = changed(RemoveNode(node=NodeId("bodega")))
    assert [group.id for group in without.groups] == ["oficinas"]


def test_a_group_requires_at_most_what_is_left_of_it() -> None:
    """One of two required carriers goes: one is required; the other goes too: the group goes."""
    one_left = changed(RemoveHandoff(handoff=HandoffId("camion-a")))
    assert one_left.groups[0].required == 1
    none_left = changed(RemoveHandoff(handoff=HandoffId("camion-b")), one_left)
    assert [group.id for group in none_left.groups] == ["oficinas"]


def test_a_handoff_that_changes_its_group_leaves_the_former_as_if_removed() -> None:
    """Taking a carrier out of the group leaves one that is required."""
    alone = changed(ReplaceHandoff(handoff=replace(handoff("camion-a"), group=None)))
    assert alone.groups[0].required == 1


def test_a_group_is_made_of_handoffs_and_dissolved_into_them() -> None:
    """Handoffs stay when their group goes, and lose their share."""
    dissolved = changed(RemoveGroup(group=GroupId("oficinas")))
    assert [each.share for each in dissolved.handoffs] == [None] * 5
    three = HandoffGroup(id=GroupId("todo"), client=NodeId("bodega"), required=1)
    made = changed(AddGroup(group=three, members=(HandoffId("pedido"), HandoffId("camion-a")), at=0))
    assert [(group.id, group.required) for group in made.groups] == [("todo", 1), ("transporte", 1), ("oficinas", None)]


def test_routes_become_alternatives_in_changes_that_are_only_right_together() -> None:
    """Between the changes the rules do not hold; after the last they do."""
    as_alternatives = ReplaceGroup(group=replace(STORY.groups[1], kind=GroupKind.ALTERNATIVES, required=1))
    assert refusal(as_alternatives) == [
        ("/handoffs/3/share", "share-outside-routes"),
        ("/handoffs/4/share", "share-outside-routes"),
    ]
    shareless = (ReplaceHandoff(handoff=replace(handoff(each), share=None)) for each in ("entrega", "retiro"))
    assert changed(Together(commands=(as_alternatives, *shareless))).groups[1].required == 1


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (RemoveNode(node=NodeId("x")), "unknown-node"),
        (ReplaceNode(node=replace(node("ventas"), id=NodeId("x"))), "unknown-node"),
        (RemoveHandoff(handoff=HandoffId("x")), "unknown-handoff"),
        (ReplaceHandoff(handoff=replace(handoff("pedido"), id=HandoffId("x"))), "unknown-handoff"),
        (RemoveGroup(group=GroupId("x")), "unknown-group"),
        (RemoveAction(action=ActionId("x")), "unknown-action"),
    ],
)
def test_a_command_that_names_what_is_not_there_is_refused(command: Command, reason: str) -> None:
    """Nothing changes, and the reason is said."""
    assert refusal(command) == [("", reason)]


def test_a_command_that_breaks_the_rules_is_refused_with_every_problem() -> None:
    """A map never stops being valid."""
    assert refusal(AddNode(node=replace(node("ventas"), name=" "))) == [
        ("/nodes/6/id", "duplicate-id"),
        ("/nodes/6/name", "blank"),
    ]


def test_an_inverse_does_not_undo_what_somebody_else_did_since() -> None:
    """Taking back a change of a node that was changed again is refused; changes of other nodes do not matter."""
    first = apply(STORY, ReplaceNode(node=replace(node("ventas"), lane="Comercial")))
    elsewhere = apply(first.chain, RemoveNode(node=NodeId("comercial"))).chain
    assert refusal(first.inverse, elsewhere) == [("", "changed-since")]
    unrelated = apply(first.chain, ReplaceNode(node=replace(node("bodega"), name="Almacén"))).chain
    back = apply(unrelated, first.inverse).chain
    assert [each.lane for each in back.nodes] == [""] * 6
    assert back.nodes[2].name == "Almacén"


def test_the_maps_own_fields_are_set_at_once() -> None:
    """A map is described anew; nodes and handoffs stay."""
    described = changed(DescribeMap(name="Otro", as_of=date(2026, 9, 30), minimum_group=7))
    assert (described.name, described.as_of, described.minimum_group) == ("Otro", date(2026, 9, 30), 7)
    assert described.nodes == STORY.nodes


def test_every_field_of_a_map_is_set_by_some_command() -> None:
    """Whoever adds a field to the map is told to add it to `DescribeMap`."""
    parts = {"nodes", "handoffs", "groups", "actions"}
    assert {field.name for field in fields(ValueChain)} == {field.name for field in fields(DescribeMap)} | parts


def test_an_import_gives_back_the_former_content() -> None:
    """An import is one command too."""
    assert changed(ImportContent(content=chain("a -> b: Cosa"))).handoffs[0].id == "a-b"


@given(st.data())
def test_a_command_and_then_its_inverse_give_the_same_chain(data: st.DataObject) -> None:
    """Undo restores everything exactly, the order included, and can itself be undone."""
    told = data.draw(chains(nodes_from=2, handoffs_from=2))
    try:
        applied = apply(told, data.draw(commands(told)))
    except CommandRefused:
        reject()
    assert rules.problems(applied.chain) == ()
    undone = apply(applied.chain, applied.inverse)
    assert undone.chain == told
    assert apply(undone.chain, undone.inverse).chain == applied.chain


@settings(max_examples=40)
@given(st.data())
def test_a_row_of_commands_is_taken_back_as_one(data: st.DataObject) -> None:
    """What was done together is undone together, in the opposite order."""
    told = data.draw(chains(nodes_from=2, handoffs_from=2))
    done: list[Command] = []
    now = told
    for _ in range(data.draw(st.integers(0, 4))):
        command = data.draw(commands(now))
        try:
            now = apply(now, command).chain
        except CommandRefused:
            continue
        done.append(command)
    together = apply(told, Together(commands=tuple(done)))
    assert together.chain == now
    assert apply(together.chain, together.inverse).chain == told
