"""Process sheets: of each process what comes in and goes out (SIPOC), and its turtle diagram."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from app.reports.given import Given, handoffs
from app.reports.printed.blocks import (
    Block,
    Cell,
    Column,
    Paragraph,
    Section,
    Table,
    Tone,
    Turtle,
    TurtlePart,
    name,
    plain,
)
from app.reports.printed.material import Material
from app.reports.printed.sections.cells import named
from app.reports.sentences import in_line
from process_models.domain.chain import Node
from process_models.domain.evidence import best_rate
from process_models.domain.identifiers import NodeId
from process_models.domain.vocabulary import EvidenceKind, NodeKind

NAME = "processes"
MOST_LINES = 5
"""Answers in a part of a turtle diagram; the others are counted and stand in the registers."""

MOST_HEIGHT = 46
"""Lines of a sheet's text, diagram and table that fit on one below its heading, with much to spare."""

_TEXT_LINE, _TURTLE_LINE, _CELL_LINE = 80, 36, 20
"""Signs of a line in a paragraph, in a diagram and in a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Near:
    """What a process gets, what it gives, and its parts, in the map's order."""

    received: list[Given] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)
    parts: list[Node] = field(default_factory=list)


def processes(material: Material) -> Section | None:
    """Return a sheet for each process; left out where there is none."""
    words, near = material.words, _near(material)
    own = [node for node in material.dated.nodes if node.kind is NodeKind.PROCESS]
    if not own:
        return None
    return Section(
        name=NAME,
        heading=words.text("report.processes"),
        clause="4.4.1",
        blocks=(Paragraph(text=plain(words.text("report.processes.lead")), tone=Tone.SOFT),),
        parts=tuple(_sheet(node, near[node.id], material, is_whole=node is not own[0]) for node in own),
        starts_sheet=True,
    )


def _near(material: Material) -> Mapping[NodeId, _Near]:
    near: defaultdict[NodeId, _Near] = defaultdict(_Near)
    for each in handoffs(material.dated):
        near[each.client.id].received.append(each)
        near[each.supplier.id].given.append(each)
    for node in material.dated.nodes:
        if node.part_of is not None:
            near[node.part_of].parts.append(node)
    return near


def _sheet(process: Node, near: _Near, material: Material, *, is_whole: bool) -> Section:
    """Return a sheet, kept whole where it surely fits, unless the section's heading would stand alone."""
    facts = " · ".join(_facts(process, near, material))
    blocks: list[Block] = [Paragraph(text=name(facts), tone=Tone.SOFT)]
    if process.description:
        blocks.append(Paragraph(text=plain(in_line(process.description))))
    turtle = _turtle(process, near, material)
    above = 2 + (len(facts) + len(process.description)) // _TEXT_LINE
    tables = [_sipoc(process, near, material)] if near.received or near.given else []
    blocks += [turtle, *tables]
    return Section(
        name=f"{NAME}-{process.id}",
        heading=" ".join(filter(None, (in_line(process.code), in_line(process.name)))),
        blocks=tuple(blocks),
        is_whole=is_whole and above + _height(turtle) + sum(map(_rows_height, tables)) <= MOST_HEIGHT,
    )


def _height(turtle: Turtle) -> int:
    """Return about how many lines a turtle diagram takes."""
    floors = (
        (turtle.resources, turtle.people),
        (turtle.inputs, turtle.outputs),
        (turtle.methods, turtle.measures),
    )
    return sum(2 + max(sum(1 + len(line) // _TURTLE_LINE for line in part.lines) for part in floor) for floor in floors)


def _rows_height(table: Table) -> int:
    """Return about how many lines the rows of a table take."""
    return sum(max(_cell_height(cell) for cell in row) for row in table.rows)


def _cell_height(cell: Cell) -> int:
    text = sum(len(run.text) for run in cell.text)
    return 1 + text // _CELL_LINE + (1 + len(cell.remark) // _CELL_LINE if cell.remark else 0)


def _facts(process: Node, near: _Near, material: Material) -> Iterator[str]:
    words, sayings = material.words, material.sayings
    yield sayings.kind(process)
    for code, value in (("nodes.field.owner", process.owner), ("nodes.field.lane", process.lane)):
        if value:
            yield words.text("report.fact", name=words.text(code), value=in_line(value))
    if process.part_of is not None and process.part_of in {node.id for node in material.dated.nodes}:
        whole = material.speaker.node(process.part_of)
        yield words.text("report.fact", name=words.text("nodes.field.part_of"), value=whole)
    if near.parts:
        parts = ", ".join(in_line(part.name) for part in near.parts)
        yield words.text("report.fact", name=words.text("map.fact.parts"), value=parts)
    yield words.text("report.fact", name=words.text("map.fact.own-failure"), value=_own(process, material))


def _own(process: Node, material: Material) -> str:
    words, known = material.words, best_rate(process.own_failure)
    if known.evidence is EvidenceKind.UNKNOWN:
        return words.text("map.fact.no-own-failure")
    return f"{material.sayings.rate(known)}, {words.text(f'figures.evidence.{known.evidence}')}"


def _sipoc(process: Node, near: _Near, material: Material) -> Table:
    words = material.words
    columns = tuple(
        Column(heading=words.text(code), width=width)
        for code, width in (
            ("sipoc.supplier", 2.3),
            ("sipoc.input", 2.8),
            ("sipoc.output", 2.8),
            ("sipoc.customer", 2.3),
        )
    )
    rows = tuple(
        (
            *((named(got.supplier.name), _passed(got, material)) if got else (Cell(), Cell())),
            *((_passed(gave, material), named(gave.client.name)) if gave else (Cell(), Cell())),
        )
        for got, gave in zip_longest(near.received, near.given)
    )
    caption = words.text("report.processes.sipoc", process=in_line(process.name))
    return Table(columns=columns, rows=rows, caption=caption)


def _passed(given: Given, material: Material) -> Cell:
    """Return a cell with what a handoff carries, and below it how often it fails."""
    return named(given.handoff.deliverable, _rate(given, material))


def _rate(given: Given, material: Material) -> str:
    words, known = material.words, given.rate
    if known.evidence is EvidenceKind.UNKNOWN:
        return words.text("drawing.legend.unknown")
    return f"{material.sayings.rate(known)} · {words.text(f'figures.evidence.{known.evidence}')}"


def _turtle(process: Node, near: _Near, material: Material) -> Turtle:
    words = material.words
    return Turtle(
        body=in_line(process.name),
        inputs=_part("inputs", (words.text("report.turtle.from", **_both(e)) for e in near.received), material),
        outputs=_part("outputs", (words.text("report.turtle.to", **_both(e)) for e in near.given), material),
        resources=_part("resources", _media(near), material),
        people=_part("people", _people(process, near, material), material),
        methods=_part("methods", _methods(near), material),
        measures=_part("measures", _measures(process, near, material), material),
    )


def _part(part: str, lines: Iterable[str], material: Material) -> TurtlePart:
    words, told = material.words, tuple(dict.fromkeys(lines))
    if len(told) > MOST_LINES:
        told = (*told[: MOST_LINES - 1], words.counted("customers.more", len(told) - MOST_LINES + 1))
    return TurtlePart(
        heading=words.text(f"report.turtle.{part}"),
        question=words.text(f"report.turtle.{part}.question"),
        lines=told or (words.text("report.turtle.missing"),),
        is_missing=not told,
    )


def _both(given: Given) -> Mapping[str, str]:
    return {
        "deliverable": in_line(given.handoff.deliverable),
        "supplier": in_line(given.supplier.name),
        "client": in_line(given.client.name),
    }


def _media(near: _Near) -> Iterator[str]:
    """Yield through what it gets and gives."""
    for each in (*near.received, *near.given):
        if each.handoff.medium:
            yield in_line(each.handoff.medium)


def _people(process: Node, near: _Near, material: Material) -> Iterator[str]:
    """Yield who answers for it, who answers for its parts, and the people whose work it gets."""
    words = material.words
    if process.owner:
        yield words.text("report.fact", name=words.text("nodes.field.owner"), value=in_line(process.owner))
    for part in near.parts:
        if part.owner:
            yield words.text("report.fact", name=in_line(part.name), value=in_line(part.owner))
    for each in near.received:
        if each.supplier.kind is NodeKind.EMPLOYEES:
            yield in_line(each.supplier.name)


def _methods(near: _Near) -> Iterator[str]:
    """Yield what its clients require of what it gives."""
    for each in near.given:
        for requirement in each.handoff.requirements:
            if requirement.statement:
                yield in_line(requirement.statement)


def _measures(process: Node, near: _Near, material: Material) -> Iterator[str]:
    """Yield how often it fails by itself and in what it gives, what time was agreed, and how much is not measured."""
    words, unmeasured = material.words, _unmeasured(near.given)
    for each in near.given:
        if each.rate.evidence is not EvidenceKind.UNKNOWN:
            yield words.text("report.fact", name=in_line(each.handoff.deliverable), value=_rate(each, material))
        if each.handoff.agreed_time:
            agreed = words.text("nodes.agreed", time=material.sayings.agreed(each.handoff.agreed_time))
            yield words.text("report.fact", name=in_line(each.handoff.deliverable), value=agreed)
    if best_rate(process.own_failure).evidence is not EvidenceKind.UNKNOWN:
        yield words.text("report.fact", name=words.text("map.fact.own-failure"), value=_own(process, material))
    if unmeasured:
        yield words.text("handoffs.totals.unmeasured", count=words.number(unmeasured))


def _unmeasured(given: Sequence[Given]) -> int:
    return sum(each.rate.evidence is EvidenceKind.UNKNOWN for each in given)
