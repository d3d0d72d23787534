"""Which sheet a drawing fits on, with type that can be read."""

from dataclasses import dataclass

from app.reports.printed.blocks import Figure, Paper
from app.wording import Wording
from graphs.rendering.cutting import Cutting, cut
from graphs.rendering.sheet import Document

SMALLEST_TYPE = 6.0
"""In points."""

_SHEETS = {Paper.A4: (595.28, 841.89), Paper.LETTER: (612.0, 792.0)}
_UPRIGHT, _TURNED = (102.1, 119.1), (62.4, 96.4)
"""What margins take of a sheet's width and height, as `templates/reports/report.typ` sets them."""

_HEADED = 78.0
"""Room for a section's heading of two lines, and a sentence."""

_LEGEND_SCALE, _GAP = 0.9, 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A drawing that fits on a sheet, turned or not."""

    figure: Figure
    is_wide: bool


def fitted(document: Document, paper: Paper, words: Wording) -> Fitted | None:
    """Return a drawing as it fits on an upright sheet, else on a turned one; None where it fits on neither."""
    drawing, legend = cut(document)
    wide, high = _SHEETS[paper]
    upright = drawing.scale(*_room(wide, high, _UPRIGHT, legend), SMALLEST_TYPE)
    turned = drawing.scale(*_room(high, wide, _TURNED, legend), SMALLEST_TYPE)
    if upright is None and turned is None:
        return None
    is_wide = upright is None
    spoken = f"{words.text('report.legend')} {document.title}"
    below = Figure(svg=legend.svg, width=legend.width, height=legend.height, spoken=spoken)
    shown = Figure(
        svg=drawing.svg,
        width=drawing.width,
        height=drawing.height,
        spoken=document.spoken,
        legend=below,
        fills=is_wide,
    )
    return Fitted(figure=shown, is_wide=is_wide)


def _room(wide: float, high: float, margins: tuple[float, float], legend: Cutting) -> tuple[float, float]:
    """Return the width and the height that a drawing may have on a sheet."""
    across = wide - margins[0]
    below = legend.height * min(_LEGEND_SCALE, across / legend.width) + _GAP
    return across, high - margins[1] - _HEADED - below
