"""The map: its drawing on one sheet, else an overview and each part on a sheet of its own, else a table."""

from dataclasses import replace

from app.reports.printed.blocks import Block, Cell, Column, Paragraph, Section, Table, Tone, name, plain
from app.reports.printed.fitting import Fitted, fitted
from app.reports.printed.material import Material, Portion
from app.reports.propagation.text import with_denominator
from process_models.domain.chain import Handoff
from process_models.domain.evidence import best_rate
from process_models.domain.vocabulary import EvidenceKind

NAME = "map"
WHOLE, OVERVIEW, LEFT_OUT = "map", "collapsed", "portions"
"""Views that are drawn for this section; of the last, why a part of the map is not."""


def the_map(material: Material) -> Section:
    """Return the drawing of the map, whatever it takes to show it."""
    heading = material.words.text("report.map")
    if not material.dated.nodes:
        empty = Paragraph(text=plain(material.words.text("report.map.empty")))
        return Section(name=NAME, heading=heading, clause="4.4.1", blocks=(empty,))
    whole = _drawn(material, WHOLE)
    if whole is not None:
        return _alone(material, whole, heading)
    return _in_parts(material, heading)


def _drawn(material: Material, view: str) -> Fitted | None:
    document = material.drawings.get(view)
    return None if document is None else fitted(document, material.paper, material.words)


def _alone(material: Material, drawn: Fitted, heading: str) -> Section:
    blocks = (_counted(material), drawn.figure)
    return Section(name=NAME, heading=heading, clause="4.4.1", blocks=blocks, is_wide=drawn.is_wide, starts_sheet=True)


def _counted(material: Material) -> Paragraph:
    words, chain = material.words, material.dated
    unknown = sum(best_rate(each.failure).evidence is EvidenceKind.UNKNOWN for each in chain.handoffs)
    told = [
        words.counted("report.map.nodes", len(chain.nodes)),
        words.counted("report.map.handoffs", len(chain.handoffs)),
        words.counted("report.map.unknown", unknown) if unknown else "",
    ]
    return Paragraph(text=plain(" · ".join(filter(None, told))), tone=Tone.SOFT)


def _in_parts(material: Material, heading: str) -> Section:
    """Return the map on several turned sheets; what no sheet can show is said, and told in a table."""
    document = material.drawings.get(OVERVIEW)
    overview = None if document is None else fitted(document, material.paper, material.words, turned=True)
    said = Paragraph(text=plain(material.undrawn.get(WHOLE) or material.words.text("report.map.in-parts")))
    sheets: list[Section] = []
    for portion in material.portions:
        drawn = fitted(material.drawings[portion.view], material.paper, material.words, turned=True)
        if drawn is not None:
            sheets.append(_portion(material, portion, drawn, is_first=not sheets and overview is None))
    blocks: tuple[Block, ...] = (said,) if overview is None else (said, overview.figure)
    return Section(
        name=NAME,
        heading=heading,
        clause="4.4.1",
        blocks=blocks,
        parts=(*sheets, *_left_out(material)),
        starts_sheet=True,
        is_wide=bool(sheets) or overview is not None,
    )


def _portion(material: Material, portion: Portion, drawn: Fitted, *, is_first: bool) -> Section:
    """Return a part of the map: on a sheet of its own where it needs one; a low one shares the legend of the first."""
    words = material.words
    figure = drawn.figure if is_first or portion.name or not drawn.is_low else replace(drawn.figure, legend=None)
    return Section(
        name=f"{NAME}-part-{portion.number}",
        heading=portion.name or words.text("report.map.part", number=words.number(portion.number)),
        blocks=(figure,),
        starts_sheet=not drawn.is_low and not is_first,
    )


def _left_out(material: Material) -> tuple[Section, ...]:
    """Return what stands on no sheet, as a table."""
    shown = frozenset().union(*(portion.members for portion in material.portions))
    left = [each for each in material.dated.handoffs if not {each.supplier, each.client} & shown]
    if not left:
        return ()
    words = material.words
    columns = tuple(
        Column(heading=words.text(f"report.column.{column}"), width=width)
        for column, width in (("supplier", 2), ("deliverable", 2), ("client", 2), ("fails", 1))
    )
    table = Table(columns=columns, rows=tuple(_row(material, each) for each in left))
    reason = Paragraph(text=plain(material.undrawn.get(LEFT_OUT) or words.text("report.map.too-large")))
    return (Section(name=f"{NAME}-table", heading=words.text("report.map.table"), blocks=(reason, table)),)


def _row(material: Material, handoff: Handoff) -> tuple[Cell, ...]:
    speaker, words, known = material.speaker, material.words, best_rate(handoff.failure)
    is_known = known.evidence is not EvidenceKind.UNKNOWN
    evidence = words.text(f"figures.evidence.{known.evidence}")
    return (
        Cell(text=name(speaker.node(handoff.supplier))),
        Cell(text=name(speaker.deliverable(handoff.id))),
        Cell(text=name(speaker.node(handoff.client))),
        Cell(text=plain(with_denominator(known, known.probability, words)) if is_known else (), remark=evidence),
    )
