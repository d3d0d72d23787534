"""Drawings on sheets of their own size: PDF with real text, and PNG; made by Typst in warm worker processes."""

import json

from graphs.rendering.sheet import Document
from graphs.workers import WorkerPool

SECONDS = 20.0
_MEMORY = 4 << 30
_POINTS_PER_INCH = 72
_PIXELS_PER_INCH = 216
"""Three pixels a point: a whole number, with which small type stays sharp."""

_LONGEST_SIDE = 12_000
"""In pixels: what viewers still open."""

_LARGEST_SHEET = 14_400
"""In points: what PDF readers still show; a larger drawing is printed smaller."""


_pool = WorkerPool("app.reports.typst:sheet", size=2, memory=_MEMORY)


def pdf(document: Document) -> bytes:
    """Return a drawing as tagged PDF (PDF/UA-1)."""
    return _sheet(document, "pdf")


def png(document: Document) -> bytes:
    """Return a drawing as PNG, at 216 pixels an inch unless a side grew too long."""
    return _sheet(document, "png")


def _sheet(document: Document, form: str) -> bytes:
    longest = max(document.width, document.height)
    scale = min(1.0, _LARGEST_SHEET / longest)
    request = {
        "format": form,
        "ppi": min(_PIXELS_PER_INCH, _LONGEST_SIDE * _POINTS_PER_INCH / (scale * longest)),
        "drawing": document.svg,
        "sheet": {
            "title": document.title,
            "spoken": document.spoken,
            "language": document.language,
            "width": scale * document.width,
            "height": scale * document.height,
        },
    }
    return _pool.run(json.dumps(request).encode(), seconds=SECONDS)
