"""What stands on each thing of a picture, and what a screen reader says of it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from graphs.collapsing import Arrow, Collapsed, Frame, Shown, Tally
from graphs.hierarchy import OF_LANE, Hierarchy
from graphs.rendering.lettering import LINE_LENGTH, NARROW_LINE, literal, wrapped
from graphs.rendering.picture import DrawnFrame, DrawnHandoff, DrawnNode, Figures, Shows, View
from graphs.rendering.rate_words import said_rate, sentence, shown_rate
from graphs.rendering.styles import ROUTE_MARK
from graphs.rendering.words import Words
from process_models.domain.chain import Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.evidence import UNKNOWN_RATE, Rate
from process_models.domain.identifiers import GroupId, HandoffId
from process_models.domain.vocabulary import EvidenceKind, GroupKind, NodeKind, ProcessKind

NEEDS = "needs-"
"""Begins the identifier of a customer where its needs come in."""


def identifier(place: str) -> str:
    """Return what a place is called in the drawing.

    >>> identifier("ventas"), identifier("@2")
    ('node-ventas', 'lane-2')
    """
    return f"lane-{place.removeprefix(OF_LANE)}" if place.startswith(OF_LANE) else f"node-{place}"


def frame_identifier(place: str) -> str:
    """Return what the frame of an open whole is called in the drawing."""
    return f"frame-{place.replace(OF_LANE, 'lane-')}"


def named(node: Node) -> str:
    """Return what a node is called: its code first, where it has one.

    >>> named(Node(id="v", name="Ventas", kind=NodeKind.PROCESS, code="PR-07"))
    'PR-07 Ventas'
    """
    return literal(f"{node.code} {node.name}") if node.code.strip() else literal(node.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """How many of a group's handoffs are used on an occasion: in words, and for routes a mark that stands for them."""

    note: str
    mark: str


_NO_GROUP = _Group(note="", mark="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scribe:
    """Writes on the things of one chain in one language."""

    words: Words
    figures: Figures
    nodes: Mapping[str, Node]
    handoffs: Mapping[HandoffId, Handoff]
    groups: Mapping[GroupId, _Group]
    hierarchy: Hierarchy
    by_share: bool
    length: int = LINE_LENGTH

    @classmethod
    def of(
        cls,
        chain: ValueChain,
        figures: Figures,
        words: Words,
        hierarchy: Hierarchy,
        *,
        by_share: bool,
        narrow: bool = False,
    ) -> "Scribe":
        """Return the scribe of a chain; `by_share` is whether contributions are written; `narrow` breaks sooner."""
        sizes = Counter(handoff.group for handoff in chain.handoffs)
        return cls(
            words=words,
            figures=figures,
            nodes={node.id: node for node in chain.nodes},
            handoffs={handoff.id: handoff for handoff in chain.handoffs},
            groups={group.id: _group(group, sizes[group.id], words) for group in chain.groups},
            hierarchy=hierarchy,
            by_share=by_share,
            length=NARROW_LINE if narrow else LINE_LENGTH,
        )

    def subtitle(self, seen: ValueChain, content: Collapsed, view: View, today: date | None) -> str:
        """Say the view, the date and how much is drawn."""
        unknown = sum(self._rate(handoff.id).evidence is EvidenceKind.UNKNOWN for handoff in seen.handoffs)
        parts = (
            self._viewed(seen, content, view),
            self._dated(seen.as_of, today),
            self.words.counted("drawing.handoffs", len(seen.handoffs)),
            self.words.text("drawing.unmeasured", count=self.words.number(unknown)) if unknown else "",
        )
        return " · ".join(filter(None, parts))

    def shown(self, shown: Shown, frames: Collection[str]) -> DrawnNode:
        """Write on a place that is seen; one that stands in its own frame is meant as a whole."""
        if shown.is_gathered:
            return self._whole(shown)
        node, itself = self.nodes[shown.place], self.words.text("drawing.itself")
        drawn = self.node(node)
        if shown.place not in frames:
            return drawn
        spoken = sentence(f"{named(node)} {itself}", self._kind(node), self._lane(node))
        return replace(drawn, figures=(itself,), spoken=spoken)

    def node(self, node: Node) -> DrawnNode:
        """Write on a node that stands for itself."""
        share = self.figures.node_shares.get(node.id) if self.by_share else None
        own = "" if share is None else self._share_text(share)
        return DrawnNode(
            identifier=identifier(node.id),
            kind=node.kind,
            lines=wrapped(named(node), self.length),
            figures=(own,) if own else (),
            spoken=sentence(named(node), self._kind(node), own, self._lane(node)),
            lane=literal(node.lane),
            supports=_supports(node),
            position=None if node.position is None else (node.position.x, node.position.y),
        )

    def needing(self, node: Node) -> DrawnNode:
        """Write on a customer where its needs come in."""
        return DrawnNode(
            identifier=f"{NEEDS}{node.id}",
            kind=node.kind,
            lines=wrapped(named(node), self.length),
            spoken=sentence(named(node), self._kind(node), self.words.text("drawing.needing")),
        )

    def frame(self, frame: Frame, frames: Collection[str]) -> DrawnFrame:
        """Write on an open whole; `frames` are all of them."""
        name = self._name(frame.place)
        parts = self._parts(frame.place, len(self.hierarchy.parts[frame.place]))
        inside = tuple(
            frame_identifier(each) if each in frames and each != frame.place else identifier(each)
            for each in frame.inside
        )
        return DrawnFrame(
            identifier=frame_identifier(frame.place),
            place=frame.place,
            name=name,
            spoken=sentence(name, self._kind_of(frame.place), self.words.text("drawing.frame"), parts),
            closer=self.words.text("drawing.close", name=name),
            inside=inside,
            depth=self.hierarchy.depths[frame.place],
        )

    def handoff(self, handoff: Handoff, arrow: Arrow) -> DrawnHandoff:
        """Write on an arrow that is one handoff."""
        rate = self._rate(handoff.id)
        share = self._share(handoff.id, rate)
        share_text = "" if share is None else self._share_text(share)
        group = self.groups[handoff.group] if handoff.group else _NO_GROUP
        figures = (share_text, shown_rate(rate, self.words), "" if group.mark else group.note)
        return DrawnHandoff(
            identifier=f"handoff-{handoff.id}",
            supplier=identifier(arrow.supplier),
            client=identifier(arrow.client),
            lines=wrapped(f"{group.mark} {handoff.deliverable}" if group.mark else handoff.deliverable, self.length),
            figures=tuple(filter(None, figures)),
            share=rate.probability if share is None else share,
            evidence=rate.evidence,
            spoken=sentence(self._way(handoff), said_rate(rate, self.words), share_text, group.note),
        )

    def bundle(self, arrow: Arrow, place: int) -> DrawnHandoff:
        """Write on an arrow that is several handoffs: how many, and the worst of them."""
        tally = arrow.tally
        ends = {"supplier": self._name(arrow.supplier), "client": self._name(arrow.client)}
        count = self.words.number(len(tally.handoffs))
        return DrawnHandoff(
            identifier=f"bundle-{place}",
            supplier=identifier(arrow.supplier),
            client=identifier(arrow.client),
            lines=(self.words.counted("drawing.handoffs", len(tally.handoffs)),),
            figures=self._figures(tally),
            share=tally.rate.probability,
            evidence=tally.rate.evidence,
            spoken=sentence(self.words.text("drawing.bundle", count=count, **ends), *self._said(tally)),
            count=len(tally.handoffs),
        )

    def heading(self, kind: ProcessKind | None) -> tuple[str, ...]:
        """Return the heading of a row of the process map."""
        return (self.words.text(f"drawing.band.{kind or 'unknown'}"),)

    def column(self, side: str) -> tuple[str, ...]:
        """Return the heading of a column of the process map."""
        return wrapped(self.words.text(f"drawing.column.{side}"), 16)

    def has_routes(self, handoffs: Iterable[HandoffId]) -> bool:
        """Tell whether one of these bears the mark of a route."""
        groups = (self.handoffs[handoff].group for handoff in handoffs)
        return any(group is not None and self.groups[group].mark for group in groups)

    def _whole(self, shown: Shown) -> DrawnNode:
        kinds = {self.nodes[member].kind for member in shown.members}
        node, name = self.nodes.get(shown.place), self._name(shown.place)
        kind = node.kind if node else kinds.pop() if len(kinds) == 1 else NodeKind.PROCESS
        parts = self._parts(shown.place, shown.parts)
        inner = len(shown.inner.handoffs)
        counted = self.words.counted("drawing.inner", inner) if inner else ""
        return DrawnNode(
            identifier=identifier(shown.place),
            kind=kind,
            lines=wrapped(name, self.length),
            figures=tuple(filter(None, (parts, counted, *self._figures(shown.inner)))),
            spoken=sentence(
                name,
                self._kind_of(shown.place),
                parts,
                counted,
                *self._said(shown.inner),
                self._lane(node) if node else "",
            ),
            lane=literal(node.lane) if node else "",
            supports=node is not None and _supports(node),
            opener=self.words.text("drawing.open", name=name),
        )

    def _viewed(self, seen: ValueChain, content: Collapsed, view: View) -> str:
        if view.outcome is not None:
            return self.words.text("drawing.view.upstream", outcome=literal(self.nodes[view.outcome].name))
        if view.origin is not None:
            return self.words.text("drawing.view.downstream", handoff=self._way(self.handoffs[view.origin]))
        if view.shows is not Shows.RATES:
            return self.words.text(f"drawing.view.{view.shows}")
        if view.fold.bands:
            return self.words.text("drawing.view.processes")
        if not any(each.is_gathered for each in content.shown):
            return ""
        fields = {"shown": self.words.number(len(content.shown)), "count": self.words.number(len(seen.nodes))}
        return self.words.text("drawing.view.collapsed", **fields)

    def _dated(self, as_of: date | None, today: date | None) -> str:
        if as_of is not None:
            return self.words.text("drawing.as-of", day=self.words.date(as_of))
        return "" if today is None else self.words.text("drawing.drawn-on", day=self.words.date(today))

    def _name(self, place: str) -> str:
        node = self.nodes.get(place)
        if node is not None:
            return named(node)
        lane = self.hierarchy.names.get(place)
        return literal(lane) if lane else self.words.text(f"drawing.node.{place.removeprefix(OF_LANE)}")

    def _parts(self, place: str, count: int) -> str:
        return self.words.counted("drawing.parts" if place in self.nodes else "drawing.lane.size", count)

    def _kind(self, node: Node) -> str:
        return self.words.text(f"drawing.node.{node.process_kind or node.kind}")

    def _kind_of(self, place: str) -> str:
        return self._kind(self.nodes[place]) if place in self.nodes else ""

    def _lane(self, node: Node) -> str:
        lane = literal(node.lane)
        return lane and self.words.text("drawing.lane", lane=lane)

    def _way(self, handoff: Handoff) -> str:
        ends = {
            "supplier": literal(self.nodes[handoff.supplier].name),
            "client": literal(self.nodes[handoff.client].name),
        }
        return self.words.text("drawing.handoff", deliverable=literal(handoff.deliverable), **ends)

    def _rate(self, handoff: HandoffId) -> Rate:
        return self.figures.rates.get(handoff, UNKNOWN_RATE)

    def _share(self, handoff: HandoffId, rate: Rate) -> float | None:
        """Return what a handoff contributes, where that is drawn and anything is known of it."""
        if not self.by_share or self.figures.shares is None or rate.evidence is EvidenceKind.UNKNOWN:
            return None
        return self.figures.shares.get(handoff, 0.0)

    def _share_text(self, share: float) -> str:
        return self.words.text("drawing.share", share=self.words.percent(share))

    def _figures(self, tally: Tally) -> tuple[str, ...]:
        """Return what a label shows of handoffs that are told together: the worst, and how many are not measured."""
        if tally.worst is None:
            return (shown_rate(tally.rate, self.words),) if tally.handoffs else ()
        shown = shown_rate(tally.rate, self.words)
        worst = shown if len(tally.handoffs) == 1 else self.words.text("drawing.worst", figure=shown)
        unknown = self.words.text("drawing.worst.unknown", count=self.words.number(tally.unknown))
        return (worst, unknown) if tally.unknown else (worst,)

    def _said(self, tally: Tally) -> tuple[str, ...]:
        """Return the same as a screen reader says it, and which one is the worst."""
        if tally.worst is None:
            return (said_rate(tally.rate, self.words),) if tally.handoffs else ()
        worst = self.words.text(
            "drawing.spoken.worst",
            deliverable=literal(self.handoffs[tally.worst].deliverable),
            said=said_rate(tally.rate, self.words),
        )
        unknown = self.words.text("drawing.unmeasured", count=self.words.number(tally.unknown))
        return (worst, unknown) if tally.unknown else (worst,)


def _supports(node: Node) -> bool:
    return node.kind is NodeKind.PROCESS and node.process_kind is ProcessKind.SUPPORT


def _group(group: HandoffGroup, size: int, words: Words) -> _Group:
    counts = {"required": words.number(group.required or size), "count": words.number(size)}
    mark = ROUTE_MARK if group.kind is GroupKind.ROUTES else ""
    return _Group(note=words.text(f"drawing.group.{group.kind}", **counts), mark=mark)
