"""What the colours, lines, shapes and marks of a drawing mean, in the reader's words."""

from collections.abc import Iterator
from itertools import pairwise

from graphs.rendering.picture import LegendRow, Picture, Sample
from graphs.rendering.styles import (
    DASHES,
    INK,
    MANY_MARK,
    ROUTE_MARK,
    SHARE_CLASSES,
    UNKNOWN_STROKE,
    Stroke,
    frame_look,
    node_look,
)
from graphs.rendering.words import Words
from process_models.domain.vocabulary import EvidenceKind, NodeKind


def legend(picture: Picture, words: Words) -> tuple[LegendRow, ...]:
    """Return the rows of a picture's legend."""
    meaning = "share" if picture.by_share else "rate"
    rows = (
        *(picture.lines_mean or (share_row(words.text(f"drawing.legend.{meaning}"), words), evidence_row(words))),
        LegendRow(heading=words.text("drawing.legend.shapes"), samples=tuple(_shape_samples(words))),
    )
    told = ((each, tuple(samples(picture, words))) for each, samples in _SOMETIMES.items())
    return rows + tuple(
        LegendRow(heading=words.text(f"drawing.legend.{each}"), samples=samples) for each, samples in told if samples
    )


def share_row(heading: str, words: Words) -> LegendRow:
    """Return the row of the five classes of colour and width, which mean what its heading says."""
    return LegendRow(heading=heading, samples=tuple(_share_samples(words)))


def evidence_row(words: Words) -> LegendRow:
    """Return the row of the four lines of evidence."""
    return LegendRow(heading=words.text("drawing.legend.evidence"), samples=tuple(_evidence_samples(words)))


def _mark_samples(picture: Picture, words: Words) -> Iterator[Sample]:
    if picture.has_routes:
        yield Sample(caption=words.text("drawing.legend.route"), drawn=ROUTE_MARK)


def _part_samples(picture: Picture, words: Words) -> Iterator[Sample]:
    """Say what stands for several things, where anything does."""
    stacked = node_look(NodeKind.PROCESS, stacked=True)
    if any(node.opener for node in picture.nodes):
        yield Sample(caption=words.text("drawing.legend.whole"), drawn=stacked)
    if picture.frames:
        yield Sample(caption=words.text("drawing.legend.frame"), drawn=frame_look())
    if any(handoff.count > 1 for handoff in picture.handoffs):
        yield Sample(caption=words.text("drawing.legend.bundle"), drawn=MANY_MARK)


_SOMETIMES = {"parts": _part_samples, "marks": _mark_samples}


def _share_samples(words: Words) -> Iterator[Sample]:
    strokes = [Stroke(color=each.color, width=each.width) for each in SHARE_CLASSES]
    bounds = [each.least for each in SHARE_CLASSES]
    yield Sample(caption=words.text("drawing.legend.below", most=words.percent(bounds[1])), drawn=strokes[0])
    for (least, most), stroke in zip(pairwise(bounds[1:]), strokes[1:], strict=False):
        fields = {"least": words.number(100 * least), "most": words.percent(most)}
        yield Sample(caption=words.text("drawing.legend.between", **fields), drawn=stroke)
    yield Sample(caption=words.text("drawing.legend.from", least=words.percent(bounds[-1])), drawn=strokes[-1])


def _evidence_samples(words: Words) -> Iterator[Sample]:
    for kind in EvidenceKind:
        plain = Stroke(color=INK, width=2, dashes=DASHES[kind])
        drawn = UNKNOWN_STROKE if kind is EvidenceKind.UNKNOWN else plain
        yield Sample(caption=words.text(f"drawing.legend.{kind}"), drawn=drawn)


def _shape_samples(words: Words) -> Iterator[Sample]:
    for kind in (NodeKind.SUPPLIER, NodeKind.PROCESS, NodeKind.EMPLOYEES, NodeKind.CUSTOMER):
        yield Sample(caption=words.text(f"drawing.node.{kind}"), drawn=node_look(kind))
        if kind is NodeKind.PROCESS:
            yield Sample(caption=words.text("drawing.node.support"), drawn=node_look(kind, supports=True))
