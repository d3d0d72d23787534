"""A report put together: its cover, what stands on every sheet, and the sections asked for, in their order."""

from collections.abc import Callable, Collection, Mapping

from app.reports.printed.blocks import Cover, Paper, Report, Section
from app.reports.printed.material import Material
from app.reports.printed.sections.outcomes import NAME as OUTCOMES
from app.reports.printed.sections.outcomes import outcomes

Write = Callable[[Material], Section | None]

SECTIONS: Mapping[str, Write] = {OUTCOMES: outcomes}
"""By the names that are asked for; a section that has nothing to say is left out."""


def report(material: Material, *, sections: Collection[str] = tuple(SECTIONS), paper: Paper = Paper.A4) -> Report:
    """Return the report of a map."""
    words = material.words
    written = (SECTIONS[name](material) for name in sections)
    return Report(
        cover=_cover(material),
        language=words.language,
        paper=paper,
        author=material.author,
        head=head(material),
        foot=words.text("report.uncontrolled"),
        classification="",
        sheet_of=words.template("report.sheet-of"),
        contents=words.text("report.contents"),
        day=material.day,
        sections=tuple(section for section in written if section is not None),
    )


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
    )


def head(material: Material, *, named: bool = True) -> str:
    """Return what stands on every sheet: the map's name unless it is said elsewhere, its revision and its day."""
    words = material.words
    parts = [material.chain.name] if named else []
    if material.revision is not None:
        parts.append(words.text("report.head.revision", revision=material.revision))
    if material.day is not None:
        parts.append(words.text("report.head.day", date=words.date(material.day)))
    return " · ".join(parts)
