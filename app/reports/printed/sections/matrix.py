"""Who serves whom: suppliers by clients, with how many handoffs and the worst of them; split over sheets."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.reports import matrix as counted
from app.reports.given import Given
from app.reports.matrix import Cell
from app.reports.printed import blocks
from app.reports.printed.blocks import Column, MatrixCell, MatrixRow, Paragraph, Section, Shade, Table, Tone, plain
from app.reports.printed.material import Material
from app.reports.printed.sections.cells import named, said
from app.reports.sentences import in_line
from graphs.rendering.styles import SHARE_CLASSES
from process_models.domain.chain import Node
from process_models.domain.identifiers import NodeId
from process_models.domain.vocabulary import NodeKind

NAME = "matrix"
MOST = 40
"""Suppliers or clients beyond which a matrix is told by lanes."""

COLUMNS = 18
"""Clients that stand side by side on a sheet."""


def matrix(material: Material) -> Section | None:
    """Return the matrix; left out where there is no handoff."""
    given = material.ranked
    if not given:
        return None
    whole = counted.matrix(given, material.dated.nodes)
    if max(len(whole.suppliers), len(whole.clients)) <= MOST:
        parts = tuple(_sheets(whole, material))
    else:
        parts = tuple(_by_lane(given, material)) or (_listed(whole, material),)
    words = material.words
    return Section(
        name=NAME,
        heading=words.text("report.matrix"),
        clause="4.4.1",
        blocks=(Paragraph(text=plain(words.text("report.matrix.lead")), tone=Tone.SOFT), *parts[0].blocks),
        parts=parts[1:],
        starts_sheet=True,
        is_wide=True,
    )


def _sheets(told: counted.Matrix, material: Material, name: str = NAME, heading: str = "") -> Iterator[Section]:
    """Yield a matrix as sections, each so many clients wide and nearly equal."""
    words, clients = material.words, told.clients
    sheets = -(-len(clients) // COLUMNS)
    size = -(-len(clients) // sheets)
    for place in range(sheets):
        some, first = clients[place * size : (place + 1) * size], 1 + place * size
        fields = {"first": words.number(first), "last": words.number(first + len(some) - 1)}
        span = words.text("report.matrix.clients", all=words.number(len(clients)), **fields) if sheets > 1 else ""
        block = _block(told, some, material)
        yield Section(
            name=f"{name}-{place + 1}",
            heading=" · ".join(filter(None, (heading, span))),
            blocks=(Paragraph(text=plain(span), tone=Tone.SOFT), block) if span and not heading else (block,),
            starts_sheet=place > 0,
        )


def _block(told: counted.Matrix, clients: Sequence[Node], material: Material) -> blocks.Matrix:
    words = material.words
    cells = [(supplier, [told.cell(supplier, client) for client in clients]) for supplier in told.suppliers]
    return blocks.Matrix(
        corner=words.text("handoffs.matrix.corner"),
        columns=tuple(in_line(client.name) for client in clients),
        rows=tuple(
            MatrixRow(heading=in_line(supplier.name), cells=tuple(_cell(each, material) for each in found))
            for supplier, found in cells
            if any(found)
        ),
        shades=tuple(_shades(material)),
        unknown=words.text("drawing.legend.unknown"),
    )


def _cell(found: Cell | None, material: Material) -> MatrixCell | None:
    if found is None:
        return None
    words = material.words
    rate = words.text("propagation.unmeasured") if found.worst is None else words.percent(found.worst.probability)
    return MatrixCell(
        text=rate, remark=words.text("report.matrix.count", count=words.number(found.count)), shade=found.shade
    )


def _shades(material: Material) -> Iterator[Shade]:
    """Yield the classes of rates that the drawing has."""
    words, bounds = material.words, [each.least for each in SHARE_CLASSES]
    for place, each in enumerate(SHARE_CLASSES):
        least = words.percent(bounds[place])
        most = words.percent(bounds[place + 1]) if each is not SHARE_CLASSES[-1] else ""
        if place == 0:
            told = words.text("drawing.legend.below", most=most)
        else:
            code = "drawing.legend.between" if most else "drawing.legend.from"
            told = words.text(code, least=least, most=most)
        yield Shade(color=each.color, said=told)


def _by_lane(given: Sequence[Given], material: Material) -> Iterator[Section]:
    """Yield lanes by lanes, then the suppliers of each lane; nothing where lanes would not make it smaller."""
    lanes = _lanes(material)
    if not 1 < len(set(lanes.values())) <= MOST:
        return
    nodes = {lane: Node(id=NodeId(lane), name=lane, kind=NodeKind.PROCESS) for lane in dict.fromkeys(lanes.values())}
    of_lanes = [
        replace(each, supplier=nodes[lanes[each.supplier.id]], client=nodes[lanes[each.client.id]]) for each in given
    ]
    yield from _sheets(counted.matrix(of_lanes, nodes.values()), material, f"{NAME}-lanes")
    for place, lane in enumerate(nodes):
        part = [each for each in given if lanes[each.supplier.id] == lane]
        if part:
            whole = counted.matrix(part, material.dated.nodes)
            yield from _sheets(whole, material, f"{NAME}-lane-{place + 1}", lane)


def _lanes(material: Material) -> dict[NodeId, str]:
    none = material.words.text("report.matrix.no-lane")
    return {node.id: in_line(node.lane) or none for node in material.dated.nodes}


def _listed(told: counted.Matrix, material: Material) -> Section:
    """Return each supplier with its clients, where a matrix would be larger than one can read."""
    words = material.words
    columns = (
        Column(heading=words.text("handoffs.column.supplier"), width=1),
        Column(heading=words.text("report.matrix.worst"), width=3),
    )
    rows = tuple(
        (named(supplier.name), said("; ".join(_pair(client, cell, material) for client, cell in cells)))
        for supplier, cells in told.by_supplier()
    )
    large = words.text(
        "report.matrix.large",
        suppliers=words.number(len(told.suppliers)),
        clients=words.number(len(told.clients)),
    )
    table = Table(columns=columns, rows=rows)
    return Section(name=f"{NAME}-1", heading="", blocks=(Paragraph(text=plain(large)), table))


def _pair(client: Node, cell: Cell, material: Material) -> str:
    told = _cell(cell, material)
    return f"{in_line(client.name)} {told.text} {told.remark}" if told else ""
