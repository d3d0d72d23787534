"""Per outcome: how often it is badly served, where that is made, and how it gets there."""

from app.reports.printed.blocks import Bar, Block, Cell, Column, Item, Items, KeyFigure, Section, Table, name, plain
from app.reports.printed.material import Material
from app.reports.propagation.page import Part, Why, why
from graphs.propagation import Propagation
from process_models.domain.identifiers import NodeId

NAME = "outcomes"


def outcomes(material: Material) -> Section | None:
    """Return what the propagation page says, of each outcome."""
    if material.found is None or not material.found.outcomes:
        return None
    words, found = material.words, material.found
    parts = tuple(_outcome(material, found, each) for each in found.outcomes)
    return Section(name=NAME, heading=words.text("report.outcomes"), clause="9.1.2", parts=parts, starts_sheet=True)


def _outcome(material: Material, found: Propagation, outcome: NodeId) -> Section:
    told = why(found, outcome, material.words)
    return Section(
        name=f"{NAME}-{outcome}",
        heading="".join(told.question),
        blocks=(KeyFigure(figure=told.figure, says=(plain(told.said), plain(told.range))), *_made(told, material)),
    )


def _made(told: Why, material: Material) -> tuple[Block, ...]:
    words = material.words
    columns = (
        Column(heading=words.text("report.column.handoff"), width=3),
        Column(heading="", width=2),
        Column(heading=words.text("report.column.share"), width=0, is_number=True),
    )
    chains = tuple(Item(mark=share, text=plain(sentence)) for share, sentence in told.chains)
    return (
        Table(columns=columns, rows=tuple(_row(part, material) for part in told.parts)),
        Items(items=chains),
    )


def _row(part: Part, material: Material) -> tuple[Cell, ...]:
    return (
        Cell(text=name(part.name), remark=part.remark),
        Cell(bar=Bar(share=part.share, evidence=part.evidence)),
        Cell(text=plain(material.words.percent(part.share))),
    )
