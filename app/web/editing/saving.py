"""From a posted form to the command that it means, and from the command to what comes of it.

A form says on which revision it was filled in (`base_revision`), and what it shows is read against that revision. Where
somebody else took the thing away meanwhile and its form is sent once more, `origin` is the revision that still had it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from flask import request

from app.services.keeping import editing
from app.services.keeping.editing import CommandRefused, Edited
from app.web import asking, context
from app.web.editing.forms import Filled, Posted, Reading, read, refilled, with_rows_changed
from app.web.editing.places import Document
from app.web.editing.thing_forms import spelt_out
from app.web.editing.things import Sort
from process_models.domain.commands import Command
from process_models.domain.identifiers import MapId
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import Problem


class FormRefused(Exception):
    """What was filled in cannot be kept as it is; the form with what is wrong, and the map that it was made on."""

    def __init__(self, opened: ValueChainMap, shown: Filled) -> None:
        self.opened = opened
        self.shown = shown
        super().__init__()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What came of a form: the thing's id, and the map's change unless nothing was changed."""

    thing: str
    edited: Edited | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A form as it was posted: about a thing of a map, or about a new one."""

    sort: Sort
    base: ValueChainMap
    thing: str | None
    original: Document
    posted: Posted
    is_new: bool

    @property
    def wants_rows(self) -> str:
        """Which row is to be put in or taken out before anything is kept; empty if none."""
        return first(self.posted, "do")

    def shown(self, faults: Iterable[Problem] = ()) -> Filled:
        """Return the form as it was posted."""
        return refilled(self.sort.form, self.posted, self.original, context.language(), faults)

    def with_rows(self) -> Filled:
        """Return the form with the row more or less that was asked for; `again` asks for none."""
        posted = with_rows_changed(self.sort.form, self.posted, self.original, self.wants_rows)
        return replace(refilled(self.sort.form, posted, self.original, context.language()), changed=self.wants_rows)


def posted() -> Posted:
    """Return what the request's form says."""
    return request.form.to_dict(flat=False)


def first(said: Posted, name: str) -> str:
    """Return the first text of a control, or none."""
    return next(iter(said.get(name, ())), "")


def draft(sort: Sort, map_id: str, thing: str | None = None) -> Draft:
    """Return what was posted about a thing, or about a new one."""
    said = posted()
    base = base_of(map_id)
    origin = _as_of(base, int(first(said, "origin"))) if first(said, "origin").isdecimal() else base
    original = dict(sort.beginning) if thing is None else sort.document(origin.chain, thing)
    is_new = thing is None or not sort.has(base.chain, thing)
    told = spelt_out(sort.form, said, original)
    return Draft(sort=sort, base=base, thing=thing, original=original, posted=told, is_new=is_new)


def keep(form: Draft) -> Kept:
    """Keep what a form says.

    Raises:
        FormRefused: it cannot be kept as it is.
        EditConflict: somebody else changed the same.
    """
    reading = read(form.sort.form, form.posted, form.original, context.language())
    if not form.is_new and not reading.faults and reading.document == form.original:
        return Kept(thing=str(form.thing), edited=None)
    thing = form.thing or form.sort.new_id(form.base.chain, reading.document, context.words())
    verb = "add" if form.is_new else "replace"
    raw = {"kind": f"{verb}-{form.sort.word}", form.sort.word: {"id": thing, **_without_id(reading.document)}}
    return Kept(thing=thing, edited=_applied(form, reading, raw))


def send(map_id: str, raw: Mapping[str, object], base: int) -> Edited:
    """Apply a command that no form explains.

    Raises:
        CommandRefused: it cannot be carried out, with every problem.
        EditConflict: somebody else changed the same.
    """
    parsed = editing.parse(raw)
    if parsed.command is None:
        raise CommandRefused(*parsed.problems)
    return apply(MapId(map_id), parsed.command, base)


def apply(map_id: MapId, command: Command, base: int, *, way: str = "") -> Edited:
    """Apply a command that a form means, once however often the form is sent; `way` is how a file comes in by it.

    Raises:
        CommandRefused, EditConflict: as for `send`.
    """
    with context.writing() as session:
        return editing.apply(
            session, context.actor(), map_id=map_id, command=command, base_revision=base, key=asking.key(), way=way
        )


def _applied(form: Draft, reading: Reading, raw: Mapping[str, object]) -> Edited:
    below = f"/{form.sort.word}"
    if reading.faults:
        more = (reading.at_control(problem, below) for problem in editing.parse(raw).problems)
        told = {fault.pointer for fault in reading.faults}
        raise FormRefused(
            form.base, form.shown((*reading.faults, *(each for each in more if each.pointer not in told)))
        )
    try:
        return send(form.base.id, raw, form.base.revision)
    except CommandRefused as reason:
        faults = [reading.at_control(problem, below) for problem in reason.problems]
        raise FormRefused(form.base, form.shown(faults)) from reason


def base_of(map_id: str) -> ValueChainMap:
    """Return a map as it was when a form was filled in; whoever may not see the map learns nothing of its form."""
    now = asking.opened(map_id)
    return _as_of(now, asking.base_revision())


def _as_of(now: ValueChainMap, revision: int) -> ValueChainMap:
    return now if now.revision == revision else asking.opened(now.id, revision)


def _without_id(document: Document) -> Document:
    return {name: value for name, value in document.items() if name != "id"}
