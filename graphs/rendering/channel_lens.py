"""The eight viewpoints: through which channel each handoff and each customer is known, by number and by line."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graphs.rendering.lettering import wrapped
from graphs.rendering.picture import DrawnHandoff, DrawnNode, LegendRow, Sample
from graphs.rendering.rate_words import sentence
from graphs.rendering.styles import CHANNEL_STROKES, NO_CHANNEL_STROKE, SEVERAL_STROKE, Stroke
from graphs.rendering.words import Words
from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.vocabulary import NodeKind, Viewpoint

CHANNEL_MARKS = {each: f"[{place}]" for place, each in enumerate(Viewpoint, 1)}
"""The number of each viewpoint, in the order in which they are always told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelLens:
    """Shows the channels of a chain."""

    chain: ValueChain
    words: Words

    def handoff(self, drawn: DrawnHandoff, handoffs: Sequence[Handoff]) -> DrawnHandoff:
        """Return an arrow with the number of its channel; one that is several handoffs says how many have which."""
        channels = [handoff.channel for handoff in handoffs]
        marks = "".join(CHANNEL_MARKS[each] for each in Viewpoint if each in channels)
        if len(handoffs) > 1:
            spoken = sentence(drawn.spoken, self._said_all(channels))
            counted = replace(drawn, figures=(self._counted(channels),), spoken=spoken)
            return replace(counted, line=self._line(channels), mark=marks)
        figures = () if marks else (self.words.text("drawing.no-channel"),)
        lines = wrapped(f"{marks} {' '.join(drawn.lines)}") if marks else drawn.lines
        spoken = sentence(drawn.spoken, self._said(channels[0]))
        return replace(drawn, lines=lines, figures=figures, spoken=spoken, line=self._line(channels), mark=marks)

    def node(self, drawn: DrawnNode, nodes: Sequence[Node], inner: Sequence[Handoff]) -> DrawnNode:
        """Return a node with the numbers of its channels; a customer that has none says so."""
        if inner:
            channels = [handoff.channel for handoff in inner]
            spoken = sentence(drawn.spoken, self._said_all(channels))
            return replace(drawn, figures=(*drawn.figures[:2], self._counted(channels)), spoken=spoken)
        known = [each for each in Viewpoint if any(each in node.channels for node in nodes)]
        is_customer = len(nodes) == 1 and nodes[0].kind is NodeKind.CUSTOMER
        if drawn.opener or not (known or is_customer):
            return drawn
        figure = " ".join(CHANNEL_MARKS[each] for each in known) or self.words.text("drawing.no-channel")
        said = sentence(*map(self._said, known)) if known else figure
        return replace(drawn, figures=(*drawn.figures, figure), spoken=sentence(drawn.spoken, said))

    def rows(self) -> tuple[LegendRow, ...]:
        """Return all eight viewpoints, with how many handoffs and customers have each, and how many have none."""
        handoffs = Counter(handoff.channel for handoff in self.chain.handoffs)
        customers = [node for node in self.chain.nodes if node.kind is NodeKind.CUSTOMER]
        known = Counter(channel for node in customers for channel in set(node.channels))
        samples = [
            Sample(caption=self._caption(each, handoffs[each], known[each]), drawn=CHANNEL_STROKES[each])
            for each in Viewpoint
        ]
        without = sum(not node.channels for node in customers)
        fields = {"count": self.words.number(handoffs[None]), "all": self.words.number(handoffs.total())}
        told = [self.words.text("drawing.legend.no-channel", **fields)]
        if customers:
            fields = {"count": self.words.number(without), "all": self.words.number(len(customers))}
            told.append(self.words.text("drawing.legend.no-channel.customers", **fields))
        samples.append(Sample(caption=sentence(*told), drawn=NO_CHANNEL_STROKE))
        return (LegendRow(heading=self.words.text("drawing.legend.channel"), samples=tuple(samples)),)

    def _caption(self, channel: Viewpoint, handoffs: int, customers: int) -> str:
        counted = self.words.counted("drawing.handoffs", handoffs)
        of_customers = self.words.counted("drawing.customers", customers) if customers else ""
        return f"{CHANNEL_MARKS[channel]} {self._label(channel)}: {sentence(counted, of_customers)}"

    def _label(self, channel: Viewpoint) -> str:
        return self.words.text(f"map.channel.{channel}")

    def _said(self, channel: Viewpoint | None) -> str:
        if channel is None:
            return self.words.text("drawing.no-channel")
        return self.words.text("drawing.channel.spoken", channel=self._label(channel))

    def _counted(self, channels: Iterable[Viewpoint | None]) -> str:
        """Return how many handoffs have which channel, in numbers."""
        counts = Counter(channels)
        told = [f"{mark} {self.words.number(counts[each])}" for each, mark in CHANNEL_MARKS.items() if counts[each]]
        if counts[None]:
            told.append(f"{self.words.text('drawing.no-channel')} {self.words.number(counts[None])}")
        return " · ".join(told)

    def _said_all(self, channels: Iterable[Viewpoint | None]) -> str:
        counts = Counter(channels)
        found = [(self._label(each), counts[each]) for each in Viewpoint if counts[each]]
        if counts[None]:
            found.append((self.words.text("drawing.no-channel"), counts[None]))
        return sentence(*(f"{label}: {self.words.number(count)}" for label, count in found))

    @staticmethod
    def _line(channels: Iterable[Viewpoint | None]) -> Stroke:
        known = {each for each in channels if each is not None}
        if not known:
            return NO_CHANNEL_STROKE
        return CHANNEL_STROKES[known.pop()] if len(known) == 1 else SEVERAL_STROKE
