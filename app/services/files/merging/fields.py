"""One thing of a map with what a file says of it.

A file says something where it says otherwise than the thing would be written in it (`written`): what its format cannot
hold is no change. Unless it says a thing in full, a blank says nothing, and the same text in other spaces neither.
"""

from collections.abc import Hashable, Iterable
from dataclasses import fields, replace
from typing import Any, TypeVar

from app.formats.graphml.attributes import fitting
from app.formats.graphml.texts import folded
from process_models.domain.chain import Action, Handoff, HandoffGroup, Node
from process_models.domain.evidence import Deliveries, Evidence

Lasting = TypeVar("Lasting", Node, Handoff)
Thing = TypeVar("Thing", Node, Handoff, HandoffGroup, Action)

_NOTHING = Evidence()
_IN_EVIDENCE = ("deliveries", "scores", "ratings", "total", "own")
_PIECES = {"requirements": "id", "viewpoints": "viewpoint"}
"""Fields of several pieces, and by what each of these is told from the others."""

_ENDS = ("valid_from", "valid_to")


def taken_over(known: Thing, said: Thing, *, written: Thing) -> Thing:
    """Return a known thing as a file says it in full."""
    changes: dict[str, Any] = {
        field.name: _with_pieces(field.name, known, said, written)
        for field in fields(known)
        if getattr(said, field.name) != getattr(written, field.name)
    }
    return replace(known, **changes)


def updated(known: Lasting, said: Lasting, *, written: Lasting, skip: frozenset[str]) -> Lasting:
    """Return a known thing with every field of which something else is said; those in `skip` stay."""
    changes: dict[str, Any] = {}
    for field in fields(known):
        was, now = getattr(written, field.name), getattr(said, field.name)
        if field.name in skip or _is_blank(now) or _same(was, now):
            continue
        is_evidence = isinstance(now, Evidence)
        former = getattr(known, field.name)
        changes[field.name] = evidence(former, now) if is_evidence else _with_pieces(field.name, known, said, written)
    return _lasting(replace(known, **changes), changes)


def evidence(known: Evidence | None, said: Evidence) -> Evidence:
    """Return what is known of a failure with what is said: its counts, its scores, its one assumption."""
    known = known or _NOTHING
    changes = {name: now for name in _IN_EVIDENCE if not _is_blank(now := getattr(said, name))}
    if isinstance(counts := changes.get("deliveries"), Deliveries):
        changes["deliveries"] = _counts(known.deliveries, counts)
    if said.scores:
        changes["scores"] = tuple({each.score: each for each in (*known.scores, *said.scores)}.values())
    for one, other in (("total", "own"), ("own", "total")):
        if changes.get(one) is not None:
            changes[other] = None
    return replace(known, **changes)


def _counts(known: Deliveries | None, said: Deliveries) -> Deliveries:
    """Return new counts; the ways of failing stay as far as they still can be."""
    if known is None or (said.late, said.incomplete, said.wrong) != (None, None, None):
        return said
    return fitting(replace(known, count=said.count, failed=said.failed))


def _with_pieces(name: str, known: object, said: object, written: object) -> Any:  # noqa: ANN401 - of any field
    """Return a field as it is said; pieces of it that are said as they were written stay as they are known."""
    now = getattr(said, name)
    if name not in _PIECES:
        return now
    was, before = (_told_by(getattr(each, name), _PIECES[name]) for each in (known, written))
    told = _told_by(now, _PIECES[name])
    same = {key: was[key] for key, piece in told.items() if before.get(key) == piece}
    unwritten = [piece for key, piece in was.items() if key not in before and key not in told]
    return (*(same.get(getattr(piece, _PIECES[name]), piece) for piece in now), *unwritten)


def _told_by(pieces: Iterable[object], key: str) -> dict[Hashable, object]:
    return {getattr(piece, key): piece for piece in pieces}


def _lasting(thing: Lasting, said: dict[str, Any]) -> Lasting:
    """Return a thing whose end is not before its beginning: of the two, the one that nobody said now goes."""
    if thing.valid_from is None or thing.valid_to is None or thing.valid_from <= thing.valid_to:
        return thing
    gone: dict[str, Any] = {end: None for end in _ENDS if end not in said}
    return replace(thing, **gone)


def _is_blank(value: object) -> bool:
    return value is None or value in ("", ())


def _same(was: object, now: object) -> bool:
    if not isinstance(was, str) or not isinstance(now, str):
        return was == now
    return folded(was) == folded(now)
