"""Rules of groups of handoffs: alternatives and routes."""

from collections.abc import Iterator

from process_models.domain.chain import HandoffGroup, ValueChain
from process_models.domain.problems import Problem, error
from process_models.domain.rules.known import Known
from process_models.domain.rules.values import identifier_problems, under
from process_models.domain.vocabulary import GroupKind


def group_problems(chain: ValueChain, known: Known) -> Iterator[Problem]:
    """What is wrong in each group."""
    seen: set[str] = set()
    for index, group in enumerate(chain.groups):
        yield from under(f"/groups/{index}", _one(group, seen, known))


def _one(group: HandoffGroup, seen: set[str], known: Known) -> Iterator[Problem]:
    yield from identifier_problems(group.id, seen)
    if group.client not in known.nodes:
        yield error("unknown-client", "/client", node=group.client)
    if group.kind is GroupKind.ROUTES:
        if group.required is not None:
            yield error("required-of-routes", "/required", group=group.id)
    else:
        yield from _required(group, known.group_sizes[group.id])


def _required(group: HandoffGroup, size: int) -> Iterator[Problem]:
    if group.required is None:
        yield error("required-missing", "/required", group=group.id)
    elif not 1 <= group.required <= size:
        yield error("required-beyond-group", "/required", group=group.id, required=group.required, size=size)
