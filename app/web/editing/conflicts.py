"""When two people changed the same thing: both values side by side, and neither is dropped before somebody decides."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask import request, url_for
from flask.typing import ResponseReturnValue

from app.services.keeping.editing import EditConflict
from app.services.showing.overview import ThingNotFound
from app.web import asking, context
from app.web.editing.controls import Kind, Percent, Word
from app.web.editing.forms import Control, Filled, Form, filled
from app.web.editing.places import Document
from app.web.editing.things import HANDOFF, NODE, SORTS, Sort
from app.wording import Wording
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import NodeId
from process_models.domain.vocabulary import Viewpoint

_TECHNICAL = frozenset({"csrf_token", "base_revision", "do", "key", "origin"})
_NUMBERED = re.compile(r"\.([0-9]+)(?=\.|$)")
_VIEWPOINT = re.compile(r"viewpoints\.([a-z_]+)\.none_because")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field of which there are two values now; `before` is what it was when both began."""

    label: str
    before: str
    yours: str
    theirs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """One thing that two people changed; without differences when it is told by its name alone."""

    name: str
    is_gone: bool
    is_taken: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    chain: ValueChain
    document: Document | None
    shown: Filled | None


def answer(reason: EditConflict) -> ResponseReturnValue:
    """Show both values, with everything that was typed, ready to be sent again on top of the newest revision."""
    opened = asking.opened(str((request.view_args or {})["map_id"]))
    disputed = tuple(_disputed(reason, context.words()))
    values = {
        "opened": opened,
        "disputed": disputed,
        "hidden": tuple(_hidden(reason)),
        "revision": reason.revision,
        "origin": _origin() if any(each.is_gone for each in disputed) else "",
        "action": request.path,
        "can_be_filled_in_again": "from" in request.form and not request.path.endswith("/remove"),
        "theirs": url_for("map.show", map_id=opened.id),
        "changed_by": opened.changed_by,
    }
    if context.is_partial() and request.form.get("from") == "map":
        return context.page("map/conflict_panel.html", **values), 409
    return context.page("map/conflict.html", **values), 409, context.in_place_of_content()


def _hidden(reason: EditConflict) -> Iterator[tuple[str, str]]:
    """Yield what is sent again by whoever uses their own: all of their value, also what their form did not show."""
    sort, thing = _edited()
    yours = None if sort is None else _side(sort, reason.yours, thing).shown
    form = sort.form if sort is not None and yours is not None else None
    for name, text in request.form.items(multi=True):
        if name not in _TECHNICAL and not (form is not None and form.has(name)):
            yield name, text
    if form is not None and yours is not None and sort is not None:
        yield from _whole(form, yours, _side(sort, reason.theirs, thing).shown)


def _edited() -> tuple[Sort | None, str]:
    """Return the thing whose form was sent, if it was the form of one thing."""
    word = {f"{sort.word}s.save": sort.word for sort in (NODE, HANDOFF)}.get(request.endpoint or "")
    return (None, "") if word is None else (SORTS[word], str((request.view_args or {})[f"{word}_id"]))


def _whole(form: Form, yours: Filled, theirs: Filled | None) -> Iterator[tuple[str, str]]:
    """Yield all that a form would send of a value, each row of its lists included, and that no other row is left."""
    yield from yours.values.items()
    for name in form.boxes:
        yield from ((name, word) for word in ("", *sorted(yours.chosen[name])))
    for rows in form.rows:
        yield f"{rows.name}.shown", str(max(each.kept[rows.name] for each in (yours, theirs) if each is not None))


def _origin() -> str:
    """Return the revision that still had what somebody took away."""
    return request.form.get("origin") or request.form.get("base_revision", "")


def _disputed(reason: EditConflict, words: Wording) -> Iterator[Disputed]:
    for thing in sorted(reason.things):
        word, _, identifier = thing.partition(":")
        sort = SORTS.get(word)
        if sort is None:
            yield Disputed(name=words.text("map.conflict.other"), is_gone=False, is_taken=False, differences=())
            continue
        before, yours, theirs = (_side(sort, chain, identifier) for chain in (reason.base, reason.yours, reason.theirs))
        there = next((side for side in (theirs, yours, before) if side.document is not None), None)
        yield Disputed(
            name=identifier if there is None else sort.names(there.chain, there.document or {})[-1],
            is_gone=theirs.document is None,
            is_taken=yours.document is None,
            differences=tuple(_differences(sort.form, before, yours, theirs, words)),
        )


def _side(sort: Sort, chain: ValueChain, thing: str) -> _Side:
    try:
        document = sort.document(chain, thing)
    except ThingNotFound:
        return _Side(chain=chain, document=None, shown=None)
    return _Side(chain=chain, document=document, shown=filled(sort.form, document, context.language()))


def _differences(form: Form, before: _Side, yours: _Side, theirs: _Side, words: Wording) -> Iterator[Difference]:
    if yours.shown is None or theirs.shown is None:
        return
    controls = _controls(form, yours.shown, theirs.shown)
    for name, control in controls.items():
        if yours.shown.value(name) != theirs.shown.value(name) and control.name != "id":
            yield Difference(
                label=label(form, name, words),
                before=_said(control.kind, before, name, words),
                yours=_said(control.kind, yours, name, words),
                theirs=_said(control.kind, theirs, name, words),
            )
    for name in form.boxes:
        if yours.shown.chosen[name] != theirs.shown.chosen[name]:
            sides = {"before": before, "yours": yours, "theirs": theirs}
            said = {which: _ticked(side, name, words) for which, side in sides.items()}
            yield Difference(label=label(form, name, words), **said)


def _controls(form: Form, *shown: Filled) -> dict[str, Control]:
    found = {control.name: control for control in form.controls}
    for rows in form.rows:
        for number in sorted({number for each in shown for number in range(each.kept[rows.name])}):
            found.update({f"{rows.name}.{number}.{control.name}": control for control in rows.controls})
    return found


def label(form: Form, name: str, words: Wording) -> str:
    """Return what a control is called; one of a row with the number of the row."""
    viewpoint = _VIEWPOINT.fullmatch(name)
    if viewpoint is not None:
        channel = words.text(f"map.channel.{Viewpoint(viewpoint[1])}")
        return words.text("nodes.field.none-because", channel=channel)
    part, _, rest = _NUMBERED.sub("", name).partition(".")
    said = words.text(f"map.field.{rest}" if part in {"failure", "own_failure"} else form.labels + _joined(part, rest))
    number = _NUMBERED.search(name)
    if number is None:
        return said
    return f"{said} {number[1] if '.scores.' in name else int(number[1]) + 1}"


def _joined(part: str, rest: str) -> str:
    return f"{part}.{rest}" if rest else part


def _said(kind: Kind, side: _Side, name: str, words: Wording) -> str:
    text = "" if side.shown is None else side.shown.value(name)
    if not text:
        return ""
    if isinstance(kind, Percent):
        return words.text("map.percent", number=text)
    if isinstance(kind, Word) and kind.words:
        return words.text(kind.words + text)
    if isinstance(kind, Word) and kind.is_node:
        node = side.chain.node(NodeId(text))
        return text if node is None else node.name
    return text


def _ticked(side: _Side, name: str, words: Wording) -> str:
    chosen = frozenset[str]() if side.shown is None else side.shown.chosen[name]
    return ", ".join(words.text(f"map.channel.{channel}") for channel in Viewpoint if channel in chosen)
