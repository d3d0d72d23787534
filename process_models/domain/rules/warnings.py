"""What is worth a look in a map and stops nothing."""

import unicodedata
from collections.abc import Iterator
from itertools import chain as joined

from process_models.domain.chain import Node, ValueChain
from process_models.domain.problems import Problem, warning
from process_models.domain.vocabulary import GroupKind, NodeKind


def warnings(chain: ValueChain) -> tuple[Problem, ...]:
    """Return what is worth a look, in the order of the document."""
    return tuple(joined(_nodes(chain), _groups(chain)))


def _nodes(chain: ValueChain) -> Iterator[Problem]:
    suppliers = {handoff.supplier for handoff in chain.handoffs}
    clients = {handoff.client for handoff in chain.handoffs}
    wholes = {node.part_of for node in chain.nodes}
    named: dict[str, Node] = {}
    for index, node in enumerate(chain.nodes):
        first = named.setdefault(_heard(node.name), node)
        if first is not node:
            yield warning("duplicate-name", f"/nodes/{index}/name", name=node.name, first=first.id)
        if node.is_outcome and node.id not in clients:
            yield warning("unserved", f"/nodes/{index}", name=node.name)
        if node.kind is NodeKind.PROCESS and node.id not in suppliers and node.id not in wholes:
            yield warning("process-without-client", f"/nodes/{index}", name=node.name)
        if node.kind is NodeKind.SUPPLIER and node.id not in suppliers:
            yield warning("supplier-without-handoff", f"/nodes/{index}", name=node.name)
        if node.weight is not None and not node.is_outcome:
            yield warning("weight-without-effect", f"/nodes/{index}/weight", name=node.name)


def _groups(chain: ValueChain) -> Iterator[Problem]:
    members: dict[str, list[bool]] = {}
    for handoff in chain.handoffs:
        if handoff.group is not None:
            members.setdefault(handoff.group, []).append(handoff.share is not None)
    for index, group in enumerate(chain.groups):
        shared = members.get(group.id, [])
        if group.kind is GroupKind.ROUTES and not shared:
            yield warning("empty-group", f"/groups/{index}", group=group.id)
        if any(shared) and not all(shared):
            yield warning("shares-incomplete", f"/groups/{index}", group=group.id, given=sum(shared), size=len(shared))


def _heard(name: str) -> str:
    """Return what two names that sound the same have in common."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
