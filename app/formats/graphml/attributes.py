"""The attributes by which other programs show nodes and handoffs, and which of them are read when they were edited."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Generic, TypeVar

from app.formats.graphml.texts import folded, held
from app.formats.handoff_table import cells
from app.formats.handoff_table.cells import UnreadableCell
from process_models.domain.chain import Handoff, Node
from process_models.domain.evidence import Deliveries, Evidence, best_rate
from process_models.domain.vocabulary import NodeKind, ProcessKind, Viewpoint

Thing = TypeVar("Thing", Node, Handoff)

LEAST_WEIGHT = 0.1
"""Gephi leaves out edges that weigh nothing."""

_NOTHING = Evidence()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute(Generic[Thing]):
    """One attribute: its name, GraphML's type, how a thing shows it, and how an edited one is taken over.

    Without `put` it is shown only. `also` are other names under which programs keep the same.
    """

    name: str
    type: str
    get: Callable[[Thing], Any]
    put: Callable[[Thing, str], Thing] | None = None
    also: tuple[str, ...] = ()

    def shown(self, thing: Thing) -> str | None:
        """Return what stands in the file; None where there is nothing to say."""
        value = self.get(thing)
        if value is None or value == "":
            return None
        if isinstance(value, StrEnum):
            return value.value
        return repr(float(value)) if self.type == "double" else held(str(value)) or None

    def differs(self, text: str, thing: Thing) -> bool:
        """Tell whether a file says something else than what was written of a thing."""
        written = self.shown(thing)
        if self.type == "string" or written is None:
            return folded(text) != folded(written or "")
        return _number(text) != float(written)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _field(name: str, read: Callable[[str], Any]) -> Callable[[Any, str], Any]:
    return lambda thing, text: replace(thing, **{name: read(text)})


def _evidence(name: str, read: Callable[[str], Any]) -> Callable[[Handoff, str], Handoff]:
    def put(handoff: Handoff, text: str) -> Handoff:
        return replace(handoff, failure=replace(handoff.failure or _NOTHING, **{name: read(text)}))

    return put


def _delivered(name: str) -> Callable[[Handoff, str], Handoff]:
    """Take over one of the two counts; the ways of failing stay as far as they still can be."""

    def put(handoff: Handoff, text: str) -> Handoff:
        known = handoff.failure or _NOTHING
        former = known.deliveries or Deliveries(count=0, failed=0)
        counts = replace(former, **{name: cells.whole(text)})
        return replace(handoff, failure=replace(known, deliveries=fitting(counts)))

    return put


def fitting(counts: Deliveries) -> Deliveries:
    """Return counts of which no way of failing is more than have failed."""
    late, incomplete, wrong = (
        way if way is not None and way <= counts.failed else None
        for way in (counts.late, counts.incomplete, counts.wrong)
    )
    return replace(counts, late=late, incomplete=incomplete, wrong=wrong)


def _one_of(words: type[StrEnum]) -> Callable[[str], StrEnum]:
    def read(text: str) -> StrEnum:
        value = text.strip().casefold()
        if value not in list(words):
            raise UnreadableCell("unknown-word", value=value, words=", ".join(words))
        return words(value)

    return read


def _counts(handoff: Handoff, name: str) -> int | None:
    deliveries = (handoff.failure or _NOTHING).deliveries
    return None if deliveries is None else getattr(deliveries, name)


def _weight(handoff: Handoff) -> float:
    return max(LEAST_WEIGHT, 100 * best_rate(handoff.failure).probability)


def _rate(thing: Any) -> float | None:  # noqa: ANN401 - a node's or a handoff's evidence
    evidence = thing.own_failure if isinstance(thing, Node) else thing.failure
    rate = best_rate(evidence)
    return None if rate.evidence == "unknown" else rate.probability


def _agreed(handoff: Handoff) -> str | None:
    agreed = handoff.agreed_time
    return None if agreed is None else f"{agreed.amount:g} {agreed.unit.value}"


def _text(name: str) -> Attribute[Any]:
    return Attribute(name=name, type="string", get=lambda thing: getattr(thing, name), put=_field(name, str.strip))


def _share(name: str) -> Attribute[Handoff]:
    return Attribute(
        name=name, type="double", get=lambda handoff: getattr(handoff, name), put=_field(name, cells.share)
    )


NODE: tuple[Attribute[Node], ...] = (
    Attribute(
        name="label",
        type="string",
        get=lambda node: held(node.name).strip() or node.id,
        put=_field("name", cells.tidy),
        also=("name", "nombre"),
    ),
    Attribute(
        name="kind",
        type="string",
        get=lambda node: node.kind,
        put=_field("kind", cells.word(NodeKind)),
        also=("tipo",),
    ),
    Attribute(
        name="process_kind",
        type="string",
        get=lambda node: node.process_kind,
        put=_field("process_kind", _one_of(ProcessKind)),
    ),
    _text("code"),
    _text("owner"),
    _text("lane"),
    _text("description"),
    Attribute(name="weight", type="double", get=lambda node: node.weight, put=_field("weight", cells.number)),
    Attribute(name="part_of", type="string", get=lambda node: node.part_of),
    Attribute(name="own_rate", type="double", get=_rate),
    Attribute(name="valid_from", type="string", get=lambda node: node.valid_from),
    Attribute(name="valid_to", type="string", get=lambda node: node.valid_to),
)
EDGE: tuple[Attribute[Handoff], ...] = (
    Attribute(
        name="label",
        type="string",
        get=lambda handoff: held(handoff.deliverable).strip() or handoff.id,
        put=_field("deliverable", cells.tidy),
        also=("deliverable", "edgelabel", "name", "entregable"),
    ),
    Attribute(name="weight", type="double", get=_weight),
    Attribute(name="rate", type="double", get=_rate),
    Attribute(name="evidence", type="string", get=lambda handoff: best_rate(handoff.failure).evidence),
    Attribute(name="numerator", type="int", get=lambda handoff: best_rate(handoff.failure).failed),
    Attribute(name="denominator", type="int", get=lambda handoff: best_rate(handoff.failure).count),
    Attribute(name="deliveries", type="int", get=lambda handoff: _counts(handoff, "count"), put=_delivered("count")),
    Attribute(name="failed", type="int", get=lambda handoff: _counts(handoff, "failed"), put=_delivered("failed")),
    Attribute(
        name="total",
        type="double",
        get=lambda handoff: (handoff.failure or _NOTHING).total,
        put=_evidence("total", cells.share),
    ),
    Attribute(
        name="own",
        type="double",
        get=lambda handoff: (handoff.failure or _NOTHING).own,
        put=_evidence("own", cells.share),
    ),
    _share("dependency"),
    _share("containment"),
    Attribute(
        name="channel",
        type="string",
        get=lambda handoff: handoff.channel,
        put=_field("channel", cells.word(Viewpoint)),
    ),
    _text("medium"),
    _text("description"),
    Attribute(name="agreed_time", type="string", get=_agreed),
    Attribute(name="group", type="string", get=lambda handoff: handoff.group),
    Attribute(name="share", type="double", get=lambda handoff: handoff.share),
    Attribute(name="valid_from", type="string", get=lambda handoff: handoff.valid_from),
    Attribute(name="valid_to", type="string", get=lambda handoff: handoff.valid_to),
)


def by_heard_name(attributes: tuple[Attribute[Thing], ...]) -> Mapping[str, Attribute[Thing]]:
    """Return attributes by every name under which a file may have them, as `heard` spells it."""
    found: dict[str, Attribute[Thing]] = {}
    for each in attributes:
        _enter(found, each)
    return found


def _enter(found: dict[str, Attribute[Thing]], attribute: Attribute[Thing]) -> None:
    """Enter an attribute under all its names, its own last."""
    for name in (*attribute.also[::-1], attribute.name):
        found[heard(name)] = attribute


def heard(name: str) -> str:
    """Return what two spellings of an attribute's name have in common.

    >>> heard("Edge Label"), heard("process_kind")
    ('edgelabel', 'processkind')
    """
    return "".join(sign for sign in name.casefold() if sign.isalnum())
