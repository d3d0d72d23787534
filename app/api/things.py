"""The nodes, handoffs, groups and actions of a map, to be read; they are changed by commands."""

from collections.abc import Callable

from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import answer
from app.api.models import NodeOut, ThingOut, ThingsOut
from app.api.operations import Content, Operation, operation
from app.services.keeping import documents
from app.services.showing import overview
from app.web.policies import Policy
from process_models.domain.chain import ValueChain

_LISTS: dict[str, Callable[[ValueChain], list[documents.Document]]] = {
    "nodes": lambda chain: [documents.node_document(each) for each in chain.nodes],
    "handoffs": lambda chain: [documents.handoff_document(each) for each in chain.handoffs],
    "groups": lambda chain: [documents.group_document(each) for each in chain.groups],
    "actions": lambda chain: [documents.action_document(each) for each in chain.actions],
}


@operation(
    Operation(
        name="list_things",
        verb="GET",
        rule="/maps/<map_id>/<any(nodes,handoffs,groups,actions):things>",
        tag="things",
        policy=Policy.VIEW,
        answer=Content(schema=ThingsOut),
        is_kept=True,
    )
)
def list_things(map_id: str, things: str) -> Response:
    """List the things of a kind of a map."""
    found = asking.opened(map_id)
    return answer({"revision": found.revision, "things": _LISTS[things](found.chain)}, tag=found.revision)


@operation(
    Operation(
        name="show_node",
        verb="GET",
        rule="/maps/<map_id>/nodes/<node_id>",
        tag="things",
        policy=Policy.VIEW,
        answer=Content(schema=NodeOut),
        is_kept=True,
    )
)
def show_node(map_id: str, node_id: str) -> Response:
    """Show a node with what it gets and what it gives."""
    found = asking.opened(map_id)
    round_it = overview.node(found.chain, node_id)
    sides = {
        "received": [documents.handoff_document(each.handoff) for each in round_it.received],
        "given": [documents.handoff_document(each.handoff) for each in round_it.given],
    }
    own = {"revision": found.revision, "node": documents.node_document(round_it.node)}
    return answer({**own, **sides, "parts": [each.id for each in round_it.parts]}, tag=found.revision)


@operation(
    Operation(
        name="show_handoff",
        verb="GET",
        rule="/maps/<map_id>/handoffs/<handoff_id>",
        tag="things",
        policy=Policy.VIEW,
        answer=Content(schema=ThingOut),
        is_kept=True,
    )
)
def show_handoff(map_id: str, handoff_id: str) -> Response:
    """Show a handoff."""
    found = asking.opened(map_id)
    thing = documents.handoff_document(overview.handoff_alone(found.chain, handoff_id))
    return answer({"revision": found.revision, "thing": thing}, tag=found.revision)


@operation(
    Operation(
        name="show_group",
        verb="GET",
        rule="/maps/<map_id>/groups/<group_id>",
        tag="things",
        policy=Policy.VIEW,
        answer=Content(schema=ThingOut),
        is_kept=True,
    )
)
def show_group(map_id: str, group_id: str) -> Response:
    """Show a group of handoffs."""
    found = asking.opened(map_id)
    thing = documents.group_document(overview.group(found.chain, group_id))
    return answer({"revision": found.revision, "thing": thing}, tag=found.revision)
