"""What is not known: not measured, supposed, said by few; what it could change, whom to ask, how many answers."""

from collections.abc import Mapping

from app.reports import sentences
from app.reports.given import Given
from app.reports.improvement.measuring import ToldMeasurement, told_measurements
from app.reports.printed.blocks import (
    Block,
    Cell,
    Column,
    Item,
    Items,
    Paragraph,
    Run,
    Section,
    Table,
    Tone,
    name,
    plain,
)
from app.reports.printed.material import Material
from app.reports.printed.sections.cells import asked, handed_over, lines, named, said, share
from app.reports.propagation.next_steps import MANY_RATINGS
from app.reports.propagation.page import figure, unknown_range
from process_models.domain.chain import Node
from process_models.domain.evidence import best_rate
from process_models.domain.identifiers import HandoffId
from process_models.domain.vocabulary import EvidenceKind

NAME = "unknowns"
Told = Mapping[HandoffId, ToldMeasurement]


def unknowns(material: Material) -> Section:
    """Return what is not known, the widest gap first; a map without gaps is told so."""
    measured = told_measurements(material.measurements or (), material.speaker)
    told = {each.handoff: each for each in measured}
    parts = (
        _ranges(material),
        _unmeasured(material, told),
        _supposed(material),
        _few(material, told),
        _doubtful(material, told),
        _warned(material),
    )
    words, found = material.words, tuple(part for part in parts if part is not None)
    lead = "report.unknowns.lead" if found else _nothing(material)
    return Section(
        name=NAME,
        heading=words.text("report.unknowns"),
        clause="9.1.1",
        blocks=(Paragraph(text=plain(words.text(lead)), tone=Tone.SOFT),),
        parts=found,
        starts_sheet=bool(found),
    )


def _nothing(material: Material) -> str:
    """Return what is said where nothing stands in any part: that all is known only where that was found out."""
    if not (material.ranked and material.dated.outcomes):
        return "report.unknowns.nobody"
    return "report.unknowns.uncomputed" if material.measurements is None else "report.unknowns.none"


def _part(name: str, lead: str, blocks: tuple[Block, ...], material: Material) -> Section:
    words = material.words
    before = (Paragraph(text=plain(words.text(lead)), tone=Tone.SOFT),) if lead else ()
    return Section(name=f"{NAME}-{name}", heading=words.text(f"report.unknowns.{name}"), blocks=(*before, *blocks))


def _ranges(material: Material) -> Section | None:
    """Return between which figures the unknown leaves each outcome."""
    found, words = material.found, material.words
    if found is None:
        return None
    told = [(outcome, unknown_range(found, outcome, words)) for outcome in found.outcomes]
    items = tuple(
        Item(
            mark=figure(found, outcome, words),
            text=(Run(text=material.speaker.node(outcome), is_name=True, is_strong=True), *plain(f" · {said_of}")),
        )
        for outcome, said_of in told
        if said_of
    )
    return _part("ranges", "report.unknowns.ranges.lead", (Items(items=items),), material) if items else None


def _unmeasured(material: Material, told: Told) -> Section | None:
    """Return the handoffs of which nobody knows how often they fail: what most narrows first."""
    unknown = [each for each in material.ranked if each.rate.evidence is EvidenceKind.UNKNOWN]
    if not unknown:
        return None
    order = {handoff: place for place, handoff in enumerate(told)}
    unknown.sort(key=lambda each: order.get(each.handoff.id, len(order)))
    rows = tuple(
        (
            handed_over(each, material),
            _changes(each, material, told),
            asked(each.client, material),
            _answers(each, told),
        )
        for each in unknown
    )
    table = Table(columns=_columns("changes", material), rows=rows)
    return _part("unmeasured", "report.unknowns.unmeasured.lead", (table,), material)


def _supposed(material: Material) -> Section | None:
    """Return what is supposed, of handoffs and of nodes themselves; an assumption does not vary, however bold."""
    words, shares, sayings = material.words, material.shares, material.sayings
    handed = [each for each in material.ranked if each.rate.evidence is EvidenceKind.ASSUMPTION]
    nodes = [node for node in material.dated.nodes if best_rate(node.own_failure).evidence is EvidenceKind.ASSUMPTION]
    rows = [
        (
            handed_over(each, material),
            asked(each.client, material),
            said(sayings.rate(each.rate)),
            share(shares.get(f"handoff:{each.handoff.id}"), material),
        )
        for each in handed
    ]
    rows += [
        (
            named(node.name, words.text("propagation.own-failure")),
            _of_itself(node, material),
            said(sayings.rate(best_rate(node.own_failure))),
            share(shares.get(f"node:{node.id}"), material),
        )
        for node in nodes
    ]
    if not rows:
        return None
    columns = (
        Column(heading=words.text("report.unknowns.what"), width=3.4),
        Column(heading=words.text("report.unknowns.whom"), width=2.4),
        Column(heading=words.text("handoffs.column.rate"), width=1.2, is_number=True),
        Column(heading=words.text("report.handoffs.share"), width=1.2, is_number=True),
    )
    table = Table(columns=columns, rows=tuple(rows))
    return _part("supposed", "report.unknowns.supposed.lead", (table,), material)


def _of_itself(node: Node, material: Material) -> Cell:
    """Return whom to ask how often a process fails by itself: whoever answers for it."""
    return named(node.owner or node.name, "" if node.owner else material.sayings.kind(node))


def _few(material: Material, told: Told) -> Section | None:
    """Return the opinions of few people."""
    words = material.words
    few = [
        each
        for each in material.ranked
        if each.rate.evidence is EvidenceKind.OPINION and (each.rate.count or 0) < MANY_RATINGS
    ]
    if not few:
        return None
    smallest = material.chain.smallest_shown_group
    rows = tuple(
        (
            handed_over(each, material),
            Cell(
                text=plain(words.text("map.fact.dissatisfied", figure=material.sayings.rate(each.rate))),
                remark=words.text("map.fact.few") if (each.rate.count or 0) < smallest else "",
            ),
            asked(each.client, material),
            _answers(each, told),
        )
        for each in few
    )
    table = Table(columns=_columns("said", material), rows=rows)
    return _part("few", "report.unknowns.few.lead", (table,), material)


def _doubtful(material: Material, told: Told) -> Section | None:
    """Return what was counted and yet leaves doubt."""
    counted = [each for each in material.ranked if each.rate.evidence is EvidenceKind.FACT and each.handoff.id in told]
    if not counted:
        return None
    order = {handoff: place for place, handoff in enumerate(told)}
    counted.sort(key=lambda each: order[each.handoff.id])
    rows = tuple(
        (
            handed_over(each, material),
            _changes(each, material, told),
            said(material.sayings.rate(each.rate)),
            _answers(each, told),
        )
        for each in counted
    )
    columns = _columns("changes", material, third="handoffs.column.rate")
    table = Table(columns=columns, rows=rows)
    return _part("doubtful", "report.unknowns.doubtful.lead", (table,), material)


def _warned(material: Material) -> Section | None:
    if material.found is None or not material.found.warnings:
        return None
    told = sentences.warnings(material.found, material.words)
    return _part("warned", "", tuple(Paragraph(text=name(f"· {each}.")) for each in told), material)


def _columns(second: str, material: Material, third: str = "report.unknowns.whom") -> tuple[Column, ...]:
    codes = ("report.column.handoff", f"report.unknowns.{second}", third, "report.unknowns.answers")
    widths = (3.0, 2.8, 1.9, 1.9)
    return tuple(Column(heading=material.words.text(code), width=w) for code, w in zip(codes, widths, strict=True))


def _changes(given: Given, material: Material, told: Told) -> Cell:
    """Return what becomes clearer once a handoff is known."""
    found = told.get(given.handoff.id)
    if found is not None:
        return lines(found.narrows)
    return said("" if material.measurements is None else material.words.text("report.unknowns.changes-nothing"))


def _answers(given: Given, told: Told) -> Cell:
    found = told.get(given.handoff.id)
    return said("" if found is None else found.answers)
