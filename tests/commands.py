"""Random commands that fit a chain, or nearly so."""

from dataclasses import replace

from hypothesis import strategies as st

from process_models.domain.chain import Action, Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.commands import (
    AddAction,
    AddGroup,
    AddHandoff,
    AddNode,
    Command,
    DescribeMap,
    ImportContent,
    RemoveAction,
    RemoveGroup,
    RemoveHandoff,
    RemoveNode,
    ReplaceAction,
    ReplaceGroup,
    ReplaceHandoff,
    ReplaceNode,
)
from process_models.domain.identifiers import GroupId
from process_models.domain.vocabulary import GroupKind
from tests.strategies import NODES, actions, chains, handoffs
from tests.values import IDENTIFIERS


@st.composite
def commands(draw: st.DrawFn, told: ValueChain) -> Command:
    """Give a command of any kind; some do not fit the chain."""
    place = st.one_of(st.none(), st.integers(0, 9))
    on_the_map: list[st.SearchStrategy[Command]] = [
        st.builds(AddNode, node=NODES, at=place),
        st.builds(AddAction, action=actions(told.nodes, told.handoffs), at=place),
        st.builds(DescribeMap, name=st.text(min_size=1, max_size=5), as_of=st.none() | st.dates()),
        st.builds(ImportContent, content=chains()),
    ]
    on_its_things = (
        [_of_node(each, told) for each in told.nodes],
        [_of_handoff(each) for each in told.handoffs],
        [_of_group(each) for each in told.groups],
        [_of_action(each, told) for each in told.actions],
    )
    kinds = [kind for kind in (on_the_map, *on_its_things) if kind]
    return draw(st.one_of(draw(st.sampled_from(kinds))))


def _of_node(told: Node, others: ValueChain) -> st.SearchStrategy[Command]:
    clients = [other.id for other in others.nodes if other.id != told.id]
    as_new = NODES.map(lambda new: ReplaceNode(node=replace(new, id=told.id, kind=told.kind, process_kind=None)))
    if not clients:
        return st.one_of(as_new, st.just(RemoveNode(node=told.id)))
    served = st.sampled_from(clients).flatmap(lambda client: handoffs(told.id, client))
    return st.one_of(as_new, st.just(RemoveNode(node=told.id)), st.builds(AddHandoff, handoff=served))


def _of_handoff(told: Handoff) -> st.SearchStrategy[Command]:
    grouped = st.builds(
        AddGroup,
        group=st.builds(HandoffGroup, id=IDENTIFIERS.map(GroupId), client=st.just(told.client), required=st.just(1)),
        members=st.just((told.id,)),
    )
    as_new = handoffs(told.supplier, told.client).map(lambda new: ReplaceHandoff(handoff=replace(new, id=told.id)))
    return st.one_of(as_new, st.just(RemoveHandoff(handoff=told.id)), grouped)


def _of_group(told: HandoffGroup) -> st.SearchStrategy[Command]:
    as_new = st.builds(replace, st.just(told), kind=st.just(GroupKind.ALTERNATIVES), required=st.integers(1, 2))
    return st.one_of(st.builds(ReplaceGroup, group=as_new), st.just(RemoveGroup(group=told.id)))


def _of_action(told: Action, others: ValueChain) -> st.SearchStrategy[Command]:
    as_new = actions(others.nodes, others.handoffs).map(lambda new: ReplaceAction(action=replace(new, id=told.id)))
    return st.one_of(as_new, st.just(RemoveAction(action=told.id)))
