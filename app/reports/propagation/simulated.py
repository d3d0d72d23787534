"""What is said of figures that were simulated: by how much they may be off, and what could not be had besides."""

from collections.abc import Iterator

from app.wording import Wording
from graphs.propagation import OutcomeRisk, Propagation


def error(risk: OutcomeRisk, words: Wording) -> str:
    """Return what the figure after the ± means; nothing where the outcome was computed exactly."""
    if risk.standard_error is None:
        return ""
    return words.text("propagation.simulated.error", error=words.points(risk.standard_error))


def absent(found: Propagation, risk: OutcomeRisk, words: Wording) -> tuple[str, ...]:
    """Return what of an outcome's usual figures a simulated map does not have, and why."""
    return tuple(_absent(found, risk, words))


def _absent(found: Propagation, risk: OutcomeRisk, words: Wording) -> Iterator[str]:
    if risk.standard_error is None:
        return
    if risk.interval is None:
        yield words.text("propagation.simulated.no-interval")
    if found.cut_sets is None:
        yield words.text("propagation.simulated.no-cut-sets")
    if not risk.evidence:
        yield words.text("propagation.simulated.no-evidence")
