"""The words of the report and what they mean, in the reader's alphabet."""

import unicodedata

from app.reports.printed.blocks import Cell, Column, Section, Table, plain, strong
from app.reports.printed.material import Material

NAME = "glossary"
_TERMS = (
    "action",
    "agreed-time",
    "alternatives",
    "assumption",
    "chain",
    "client",
    "containment",
    "contribution",
    "customer",
    "cycle",
    "deliverable",
    "dependency",
    "employees",
    "expectation",
    "fact",
    "failure-rate",
    "handoff",
    "hidden-factory",
    "inherited-failure",
    "interval",
    "loss",
    "need",
    "occasion",
    "opinion",
    "outcome",
    "own-failure",
    "process",
    "routes",
    "sipoc",
    "supplier",
    "turtle",
    "unknown",
    "viewpoint",
    "weight",
)


def glossary(material: Material) -> Section:
    """Return the terms with their meanings."""
    words = material.words
    told = [(words.text(f"report.term.{term}"), words.text(f"report.meaning.{term}")) for term in _TERMS]
    told.sort(key=lambda each: _heard(each[0]))
    columns = (
        Column(heading=words.text("report.glossary.term"), width=1.3),
        Column(heading=words.text("report.glossary.meaning"), width=4),
    )
    rows = tuple((Cell(text=strong(term)), Cell(text=plain(meaning))) for term, meaning in told)
    heading = words.text("report.glossary")
    return Section(name=NAME, heading=heading, blocks=(Table(columns=columns, rows=rows),), starts_sheet=True)


def _heard(term: str) -> str:
    """Return a term as an alphabet sorts it: without capitals and accents."""
    letters = unicodedata.normalize("NFKD", term).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
