"""The drawing of a picture: laid out as well as its size and the time allow, and always something on the page."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from graphs.rendering.by_hand import lay_out_by_hand
from graphs.rendering.compose import compose
from graphs.rendering.layout import Engine, lay_out
from graphs.rendering.picture import Figures, Fold, Picture, View
from graphs.rendering.places import is_by_hand, is_too_wide
from graphs.rendering.scene import scene
from graphs.rendering.scene_document import scene_json
from graphs.rendering.sheet import Document
from graphs.rendering.svg import svg
from graphs.rendering.table import table
from graphs.rendering.words import Words
from process_models.domain.chain import ValueChain
from process_models.domain.problems import Problem, warning

MOST_NODES = 600
MOST_HANDOFFS = 1500
MOST_BY_HAND = 2000
"""Nodes that are drawn where somebody put them, and half of the handoffs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A document, its scene as JSON where it is no table, and what its reader should know about how it came about."""

    document: Document
    scene: bytes = b""
    notices: tuple[Problem, ...] = ()


def draw(chain: ValueChain, figures: Figures, view: View, words: Words, *, today: date | None = None) -> Drawing:
    """Return the drawing of a view of a chain, the one function that makes any.

    What is too large for one sheet is drawn with its parts gathered, or by lane where there are lanes; as a table where
    nothing else is left.
    """
    picture = compose(chain, figures, view, words, today=today)
    if not _too_large(picture):
        return laid_out(picture, words)
    size = {"nodes": words.number(len(picture.nodes)), "handoffs": words.number(len(picture.handoffs))}
    for code, fold in _instead(chain, view):
        smaller = compose(chain, figures, replace(view, fold=fold, lanes=False), words, today=today)
        if not _too_large(smaller):
            drawn = laid_out(smaller, words)
            return replace(drawn, notices=(warning(code, **size), *drawn.notices))
    return Drawing(document=table(picture, words), notices=(warning("drawing-too-large", **size),))


def _instead(chain: ValueChain, view: View) -> Iterator[tuple[str, Fold]]:
    """Return which smaller views there are, and what is to be said of each."""
    if view.is_whole and any(node.part_of for node in chain.nodes) and not view.fold.bands:
        yield "drawing-collapsed", Fold(levels=1)
    if any(node.lane for node in chain.nodes):
        yield "drawing-by-lane", Fold(levels=1, by_lane=True, by_kind=True)


def laid_out(picture: Picture, words: Words) -> Drawing:
    """Return the drawing of a picture; where no engine can lay it out in time, it is a table."""
    layout = lay_out_by_hand(picture) if is_by_hand(picture) else lay_out(picture)
    if layout is None:
        return Drawing(document=table(picture, words), notices=(warning("drawing-as-table"),))
    shown = scene(picture, layout, words)
    said = {
        "drawing-crowded": layout.engine is Engine.SFDP,
        "drawing-positions-limited": layout.engine is Engine.BY_HAND and is_too_wide(picture),
    }
    notices = tuple(warning(code) for code, is_so in said.items() if is_so)
    return Drawing(document=svg(shown), scene=scene_json(shown), notices=notices)


def _too_large(picture: Picture) -> bool:
    """Tell whether a picture is too large to be laid out; where somebody did that already, more can be drawn."""
    by_hand = is_by_hand(picture)
    nodes, handoffs = (MOST_BY_HAND, 2 * MOST_BY_HAND) if by_hand else (MOST_NODES, MOST_HANDOFFS)
    return len(picture.nodes) > nodes or len(picture.handoffs) > handoffs
