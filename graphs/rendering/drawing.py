"""The drawing of a picture: laid out as well as its size and the time allow, and always something on the page."""

from dataclasses import dataclass

from graphs.rendering.lanes import by_lane
from graphs.rendering.layout import Engine, lay_out
from graphs.rendering.picture import Picture
from graphs.rendering.sheet import Document
from graphs.rendering.svg import svg
from graphs.rendering.table import table
from graphs.rendering.words import Words
from process_models.domain.problems import Problem, warning

MOST_NODES = 600
MOST_HANDOFFS = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A document, and what its reader should know about how it came about."""

    document: Document
    notices: tuple[Problem, ...] = ()


def draw(picture: Picture, words: Words) -> Drawing:
    """Return the drawing of a picture: whole, by lane where it is too large, as a table where nothing else is left."""
    if not _too_large(picture):
        return _laid_out(picture, words)
    size = {"nodes": words.number(len(picture.nodes)), "handoffs": words.number(len(picture.handoffs))}
    lanes = by_lane(picture, words)
    if _too_large(lanes) or not any(node.lane for node in picture.nodes):
        return Drawing(document=table(picture, words), notices=(warning("drawing-too-large", **size),))
    drawn = _laid_out(lanes, words)
    return Drawing(document=drawn.document, notices=(warning("drawing-by-lane", **size), *drawn.notices))


def _laid_out(picture: Picture, words: Words) -> Drawing:
    layout = lay_out(picture)
    if layout is None:
        return Drawing(document=table(picture, words), notices=(warning("drawing-as-table"),))
    crowded = layout.engine is Engine.SFDP
    return Drawing(document=svg(picture, layout, words), notices=(warning("drawing-crowded"),) if crowded else ())


def _too_large(picture: Picture) -> bool:
    return len(picture.nodes) > MOST_NODES or len(picture.handoffs) > MOST_HANDOFFS
