"""The style of the house for charts: the settings of the library, and how bars say what they rest on.

Firm evidence is dark and full; the less is known, the emptier the bar. Each hatch can be told from the others in
greyscale.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from graphs.rendering.styles import ACCENT, FONT, FRAME_LINE, HAIRLINE, PAPER, UNKNOWN_STROKE
from process_models.domain.vocabulary import EvidenceKind

SETTINGS: dict[Any, Any] = {
    "font.family": [FONT],
    "font.enable_last_resort": False,
    "text.usetex": False,
    "text.parse_math": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "eslabon",
    "path.simplify": False,
    "path.snap": False,
}
"""Texts stay texts and are never formulas; the same chart gets the same identifiers."""

NAME_SIZE = 9.0
SMALL_SIZE = 8.0
TITLE_SIZE = 12.0


class Hatch(StrEnum):
    """What is drawn on the ground of a bar."""

    SLANTED = "slanted"
    DOTTED = "dotted"


@dataclass(frozen=True, slots=True, kw_only=True)
class BarLook:
    """How a bar is drawn: its ground, its outline, the hatch on it; `dashes` of the outline."""

    fill: str
    outline: str = ACCENT
    hatch: Hatch | None = None
    dashes: tuple[float, ...] = ()


EVIDENCE_BARS: dict[EvidenceKind, BarLook] = {
    EvidenceKind.FACT: BarLook(fill=ACCENT),
    EvidenceKind.OPINION: BarLook(fill="#D3DEE9", hatch=Hatch.SLANTED),
    EvidenceKind.ASSUMPTION: BarLook(fill=PAPER, hatch=Hatch.DOTTED),
    EvidenceKind.UNKNOWN: BarLook(fill=PAPER, outline=UNKNOWN_STROKE.color, dashes=(4, 2)),
}

SEVERAL = BarLook(fill=HAIRLINE, outline=FRAME_LINE)
"""The bar of all the others together."""


def bar_look(evidence: EvidenceKind | None) -> BarLook:
    """Return how the bar of something is drawn, by what is known of it."""
    return SEVERAL if evidence is None else EVIDENCE_BARS[evidence]
