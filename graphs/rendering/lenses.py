"""What the lines of a picture say where they say neither rate nor share: one lens for each such view."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from graphs.collapsing import Arrow, Collapsed
from graphs.rendering.channel_lens import ChannelLens
from graphs.rendering.evidence_lens import EvidenceLens
from graphs.rendering.picture import DrawnHandoff, DrawnNode, Figures, LegendRow, Picture, Shows, View
from graphs.rendering.reach_lens import ReachLens
from graphs.rendering.words import Words
from process_models.domain.chain import Handoff, Node, ValueChain


class Lens(Protocol):
    """Writes anew on what was written for rates; what stands for several things is given all of them."""

    def handoff(self, drawn: DrawnHandoff, handoffs: Sequence[Handoff]) -> DrawnHandoff:
        """Return an arrow as the lens shows it."""

    def node(self, drawn: DrawnNode, nodes: Sequence[Node], inner: Sequence[Handoff]) -> DrawnNode:
        """Return a node as the lens shows it; `inner` is what the nodes that it stands for hand over to each other."""

    def rows(self) -> tuple[LegendRow, ...]:
        """Return what the lines mean."""


def lens_of(view: View, seen: ValueChain, figures: Figures, words: Words) -> Lens | None:
    """Return the lens of a view; None where lines are drawn by rate or share."""
    if view.origin is not None:
        return ReachLens(chain=seen, origin=view.origin, figures=figures, words=words)
    if view.shows is Shows.EVIDENCE:
        return EvidenceLens(chain=seen, rates=figures.rates, words=words)
    return ChannelLens(chain=seen, words=words) if view.shows is Shows.CHANNELS else None


def through(lens: Lens, picture: Picture, seen: ValueChain, content: Collapsed, arrows: Sequence[Arrow]) -> Picture:
    """Return a picture as a lens shows it; `arrows` are what its handoffs were written on, one for each."""
    nodes = {node.id: node for node in seen.nodes}
    handoffs = {handoff.id: handoff for handoff in seen.handoffs}
    return replace(
        picture,
        handoffs=tuple(
            lens.handoff(drawn, [handoffs[each] for each in arrow.tally.handoffs])
            for drawn, arrow in zip(picture.handoffs, arrows, strict=True)
        ),
        nodes=tuple(
            lens.node(drawn, [nodes[each] for each in shown.members], [handoffs[each] for each in shown.inner.handoffs])
            for drawn, shown in zip(picture.nodes, content.shown, strict=True)
        ),
        lines_mean=lens.rows(),
    )
