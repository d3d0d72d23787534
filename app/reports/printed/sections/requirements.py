"""The register of requirements: what each client needs and expects, who said so, and how sure that is."""

from app.reports.given import Given
from app.reports.printed.blocks import Block, Cell, Column, Paragraph, Section, Table, Tone, name, plain
from app.reports.printed.material import Material
from app.reports.printed.sections.cells import NOTHING, handed_over, rests_on, said
from app.reports.sentences import in_line
from process_models.domain.chain import Requirement

NAME = "requirements"
MOST_NAMED = 12
"""Handoffs without requirements that are named; the others are counted."""

_COLUMNS = (
    ("report.column.handoff", 2.2, False),
    ("report.requirements.requirement", 3.2, False),
    ("report.requirements.kind", 1.5, False),
    ("handoffs.field.requirements.dimension", 1.3, False),
    ("report.requirements.importance", 1.3, True),
    ("handoffs.column.evidence", 1.9, False),
    ("handoffs.field.requirements.source", 1.8, False),
    ("handoffs.field.requirements.confirmed_by", 1.6, False),
)


def requirements(material: Material) -> Section | None:
    """Return the register, in the order of the register of handoffs; left out where there is no handoff."""
    if not material.ranked:
        return None
    has_any = any(given.handoff.requirements for given in material.ranked)
    return Section(
        name=NAME,
        heading=material.words.text("report.requirements"),
        clause="8.2.2",
        blocks=tuple(_blocks(material)),
        starts_sheet=has_any,
        is_wide=has_any,
    )


def _blocks(material: Material) -> list[Block]:
    words = material.words
    told = [(given, each) for given in material.ranked for each in given.handoff.requirements]
    if not told:
        return [Paragraph(text=plain(words.text("report.requirements.none")))]
    columns = tuple(Column(heading=words.text(code), width=width, is_number=num) for code, width, num in _COLUMNS)
    rows = tuple(_row(given, each, material) for given, each in told)
    return [
        Paragraph(text=plain(words.text("report.requirements.lead")), tone=Tone.SOFT),
        *_without(material),
        Table(columns=columns, rows=rows),
    ]


def _row(given: Given, requirement: Requirement, material: Material) -> tuple[Cell, ...]:
    words = material.words
    kind = "" if requirement.kind is None else words.text(f"map.requirement-kind.{requirement.kind}")
    status = "" if requirement.status is None else words.text(f"map.status.{requirement.status}")
    dimension = "" if requirement.dimension is None else words.text(f"map.dimension.{requirement.dimension}")
    importance = requirement.importance
    return (
        handed_over(given, material),
        said(requirement.statement or requirement.id),
        Cell(text=plain(kind or NOTHING), remark=status),
        said(dimension),
        said("" if importance is None else words.text("report.requirements.of-five", importance=importance)),
        said("") if requirement.evidence is None else rests_on(requirement.evidence, material),
        said(requirement.source),
        said(requirement.confirmed_by),
    )


def _without(material: Material) -> list[Block]:
    """Return which handoffs nobody has noted a requirement of."""
    bare = [given for given in material.ranked if not given.handoff.requirements]
    if not bare:
        return []
    words = material.words
    things = "; ".join(in_line(material.speaker.handoff(given.handoff.id)) for given in bare[:MOST_NAMED])
    more = f"; {words.counted('customers.more', len(bare[MOST_NAMED:]))}" if bare[MOST_NAMED:] else ""
    told = words.counted("report.requirements.without", len(bare), things=f"{things}{more}")
    return [Paragraph(text=name(told), tone=Tone.SOFT)]
