"""The register of handoffs: all of them, those first that make most of the expected loss."""

from app.reports.given import Given, handoffs
from app.reports.improvement.losses import worst_outcome
from app.reports.printed.blocks import Block, Cell, Column, Paragraph, Section, Table, Tone, name, plain
from app.reports.printed.material import Material
from app.reports.printed.sections.cells import NOTHING, handed_over, rests_on, said, share
from app.reports.propagation.contributions import LEAST_SHOWN
from process_models.domain.vocabulary import EvidenceKind

NAME = "handoffs"
_COLUMNS = (
    ("report.column.handoff", 3.0, False),
    ("report.handoffs.worst", 2.1, False),
    ("report.handoffs.agreed", 1.6, False),
    ("report.handoffs.measured", 2.0, False),
    ("handoffs.column.evidence", 1.8, False),
    ("handoffs.column.rate", 1.9, True),
    ("handoffs.column.dependency", 1.4, True),
    ("handoffs.field.containment", 1.2, True),
    ("report.handoffs.share", 1.2, True),
)


def register(material: Material) -> Section:
    """Return the register; a map without handoffs is told what to write down first."""
    words = material.words
    return Section(
        name=NAME,
        heading=words.text("report.handoffs"),
        clause="4.4.1",
        blocks=tuple(_blocks(material)),
        starts_sheet=bool(material.ranked),
        is_wide=bool(material.ranked),
    )


def _blocks(material: Material) -> list[Block]:
    words, ranked = material.words, material.ranked
    if not ranked:
        return [Paragraph(text=plain(words.text("report.handoffs.none")))]
    lead = "report.handoffs.lead" if material.found else "report.handoffs.lead.no-figures"
    blocks: list[Block] = [Paragraph(text=plain(f"{_totals(ranked, material)} {words.text(lead)}"), tone=Tone.SOFT)]
    if material.refusal:
        blocks.append(Paragraph(text=plain(material.refusal)))
    columns = tuple(Column(heading=words.text(code), width=width, is_number=num) for code, width, num in _COLUMNS)
    shares = material.shares
    rows = tuple(_row(each, shares.get(f"handoff:{each.handoff.id}"), material) for each in ranked)
    return [*blocks, *_not_counted(material), Table(columns=columns, rows=rows)]


def _totals(ranked: tuple[Given, ...], material: Material) -> str:
    words = material.words
    unmeasured = sum(each.rate.evidence is EvidenceKind.UNKNOWN for each in ranked)
    told = words.counted("handoffs.totals", len(ranked))
    if not unmeasured:
        return f"{told}."
    return f"{told}, {words.text('handoffs.totals.unmeasured', count=words.number(unmeasured))}."


def _row(given: Given, part: float | None, material: Material) -> tuple[Cell, ...]:
    handoff, sayings = given.handoff, material.sayings
    known = given.rate.evidence is not EvidenceKind.UNKNOWN
    return (
        handed_over(given, material),
        _worst(given, material),
        said(sayings.agreed(handoff.agreed_time) if handoff.agreed_time else ""),
        _measured(given, material),
        rests_on(given.rate.evidence, material),
        said(sayings.rate(given.rate) if known else ""),
        _dependency(given, material),
        _containment(given, material),
        share(part if part is None or part > LEAST_SHOWN else 0.0, material),
    )


def _measured(given: Given, material: Material) -> Cell:
    """Return how many of the counted deliveries came late."""
    words, failure = material.words, given.handoff.failure
    counted = None if failure is None else failure.deliveries
    if counted is None or counted.late is None or not counted.count:
        return said("")
    return Cell(text=plain(words.of(counted.late, counted.count)), remark=words.text("report.handoffs.late"))


def _dependency(given: Given, material: Material) -> Cell:
    value = given.handoff.dependency
    if value is None:
        return Cell(text=plain(NOTHING), remark=material.words.text("report.handoffs.taken-as-all"))
    return share(value, material)


def _containment(given: Given, material: Material) -> Cell:
    """Return what is contained: as declared, or where calibration found more, that."""
    words, declared = material.words, given.handoff.containment
    found = None if material.found is None else material.found.handoffs[given.handoff.id].containment
    if found is None or found <= (declared or 0.0) + LEAST_SHOWN:
        return share(declared, material)
    return Cell(text=plain(words.percent(found)), remark=words.text("report.handoffs.found"))


def _worst(given: Given, material: Material) -> Cell:
    worst = None if material.found is None else worst_outcome(material.found, given.handoff.id)
    if worst is None:
        return said("")
    outcome, part = worst
    words, told = material.words, material.speaker.node(outcome)
    return Cell(text=name(told), remark=words.text("report.handoffs.makes", percent=words.percent(part)))


def _not_counted(material: Material) -> list[Block]:
    """Return which handoffs of the map do not count on its day."""
    left = [given for given in handoffs(material.chain) if not given.is_current]
    if not left:
        return []
    things = "; ".join(material.speaker.handoff(given.handoff.id) for given in left)
    told = material.words.counted("report.handoffs.not-counted", len(left), things=things)
    return [Paragraph(text=name(told), tone=Tone.SOFT)]
