"""What a form says that a report should be; sections stand in the order of the numbers beside them."""

from flask import request

from app.services.reporting import choosing
from app.web import context
from process_models.domain.reports import ReportChoice

_LONGEST_NUMBER = 4


def typed() -> ReportChoice:
    """Return what the form of the request says, however wrong it is."""
    said = request.form
    ticked = [name for name in said.getlist("section") if name in choosing.SECTIONS]
    return ReportChoice(
        language=said.get("language", context.language()),
        paper=said.get("paper", choosing.PAPER_NAMES[0]),
        sections=tuple(sorted(dict.fromkeys(ticked), key=lambda name: (_place(name), choosing.SECTIONS.index(name)))),
        classification=said.get("classification", ""),
        uncontrolled=said.get("uncontrolled", ""),
        author=said.get("author", ""),
    )


def in_order(choice: ReportChoice) -> tuple[str, ...]:
    """Return every section: those of a choice first, in its order, then the others in theirs."""
    return (*choice.sections, *(name for name in choosing.SECTIONS if name not in choice.sections))


def _place(name: str) -> int:
    """Return the number beside a section; without one that can be read it stands behind all others."""
    text = request.form.get(f"place.{name}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else 10**_LONGEST_NUMBER
