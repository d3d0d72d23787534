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

_HEADED = 82.0
"""Room for a section's heading of two lines, and a sentence."""

_LEGEND_SCALE, _GAP = 0.8, 8.0
_LOW = 0.45
"""Of a turned sheet: a drawing that takes up less of its height shares it with others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A drawing that fits on a sheet, turned or not; a low one leaves room for another on a turned sheet."""

    figure: Figure
    is_wide: bool
    is_low: bool


def fitted(document: Document, paper: Paper, words: Wording, *, turned: bool = False) -> Fitted | None:
    """Return a drawing as it fits on an upright sheet, else or if asked on a turned one; None where it does not fit."""
    drawing, legend = cut(document)
    wide, high = _SHEETS[paper]
    upright = None if turned else drawing.scale(*_room(wide, high, _UPRIGHT, legend), SMALLEST_TYPE)
    room = _room(high, wide, _TURNED, legend)
    scale = drawing.scale(*room, SMALLEST_TYPE) if upright is None else upright
    if scale is None:
        return None
    is_wide = upright is None
    is_low = is_wide and scale * drawing.height + _below(legend, high - _TURNED[0]) < _LOW * (wide - _TURNED[1])
    shown = Figure(
        svg=drawing.svg,
        width=drawing.width,
        height=drawing.height,
        spoken=document.spoken,
        legend=_legend(legend, document, words),
        fills=is_wide and not is_low,
    )
    return Fitted(figure=shown, is_wide=is_wide, is_low=is_low)


def _legend(legend: Cutting, document: Document, words: Wording) -> Figure:
    spoken = f"{words.text('report.legend')} {document.title}"
    return Figure(svg=legend.svg, width=legend.width, height=legend.height, spoken=spoken)


def _below(legend: Cutting, across: float) -> float:
    """Return the height that a legend takes below a drawing."""
    return legend.height * min(_LEGEND_SCALE, across / legend.width) + _GAP


def _room(wide: float, high: float, margins: tuple[float, float], legend: Cutting) -> tuple[float, float]:
    """Return the width and the height that a drawing may have on a sheet."""
    across = wide - margins[0]
    return across, high - margins[1] - _HEADED - _below(legend, across)
