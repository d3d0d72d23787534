"""The drawings of a report, each made once, in drawing workers: what fits on a sheet, and parts of what does not."""

import pickle
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from app.reports.printed.blocks import Paper
from app.reports.printed.fitting import fitted
from app.reports.printed.material import Portion
from app.reports.printed.sections.map import LEFT_OUT, OVERVIEW, WHOLE
from app.reports.printed.sections.outcomes import UPSTREAM, WAYS
from app.services.reporting.portions import Piece, around, halves, pieces
from app.services.showing import diagrams, views
from app.services.showing.drawing_worker import DrawingOrder
from app.services.showing.drawn_figures import drawn_figures
from app.wording import Wording
from graphs.propagation import Propagation
from graphs.propagation.questions.reaching import Reaching
from graphs.rendering.compose import upstream_part
from graphs.rendering.drawing import Drawing
from graphs.rendering.picture import Figures, View
from graphs.rendering.sheet import Document
from graphs.workers import TaskNotDone
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.problems import Problem

MOST_ON_A_SHEET = 60
"""Handoffs: with more, no drawing has type that can be read on one sheet, and none is tried."""

MOST_SHEETS = 24
"""For the parts of a map; what is beyond is told in a table."""

_SECONDS = 20.0
_CHAINS_DRAWN = (12, 6, 3, 1)
_TABLES = {"drawing-too-large", "drawing-as-table", "drawing-crowded"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawings:
    """Drawings by view, why others are not there, and the parts of a map that no sheet can hold."""

    by_view: Mapping[str, Document] = field(default_factory=dict)
    undrawn: Mapping[str, str] = field(default_factory=dict)
    portions: tuple[Portion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Finds figures that are there already."""

    found: Propagation | None

    def figures(self, _chain: ValueChain) -> Propagation | None:
        """Return them."""
        return self.found

    def reaching(self, _chain: ValueChain, _origin: HandoffId) -> Reaching | None:
        """Return nothing: no sheet follows a failure."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawer:
    """Draws views of one map for one paper."""

    chain: ValueChain
    found: Propagation | None
    words: Wording
    paper: Paper

    def every(self) -> Drawings:
        """Return all that a report shows."""
        dated, _ = diagrams.seen(self.chain, None)
        outcomes = () if self.found is None else tuple(self.found.outcomes)
        with ThreadPoolExecutor(diagrams.WORKERS) as hands:
            upstream = hands.map(lambda outcome: self._outcome(dated, outcome), outcomes)
            whole = self._whole(dated)
            if whole is None and dated.nodes:
                drawn, undrawn, portions = self._in_parts(dated, hands.map)
            else:
                drawn, undrawn, portions = ({} if whole is None else {WHOLE: whole}), {}, ()
            for outcome, (view, document) in zip(outcomes, upstream, strict=True):
                if document is None:
                    undrawn[f"{UPSTREAM}{outcome}"] = self.words.text("report.outcome.undrawn")
                else:
                    drawn[view] = document
        return Drawings(by_view=drawn, undrawn=undrawn, portions=portions)

    def _whole(self, dated: ValueChain) -> Document | None:
        return self._one(dated, View(narrow=True), dated) if dated.nodes else None

    def _outcome(self, dated: ValueChain, outcome: NodeId) -> tuple[str, Document | None]:
        """Return what lies upstream of an outcome, or where that is too much, where most of its failures come from."""
        view = View(outcome=outcome, narrow=True)
        drawn = self._one(upstream_part(dated, outcome), view, dated)
        if drawn is not None:
            return f"{UPSTREAM}{outcome}", drawn
        for most in _CHAINS_DRAWN:
            drawn = self._one(self._ways(dated, outcome, most), view, dated)
            if drawn is not None:
                break
        return f"{WAYS}{outcome}", drawn

    def _ways(self, dated: ValueChain, outcome: NodeId, most: int) -> ValueChain:
        """Return the part of a map over which the likeliest failures reach an outcome."""
        chains = () if self.found is None else self.found.chains
        leading = [chain for chain in chains if chain.outcome == outcome][:most]
        kept = {handoff for chain in leading for handoff in chain.path}
        return around(dated, [each for each in dated.handoffs if each.id in kept], {outcome})

    def _in_parts(
        self, dated: ValueChain, spread: Callable[..., Iterator[list[tuple[Piece, Document]]]]
    ) -> tuple[dict[str, Document], dict[str, str], tuple[Portion, ...]]:
        """Return an overview, and the parts that fit on sheets."""
        drawn: dict[str, Document] = {}
        if views.can_collapse(dated):
            fold = views.fold_of(OVERVIEW, dated)
            overview = self._one(dated, View(fold=fold, narrow=True), dated, most=len(dated.handoffs), turned=True)
            drawn.update({} if overview is None else {OVERVIEW: overview})
        sheets = [sheet for found in spread(lambda piece: self._pieces(dated, piece), pieces(dated)) for sheet in found]
        undrawn = {WHOLE: self.words.text("report.map.in-parts")}
        if len(sheets) > MOST_SHEETS:
            undrawn[LEFT_OUT] = self.words.text("report.map.too-many", sheets=self.words.number(MOST_SHEETS))
        portions = []
        names = self._names([piece.name for piece, _ in sheets[:MOST_SHEETS]])
        for place, (piece, document) in enumerate(sheets[:MOST_SHEETS], 1):
            view = f"portion:{place}"
            drawn[view] = document
            portions.append(Portion(view=view, name=names[place - 1], number=place, members=piece.members))
        return drawn, undrawn, tuple(portions)

    def _names(self, names: Sequence[str]) -> list[str]:
        """Return what parts are called: of one that takes several sheets, each is numbered."""
        counts, seen, told = Counter(names), Counter[str](), []
        for name in names:
            seen[name] += 1
            numbers = {"number": self.words.number(seen[name]), "count": self.words.number(counts[name])}
            several = name and counts[name] > 1
            told.append(self.words.text("report.map.piece", name=name, **numbers) if several else name)
        return told

    def _pieces(self, dated: ValueChain, piece: Piece) -> list[tuple[Piece, Document]]:
        """Return a piece on a sheet, or its halves on theirs; one node that is too much for a sheet is left out."""
        near = [each for each in dated.handoffs if {each.supplier, each.client} & piece.members]
        drawn = self._one(around(dated, near, piece.members), View(narrow=True), dated, turned=True)
        if drawn is not None:
            return [(piece, drawn)]
        return [sheet for half in halves(piece) for sheet in self._pieces(dated, half)]

    def _one(
        self, part: ValueChain, view: View, dated: ValueChain, *, most: int = MOST_ON_A_SHEET, turned: bool = False
    ) -> Document | None:
        """Return a drawing that can be read on a sheet, or None."""
        if len(part.handoffs) > most or len(part.nodes) > most:
            return None
        figures, _ = drawn_figures(dated, view, _Known(found=self.found))
        drawn = self._drawn(part, figures, view)
        if drawn is None or _codes(drawn.notices) & _TABLES:
            return None
        return drawn.document if fitted(drawn.document, self.paper, self.words, turned=turned) else None

    def _drawn(self, part: ValueChain, figures: Figures, view: View) -> Drawing | None:
        order = DrawingOrder(chain=part, figures=figures, view=view, language=self.words.language, today=None)
        try:
            drawn: Drawing = pickle.loads(  # noqa: S301 - our own process
                diagrams.pool.run(pickle.dumps(order), seconds=_SECONDS)
            )
        except TaskNotDone:
            return None
        return drawn


def _codes(notices: Collection[Problem]) -> set[str]:
    return {notice.code for notice in notices}
