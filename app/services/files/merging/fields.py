"""One thing of a map with what a file says of it: a blank says nothing, and the same text in other spaces neither."""

from dataclasses import fields, replace
from typing import TypeVar

from app.formats.graphml.attributes import fitting
from app.formats.graphml.texts import folded
from app.formats.handoff_table.cells import LONGEST_TEXT, fitting_name
from process_models.domain.chain import Handoff, Node
from process_models.domain.evidence import Deliveries, Evidence

Thing = TypeVar("Thing", Node, Handoff)

_NOTHING = Evidence()
_IN_EVIDENCE = ("deliveries", "scores", "ratings", "total", "own")


def updated(known: Thing, said: Thing, *, skip: frozenset[str]) -> Thing:
    """Return a known thing with every field of which something else is said; those in `skip` stay."""
    changes: dict[str, object] = {}
    for field in fields(known):
        was, now = getattr(known, field.name), getattr(said, field.name)
        if field.name in skip or _is_blank(now) or _same(was, now):
            continue
        changes[field.name] = evidence(was, now) if isinstance(now, Evidence) else now
    return replace(known, **changes)  # type: ignore[arg-type]


def evidence(known: Evidence | None, said: Evidence) -> Evidence:
    """Return what is known of a failure with what is said: its counts, its scores, its one assumption."""
    known = known or _NOTHING
    changes = {name: now for name in _IN_EVIDENCE if not _is_blank(now := getattr(said, name))}
    if isinstance(counts := changes.get("deliveries"), Deliveries):
        changes["deliveries"] = _counts(known.deliveries, counts)
    if said.scores and sorted(map(repr, said.scores)) == sorted(map(repr, known.scores)):
        changes.pop("scores")
    for one, other in (("total", "own"), ("own", "total")):
        if changes.get(one) is not None:
            changes[other] = None
    return replace(known, **changes)


def _counts(known: Deliveries | None, said: Deliveries) -> Deliveries:
    """Return new counts; the ways of failing stay as far as they still can be."""
    if known is None or (said.late, said.incomplete, said.wrong) != (None, None, None):
        return said
    return fitting(replace(known, count=said.count, failed=said.failed))


def _is_blank(value: object) -> bool:
    return value is None or value in ("", ())


def _same(was: object, now: object) -> bool:
    if not isinstance(was, str) or not isinstance(now, str):
        return was == now
    return folded(was) == folded(now) or folded(fitting_name(was)) == folded(now) or was[:LONGEST_TEXT] == now
