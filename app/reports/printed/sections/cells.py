"""What tables of a report are put together from: cells that several sections have."""

from collections.abc import Iterable

from app.reports.given import Given
from app.reports.printed.blocks import Cell, Run, name, plain
from app.reports.printed.material import Material
from app.reports.sentences import in_line
from process_models.domain.chain import Node
from process_models.domain.vocabulary import EvidenceKind

NOTHING = "—"


def said(text: str) -> Cell:
    """Return a cell with a text, or a dash where there is none; names may stand in it, so nothing is hyphenated."""
    return Cell(text=name(in_line(text) or NOTHING))


def lines(texts: Iterable[str]) -> Cell:
    """Return a cell with a line for each text, or a dash where there is none."""
    return Cell(text=name("\n".join(map(in_line, texts)) or NOTHING))


def named(text: str, remark: str = "") -> Cell:
    """Return a cell with a name, which is never hyphenated, and a remark below it."""
    return Cell(text=name(in_line(text)), remark=in_line(remark))


def handed_over(given: Given, material: Material) -> Cell:
    """Return a cell with what a handoff carries, and between whom; in bold what, since that is what one looks for."""
    speaker = material.speaker
    deliverable = Run(text=speaker.deliverable(given.handoff.id), is_strong=True, is_name=True)
    return Cell(text=(deliverable,), remark=speaker.ends(given.handoff.id))


def rests_on(evidence: EvidenceKind, material: Material) -> Cell:
    """Return a cell with what a figure rests on: its line, and the word."""
    return Cell(text=plain(material.words.text(f"figures.evidence.{evidence}")), evidence=evidence)


def share(value: float | None, material: Material) -> Cell:
    """Return a cell with a share, or a dash where there is none."""
    return Cell(text=plain(NOTHING if value is None else material.words.percent(value)))


def asked(client: Node, material: Material) -> Cell:
    """Return a cell with whom to ask how often a handoff fails: who receives it, and who answers for that."""
    return named(client.name, client.owner or material.sayings.kind(client))
