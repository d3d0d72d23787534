"""Which own failures are enough together: the minimal cut sets of an outcome, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.reports.sentences import Speaker
from graphs.propagation import Propagation
from process_models.domain.identifiers import NodeId

MOST = 30
"""Of each size; the likeliest. The rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enough:
    """The minimal cut sets of one size: their title, the likeliest of them in words, how many more there are."""

    title: str
    sets: tuple[tuple[str, str], ...]
    more: int


def enough(found: Propagation, outcome: NodeId, speaker: Speaker) -> tuple[Enough, ...]:
    """Return the minimal cut sets of an outcome by their size; none where there are too many to be told."""
    return tuple(_by_size(found, outcome, speaker))


def _by_size(found: Propagation, outcome: NodeId, speaker: Speaker) -> Iterator[Enough]:
    words = speaker.words
    cuts = [cut for cut in found.cut_sets or () if cut.outcome == outcome]
    for size in sorted({len(cut.members) for cut in cuts}):
        alike = [cut for cut in cuts if len(cut.members) == size]
        told = (
            (words.percent(cut.probability), words.text("propagation.enough.and").join(map(speaker.thing, cut.members)))
            for cut in alike[:MOST]
        )
        title = (
            words.counted("propagation.enough.alone", len(alike))
            if size == 1
            else words.counted("propagation.enough.together", len(alike), size=words.number(size))
        )
        yield Enough(title=title, sets=tuple(told), more=max(0, len(alike) - MOST))
