"""A report of a chain, made on the spot: figures and drawings once, then the content, then the PDF."""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from app.formats.map_document.writing import generate_map_document
from app.reports.printed import pdf
from app.reports.printed.blocks import Paper
from app.reports.printed.material import Material
from app.reports.printed.report import SECTIONS, report
from app.services.showing import analysis
from app.wording import DEFAULT_LANGUAGE, wording
from graphs.workers import TaskNotDone
from process_models.domain.chain import ValueChain
from process_models.domain.errors import EslabonError
from process_models.domain.problems import error

EVERY_SECTION = tuple(SECTIONS)
PAPERS = {"A4": Paper.A4, "Letter": Paper.LETTER}


class ReportFailed(EslabonError):
    """A report could not be made within its limits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a report is asked to be: language, paper, and which sections in which order."""

    language: str = DEFAULT_LANGUAGE
    paper: Paper = Paper.A4
    sections: Collection[str] = EVERY_SECTION


def of_chain(chain: ValueChain, asked: Asked) -> bytes:
    """Return the report of a chain that nobody keeps, as PDF.

    Raises:
        ReportFailed: it could not be made within its limits.
    """
    material = Material(
        chain=chain,
        found=analysis.propagation(chain),
        words=wording(asked.language),
        drawings={},
        day=chain.as_of,
        fingerprint=sha256(generate_map_document(chain).content).hexdigest()[:12],
    )
    try:
        return pdf.pdf(report(material, sections=asked.sections, paper=asked.paper))
    except TaskNotDone as reason:
        raise ReportFailed(error("report-failed")) from reason
