"""Rules of handoffs and their requirements."""

from collections.abc import Iterator

from process_models.domain.chain import Handoff, Requirement, ValueChain
from process_models.domain.problems import Problem, error
from process_models.domain.rules.evidence import evidence_problems
from process_models.domain.rules.known import Known
from process_models.domain.rules.values import (
    extension_problems,
    identifier_problems,
    name_problems,
    positive_problems,
    score_problems,
    share_problems,
    texts_problems,
    under,
    validity_problems,
)
from process_models.domain.vocabulary import GroupKind


def handoff_problems(chain: ValueChain, known: Known) -> Iterator[Problem]:
    """What is wrong in each handoff."""
    seen: set[str] = set()
    for index, handoff in enumerate(chain.handoffs):
        yield from under(f"/handoffs/{index}", _one(handoff, seen, known))


def _one(handoff: Handoff, seen: set[str], known: Known) -> Iterator[Problem]:
    yield from identifier_problems(handoff.id, seen)
    yield from _ends(handoff, known)
    yield from name_problems("/deliverable", handoff.deliverable)
    yield from texts_problems(description=handoff.description, medium=handoff.medium)
    yield from _requirements(handoff.requirements)
    if handoff.agreed_time is not None:
        yield from positive_problems("/agreed_time/amount", handoff.agreed_time.amount)
    requirements = frozenset(requirement.id for requirement in handoff.requirements)
    yield from under("/failure", evidence_problems(handoff.failure, requirements))
    yield from share_problems("/dependency", handoff.dependency)
    yield from share_problems("/containment", handoff.containment)
    yield from _group(handoff, known)
    yield from validity_problems(handoff.valid_from, handoff.valid_to)
    yield from extension_problems(handoff.extensions)


def _ends(handoff: Handoff, known: Known) -> Iterator[Problem]:
    if handoff.supplier not in known.nodes:
        yield error("unknown-supplier", "/supplier", node=handoff.supplier)
    if handoff.client not in known.nodes:
        yield error("unknown-client", "/client", node=handoff.client)
    if handoff.supplier == handoff.client:
        yield error("self-handoff", "/client", node=handoff.client)


def _group(handoff: Handoff, known: Known) -> Iterator[Problem]:
    group = known.groups.get(handoff.group) if handoff.group is not None else None
    if group is not None and group.client != handoff.client:
        yield error("group-of-another-client", "/group", group=group.id, client=group.client)
    elif group is None and handoff.group is not None:
        yield error("unknown-group", "/group", group=handoff.group)
    if handoff.share is not None and (group is None or group.kind is not GroupKind.ROUTES):
        yield error("share-outside-routes", "/share")
    yield from positive_problems("/share", handoff.share)


def _requirements(requirements: tuple[Requirement, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, requirement in enumerate(requirements):
        yield from under(f"/requirements/{index}", _requirement(requirement, seen))


def _requirement(requirement: Requirement, seen: set[str]) -> Iterator[Problem]:
    yield from identifier_problems(requirement.id, seen)
    yield from texts_problems(statement=requirement.statement)
    yield from score_problems("/importance", requirement.importance)
    yield from texts_problems(source=requirement.source, confirmed_by=requirement.confirmed_by)
