"""What is said of one outcome, part by part: all that its page says, on paper."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.reports.printed.blocks import (
    Bar,
    Block,
    Cell,
    Column,
    Figure,
    Item,
    Items,
    KeyFigure,
    Mark,
    Paragraph,
    Run,
    Scale,
    Section,
    Share,
    Shares,
    Table,
    Tone,
    name,
    plain,
    strong,
)
from app.reports.propagation.next_steps import NextStep
from app.reports.propagation.page import Part, Why
from app.wording import Wording
from process_models.domain.identifiers import NodeId
from process_models.domain.vocabulary import EvidenceKind

MOST_ROWS = 40
"""Of a list or a table; the rest is counted."""

MOST_HIDDEN = 12
"""Handoffs where failures are stopped; they are much the same of every outcome."""

_LEAST = 0.001
"""Of an outcome's failures: what contributes less is counted together."""

SIX = ("contribution", "improvement", "birnbaum", "fussell-vesely", "raw", "rrw")


def place_of(outcome: NodeId) -> str:
    """Return the name of the section of an outcome."""
    return f"outcomes-{outcome}"


def told(why: Why, rests: Mapping[EvidenceKind, float], words: Wording) -> tuple[Block, ...]:
    """Return the figure, what it means, how far it can be trusted; `rests` is on which evidence how much of it does."""
    says = (strong(f"{_sentence(why.said)}."), name(f"{_sentence(why.range)}." if why.range else ""))
    return KeyFigure(figure=why.figure, says=tuple(filter(_says, says))), *_trust(why, rests, words)


def parts(why: Why, words: Wording, chart: Figure | None = None) -> Iterator[Section]:
    """Yield where its failures are made, how they get there, what to do, and what else is to be known.

    Where there is a Pareto `chart`, its table stands below without bars.
    """
    blocks = {
        "where": (*_pareto(why, words, chart), *_more(why, words)) if why.parts else (),
        "how": (Items(items=tuple(Item(mark=share, text=name(told)) for share, told in why.chains)),)
        if why.chains
        else (),
        "next": (steps_in_order(why.next_steps, words),) if why.next_steps else (),
        "enough": tuple(_enough(why, words)),
        "hidden": tuple(_listed([told for _, told in why.hidden_factory], words, MOST_HIDDEN)),
        "cycles": tuple(_listed([*why.cycles, *(_together(told, words) for told in why.loop_sums)], words)),
        "six": tuple(_six(why, words)),
    }
    for part, content in blocks.items():
        if content:
            yield _section(part, why.outcome, content, words)


def meaning_of_six(words: Wording) -> str:
    """Return what the six figures of each failure mean."""
    meanings = "; ".join(
        f"{words.text(f'propagation.column.{each}').lower()}: {words.text(f'propagation.meaning.{each}')}"
        for each in SIX
    )
    return f"{words.text('propagation.six')}: {meanings}."


def steps_in_order(steps: Iterable[NextStep], words: Wording) -> Items:
    """Return what to do, the most useful first."""
    return Items(
        items=tuple(
            Item(
                mark=f"{words.number(place)}.",
                text=(Run(text=step.sentence, is_strong=True, is_name=True), Run(text=f": {step.reason}.")),
            )
            for place, step in enumerate(steps, 1)
        )
    )


def _section(part: str, outcome: NodeId, content: tuple[Block, ...], words: Wording) -> Section:
    code = {"next": "propagation.next", "six": "propagation.six"}.get(part, f"propagation.{part}")
    return Section(name=f"{place_of(outcome)}-{part}", heading=words.text(code), blocks=(*_help(part, words), *content))


def _help(part: str, words: Wording) -> tuple[Block, ...]:
    if part in {"next", "six"}:
        return ()
    return (Paragraph(text=plain(closed(words.text(f"propagation.{part}.help"))), tone=Tone.SOFT),)


def _trust(why: Why, rests: Mapping[EvidenceKind, float], words: Wording) -> Iterator[Block]:
    if why.doubt is not None:
        if why.doubt.sentence:
            yield Paragraph(text=plain(_sentence(why.doubt.sentence)))
        marks = tuple(Mark(mark=each.kind, low=each.low, high=each.high, text=each.said) for each in why.doubt.marks)
        yield Scale(marks=marks, end=why.doubt.end_said)
    if why.error:
        yield Paragraph(text=plain(why.error))
    yield Paragraph(text=plain(f"{why.denominators}."))
    shares = tuple(
        Share(evidence=kind, share=rests[kind], text=f"{percent} {words.text(f'propagation.rests.{kind}')}")
        for kind, percent in why.evidence
    )
    if shares:
        yield Shares(shares=shares)
    for sentence in why.absent:
        yield Paragraph(text=plain(sentence), tone=Tone.SOFT)


def _pareto(why: Why, words: Wording, chart: Figure | None) -> tuple[Block, ...]:
    columns = (
        Column(heading=words.text("report.column.handoff"), width=3),
        *(() if chart else (Column(heading="", width=1.8),)),
        Column(heading=words.text("report.column.share"), width=0, is_number=True),
        Column(heading=words.text("report.column.so-far"), width=0, is_number=True),
        Column(heading=words.text("propagation.column.rate"), width=2.2),
    )
    rows = tuple(_row(part, None if chart else why.parts[0].share, words) for part in _shown(why))
    return (*((chart,) if chart else ()), Table(columns=columns, rows=rows))


def _shown(why: Why) -> tuple[Part, ...]:
    """Return the failures that are told one by one: those of any weight, and no more than a reader follows."""
    return tuple(part for part in why.parts[:MOST_ROWS] if part.share >= _LEAST) or why.parts[:1]


def _more(why: Why, words: Wording) -> Iterator[Block]:
    """Yield how many more there are, and how much they contribute together."""
    shown = _shown(why)
    left = len(why.parts) - len(shown)
    if left:
        together = words.percent(max(0.0, why.parts[-1].cumulative - shown[-1].cumulative))
        told = words.counted("report.outcome.more", left, percent=together)
        yield Paragraph(text=plain(told), tone=Tone.SOFT)


def _row(part: Part, longest: float | None, words: Wording) -> tuple[Cell, ...]:
    bar = () if longest is None else (Cell(bar=Bar(share=part.share / longest, evidence=part.evidence)),)
    return (
        Cell(text=name(part.name), remark=part.remark),
        *bar,
        Cell(text=strong(words.percent(part.share))),
        Cell(text=plain(words.percent(part.cumulative))),
        Cell(remark=part.rate),
    )


def _enough(why: Why, words: Wording) -> Iterator[Block]:
    for size in why.enough:
        yield Paragraph(text=strong(size.title))
        yield Items(items=tuple(Item(mark=percent, text=name(members)) for percent, members in size.sets))
        if size.more:
            yield Paragraph(text=plain(words.counted("propagation.enough.more", size.more)), tone=Tone.SOFT)


def _six(why: Why, words: Wording) -> Iterator[Block]:
    if not why.parts:
        return
    columns = (
        Column(heading=words.text("propagation.column.thing"), width=1),
        *(Column(heading=words.text(f"propagation.column.{each}"), width=0, is_number=True) for each in SIX),
    )
    rows = tuple(
        (Cell(text=name(part.name), remark=part.remark), *(Cell(text=plain(each)) for each in part.figures))
        for part in _shown(why)
    )
    yield Table(columns=columns, rows=rows)


def _listed(sentences: Sequence[str], words: Wording, most: int = MOST_ROWS) -> Iterator[Block]:
    if sentences:
        yield Items(items=tuple(Item(mark="•", text=name(sentence)) for sentence in sentences[:most]))
    if sentences[most:]:
        more = words.counted("propagation.more", len(sentences) - most)
        yield Paragraph(text=plain(more), tone=Tone.SOFT)


def _together(told: str, words: Wording) -> str:
    return f"{words.text('propagation.together')} {told}"


def _says(text: tuple[Run, ...]) -> bool:
    return any(run.text for run in text)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def closed(text: str) -> str:
    """Return a text as a sentence with its full stop."""
    told = _sentence(text)
    return told if told.endswith(".") else f"{told}."
