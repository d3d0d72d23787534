"""Per outcome: how often it is badly served, where that is made, how it gets there, and its part of the drawing."""

from collections.abc import Iterator
from dataclasses import replace

from app.reports.printed.blocks import Block, Item, Items, Paragraph, Run, Section, Tone, name, plain, strong
from app.reports.printed.fitting import Fitted, fitted
from app.reports.printed.material import Material
from app.reports.printed.sections.outcome_parts import closed, meaning_of_six, parts, place_of, told
from app.reports.propagation.page import Why, why
from graphs.propagation import Propagation
from process_models.domain.identifiers import NodeId

NAME = "outcomes"
UPSTREAM, WAYS = "upstream:", "ways:"
"""Begin the names of an outcome's drawings: all that lies upstream of it, or where that is too much its main ways."""

PARETO, INTERVALS = "pareto:", "intervals"
"""Begins the names of the charts of outcomes; the name of the one in which they stand together."""

_DRAWINGS = f"{NAME}-drawings"


def outcomes(material: Material) -> Section | None:
    """Return what the propagation page says, of each outcome; wide drawings follow together, on turned sheets."""
    found, words = material.found, material.words
    if found is None or not found.outcomes:
        return None
    told_of = {outcome: why(found, outcome, words) for outcome in found.outcomes}
    drawn = {outcome: _drawn(material, outcome) for outcome in told_of}
    sections = tuple(_outcome(material, found, each, drawn[outcome]) for outcome, each in told_of.items())
    wide = tuple(_wide(material, told_of[outcome], each) for outcome, each in drawn.items() if each and each.is_wide)
    return Section(
        name=NAME,
        heading=words.text("report.outcomes"),
        clause="9.1.3",
        blocks=tuple(_together(material, next(iter(told_of.values())))),
        parts=(*sections, *wide),
        starts_sheet=True,
    )


def _drawn(material: Material, outcome: NodeId) -> Fitted | None:
    for view in (f"{UPSTREAM}{outcome}", f"{WAYS}{outcome}"):
        document = material.drawings.get(view)
        found = None if document is None else fitted(document, material.paper, material.words)
        if found is not None:
            return found
    return None


def _outcome(material: Material, found: Propagation, each: Why, drawn: Fitted | None) -> Section:
    words = material.words
    return Section(
        name=place_of(each.outcome),
        heading="".join(each.question),
        blocks=(*told(each, found.outcomes[each.outcome].evidence, words), *_shown(material, each, drawn)),
        parts=tuple(parts(each, words, material.charts.get(f"{PARETO}{each.outcome}"))),
    )


def _shown(material: Material, each: Why, drawn: Fitted | None) -> Iterator[Block]:
    """Yield the drawing, or where it is, or why there is none."""
    if drawn is None:
        reason = material.undrawn.get(f"{UPSTREAM}{each.outcome}")
        if reason:
            yield Paragraph(text=plain(reason), tone=Tone.SOFT)
    elif drawn.is_wide:
        said = material.words.text("report.outcome.drawing")
        yield Paragraph(text=(Run(text=said, target=_drawing_of(each.outcome)),), tone=Tone.SOFT)
    else:
        caption = material.words.text(_code(material, each), node=each.question[1])
        yield replace(drawn.figure, caption=caption, floats=True)


def _code(material: Material, each: Why) -> str:
    """Return what a drawing is called: all that reaches an outcome, or the main ways."""
    is_whole = f"{UPSTREAM}{each.outcome}" in material.drawings
    return "report.outcome.upstream" if is_whole else "report.outcome.ways"


def _drawing_of(outcome: NodeId) -> str:
    return f"{_DRAWINGS}-{outcome}"


def _wide(material: Material, each: Why, drawn: Fitted) -> Section:
    return Section(
        name=_drawing_of(each.outcome),
        heading=material.words.text(_code(material, each), node=each.question[1]),
        blocks=(drawn.figure,),
        is_wide=True,
        starts_sheet=not drawn.is_low,
    )


def _together(material: Material, first: Why) -> Iterator[Block]:
    """Yield what is to be said of all outcomes alike: how the figures were computed, and what to bear in mind."""
    words = material.words
    yield Paragraph(text=plain(f"{words.text('propagation.method.text')} {first.method}"), tone=Tone.SOFT)
    yield Paragraph(text=plain(meaning_of_six(words)), tone=Tone.SOFT)
    noted = tuple(Item(mark="•", text=name(closed(sentence))) for sentence in first.warnings)
    if noted:
        yield Paragraph(text=strong(words.text("propagation.warnings")))
        yield Items(items=noted)
    if INTERVALS in material.charts:
        yield Paragraph(text=strong(words.text("charts.intervals.outcomes")))
        yield material.charts[INTERVALS]
