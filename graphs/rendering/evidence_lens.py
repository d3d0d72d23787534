"""Every handoff by what is known of it: fact, opinion, assumption or nothing, by its line and by a letter."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graphs.rendering.picture import DrawnHandoff, DrawnNode, LegendRow, Sample
from graphs.rendering.rate_words import said_rate, sentence, shown_rate
from graphs.rendering.styles import EVIDENCE_STROKES
from graphs.rendering.words import Words
from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.evidence import UNKNOWN_RATE, Rate, best_rate
from process_models.domain.identifiers import HandoffId
from process_models.domain.vocabulary import EvidenceKind

_FIRMEST_FIRST = tuple(EvidenceKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLens:
    """Shows on what the figures of a chain rest."""

    chain: ValueChain
    rates: Mapping[HandoffId, Rate]
    words: Words

    def handoff(self, drawn: DrawnHandoff, handoffs: Sequence[Handoff]) -> DrawnHandoff:
        """Return an arrow with its letter; one that is several handoffs is drawn by the weakest evidence of any."""
        kinds = [self._rate(handoff).evidence for handoff in handoffs]
        weakest = max(kinds, key=_FIRMEST_FIRST.index)
        if len(handoffs) > 1:
            counted = replace(drawn, figures=(self._counted(kinds),), spoken=sentence(drawn.spoken, self._said(kinds)))
        else:
            known = shown_rate(self._rate(handoffs[0]), self.words)
            marked = self._marked(self._rate(handoffs[0]))
            counted = replace(drawn, figures=tuple(marked if each == known else each for each in drawn.figures))
        return replace(counted, line=EVIDENCE_STROKES[weakest], mark=self._mark(weakest))

    def node(self, drawn: DrawnNode, nodes: Sequence[Node], inner: Sequence[Handoff]) -> DrawnNode:
        """Return a node with what its own failure rests on, where that is stated, or what is inside it."""
        if inner:
            kinds = [self._rate(handoff).evidence for handoff in inner]
            spoken = sentence(drawn.spoken, self._said(kinds))
            return replace(drawn, figures=(*drawn.figures[:2], self._counted(kinds)), spoken=spoken)
        if drawn.opener or len(nodes) != 1 or nodes[0].own_failure is None:
            return drawn
        rate = best_rate(nodes[0].own_failure)
        own = self.words.text("drawing.own", figure=shown_rate(rate, self.words))
        figure = own if rate.evidence is EvidenceKind.UNKNOWN else self._joined(self._mark(rate.evidence), own)
        said = self.words.text("drawing.own.spoken", said=said_rate(rate, self.words))
        return replace(drawn, figures=(*drawn.figures, figure), spoken=sentence(drawn.spoken, said))

    def rows(self) -> tuple[LegendRow, ...]:
        """Return the four lines with how many handoffs have each, and what is known of own failures."""
        handoffs = Counter(self._rate(handoff).evidence for handoff in self.chain.handoffs)
        nodes = Counter(best_rate(n.own_failure).evidence for n in self.chain.nodes if n.own_failure is not None)
        samples = tuple(
            Sample(caption=self._caption(kind, handoffs), drawn=EVIDENCE_STROKES[kind]) for kind in EvidenceKind
        )
        lines = LegendRow(heading=self.words.text("drawing.legend.evidence-letter"), samples=samples)
        own = tuple(
            Sample(caption=self._share(kind, nodes), drawn=self._mark(kind)) for kind in EvidenceKind if nodes[kind]
        )
        return (lines, LegendRow(heading=self.words.text("drawing.legend.own"), samples=own)) if own else (lines,)

    def _rate(self, handoff: Handoff) -> Rate:
        return self.rates.get(handoff.id, UNKNOWN_RATE)

    def _mark(self, kind: EvidenceKind) -> str:
        return self.words.text(f"drawing.evidence-mark.{kind}")

    def _marked(self, rate: Rate) -> str:
        shown = shown_rate(rate, self.words)
        return shown if rate.evidence is EvidenceKind.UNKNOWN else self._joined(self._mark(rate.evidence), shown)

    def _caption(self, kind: EvidenceKind, counts: Counter[EvidenceKind]) -> str:
        return self._joined(self._mark(kind), self._share(kind, counts))

    def _share(self, kind: EvidenceKind, counts: Counter[EvidenceKind]) -> str:
        fields = {"count": self.words.number(counts[kind]), "all": self.words.number(counts.total())}
        return self.words.text(f"drawing.evidence-count.{kind}", **fields)

    def _counted(self, kinds: Iterable[EvidenceKind]) -> str:
        counts = Counter(kinds)
        told = (f"{self._mark(kind)} {self.words.number(counts[kind])}" for kind in EvidenceKind if counts[kind])
        return self._joined(*told)

    def _said(self, kinds: Iterable[EvidenceKind]) -> str:
        counts = Counter(kinds)
        return sentence(*(self._share(kind, counts) for kind in EvidenceKind if counts[kind]))

    @staticmethod
    def _joined(*parts: str) -> str:
        return " · ".join(parts)
