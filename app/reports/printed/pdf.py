"""A report as PDF, made by Typst in warm worker processes."""

import json

from app.reports.printed.blocks import Report
from app.reports.printed.data import data
from app.reports.printed.poster import Poster
from graphs.workers import Watch, WorkerPool

SECONDS = 60.0
_MEMORY = 4 << 30


_pool = WorkerPool("app.reports.typst:report", size=1, memory=_MEMORY)
_posters = WorkerPool("app.reports.typst:poster", size=1, memory=_MEMORY)


def pdf(report: Report, *, watch: Watch | None = None) -> bytes:
    """Return a report as tagged PDF (PDF/UA-1); the same report gives the same bytes.

    Raises:
        TaskNotDone: it was stopped, or could not be made within its limits.
    """
    return _pool.run(json.dumps(data(report)).encode(), seconds=SECONDS, watch=watch)


def is_accessible(content: bytes) -> bool:
    """Tell whether a PDF is PDF/UA and shows every sign: of a script that the font lacks it shows boxes."""
    return b"<pdfuaid:part>1</pdfuaid:part>" in content and b"LastResort" not in content


def poster_pdf(poster: Poster, *, watch: Watch | None = None) -> bytes:
    """Return a poster as tagged PDF (PDF/UA-1); the same poster gives the same bytes.

    Raises:
        TaskNotDone: it was stopped, or could not be made within its limits.
    """
    return _posters.run(json.dumps(data(poster)).encode(), seconds=SECONDS, watch=watch)
