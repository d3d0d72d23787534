"""What runs inside a drawing worker: from a chain and its figures to the finished drawing.

Requests and answers are pickled: they travel over pipes between processes of our own, never from outside.
"""

import pickle
from dataclasses import dataclass
from datetime import date

from app.wording import wording
from graphs.rendering import drawing
from graphs.rendering.picture import Figures, View
from process_models.domain.chain import ValueChain


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingOrder:
    """What is to be drawn, and in whose words."""

    chain: ValueChain
    figures: Figures
    view: View
    language: str
    today: date | None


def drawn(request: bytes) -> bytes:
    """Return the drawing that was ordered."""
    order: DrawingOrder = pickle.loads(request)  # noqa: S301 - from our own parent process
    words = wording(order.language)
    return pickle.dumps(drawing.draw(order.chain, order.figures, order.view, words, today=order.today))
