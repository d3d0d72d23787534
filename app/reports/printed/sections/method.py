"""How the figures come about, in plain words: each formula as a sentence, then as a formula."""

from collections.abc import Iterator

from app.reports import sentences
from app.reports.printed.blocks import Block, Formula, Paragraph, Section, plain
from app.reports.printed.material import Material

NAME = "method"
_TOLD = (
    "occasion",
    "evidence",
    "rate",
    "result",
    "alternatives",
    "routes",
    "calibration",
    "cycles",
    "loss",
    "contribution",
    "chains",
    "unknown",
    "interval",
    "measuring",
    "plan",
    "limits",
)
_WITHOUT_FORMULA = {"occasion", "evidence", "cycles", "measuring", "plan", "limits"}


def method(material: Material) -> Section:
    """Return the method; first how the figures of this map were computed."""
    words = material.words
    own: tuple[Block, ...] = (Paragraph(text=plain(words.text("report.method.lead"))), *_own(material))
    parts = tuple(
        Section(
            name=f"{NAME}-{told}",
            heading=words.text(f"report.method.{told}"),
            blocks=tuple(_told(told, material)),
            is_whole=True,
        )
        for told in _TOLD
    )
    return Section(
        name=NAME,
        heading=words.text("report.method"),
        clause="9.1.3",
        blocks=own,
        parts=parts,
        starts_sheet=True,
    )


def _own(material: Material) -> Iterator[Block]:
    """Yield how this map's figures were computed, or why there are none; what sampling means where it was sampled."""
    found, words = material.found, material.words
    if found is None:
        yield Paragraph(text=plain(material.refusal or words.text("report.method.no-figures")))
        return
    yield Paragraph(text=plain(sentences.method(found.method, words)))
    if found.method.trials is not None:
        yield Paragraph(text=plain(words.text("report.method.sampled")))


def _told(told: str, material: Material) -> Iterator[Block]:
    words = material.words
    yield Paragraph(text=plain(words.text(f"report.method.{told}.said")))
    if told not in _WITHOUT_FORMULA:
        yield Formula(text=words.text(f"report.method.{told}.formula"))
