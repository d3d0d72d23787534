"""A report by ours against WeasyPrint on the same content, and where the time goes: processor seconds of all processes.

The peer gets the same blocks, drawings included, as HTML; it makes tags as we do (PDF/UA-1).
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import jinja2
import pypdf
import weasyprint

from app.reports.printed import pdf
from app.reports.printed.report import report
from app.services.reporting import making
from app.services.reporting.drawing import Drawer
from app.wording import wording
from graphs.rendering import fonts
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import HandoffId
from tests.graphs.propagation.processes import process_like

Done = TypeVar("Done")

_TICKS = os.sysconf("SC_CLK_TCK")
_HERE = Path(__file__).parent
_SEEDS = (2, 3, 4)
"""Each run has a map of its own: Typst and the drawing workers remember what they have seen."""

_SHOWN = _SEEDS[0]
_COLUMNS = (
    "map",
    "figures",
    "drawings",
    "content",
    "PDF",
    "whole",
    "sheets",
    "MB",
    "WeasyPrint PDF",
    "sheets",
    "ratio",
)
"""Seconds, but for sheets, the memory of all processes, and the peer's PDF over ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Processor seconds of this process and its workers, by stage; sheets; the most memory that all had, in MB."""

    figures: float
    drawings: float
    content: float
    ours: float
    peer: float
    sheets: int
    peer_sheets: int
    memory: float

    @property
    def whole(self) -> float:
        """All that a report takes."""
        return self.figures + self.drawings + self.content + self.ours


def main() -> None:
    """Print the table."""
    print("\n### A whole report, processor seconds of all processes, warm\n")
    print(f"| {' | '.join(_COLUMNS)} |\n|{'---|' * len(_COLUMNS)}")
    for name, make in {"usual": usual, "large": large}.items():
        spent(make(1))
        chain = make(_SHOWN)
        found = sorted((spent(make(seed)) for seed in _SEEDS), key=lambda each: each.whole)[len(_SEEDS) // 2]
        stages = (found.figures, found.drawings, found.content, found.ours, found.whole)
        told = " | ".join(f"{each:.2f}" for each in stages)
        peer = f"{found.peer:.2f} | {found.peer_sheets} | {found.peer / found.ours:.1f}"
        size = f"{name} ({len(chain.nodes)} nodes, {len(chain.handoffs)} handoffs)"
        print(f"| {size} | {told} | {found.sheets} | {found.memory:.0f} | {peer} |", flush=True)


def large(seed: int) -> ValueChain:
    """Return a map of about 1,000 handoffs."""
    return process_like(700, seed=seed)


def usual(seed: int) -> ValueChain:
    """Return a map as teams have it: 60 processes, and often more than one deliverable between two of them."""
    chain = process_like(60, seed=seed)
    more = tuple(
        replace(each, id=HandoffId(f"{each.id}-b"), deliverable=f"{each.deliverable} B")
        for each in chain.handoffs
        if each.group is None
    )
    return replace(chain, handoffs=(*chain.handoffs, *more[: 150 - len(chain.handoffs)]))


def spent(chain: ValueChain) -> Spent:
    """Make a report in stages, and the peer's of the same content."""
    words, asked = wording("es"), making.Asked()
    figures, found = timed(lambda: making.figures(chain, asked)[0])
    drawer = Drawer(chain=chain, found=found, words=words, paper=asked.paper)
    drawings, drawn = timed(drawer.every)
    material = making.material(chain, found, asked, drawn)
    content, told = timed(lambda: report(material))
    ours, printed = timed(lambda: pdf.pdf(told))
    memory = sum(_of_tree("VmHWM")) / 1024
    page = timed(lambda: _template().render(report=told, fonts=fonts.folder()))
    peer, by_peer = timed(lambda: weasyprint.HTML(string=page[1]).write_pdf(pdf_variant="pdf/ua-1"))
    return Spent(
        figures=figures,
        drawings=drawings,
        content=content,
        ours=ours,
        peer=page[0] + peer,
        sheets=_sheets(printed),
        peer_sheets=_sheets(by_peer),
        memory=memory,
    )


def timed(work: Callable[[], Done]) -> tuple[float, Done]:
    """Return the processor seconds that work takes here and in workers, and what comes of it."""
    start = _seconds()
    done = work()
    return _seconds() - start, done


def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(_HERE)
    return jinja2.Environment(loader=loader, autoescape=True).get_template("report.html")


def _sheets(content: bytes) -> int:
    return len(pypdf.PdfReader(BytesIO(content)).pages)


def _seconds() -> float:
    return sum(_of_stat(process) for process in _tree())


def _of_stat(process: int) -> float:
    told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / _TICKS


def _of_tree(figure: str) -> list[float]:
    lines = [line for each in _tree() for line in Path(f"/proc/{each}/status").read_text(encoding="utf-8").splitlines()]
    return [float(line.split()[1]) for line in lines if line.startswith(figure)]


def _tree() -> list[int]:
    """Return this process and all that it started."""
    found = [os.getpid()]
    for process in found:
        for thread in Path(f"/proc/{process}/task").iterdir():
            found += map(int, (thread / "children").read_text(encoding="utf-8").split())
    return found


if __name__ == "__main__":
    main()
