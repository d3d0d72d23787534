"""What guests propose: told, and decided by whoever edits the map, whose change it becomes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.services import auditing
from app.services.access import Actor, require_on
from app.services.keeping import editing, maps
from app.services.keeping.editing import Edited
from app.services.live.guests import FIELDS, problems, tidied
from app.services.live.opening import GuestsRefused
from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.commands import AddHandoff, AddNode, Command, Together
from process_models.domain.errors import EslabonError
from process_models.domain.folding import folded
from process_models.domain.guests import Proposal, ProposalState
from process_models.domain.identifiers import HandoffId, MapId, NodeId, ProposalId
from process_models.domain.naming import identifier
from process_models.domain.people import Role
from process_models.domain.problems import error
from process_models.domain.vocabulary import NodeKind
from process_models.storage import guests
from process_models.storage.session import Session


class ProposalNotFound(EslabonError):
    """There is no such proposal on the map."""


class ProposalDecided(EslabonError):
    """Somebody else decided it already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What came of accepting: the change of the map, None where all of it was there already."""

    edited: Edited | None


def document(proposal: Proposal) -> dict[str, object]:
    """Return a proposal for scripts."""
    texts = {name: getattr(proposal, name) for name in FIELDS}
    return {"id": proposal.id, "guest": proposal.guest, **texts, "state": proposal.state.value}


def waiting(session: Session, actor: Actor, *, map_id: MapId) -> tuple[Proposal, ...]:
    """Return what waits beside a map to be decided."""
    require_on(session, actor, map_id, Role.EDITOR)
    return guests.waiting(session, map_id)


def accept(
    session: Session, actor: Actor, *, map_id: MapId, proposal: ProposalId, said: Mapping[str, str] | None = None
) -> Accepted:
    """Put what a guest proposed on the map, as the actor's own change; `said` are its texts where they were mended.

    Raises:
        MapNotFound: the map is out of the actor's reach, or there is none.
        Forbidden: the actor may not change it.
        ProposalNotFound, ProposalDecided: there is none, or it does not wait any more.
        GuestsRefused: the mended texts say nothing that can be put on a map.
        CommandRefused: the rules of the map do not allow it.
    """
    require_on(session, actor, map_id, Role.EDITOR)
    opened = maps.opened(session, actor, map_id=map_id)  # from here on nobody else changes the map
    known = _waiting(session, map_id, proposal)
    texts = tidied({name: getattr(known, name) for name in FIELDS} | dict(said or {}))
    wrong = problems(texts)
    if wrong:
        raise GuestsRefused(*wrong)
    commands = tuple(_commands(opened.chain, texts))
    edited = None
    if commands:
        command = Together(commands=commands)
        edited = editing.apply(session, actor, map_id=map_id, command=command, base_revision=opened.revision)
    guests.decide(session, proposal, ProposalState.ACCEPTED)
    auditing.record(session, actor, "proposal-accepted", f"map:{map_id}", proposal=proposal)
    return Accepted(edited=edited)


def refuse(session: Session, actor: Actor, *, map_id: MapId, proposal: ProposalId) -> None:
    """Do not put on the map what a guest proposed.

    Raises:
        ProposalNotFound, ProposalDecided: there is none, or it does not wait any more.
    """
    require_on(session, actor, map_id, Role.EDITOR)
    _waiting(session, map_id, proposal)
    guests.decide(session, proposal, ProposalState.REFUSED)


def _waiting(session: Session, map_id: MapId, proposal: ProposalId) -> Proposal:
    known = guests.proposal(session, map_id, proposal)
    if known is None:
        raise ProposalNotFound(error("proposal-not-found"))
    if known.state is not ProposalState.WAITING:
        raise ProposalDecided(error("proposal-decided"))
    return known


def _commands(chain: ValueChain, texts: Mapping[str, str]) -> Iterator[Command]:
    """Return what a proposal adds: nodes whose names are new, and handoffs that are not there yet."""
    by_name = {folded(node.name): node.id for node in reversed(chain.nodes)}
    taken = {str(node.id) for node in chain.nodes}
    there = {(each.supplier, each.client, folded(each.deliverable)) for each in chain.handoffs}
    ids = {str(each.id) for each in chain.handoffs}
    pairs = ((texts["area"], texts["client"], texts["gives"]), (texts["supplier"], texts["area"], texts["receives"]))
    for supplier, client, deliverable in pairs:
        if not deliverable:
            continue
        ends = []
        for name in (supplier, client):
            if folded(name) not in by_name:
                new = NodeId(identifier(name, taken=taken, fallback="nodo"))
                taken.add(new)
                by_name[folded(name)] = new
                yield AddNode(node=Node(id=new, name=name, kind=NodeKind.PROCESS))
            ends.append(by_name[folded(name)])
        if (ends[0], ends[1], folded(deliverable)) in there:
            continue
        there.add((ends[0], ends[1], folded(deliverable)))
        handoff = HandoffId(identifier(supplier, client, deliverable, taken=ids, fallback="entrega"))
        ids.add(handoff)
        yield AddHandoff(handoff=Handoff(id=handoff, supplier=ends[0], client=ends[1], deliverable=deliverable))
