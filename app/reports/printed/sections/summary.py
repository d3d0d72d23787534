"""The summary on one sheet: how the outcomes fare, what matters most, what is not known, what to do next."""

from collections import Counter
from collections.abc import Iterator

from app.reports.printed.blocks import (
    Bar,
    Block,
    Cell,
    Column,
    Item,
    Items,
    KeyFigure,
    Paragraph,
    Run,
    Section,
    Table,
    Text,
    Tone,
    name,
    plain,
)
from app.reports.printed.material import Material
from app.reports.printed.sections.outcome_parts import place_of, steps_in_order
from app.reports.propagation.next_steps import NextStep
from app.reports.propagation.overall import Overall, overall
from app.reports.propagation.page import Why, why
from app.reports.propagation.text import rate
from graphs.propagation import Propagation
from process_models.domain.evidence import best_rate
from process_models.domain.vocabulary import EvidenceKind

NAME = "summary"
_BIG, _MOST_TOLD = 3, 8
"""Outcomes with a big figure, and all that are told here; the rest is counted."""

_HANDOFFS, _STEPS, _UNKNOWN = 5, 4, 4


def summary(material: Material) -> Section:
    """Return the whole map on one sheet."""
    found, words = material.found, material.words
    blocks = tuple(_without_figures(material)) if found is None or not found.outcomes else (_counted(material),)
    parts = () if found is None or not found.outcomes else tuple(_parts(material, found))
    heading = words.text("report.summary")
    return Section(name=NAME, heading=heading, clause="9.3.2", blocks=blocks, parts=parts, starts_sheet=True)


def _without_figures(material: Material) -> Iterator[Block]:
    words = material.words
    if material.refusal:
        yield Paragraph(text=plain(words.text("report.refused")), tone=Tone.LEAD)
        yield Paragraph(text=name(material.refusal))
    elif not material.dated.nodes:
        yield Paragraph(text=plain(words.text("report.map.empty")), tone=Tone.LEAD)
    else:
        yield Paragraph(text=plain(words.text("propagation.empty.title")), tone=Tone.LEAD)
        yield Paragraph(text=plain(words.text("propagation.empty.text")))
    if material.dated.nodes:
        yield _counted(material)
        yield _evidence(material)


def _counted(material: Material) -> Paragraph:
    chain, words = material.dated, material.words
    told = (
        words.counted("report.map.nodes", len(chain.nodes)),
        words.counted("report.map.handoffs", len(chain.handoffs)),
        words.counted("report.map.outcomes", len(chain.outcomes)),
    )
    return Paragraph(text=plain(" · ".join(told)), tone=Tone.SOFT)


def _parts(material: Material, found: Propagation) -> Iterator[Section]:
    words = material.words
    ranked = sorted(found.outcomes, key=lambda each: (-found.outcomes[each].leading, -found.outcomes[each].weight))
    told = [why(found, outcome, words) for outcome in ranked[:_MOST_TOLD]]
    yield Section(
        name=f"{NAME}-outcomes", heading=words.text("report.summary.outcomes"), blocks=tuple(_served(told, material))
    )
    leading = overall(found, material.speaker)[:_HANDOFFS]
    if leading:
        table = _table(leading, found, material)
        yield Section(name=f"{NAME}-handoffs", heading=words.text("report.summary.handoffs"), blocks=(table,))
    heading = words.text("report.summary.unknown")
    yield Section(name=f"{NAME}-unknown", heading=heading, blocks=(_evidence(material), *_unmeasured(material, found)))
    steps = _steps(told)
    if steps:
        yield Section(
            name=f"{NAME}-next", heading=words.text("propagation.next"), blocks=(steps_in_order(steps, words),)
        )


def _served(told: list[Why], material: Material) -> Iterator[Block]:
    for each in told[:_BIG]:
        says = (_named(each), *((plain(sentence),) if (sentence := _doubt(each)) else ()))
        yield KeyFigure(figure=each.figure, says=says)
    small = tuple(Item(mark=each.figure, text=_named(each)) for each in told[_BIG:])
    if small:
        yield Items(items=small)
    left = 0 if material.found is None else len(material.found.outcomes) - len(told)
    if left:
        yield Paragraph(text=plain(material.words.counted("report.summary.more", left)), tone=Tone.SOFT)


def _named(told: Why) -> Text:
    outcome = Run(text=told.question[1], is_strong=True, is_name=True, target=place_of(told.outcome))
    return outcome, Run(text=f": {told.said}.")


def _doubt(told: Why) -> str:
    parts = (told.doubt.sentence if told.doubt else "", f"{told.range}." if told.range else "")
    return " ".join(filter(None, (f"{part[0].upper()}{part[1:]}" for part in parts if part)))


def _table(leading: tuple[Overall, ...], found: Propagation, material: Material) -> Table:
    words, speaker = material.words, material.speaker
    columns = (
        Column(heading=words.text("report.column.handoff"), width=3.2),
        Column(heading="", width=1.6),
        Column(heading=words.text("report.column.loss"), width=0, is_number=True),
        Column(heading=words.text("report.column.worst"), width=1.7),
        Column(heading=words.text("report.column.fails"), width=2),
    )
    longest = leading[0].share
    rows = tuple(
        (
            Cell(text=name(speaker.ends(each.handoff)), remark=speaker.deliverable(each.handoff)),
            Cell(bar=Bar(share=each.share / longest, evidence=found.handoffs[each.handoff].evidence.evidence)),
            Cell(text=plain(words.percent(each.share))),
            Cell(text=name(speaker.node(each.worst))),
            Cell(remark=rate(found.handoffs[each.handoff], words)),
        )
        for each in leading
    )
    return Table(columns=columns, rows=rows)


def _evidence(material: Material) -> Paragraph:
    """Say on what the handoffs of the map rest."""
    words, handoffs = material.words, material.dated.handoffs
    kinds = Counter(best_rate(each.failure).evidence for each in handoffs)
    all_of_them = words.number(len(handoffs))
    told = [words.counted(f"report.rests.{kind}", kinds[kind], all=all_of_them) for kind in EvidenceKind if kinds[kind]]
    return Paragraph(text=plain(" · ".join(told) or words.text("report.rests.nothing")))


def _unmeasured(material: Material, found: Propagation) -> Iterator[Block]:
    """Yield the handoffs that nobody measured, the first of them by name."""
    words, speaker = material.words, material.speaker
    named = [Item(mark="¿?", text=name(speaker.handoff(each))) for each in found.unknown[:_UNKNOWN]]
    if named:
        yield Items(items=tuple(named))
    left = len(found.unknown) - len(named)
    if left:
        yield Paragraph(text=plain(words.counted("propagation.more", left)), tone=Tone.SOFT)


def _steps(told: list[Why]) -> list[NextStep]:
    """Return what to do next of all outcomes in turn, each once: the most useful of every one first."""
    turns = max((len(each.next_steps) for each in told), default=0)
    ranked = [each.next_steps[turn] for turn in range(turns) for each in told if turn < len(each.next_steps)]
    once = {step.sentence: step for step in reversed(ranked)}
    return list(dict.fromkeys(once[step.sentence] for step in ranked))[:_STEPS]
