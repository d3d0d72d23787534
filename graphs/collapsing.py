"""A chain seen from further off: wholes that stand for their parts, and one arrow for many handoffs.

Nothing is made up: what comes out says which nodes and handoffs of the chain each thing stands for, which of them is
the worst and on what that rests. Every handoff is in exactly one arrow, or inside exactly one place.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from graphs.hierarchy import Hierarchy
from process_models.domain.chain import Handoff, ValueChain
from process_models.domain.evidence import UNKNOWN_RATE, Rate
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import EvidenceKind

DEEPEST_FRAME = 8
"""Frames within frames: what lies deeper is drawn side by side in the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Handoffs that are told together.

    `unknown` is of how many nothing is known; `worst` which of the others fails most often, `rate` how often, and on
    what that rests. Where nothing is known of any, there is no worst, and the rate is the unknown one.
    """

    handoffs: tuple[HandoffId, ...] = ()
    unknown: int = 0
    worst: HandoffId | None = None
    rate: Rate = UNKNOWN_RATE

    @classmethod
    def of(cls, handoffs: Iterable[HandoffId], rates: Mapping[HandoffId, Rate]) -> "Tally":
        """Return what is to be told of handoffs; of several worst ones the first is named."""
        told = tuple(handoffs)
        found = {each: rates.get(each, UNKNOWN_RATE) for each in told}
        known = [each for each in told if found[each].evidence is not EvidenceKind.UNKNOWN]
        worst = max(known, key=lambda each: found[each].probability, default=None)
        rate = UNKNOWN_RATE if worst is None else found[worst]
        return cls(handoffs=told, unknown=len(told) - len(known), worst=worst, rate=rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """What one place hands over to another."""

    supplier: str
    client: str
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A place that is seen, the nodes that it stands for, and what these hand over to each other."""

    place: str
    members: tuple[NodeId, ...]
    inner: Tally
    parts: int = 0

    @property
    def is_gathered(self) -> bool:
        """Whether it stands for its parts; they are `parts`, those of its parts not counted."""
        return self.parts > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A whole that is open: what is seen in it, itself too where it hands over or gets something."""

    place: str
    inside: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collapsed:
    """A chain as it is seen: places, open wholes (each before those in it), and arrows."""

    shown: tuple[Shown, ...]
    frames: tuple[Frame, ...]
    arrows: tuple[Arrow, ...]


def collapsed(
    chain: ValueChain,
    rates: Mapping[HandoffId, Rate],
    hierarchy: Hierarchy,
    opened: Collection[str],
    *,
    framed: bool = True,
    bundled: bool = False,
) -> Collapsed:
    """Return a chain with only these wholes open.

    Args:
        chain: as of its date.
        rates: what is known of each handoff.
        hierarchy: of the chain.
        opened: the wholes that are open, with all wholes around them (`Hierarchy.opened`).
        framed: whether open wholes are frames; else each of them stands among its parts.
        bundled: whether handoffs between two places become one arrow in any case; else only where one of the two stands
            for its parts.
    """
    homes = homes_of(hierarchy, opened)
    frames = _framed(hierarchy, opened) if framed else ()
    between: dict[tuple[str, str], list[Handoff]] = defaultdict(list)
    for handoff in chain.handoffs:
        between[homes[handoff.supplier], homes[handoff.client]].append(handoff)
    served = {end for ends in between for end in ends}
    members: dict[str, list[NodeId]] = defaultdict(list)
    for node in chain.nodes:
        if node.id not in frames or node.id in served:
            members[homes[node.id]].append(node.id)
    sizes = {place: 0 if place in opened else len(hierarchy.parts.get(place, ())) for place in members}
    shown = tuple(
        Shown(
            place=place, members=tuple(inside), inner=_tally(between.pop((place, place), ()), rates), parts=sizes[place]
        )
        for place, inside in members.items()
    )
    return Collapsed(
        shown=shown,
        frames=tuple(_frame(place, hierarchy, frames, members) for place in frames),
        arrows=tuple(
            Arrow(supplier=supplier, client=client, tally=_tally(told, rates))
            for (supplier, client), handoffs in between.items()
            for told in ([handoffs] if bundled or sizes[supplier] or sizes[client] else [[each] for each in handoffs])
        ),
    )


def homes_of(hierarchy: Hierarchy, opened: Collection[str]) -> dict[str, str]:
    """Return where each place is seen: at itself, or at the outermost closed whole around it."""
    homes: dict[str, str] = {}
    for place in hierarchy.depths:
        whole = hierarchy.wholes.get(place)
        homes[place] = place if whole is None or whole in opened else homes[whole]
    return homes


def _framed(hierarchy: Hierarchy, opened: Collection[str]) -> dict[str, None]:
    """Return the open wholes that get a frame, outer ones first."""
    return {place: None for place, depth in hierarchy.depths.items() if place in opened and depth < DEEPEST_FRAME}


def _frame(place: str, hierarchy: Hierarchy, frames: Collection[str], seen: Collection[str]) -> Frame:
    inside = [place] if place in seen else []
    inside += [each for each in hierarchy.parts[place] if each in seen or each in frames]
    if hierarchy.depths[place] == DEEPEST_FRAME - 1:
        inside += [each for each in hierarchy.below(place) if each in seen]
    return Frame(place=place, inside=tuple(dict.fromkeys(inside)))


def _tally(handoffs: Iterable[Handoff], rates: Mapping[HandoffId, Rate]) -> Tally:
    return Tally.of((handoff.id for handoff in handoffs), rates)
