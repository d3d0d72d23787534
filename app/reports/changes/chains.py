"""Two contents of a map, before and after: everything that is different, in sentences."""

from collections.abc import Iterator

from app.reports.changes.fields import MAP, told
from app.reports.changes.things import ACTIONS, GROUPS, HANDOFFS, NODES, Touched, differences
from app.reports.changes.values import Names, Voice
from app.wording import Wording
from process_models.domain.chain import ValueChain

MOST_SENTENCES = 200
"""More are only counted: whoever wants to read on looks at the map itself, before and after."""


def changes(before: ValueChain, after: ValueChain, words: Wording, *, touched: Touched = None) -> tuple[str, ...]:
    """Return what is different, of everything or of the things that are named (`node:ventas`, `map`)."""
    return tuple(_changes(before, after, words, touched))


def shortened(said: tuple[str, ...], words: Wording) -> tuple[str, ...]:
    """Return sentences as far as one may want to read them, and how many more there are."""
    if len(said) <= MOST_SENTENCES:
        return said
    return (*said[:MOST_SENTENCES], words.counted("change.more", len(said) - MOST_SENTENCES))


def _changes(before: ValueChain, after: ValueChain, words: Wording, touched: Touched) -> Iterator[str]:
    voices = Voice(words=words, names=Names(before, after)), Voice(words=words, names=Names(after, before))
    if touched is None or "map" in touched:
        yield from told(MAP, before, after, words.text("change.of.map"), voices[0])
    yield from differences(NODES, before.nodes, after.nodes, voices, touched)
    yield from differences(HANDOFFS, before.handoffs, after.handoffs, voices, touched)
    yield from differences(GROUPS, before.groups, after.groups, voices, touched)
    yield from differences(ACTIONS, before.actions, after.actions, voices, touched)
