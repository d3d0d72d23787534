"""The figure of a handoff as other programs show it: what the drawing writes on a handoff's label."""

from app.wording import Wording
from process_models.domain.chain import Handoff
from process_models.domain.evidence import best_rate


def figure(handoff: Handoff, words: Wording) -> str:
    """Return the failure rate of a handoff with what it rests on: `15 % · 30/200`."""
    rate = best_rate(handoff.failure)
    fields = {
        "percent": words.percent(rate.probability),
        "failed": words.number(rate.failed or 0),
        "count": words.number(rate.count or 0),
    }
    return words.text(f"drawing.figure.{'counted' if rate.count is not None else rate.evidence}", **fields)
