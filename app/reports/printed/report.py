"""A report put together: its cover, what stands on every sheet, and the sections asked for, in their order."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from app.reports.printed.blocks import Block, Cover, Paper, Paragraph, Report, Sample, Samples, Section, strong
from app.reports.printed.following import following
from app.reports.printed.material import Material
from app.reports.printed.sections import (
    customers,
    glossary,
    handoffs,
    matrix,
    method,
    outcomes,
    plan,
    processes,
    requirements,
    summary,
    unknowns,
)
from app.reports.printed.sections import (
    map as map_section,
)
from app.reports.propagation.page import figure
from app.wording import Wording
from process_models.domain.vocabulary import EvidenceKind

_ON_COVER = 4

Write = Callable[[Material], Section | None]

SECTIONS: Mapping[str, Write] = {
    summary.NAME: summary.summary,
    map_section.NAME: map_section.the_map,
    outcomes.NAME: outcomes.outcomes,
    handoffs.NAME: handoffs.register,
    requirements.NAME: requirements.requirements,
    matrix.NAME: matrix.matrix,
    processes.NAME: processes.processes,
    customers.NAME: customers.customers,
    plan.NAME: plan.plan,
    unknowns.NAME: unknowns.unknowns,
    method.NAME: method.method,
    glossary.NAME: glossary.glossary,
}
"""By the names that are asked for; a section that has nothing to say is left out."""


def report(material: Material, *, sections: Collection[str] = tuple(SECTIONS), paper: Paper = Paper.A4) -> Report:
    """Return the report of a map."""
    words, material = material.words, replace(material, paper=paper)
    written = (SECTIONS[name](material) for name in sections)
    return Report(
        cover=_cover(material),
        language=words.language,
        paper=paper,
        author=material.author,
        head=head(material),
        foot=material.uncontrolled or words.text("report.uncontrolled"),
        classification=material.classification,
        sheet_of=words.template("report.sheet-of"),
        contents=words.text("report.contents"),
        day=material.day,
        sections=following(section for section in written if section is not None),
        on_sheet=words.template("report.on-sheet"),
        clause=words.template("report.clause"),
        guide=_guide(words),
    )


def _guide(words: Wording) -> tuple[Block, ...]:
    """Return how the bars of the report are to be read."""
    samples = tuple(Sample(evidence=kind, text=words.text(f"report.guide.{kind}")) for kind in EvidenceKind)
    return Paragraph(text=strong(words.text("report.guide"))), Samples(samples=samples)


def _cover(material: Material) -> Cover:
    words = material.words
    facts = {
        "report.fact.revision": "" if material.revision is None else words.number(material.revision),
        "report.fact.day": "" if material.day is None else words.date(material.day),
        "report.fact.author": material.author,
        "report.fact.fingerprint": material.fingerprint,
    }
    return Cover(
        organisation=material.organisation,
        title=material.chain.name,
        subtitle=words.text("report.subtitle"),
        facts=tuple((words.text(code), fact) for code, fact in facts.items() if fact),
        about=material.chain.description,
        figures=_outcomes(material),
    )


def _outcomes(material: Material) -> tuple[tuple[str, str], ...]:
    """Return the worst outcomes, each with its figure."""
    found = material.found
    if found is None:
        return ()
    ranked = sorted(found.outcomes.items(), key=lambda each: -each[1].leading)
    told = (outcome for outcome, _ in ranked[:_ON_COVER])
    return tuple((material.speaker.node(outcome), figure(found, outcome, material.words)) for outcome in told)


def head(material: Material, *, named: bool = True) -> str:
    """Return what stands on every sheet: the map's name unless it is said elsewhere, its revision and its day."""
    words = material.words
    parts = [material.chain.name] if named else []
    if material.revision is not None:
        parts.append(words.text("report.head.revision", revision=material.revision))
    if material.day is not None:
        parts.append(words.text("report.head.day", date=words.date(material.day)))
    return " · ".join(parts)
