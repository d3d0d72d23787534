"""The drawing of a map: one function for screen, paper and the command line."""

import pickle
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from app.reports import sheets
from app.services.showing import simulating, views
from app.services.showing.drawing_worker import DrawingOrder
from app.services.showing.drawn_figures import ByEngine, Kept, drawn_figures
from app.services.showing.memory import Made, Memory
from app.services.showing.overview import neighbourhood
from app.services.turns import Turns
from app.wording import DEFAULT_LANGUAGE, wording
from graphs.hierarchy import Hierarchy
from graphs.rendering import drawing
from graphs.rendering.compose import compose
from graphs.rendering.dot import dot as dot_of
from graphs.rendering.drawing import Drawing
from graphs.rendering.picture import EVERYTHING, Figures, Fold, View
from graphs.rendering.sheet import Document, framed
from graphs.workers import TaskNotDone, WorkerPool
from process_models.domain.chain import Node, ValueChain
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import Problem, error, warning
from process_models.domain.validity import as_of
from process_models.domain.vocabulary import NodeKind


class ViewRefused(EslabonError):
    """The map has no such view."""


class DrawingFailed(EslabonError):
    """A drawing could not be made into the wanted format within its limits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """A drawing as the content of a file, and what its reader should know about how it came about.

    `document` is what the file was made from, `scene` the same as JSON for the editor; nothing where it is a table.
    """

    content: bytes
    document: Document
    scene: bytes = b""
    notices: tuple[Problem, ...] = ()

    @property
    def is_table(self) -> bool:
        """Whether it could not be drawn, and is a table."""
        return any(notice.code in _TABLES for notice in self.notices)

    @property
    def mark(self) -> str:
        """What tells this drawing from any other."""
        return sha256(self.content).hexdigest()[:16]


def _svg(document: Document) -> bytes:
    return document.svg.encode()


_WRITERS: dict[str, Callable[[Document], bytes]] = {"svg": _svg, "png": sheets.png, "pdf": sheets.pdf}
FORMS = tuple(_WRITERS)

_TABLES = frozenset({"drawing-too-large", "drawing-as-table"})


def _own_place(place: Path) -> Mapping[str, str]:
    """What a drawing worker leaves behind, and the layout workers that it starts, goes with it."""
    return {"TMPDIR": str(place)}


_SECONDS = 20.0
"""Both of Graphviz' engines may run into their limits, and what is left is shown as a table."""

_MEMORY = 2 << 30
_MOST, _LARGEST = 256, 64 << 20
WORKERS = 2
pool = WorkerPool("app.services.showing.drawing_worker:drawn", size=WORKERS, memory=_MEMORY, prepare=_own_place)
_turns = Turns(3)
"""Files of drawings are waited for, however long they take."""
_kept: Memory[Diagram] = Memory(most=_MOST, largest=_LARGEST)


def draw(  # noqa: PLR0913 - each is a choice of its own
    chain: ValueChain,
    form: str,
    *,
    outcome: str | None = None,
    lens: str = "",
    lanes: bool = False,
    fold: Fold = EVERYTHING,
    language: str = DEFAULT_LANGUAGE,
    today: date | None = None,
) -> Diagram:
    """Return the drawing of a map as of its date, in one of `FORMS`.

    Args:
        chain: a chain without problems.
        form: `svg`, `png` or `pdf`.
        outcome: the id of a customer or of employees: only what lies upstream of it, coloured by what it contributes.
        lens: the name of a view (`app.services.showing.views`) that follows the failure of a handoff, or in which lines
            do not say the rate; of others, nothing.
        lanes: whether nodes are grouped by lane.
        fold: how much of what is a part of something is drawn by itself.
        language: of the labels, the legend and what a screen reader says.
        today: the day to write on the drawing of a map without a date.

    Raises:
        ViewRefused: the map has no such outcome, handoff or whole.
        DrawingFailed: the format could not be made within its limits.
    """
    dated, view = seen(chain, outcome, fold, lens=lens, lanes=lanes)
    figures, notices = drawn_figures(dated, view, ByEngine())
    drawn = drawing.draw(dated, figures, view, wording(language), today=today)
    content = _written(drawn.document, form)
    told = (*notices, *_without(dated, view), *drawn.notices)
    return Diagram(content=content, document=drawn.document, scene=drawn.scene, notices=told)


def map_svg(  # noqa: PLR0913 - each is a choice of its own
    opened: ValueChainMap,
    *,
    outcome: str | None = None,
    lens: str = "",
    lanes: bool = False,
    fold: Fold = EVERYTHING,
    language: str = DEFAULT_LANGUAGE,
    today: date | None = None,
    within: float | None = None,
) -> Diagram:
    """Return the drawing of a kept map, as `draw` makes it, once for each revision and in another process.

    Raises:
        ViewRefused: the map has no such outcome, handoff or whole.
        NotYet: it takes longer than `within` seconds; it goes on, and whoever asks later finds it.
        DrawingFailed: it could not be made within its limits.
    """
    dated, view = seen(opened.chain, outcome, fold, lens=lens, lanes=lanes)
    day = None if dated.as_of else today or date.today()  # noqa: DTZ011 - the day on the server's wall, as elsewhere
    key = (*_as_known(opened), view, language, day)
    return _kept.of(key, lambda: _drawn(opened, dated, view, language, day), within=within)


def neighbours_svg(
    opened: ValueChainMap,
    *,
    node: NodeId,
    language: str = DEFAULT_LANGUAGE,
    today: date | None = None,
    within: float | None = None,
) -> Diagram:
    """Return the drawing of a node with its suppliers and clients, with the figures that the whole map has.

    Raises:
        NotYet, DrawingFailed: as `map_svg`.
    """
    dated, view = seen(opened.chain, None)
    day = None if dated.as_of else today or date.today()  # noqa: DTZ011 - the day on the server's wall, as elsewhere
    key = (*_as_known(opened), node, language, day)
    near = neighbourhood(dated, node)
    return _kept.of(key, lambda: _drawn(opened, dated, view, language, day, part=near), within=within)


def map_file(
    opened: ValueChainMap,
    form: str,
    *,
    outcome: str | None = None,
    lens: str = "",
    lanes: bool = False,
    fold: Fold = EVERYTHING,
    language: str = DEFAULT_LANGUAGE,
) -> Diagram:
    """Return the drawing of a kept map in one of `FORMS`, made from the one that its pages show.

    Raises:
        ViewRefused: the map has no such outcome, handoff or whole.
        DrawingFailed: it could not be made within its limits.
        TooMuchAtOnce: others' files are being made.
    """
    with _turns.taken():
        shown = map_svg(opened, outcome=outcome, lens=lens, lanes=lanes, fold=fold, language=language)
        return replace(shown, content=_written(shown.document, form))


def thumbnail(opened: ValueChainMap, *, language: str = DEFAULT_LANGUAGE, within: float | None = None) -> bytes | None:
    """Return the drawing of a kept map alone, as SVG, without title and legend; None where there is but a table of it.

    Raises:
        NotYet: it takes longer than `within` seconds; it goes on, and whoever asks later finds it.
        DrawingFailed: it could not be made within its limits.
    """
    fold = views.fold_of(views.first(opened.chain), opened.chain)
    shown = map_svg(opened, fold=fold, language=language, within=within)
    if shown.is_table:
        return None
    return framed(shown.document).encode()


def framed_svg(chain: ValueChain, *, language: str = DEFAULT_LANGUAGE) -> bytes:
    """Return the drawing of a map alone, as SVG, without title and legend."""
    return framed(draw(chain, "svg", language=language).document).encode()


def _as_known(opened: ValueChainMap) -> tuple[object, ...]:
    """Return by what a drawing is kept: one that was made before its map was simulated is made anew."""
    return opened.id, opened.revision, opened.evidence_version, simulating.are_there(opened)


def _written(document: Document, form: str) -> bytes:
    try:
        return _WRITERS[form](document)
    except TaskNotDone as reason:
        raise DrawingFailed(error("drawing-failed", form=form.upper())) from reason


def _drawn(
    opened: ValueChainMap,
    dated: ValueChain,
    view: View,
    language: str,
    day: date | None,
    part: ValueChain | None = None,
) -> Made[Diagram]:
    figures, notices = drawn_figures(dated, view, Kept(opened=opened))
    order = DrawingOrder(chain=part or dated, figures=figures, view=view, language=language, today=day)
    try:
        drawn: Drawing = pickle.loads(pool.run(pickle.dumps(order), seconds=_SECONDS))  # noqa: S301 - our own process
    except TaskNotDone as reason:
        raise DrawingFailed(error("drawing-failed", form="SVG")) from reason
    content = _svg(drawn.document)
    told = (*notices, *_without(dated, view), *drawn.notices)
    diagram = Diagram(content=content, document=drawn.document, scene=drawn.scene, notices=told)
    return Made(value=diagram, size=2 * len(content) + len(drawn.scene))


def is_drawing(*, within: float) -> bool:
    """Tell whether the drawing workers answer: a map that they never saw is drawn `within` so many seconds."""
    unseen = Node(id=NodeId("n"), name=str(time.time_ns()), kind=NodeKind.PROCESS)
    chain = ValueChain(name="", nodes=(unseen,))
    order = DrawingOrder(chain=chain, figures=Figures(rates={}), view=View(), language=DEFAULT_LANGUAGE, today=None)
    try:
        drawn: Drawing = pickle.loads(pool.run(pickle.dumps(order), seconds=within))  # noqa: S301 - our own process
    except TaskNotDone:
        return False
    return not drawn.notices


def dot(chain: ValueChain, *, language: str = DEFAULT_LANGUAGE, today: date | None = None) -> str:
    """Return the drawing of a whole map as DOT text, for other programs and for people who like to work with it."""
    dated, view = seen(chain, None)
    figures, _ = drawn_figures(dated, view, ByEngine())
    return dot_of(compose(dated, figures, view, wording(language), today=today))


def _outcome(chain: ValueChain, name: str) -> NodeId:
    node = chain.node(NodeId(name))
    if node is None:
        raise ViewRefused(error("view-unknown-node", node=name))
    if not node.is_outcome:
        raise ViewRefused(error("view-not-an-outcome", node=name))
    return node.id


def _origin(chain: ValueChain, name: str) -> HandoffId:
    handoff = chain.handoff(HandoffId(name))
    if handoff is None:
        raise ViewRefused(error("view-unknown-handoff", handoff=name))
    return handoff.id


def seen(
    chain: ValueChain, outcome: str | None, fold: Fold = EVERYTHING, *, lens: str = "", lanes: bool = False
) -> tuple[ValueChain, View]:
    """Return what of a map counts on its day, and the view of it that was asked for."""
    origin = views.origin_of(lens)
    view = View(
        outcome=None if outcome is None else _outcome(chain, outcome),
        origin=None if origin is None else _origin(chain, origin),
        shows=views.shows_of(lens),
        lanes=lanes,
        fold=fold,
    )
    places = Hierarchy.of_lanes(chain) if fold.by_lane else Hierarchy.of(chain)
    strange = [error("view-unknown-node", node=place) for place in fold.opened if place not in places.depths]
    if strange:
        raise ViewRefused(*strange)
    dated = as_of(chain, chain.as_of).chain
    if view.outcome is not None and dated.node(view.outcome) is None:
        raise ViewRefused(error("view-unknown-node", node=view.outcome))
    if view.origin is not None:
        _origin(dated, view.origin)
    return dated, view


def _without(chain: ValueChain, view: View) -> tuple[Problem, ...]:
    """Return what was asked for and is not in the map: lanes, or anything to be gathered."""
    lanes = any(node.lane for node in chain.nodes)
    is_flat = view.fold.levels is not None and not view.fold.bands and not view.fold.by_lane
    missing = {
        "drawing-without-lanes": view.lanes and not lanes,
        "drawing-without-parts": is_flat and not any(node.part_of for node in chain.nodes),
    }
    return tuple(warning(code) for code, is_missing in missing.items() if is_missing)
