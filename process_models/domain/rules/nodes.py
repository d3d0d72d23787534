"""Rules of nodes, and of what is a part of what."""

from collections.abc import Iterator, Mapping

from process_models.domain.chain import Node, NoneBecause, ValueChain
from process_models.domain.identifiers import NodeId
from process_models.domain.problems import Problem, error
from process_models.domain.rules.evidence import evidence_problems
from process_models.domain.rules.known import Known
from process_models.domain.rules.values import (
    amount_problems,
    extension_problems,
    identifier_problems,
    name_problems,
    number_problems,
    text_problems,
    texts_problems,
    under,
    validity_problems,
)
from process_models.domain.vocabulary import NodeKind, Viewpoint

LONGEST_SAID_CIRCLE = 12


def node_problems(chain: ValueChain, known: Known) -> Iterator[Problem]:
    """What is wrong in each node."""
    seen: set[str] = set()
    circles = _circles(known.nodes)
    for index, node in enumerate(chain.nodes):
        yield from under(f"/nodes/{index}", _one(node, seen, known, circles))


def _one(node: Node, seen: set[str], known: Known, circles: Mapping[NodeId, str]) -> Iterator[Problem]:
    is_new = node.id not in seen
    yield from identifier_problems(node.id, seen)
    yield from name_problems("/name", node.name)
    if node.process_kind is not None and node.kind is not NodeKind.PROCESS:
        yield error("process-kind-of-another-kind", "/process_kind", node=node.id)
    yield from _part_of(node, known)
    if is_new and node.id in circles:
        yield error("part-of-circle", "/part_of", circle=circles[node.id])
    yield from texts_problems(code=node.code, owner=node.owner, lane=node.lane, description=node.description)
    yield from under("/own_failure", evidence_problems(node.own_failure, frozenset()))
    yield from amount_problems("/weight", node.weight)
    yield from under("/viewpoints", _viewpoints(node.viewpoints))
    if node.position is not None:
        yield from number_problems("/position/0", node.position.x)
        yield from number_problems("/position/1", node.position.y)
    yield from validity_problems(node.valid_from, node.valid_to)
    yield from extension_problems(node.extensions)


def _part_of(node: Node, known: Known) -> Iterator[Problem]:
    if node.part_of is None:
        return
    whole = known.nodes.get(node.part_of)
    if node.kind is not NodeKind.PROCESS:
        yield error("part-of-by-another-kind", "/part_of", node=node.id)
    if whole is None:
        yield error("unknown-part-of", "/part_of", node=node.part_of)
    elif whole.kind is not NodeKind.PROCESS:
        yield error("part-of-another-kind", "/part_of", node=node.part_of)


def _viewpoints(answers: tuple[NoneBecause, ...]) -> Iterator[Problem]:
    seen: set[Viewpoint] = set()
    for answer in answers:
        if answer.viewpoint in seen:
            yield error("duplicate-viewpoint", f"/{answer.viewpoint}", viewpoint=answer.viewpoint.value)
        seen.add(answer.viewpoint)
        yield from text_problems(f"/{answer.viewpoint}/none_because", answer.reason)


def _circles(nodes: Mapping[NodeId, Node]) -> dict[NodeId, str]:
    """Return each circle of parts, said in words, at the first of its nodes in the document's order."""
    circles: dict[NodeId, str] = {}
    order = {node: index for index, node in enumerate(nodes)}
    done: set[NodeId] = set()
    for start in nodes:
        path = _up_to_known(start, nodes, done)
        if path and (again := nodes[path[-1]].part_of) in path:
            circle = path[path.index(again) :]
            first = circle.index(min(circle, key=order.__getitem__))
            turned = circle[first:] + circle[: first + 1]
            circles[turned[0]] = _said(turned)
        done.update(path)
    return circles


def _said(circle: list[NodeId]) -> str:
    shown = circle if len(circle) <= LONGEST_SAID_CIRCLE else [*circle[: LONGEST_SAID_CIRCLE - 2], "…", circle[-1]]
    return " → ".join(shown)


def _up_to_known(start: NodeId, nodes: Mapping[NodeId, Node], done: set[NodeId]) -> list[NodeId]:
    """Return the way up from a node to its last whole, or until it meets itself or what was walked before."""
    path: dict[NodeId, None] = {}
    step: NodeId | None = start
    while step is not None and step in nodes and step not in done and step not in path:
        path[step] = None
        step = nodes[step].part_of
    return list(path)
