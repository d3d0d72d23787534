"""The form of a group: what it is, which handoffs of its client are in it, and the shares of routes.

A group and its members are several things; the form becomes one command of several, so that all change or none does.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from app.services.keeping import documents
from app.services.keeping.editing import CommandRefused
from app.web import asking, context
from app.web.editing import form_page, saving
from app.web.editing.controls import Number, Unreadable
from app.web.editing.forms import Filled, Posted, filled, read, refilled
from app.web.editing.places import Document
from app.web.editing.saving import FormRefused
from app.web.editing.sayings import Sayings
from app.web.editing.thing_forms import GROUP_FORM
from app.web.editing.things import GROUP
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
    key: str


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
        "can_edit": asking.can_edit(),
    }


def keep(map_id: str, group: str | None) -> str | None:
    """Keep what the form says; return the group, or None if nobody is left in it.

    Raises:
        FormRefused: it cannot be kept as it is.
        EditConflict: somebody else changed the same.
    """
    sent = _Sent.of(map_id, group)
    commands = list(_commands(sent.opened.chain, group, sent.said, sent.shares))
    if commands:
        try:
            saving.send(map_id, {"kind": "together", "commands": commands}, sent.opened.revision)
        except CommandRefused as reason:
            raise sent.refused([_at_control(problem) for problem in reason.problems]) from reason
    return str(sent.said["id"]) if sent.shares else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    """What the form says: of the group, and the members with their shares."""

    opened: ValueChainMap
    original: Document
    posted: Posted
    said: Document
    shares: Mapping[str, object]

    @classmethod
    def of(cls, map_id: str, group: str | None) -> "_Sent":
        """Return what was sent, unless it cannot be read."""
        posted = saving.posted()
        opened = saving.base_of(map_id)
        original: Document = dict(GROUP.beginning) if group is None else GROUP.document(opened.chain, group)
        original.setdefault("client", saving.first(posted, "client"))
        reading = read(GROUP_FORM, posted, original, context.language())
        shares, faults = _shares(posted)
        said = _named(reading.document, group, opened.chain)
        sent = cls(opened=opened, original=original, posted=posted, said=said, shares=shares)
        nobody = [error("group-of-nobody", "/members")] if group is None and not shares else []
        if reading.faults or faults or nobody:
            raise sent.refused([*reading.faults, *faults, *nobody])
        return sent

    def refused(self, faults: Iterable[Problem]) -> FormRefused:
        """Return the refusal that shows the form as it was sent, with what is wrong in it."""
        return FormRefused(self.opened, refilled(GROUP_FORM, self.posted, self.original, context.language(), faults))


def _named(document: Document, group: str | None, chain: ValueChain) -> Document:
    """Return a group's document with its id; routes require nothing."""
    said = {name: value for name, value in document.items() if name != "required" or not _are_routes(document)}
    return {**said, "id": group or GROUP.new_id(chain, said, context.words())}


def _are_routes(document: Document) -> bool:
    return document.get("kind") == GroupKind.ROUTES


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
            share = shares[handoff.id] if _are_routes(said) else None
            yield from _moved(handoff, group=said["id"], share=share)
    for handoff in chain.handoffs:
        if group is not None and handoff.group == group and handoff.id not in shares:
            yield from _moved(handoff, group=None, share=None)
    if group is not None and said != GROUP.document(chain, group):
        yield {"kind": "replace-group", "group": said}


def _moved(handoff: Handoff, **places: object) -> Iterator[dict[str, object]]:
    """Say that a handoff goes to another place, if it does."""
    former = documents.handoff_document(handoff)
    document = {name: value for name, value in {**former, **places}.items() if value is not None}
    if document != former:
        yield {"kind": "replace-handoff", "handoff": document}


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
    key = asking.new_key()
    return GroupForm(group=group, client=chain.node(NodeId(client)), shown=shown, members=members, key=key)
