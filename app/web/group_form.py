"""The form of a group: what it is, which handoffs of its client are in it, and the shares of routes.

A group and its members are several things; the form becomes one command of several, so that all change or none does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.services import documents
from app.services.editing import CommandRefused
from app.web import context, form_page, saving
from app.web.controls import Number, Unreadable
from app.web.forms import Document, Filled, Posted, filled, read, refilled
from app.web.saving import FormRefused
from app.web.sayings import Sayings
from app.web.thing_forms import GROUP_FORM
from app.web.things import GROUP
from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.identifiers import NodeId
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import Problem, error
from process_models.domain.vocabulary import GroupKind

_NUMBER = Number()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A handoff that is in the group, or could be."""

    handoff: Handoff
    supplier: str
    is_in: bool
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupForm:
    """The form of a group as it stands on its page."""

    group: str | None
    client: Node | None
    shown: Filled
    members: tuple[Member, ...]


def written(opened: ValueChainMap, group: str) -> GroupForm:
    """Return the form of a group that there is."""
    document = GROUP.document(opened.chain, group)
    return _form(opened.chain, group, str(document["client"]), filled(GROUP_FORM, document, context.language()), None)


def blank(opened: ValueChainMap, client: str) -> GroupForm:
    """Return the form of a new group of a client's handoffs."""
    shown = filled(GROUP_FORM, {**GROUP.beginning, "required": 1}, context.language())
    return _form(opened.chain, None, client, shown, None)


def refused(reason: FormRefused, group: str | None) -> GroupForm:
    """Return a form as it was sent, with what is wrong in it."""
    posted = saving.posted()
    client = saving.first(posted, "client")
    return _form(reason.opened.chain, group, client, reason.shown, posted)


def values(opened: ValueChainMap, form: GroupForm) -> dict[str, object]:
    """Return all that the page of a group shows."""
    return {
        "opened": opened,
        "form": form,
        "say": Sayings(words=context.words()),
        "choices": form_page.choices(opened),
        "can_edit": form_page.can_edit(),
    }


def keep(map_id: str, group: str | None) -> str | None:
    """Keep what the form says; return the group, or None if nobody is left in it.

    Raises:
        FormRefused: it cannot be kept as it is.
        EditConflict: somebody else changed the same.
    """
    posted = saving.posted()
    opened = saving.base_of(map_id, posted)
    chain = opened.chain
    original: Document = dict(GROUP.beginning) if group is None else GROUP.document(chain, group)
    original.setdefault("client", saving.first(posted, "client"))
    reading = read(GROUP_FORM, posted, original, context.language())
    said = dict(reading.document)
    if said.get("kind") == GroupKind.ROUTES:
        said.pop("required", None)
    said["id"] = group or GROUP.new_id(chain, said, context.words())
    shares, faults = _shares(posted)
    faults = [*reading.faults, *faults]
    if not posted.get("members") and group is None:
        faults.append(error("group-of-nobody", "/members"))
    if faults:
        raise FormRefused(opened, refilled(GROUP_FORM, posted, original, context.language(), faults))
    raw = {"kind": "together", "commands": list(_commands(chain, group, said, shares))}
    try:
        saving.send(map_id, raw, opened.revision)
    except CommandRefused as reason:
        told = [_at_control(problem) for problem in reason.problems]
        shown = refilled(GROUP_FORM, posted, original, context.language(), told)
        raise FormRefused(opened, shown) from reason
    return str(said["id"]) if shares else None


def _at_control(problem: Problem) -> Problem:
    """Return a problem of the command at its control: what is required, or nothing in particular."""
    return replace(problem, pointer="/required" if problem.pointer.endswith("/required") else "")


def _shares(posted: Posted) -> tuple[dict[str, object], list[Problem]]:
    """Return the members with their shares."""
    shares: dict[str, object] = {}
    faults: list[Problem] = []
    for member in filter(None, posted.get("members", ())):
        try:
            shares[member] = _NUMBER.read(saving.first(posted, f"share.{member}"))
        except Unreadable as reason:
            faults.append(error(reason.code, f"/share/{member}", **reason.fields))
            shares[member] = None
    return shares, faults


def _commands(
    chain: ValueChain, group: str | None, said: Document, shares: Mapping[str, object]
) -> Iterator[dict[str, object]]:
    """Say the change: first who joins, then who leaves, last what the group is; one that nobody is in goes."""
    if group is not None and not shares:
        yield {"kind": "remove-group", "group": group}
        return
    if group is None:
        yield {"kind": "add-group", "group": said}
    for handoff in chain.handoffs:
        if handoff.id in shares:
            share = shares[handoff.id] if said.get("kind") == GroupKind.ROUTES else None
            yield _moved(handoff, group=said["id"], share=share)
    for handoff in chain.handoffs:
        if group is not None and handoff.group == group and handoff.id not in shares:
            yield _moved(handoff, group=None, share=None)
    if group is not None:
        yield {"kind": "replace-group", "group": said}


def _moved(handoff: Handoff, **places: object) -> dict[str, object]:
    document = {**documents.handoff_document(handoff), **places}
    return {
        "kind": "replace-handoff",
        "handoff": {name: value for name, value in document.items() if value is not None},
    }


def _form(chain: ValueChain, group: str | None, client: str, shown: Filled, posted: Posted | None) -> GroupForm:
    names = {node.id: node.name for node in chain.nodes}
    members = tuple(
        Member(
            handoff=handoff,
            supplier=names[handoff.supplier],
            is_in=handoff.group == group and group is not None
            if posted is None
            else handoff.id in posted.get("members", ()),
            share=_NUMBER.shown(handoff.share if handoff.group == group else None, context.language())
            if posted is None
            else saving.first(posted, f"share.{handoff.id}"),
        )
        for handoff in chain.handoffs
        if handoff.client == client
    )
    return GroupForm(group=group, client=chain.node(NodeId(client)), shown=shown, members=members)
