"""The drawing of what cannot be drawn: a table of the handoffs, the worst first, so that there is always a page."""

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from graphs.rendering.geometry import Box
from graphs.rendering.lettering import fitted
from graphs.rendering.marks import Lettering, ground, line, text
from graphs.rendering.picture import DrawnHandoff, Picture
from graphs.rendering.sheet import Document, handoff_group, planned, sheet
from graphs.rendering.styles import HAIRLINE, INK, SOFT_INK
from graphs.rendering.words import Words
from process_models.domain.vocabulary import EvidenceKind

MOST_ROWS = 400

_ROW = 16.0
_COLUMNS = {"supplier": 170.0, "deliverable": 210.0, "client": 170.0, "figure": 190.0}
_SAMPLE = 28.0
_GAP = 8.0
_CELL = Lettering(size=8.5, ink=INK)
_HEADING = Lettering(size=8.5, ink=SOFT_INK, bold=True)


def table(picture: Picture, words: Words) -> Document:
    """Return a picture's handoffs as a table, on the same sheet as a drawing."""
    rows = sorted(picture.handoffs, key=lambda each: (each.evidence is EvidenceKind.UNKNOWN, -each.share))
    shown, left_out = rows[:MOST_ROWS], len(rows) - MOST_ROWS
    high = _ROW * (1 + len(shown) + (left_out > 0))
    whole = Box(left=0, top=0, width=_SAMPLE + sum(_COLUMNS.values()), height=high)
    paper = sheet(planned(picture, whole, words))
    _cells(paper.body, _ROW, [words.text(f"drawing.table.{column}") for column in _COLUMNS], _HEADING)
    names = {node.identifier: " ".join(node.lines) for node in picture.nodes}
    for place, handoff in enumerate(shown, 2):
        _row(paper.body, _ROW * place, handoff, names)
    if left_out > 0:
        more = words.text("drawing.table.more", count=words.number(left_out))
        text(paper.body, (_SAMPLE, high), more, _HEADING)
    return paper.finished()


def _row(parent: Element, baseline: float, handoff: DrawnHandoff, names: Mapping[str, str]) -> None:
    group = handoff_group(parent, handoff)
    ends = _SAMPLE + sum(_COLUMNS.values())
    ground(group, Box(left=0, top=baseline - _ROW + 4, width=ends, height=0.4), HAIRLINE)
    level = baseline - 3
    line(group, [((0, level), (8, level), (14, level), (_SAMPLE - _GAP, level))], handoff.stroke)
    figures = " · ".join(handoff.figures)
    cells = [names[handoff.supplier], " ".join(handoff.lines), names[handoff.client], figures]
    _cells(group, baseline, cells, _CELL)


def _cells(parent: Element, baseline: float, cells: Sequence[str], lettering: Lettering) -> None:
    across = _SAMPLE
    for cell, room in zip(cells, _COLUMNS.values(), strict=True):
        text(parent, (across, baseline), fitted(cell, lettering.size, room - _GAP), lettering)
        across += room
