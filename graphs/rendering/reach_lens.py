"""Whom the failure of one handoff reaches: everything on its way, by how much of that failure arrives."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graphs.rendering.legend import evidence_row, share_row
from graphs.rendering.lettering import literal, wrapped
from graphs.rendering.picture import DrawnHandoff, DrawnNode, Figures, LegendRow, Sample
from graphs.rendering.rate_words import sentence
from graphs.rendering.styles import NO_FIGURE_STROKE, origin_stroke, reach_stroke
from graphs.rendering.words import Words
from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.identifiers import HandoffId
from process_models.domain.vocabulary import EvidenceKind

ORIGIN_MARK = "✖"
"""Stands before the deliverable of the handoff that fails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachLens:
    """Shows what the failure of one handoff spoils downstream."""

    chain: ValueChain
    origin: HandoffId
    figures: Figures
    words: Words

    def handoff(self, drawn: DrawnHandoff, handoffs: Sequence[Handoff]) -> DrawnHandoff:
        """Return an arrow with how much of the failure it gets; the one that fails bears a mark."""
        names = [handoff.id for handoff in handoffs]
        if self.origin in names:
            lines = wrapped(f"{ORIGIN_MARK} {' '.join(drawn.lines)}")
            spoken = sentence(drawn.spoken, self.words.text("drawing.origin"))
            line = origin_stroke(drawn.evidence)
            return replace(drawn, lines=lines, spoken=spoken, share=1.0, line=line, mark=ORIGIN_MARK)
        reached = self.figures.reached or {}
        known = [reached[name] for name in names if name in reached]
        if not known:
            spoken = sentence(drawn.spoken, self.words.text("drawing.reached.unknown"))
            shown = self.words.text("drawing.reached.no-figure")
            return replace(drawn, figures=(shown, *drawn.figures), share=0.0, spoken=spoken, line=NO_FIGURE_STROKE)
        most = max(known)
        return replace(
            drawn,
            figures=(self._text(most), *drawn.figures),
            share=most,
            spoken=sentence(drawn.spoken, self._said(most)),
            line=reach_stroke(drawn.evidence, most),
        )

    def node(self, drawn: DrawnNode, nodes: Sequence[Node], inner: Sequence[Handoff]) -> DrawnNode:
        """Return a node with how much of the failure becomes its own; where it stands for several, the most."""
        reached = self.figures.nodes_reached or {}
        most = max((reached.get(node.id, 0.0) for node in nodes), default=0.0)
        if not most:
            is_end = any(node.is_outcome and node.id not in reached for node in nodes) and not inner
            figure = self.words.text("drawing.reached.no-figure") if is_end else ""
            said = self.words.text("drawing.reached.unknown") if is_end else ""
        else:
            figure, said = self._text(most), self._said(most)
        return replace(
            drawn, figures=tuple(filter(None, (*drawn.figures, figure))), spoken=sentence(drawn.spoken, said)
        )

    def rows(self) -> tuple[LegendRow, ...]:
        """Return what colours, lines and the mark mean."""
        failing = Sample(caption=self.words.text("drawing.legend.origin"), drawn=origin_stroke(EvidenceKind.FACT))
        unknown = Sample(caption=self.words.text("drawing.reached.no-figure"), drawn=NO_FIGURE_STROKE)
        marks = (failing,) if self.figures.reached is not None else (failing, unknown)
        return (
            share_row(self.words.text("drawing.legend.reach"), self.words),
            LegendRow(heading=f"{ORIGIN_MARK} {self._deliverable()}", samples=marks),
            evidence_row(self.words),
        )

    def _deliverable(self) -> str:
        found = self.chain.handoff(self.origin)
        return " ".join(wrapped(literal(found.deliverable))[:1]) if found else ""

    def _text(self, share: float) -> str:
        return self.words.text("drawing.reached", share=self.words.percent(share))

    def _said(self, share: float) -> str:
        return self.words.text("drawing.reached.spoken", share=self.words.percent(share))
