"""The Pareto of an outcome as a chart: where its failures begin, the largest part first."""

from collections.abc import Sequence

from app.reports.charts.told import ToldChart, about, captions
from app.reports.propagation.page import Part, Why
from app.wording import Wording
from graphs.rendering.charts import Pareto, ParetoBar, Tick

MOST_BARS = 12
"""What is beyond stands in the chart as one bar, and in the table by itself."""

_SPOKEN = 3
_QUARTERS = 4


def pareto(why: Why, words: Wording, *, subtitle: str = "") -> ToldChart:
    """Return the Pareto chart of what is said of an outcome."""
    title = words.text("charts.pareto.title", outcome=why.question[1])
    spoken = _spoken(why.parts, words)
    heads = words.text("charts.pareto.share"), words.text("charts.pareto.cumulative")
    figure = Pareto(
        about=about(title, spoken, subtitle, words),
        bars=_bars(why.parts, words),
        ticks=tuple(Tick(at=part / _QUARTERS, label=words.percent(part / _QUARTERS)) for part in range(_QUARTERS + 1)),
        heads=heads,
        captions=captions(words),
        line=words.text("charts.pareto.line"),
        nothing=words.text("charts.pareto.nothing"),
    )
    return ToldChart(
        figure=figure,
        title=title,
        spoken=spoken,
        columns=(words.text("charts.pareto.cause"), words.text("charts.evidence"), *heads),
        rows=tuple(_row(part, words) for part in why.parts),
    )


def _bars(parts: Sequence[Part], words: Wording) -> tuple[ParetoBar, ...]:
    if len(parts) <= MOST_BARS:
        return tuple(_bar(part, words) for part in parts)
    shown, others = parts[: MOST_BARS - 1], parts[MOST_BARS - 1 :]
    share, so_far = sum(part.share for part in others), others[-1].cumulative
    together = ParetoBar(
        name=words.counted("charts.pareto.others", len(others)),
        remark="",
        share=share,
        cumulative=so_far,
        evidence=None,
        label=words.percent(share),
        so_far=words.percent(so_far),
    )
    return (*(_bar(part, words) for part in shown), together)


def _bar(part: Part, words: Wording) -> ParetoBar:
    return ParetoBar(
        name=part.name,
        remark=part.remark,
        share=part.share,
        cumulative=part.cumulative,
        evidence=part.evidence,
        label=words.percent(part.share),
        so_far=words.percent(part.cumulative),
    )


def _spoken(parts: Sequence[Part], words: Wording) -> str:
    if not parts:
        return words.text("charts.pareto.nothing")
    first = parts[:_SPOKEN]
    told = "; ".join(
        words.text("charts.pareto.part", cause=part.whole, share=words.percent(part.share)) for part in first
    )
    spoken = words.counted("charts.pareto.spoken", len(parts), parts=told)
    if len(first) == 1:
        return spoken
    together = words.percent(first[-1].cumulative)
    return f"{spoken} {words.text('charts.pareto.together', count=words.number(len(first)), share=together)}"


def _row(part: Part, words: Wording) -> tuple[str, ...]:
    evidence = words.text(f"figures.evidence.{part.evidence}")
    return part.whole, evidence, words.percent(part.share), words.percent(part.cumulative)
