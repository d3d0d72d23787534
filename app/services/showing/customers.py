"""Who the customers are: the eight viewpoints, and the reason where a process has none from one of them."""

from dataclasses import replace

from app.reports.coverage import Coverage
from app.reports.coverage import coverage as told_coverage
from app.services.access import Actor
from app.services.keeping import editing, maps
from app.services.keeping.editing import Edited
from app.services.showing import analysis
from app.services.showing.analysis import NoFigures, Propagation
from app.services.showing.memory import Made, Memory
from app.wording import wording
from process_models.domain.chain import Node, NoneBecause, ValueChain
from process_models.domain.commands import ReplaceNode
from process_models.domain.commands.lookup import known_node
from process_models.domain.errors import CommandRefused
from process_models.domain.identifiers import MapId, NodeId
from process_models.domain.maps import ValueChainMap
from process_models.domain.people import Role
from process_models.domain.problems import error
from process_models.domain.validity import as_of
from process_models.domain.vocabulary import Viewpoint
from process_models.storage.session import Session

LONGEST_REASON = 500

_MOST = 64
_told: Memory[Coverage] = Memory(most=_MOST, largest=_MOST)


def coverage(opened: ValueChainMap, *, language: str, within: float | None = None) -> Coverage:
    """Return who the customers of a map are on its day; without their figures where these are not ready."""
    found = analysis.figures(opened, within=within)
    is_pending = isinstance(found, NoFigures) and found.is_pending
    key = (opened.id, opened.revision, opened.evidence_version, language, is_pending, isinstance(found, Propagation))
    return _told.of(key, lambda: Made(value=_coverage(opened, found, language, is_pending=is_pending), size=1))


def _coverage(opened: ValueChainMap, found: Propagation | NoFigures, language: str, *, is_pending: bool) -> Coverage:
    chain = as_of(opened.chain, opened.chain.as_of).chain
    figures = found if isinstance(found, Propagation) else None
    return told_coverage(chain, figures, wording(language), is_pending=is_pending)


def none_because(
    session: Session,
    actor: Actor,
    *,
    map_id: MapId,
    process: NodeId,
    viewpoint: Viewpoint,
    reason: str,
    base_revision: int,
) -> Edited:
    """Say why a process has no customers from a viewpoint; an empty reason takes the answer back.

    What else was changed at the process meanwhile stands; only another answer to the same question is a conflict.

    Raises:
        EditConflict: somebody else answered the same meanwhile.
        CommandRefused: the map has no such process, or the reason cannot be kept.
    """
    if len(reason) > LONGEST_REASON:
        raise CommandRefused(error("reason-too-long", longest=LONGEST_REASON, length=len(reason)))
    newest = maps.opened(session, actor, map_id=map_id, role=Role.EDITOR)
    base = maps.at_revision(session, actor, map_id=map_id, revision=base_revision).chain
    is_as_seen = _answer(base, process, viewpoint) == _answer(newest.chain, process, viewpoint)
    seen, revision = (newest.chain, newest.revision) if is_as_seen else (base, base_revision)
    node = known_node(seen, process)
    answered = _answered(node, viewpoint, reason)
    if is_as_seen and answered == node:
        return Edited(revision=newest.revision, chain=newest.chain, changes=())
    command = ReplaceNode(node=answered)
    return editing.apply(session, actor, map_id=map_id, command=command, base_revision=revision)


def _answer(chain: ValueChain, process: NodeId, viewpoint: Viewpoint) -> NoneBecause | None:
    node = chain.node(process)
    answers = () if node is None else node.viewpoints
    return next((each for each in answers if each.viewpoint is viewpoint), None)


def _answered(node: Node, viewpoint: Viewpoint, reason: str) -> Node:
    """Return a process with its answer in the place where it had one, else after the others."""
    given = (NoneBecause(viewpoint=viewpoint, reason=reason),) if reason else ()
    places = [place for place, each in enumerate(node.viewpoints) if each.viewpoint is viewpoint]
    at = places[0] if places else len(node.viewpoints)
    return replace(node, viewpoints=(*node.viewpoints[:at], *given, *node.viewpoints[at + len(places) :]))
