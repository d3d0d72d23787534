"""From a chain and its figures to the picture of one view, in the reader's words."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from graphs.rendering.lettering import literal, wrapped
from graphs.rendering.picture import DrawnHandoff, DrawnNode, Figures, Picture, View
from graphs.rendering.styles import ROUTE_MARK
from graphs.rendering.words import Words
from graphs.structure import upstream
from process_models.domain.chain import Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.evidence import UNKNOWN_RATE, Rate
from process_models.domain.identifiers import GroupId, HandoffId, NodeId
from process_models.domain.vocabulary import EvidenceKind, GroupKind, NodeKind, ProcessKind


def compose(chain: ValueChain, figures: Figures, view: View, words: Words, *, today: date | None = None) -> Picture:
    """Return the picture of a view of a chain, dated as of the chain's day, else today."""
    seen = chain if view.outcome is None else upstream_part(chain, view.outcome)
    sizes = Counter(handoff.group for handoff in chain.handoffs)
    scribe = _Scribe(
        words=words,
        figures=figures,
        names={node.id: literal(node.name) for node in chain.nodes},
        groups={group.id: _group(group, sizes[group.id], words) for group in chain.groups},
        by_share=view.outcome is not None and figures.shares is not None,
    )
    return Picture(
        language=words.language,
        title=literal(chain.name),
        subtitle=scribe.subtitle(seen, view.outcome, today),
        nodes=tuple(map(scribe.node, seen.nodes)),
        handoffs=tuple(map(scribe.handoff, seen.handoffs)),
        by_share=scribe.by_share,
        has_routes=any(handoff.group and scribe.groups[handoff.group].mark for handoff in seen.handoffs),
        lanes=view.lanes and any(node.lane for node in seen.nodes),
    )


def upstream_part(chain: ValueChain, outcome: NodeId) -> ValueChain:
    """Return the part of a chain that can reach an outcome: its suppliers and theirs, and the handoffs on the way."""
    kept = upstream(chain, outcome) | {outcome}
    nodes = tuple(node for node in chain.nodes if node.id in kept)
    clients = {node.id for node in nodes if node.passes_failures_on} | {outcome}
    return replace(chain, nodes=nodes, handoffs=tuple(each for each in chain.handoffs if each.client in clients))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """How many of a group's handoffs are used on an occasion: in words, and for routes a mark that stands for them."""

    note: str
    mark: str


_NO_GROUP = _Group(note="", mark="")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scribe:
    """Writes what stands on each thing, and what a screen reader says of it."""

    words: Words
    figures: Figures
    names: Mapping[NodeId, str]
    groups: Mapping[GroupId, _Group]
    by_share: bool

    def subtitle(self, seen: ValueChain, outcome: NodeId | None, today: date | None) -> str:
        """Say the view, the date and how much is drawn."""
        unknown = sum(self._rate(handoff.id).evidence is EvidenceKind.UNKNOWN for handoff in seen.handoffs)
        parts = (
            self.words.text("drawing.view.upstream", outcome=self.names[outcome]) if outcome else "",
            self._dated(seen.as_of, today),
            self.words.counted("drawing.handoffs", len(seen.handoffs)),
            self.words.text("drawing.unmeasured", count=self.words.number(unknown)) if unknown else "",
        )
        return " · ".join(filter(None, parts))

    def node(self, node: Node) -> DrawnNode:
        """Write on a node."""
        supports = node.kind is NodeKind.PROCESS and node.process_kind is ProcessKind.SUPPORT
        kind = self.words.text("drawing.node.support" if supports else f"drawing.node.{node.kind}")
        lane = literal(node.lane)
        share = self.figures.node_shares.get(node.id) if self.by_share else None
        own = "" if share is None else self._share_text(share)
        return DrawnNode(
            identifier=f"node-{node.id}",
            kind=node.kind,
            lines=wrapped(node.name),
            figures=(own,) if own else (),
            spoken=_sentence(self.names[node.id], kind, own, lane and self.words.text("drawing.lane", lane=lane)),
            lane=lane,
            supports=supports,
        )

    def handoff(self, handoff: Handoff) -> DrawnHandoff:
        """Write on a handoff."""
        rate = self._rate(handoff.id)
        share = self._share(handoff.id, rate)
        share_text = "" if share is None else self._share_text(share)
        group = self.groups[handoff.group] if handoff.group else _NO_GROUP
        shown, said = self._rate_texts(rate)
        figures = (share_text, shown, "" if group.mark else group.note)
        return DrawnHandoff(
            identifier=f"handoff-{handoff.id}",
            supplier=f"node-{handoff.supplier}",
            client=f"node-{handoff.client}",
            lines=wrapped(f"{group.mark} {handoff.deliverable}" if group.mark else handoff.deliverable),
            figures=tuple(filter(None, figures)),
            share=rate.probability if share is None else share,
            evidence=rate.evidence,
            spoken=_sentence(self._way(handoff), said, share_text, group.note),
        )

    def _dated(self, as_of: date | None, today: date | None) -> str:
        if as_of is not None:
            return self.words.text("drawing.as-of", day=self.words.date(as_of))
        return "" if today is None else self.words.text("drawing.drawn-on", day=self.words.date(today))

    def _way(self, handoff: Handoff) -> str:
        ends = {"supplier": self.names[handoff.supplier], "client": self.names[handoff.client]}
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

    def _rate_texts(self, rate: Rate) -> tuple[str, str]:
        """Return a rate as the label shows it, and as a screen reader says it."""
        fields = {
            "percent": self.words.percent(rate.probability),
            "failed": self.words.number(rate.failed or 0),
            "count": self.words.number(rate.count or 0),
        }
        shown = "counted" if rate.count is not None else rate.evidence
        return (
            self.words.text(f"drawing.figure.{shown}", **fields),
            self.words.text(f"drawing.spoken.{rate.evidence}", **fields),
        )


def _group(group: HandoffGroup, size: int, words: Words) -> _Group:
    counts = {"required": words.number(group.required or size), "count": words.number(size)}
    mark = ROUTE_MARK if group.kind is GroupKind.ROUTES else ""
    return _Group(note=words.text(f"drawing.group.{group.kind}", **counts), mark=mark)


def _sentence(*parts: str) -> str:
    return ", ".join(filter(None, parts))
