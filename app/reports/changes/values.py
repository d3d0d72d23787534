"""How single values are said; None where there is nothing to say."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any
from unicodedata import category

from app.reports.sentences import in_line
from app.wording import Wording
from process_models.domain.chain import AgreedTime, Handoff, ValueChain
from process_models.domain.evidence import Deliveries, ScoreCount
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import Viewpoint

LONGEST_TEXT = 160
"""Signs of a text that a sentence quotes; the map at that revision has it whole."""

_EXACT = 9
_UNSEEN = {"Cc", "Cf", "Cs"}


class Names:
    """How the things of a chain are called; those that it lacks, as another chain calls them."""

    def __init__(self, chain: ValueChain, other: ValueChain) -> None:
        self._chains = other, chain

    @cached_property
    def _nodes(self) -> dict[NodeId, str]:
        return {node.id: node.name for chain in self._chains for node in chain.nodes}

    @cached_property
    def _handoffs(self) -> dict[HandoffId, Handoff]:
        return {handoff.id: handoff for chain in self._chains for handoff in chain.handoffs}

    def node(self, node: NodeId) -> str:
        """Return the name of a node."""
        return clipped(self._nodes[node])

    def handoff(self, handoff: HandoffId, words: Wording) -> str:
        """Return a handoff as "Ventas → Bodega: Pedido"."""
        return self.of(self._handoffs[handoff], words)

    def of(self, handoff: Handoff, words: Wording) -> str:
        """Return how a handoff is called between the nodes that are named here."""
        return words.text(
            "figures.handoff",
            supplier=self.node(handoff.supplier),
            client=self.node(handoff.client),
            deliverable=clipped(handoff.deliverable),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """In which words, and by which names."""

    words: Wording
    names: Names


Say = Callable[[Any, Voice], str | None]


def clipped(text: str) -> str:
    r"""Return a text in one line, without signs that nobody sees, and no longer than one likes to read.

    >>> clipped("una\nlínea\u202e"), len(clipped("x" * 1000))
    ('una línea', 160)
    """
    seen = "".join(sign for sign in in_line(text[: 4 * LONGEST_TEXT]) if category(sign) not in _UNSEEN)
    return seen if len(seen) <= LONGEST_TEXT else seen[: LONGEST_TEXT - 1] + "…"


def text(value: str, voice: Voice) -> str | None:
    """Quote a text."""
    return voice.words.text("change.quoted", text=clipped(value)) if value else None


def share(value: float | None, voice: Voice) -> str | None:
    """Say a share of occasions."""
    return None if value is None else voice.words.percent(value)


def exact_share(value: float | None, voice: Voice) -> str | None:
    """Say a share where rounding would hide what changed."""
    return None if value is None else voice.words.text("change.percent", number=voice.words.number(100 * value, _EXACT))


def amount(value: float | None, voice: Voice) -> str | None:
    """Say a number."""
    return None if value is None else voice.words.number(value, _EXACT)


def day(value: date | None, voice: Voice) -> str | None:
    """Say a date."""
    return None if value is None else voice.words.date(value)


def node(value: NodeId | None, voice: Voice) -> str | None:
    """Say a node by its name."""
    return None if value is None else voice.names.node(value)


def word(value: StrEnum | None, voice: Voice) -> str | None:
    """Say a word of a closed list."""
    return None if value is None else voice.words.text(f"change.word.{type(value).__name__.lower()}.{value.value}")


def viewpoint(value: Viewpoint | None, voice: Voice) -> str | None:
    """Say a viewpoint."""
    return None if value is None else voice.words.text("change.quoted", text=voice.words.text(f"viewpoint.{value}"))


def viewpoints(values: tuple[Viewpoint, ...], voice: Voice) -> str | None:
    """Say several viewpoints."""
    return ", ".join(filter(None, (viewpoint(value, voice) for value in values))) or None


def agreed_time(value: AgreedTime | None, voice: Voice) -> str | None:
    """Say how long a handoff may take."""
    if value is None:
        return None
    return voice.words.counted(
        f"change.time.{value.unit}", 1 if value.amount == 1 else 2, amount=voice.words.number(value.amount, _EXACT)
    )


def deliveries(value: tuple[int, int] | None, voice: Voice) -> str | None:
    """Say how many failed of how many."""
    return None if value is None else voice.words.of(*value)


def counts_of(value: Deliveries | None) -> tuple[int, int] | None:
    """Return how many failed of how many."""
    return None if value is None else (value.failed, value.count)


def scores(values: tuple[ScoreCount, ...], voice: Voice) -> str | None:
    """Say how many answers gave which score."""
    said = (
        voice.words.text("change.scores", count=voice.words.number(each.count), score=each.score) for each in values
    )
    return ", ".join(said) or None


def unsaid(value: object, voice: Voice) -> str | None:
    """Say nothing of a value that no sentence can hold: a place on the drawing, foreign content."""
    del value, voice
    return None
