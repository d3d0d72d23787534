"""The questions of the propagation page: why is this customer dissatisfied, and whom does this failure reach?"""

import time
from dataclasses import dataclass, replace

from app.reports.propagation.page import Why, figure, worst
from app.reports.propagation.page import why as told_why
from app.reports.propagation.reach import Reach
from app.reports.propagation.reach import reach as told_reach
from app.reports.sentences import Speaker
from app.services.showing import analysis, diagrams
from app.services.showing.analysis import NoFigures, Propagation
from app.services.showing.computing import SIMULATING, STOPPED
from app.services.showing.diagrams import Diagram, ViewRefused
from app.services.showing.memory import Made, Memory, NotYet
from app.wording import wording
from process_models.domain.chain import ValueChain
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import Problem, error, warning
from process_models.domain.validity import as_of

_MOST = 256
_told: Memory[Why] = Memory(most=_MOST, largest=_MOST)


class HandoffUnknown(EslabonError):
    """A question names a handoff that the map does not have on its day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An outcome that can be asked about, and how often it fails, where that is known."""

    node: NodeId
    name: str
    percent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a page of propagation shows.

    `choices` and `handoffs` are what can be asked about; `about` is the outcome of the drawing; `why` and `reach` the
    answers to either question. Where there are no figures, `missing` says why, and `is_pending` that they are coming;
    `is_refining` that only their intervals are.
    """

    choices: tuple[Choice, ...]
    handoffs: tuple[tuple[HandoffId, str], ...]
    about: NodeId | None = None
    why: Why | None = None
    reach: Reach | None = None
    drawing: Diagram | None = None
    missing: Problem | None = None
    is_pending: bool = False
    is_refining: bool = False

    @property
    def is_simulating(self) -> bool:
        """Whether the figures are being simulated, which can be stopped."""
        return self.missing is not None and self.missing.code == SIMULATING

    @property
    def is_stopped(self) -> bool:
        """Whether somebody stopped simulating them."""
        return self.missing is not None and self.missing.code == STOPPED


def why(
    opened: ValueChainMap, *, outcome: str | None, language: str, within: float | None = None, drawn: bool = True
) -> Answer:
    """Answer why an outcome is badly served, the worst one unless it is named; `drawn`: with its drawing.

    Raises:
        ViewRefused: the map has no such outcome.
    """
    begun = time.monotonic()
    found = analysis.figures(opened, within=within)
    answer = _open(opened, found, language)
    about = _about(answer.choices, found, outcome)
    answer = replace(answer, about=about)
    if about is None or answer.is_pending:
        return answer
    if drawn:
        answer = _with_drawing(answer, opened, about, language, _left(within, begun))
    if isinstance(found, NoFigures) or answer.is_pending:
        return answer
    return replace(answer, why=_why(opened, found, about, language), is_refining=analysis.is_refining(found))


def reach(
    opened: ValueChainMap, *, handoff: str, language: str, within: float | None = None, drawn: bool = True
) -> Answer:
    """Answer whom the failure of a handoff reaches; `drawn`: with the drawing.

    Raises:
        HandoffUnknown: the map has no such handoff on its day.
    """
    known = as_of(opened.chain, opened.chain.as_of).chain.handoff(HandoffId(handoff))
    if known is None:
        raise HandoffUnknown(error("handoff-unknown", handoff=handoff))
    begun = time.monotonic()
    found = analysis.figures(opened, within=within)
    answer = _open(opened, found, language)
    if answer.is_pending:
        return answer
    if drawn:
        answer = _with_drawing(answer, opened, None, language, _left(within, begun))
    if isinstance(found, NoFigures) or answer.is_pending:
        return answer
    return replace(answer, reach=told_reach(found, known.id, wording(language)))


def _why(opened: ValueChainMap, found: Propagation, about: NodeId, language: str) -> Why:
    """Return what is said of an outcome; put into words once for each revision, and once its interval is there."""
    key = (opened.id, opened.revision, opened.evidence_version, about, language, found.outcomes[about].interval is None)
    return _told.of(key, lambda: Made(value=told_why(found, about, wording(language)), size=1))


def _open(opened: ValueChainMap, found: Propagation | NoFigures, language: str) -> Answer:
    """Return what can be asked of a map, not answered yet."""
    chain = as_of(opened.chain, opened.chain.as_of).chain
    speaker = Speaker(chain, wording(language))
    return Answer(
        choices=_choices(chain, found, speaker),
        handoffs=tuple((handoff.id, speaker.handoff(handoff.id)) for handoff in chain.handoffs),
        missing=found.problem if isinstance(found, NoFigures) else None,
        is_pending=isinstance(found, NoFigures) and found.is_pending,
    )


def _left(within: float | None, begun: float) -> float | None:
    """Return what is left of the seconds that a page waits for all that it needs."""
    return None if within is None else max(0.0, within - (time.monotonic() - begun))


def _with_drawing(
    answer: Answer, opened: ValueChainMap, outcome: NodeId | None, language: str, within: float | None
) -> Answer:
    try:
        drawing = diagrams.map_svg(opened, outcome=outcome, language=language, within=within)
    except NotYet:
        return replace(answer, missing=warning("drawing-pending"), is_pending=True)
    return replace(answer, drawing=drawing)


def _choices(chain: ValueChain, found: Propagation | NoFigures, speaker: Speaker) -> tuple[Choice, ...]:
    known = found if isinstance(found, Propagation) else None
    return tuple(
        Choice(
            node=node.id,
            name=speaker.node(node.id),
            percent=figure(known, node.id, speaker.words) if known and node.id in known.outcomes else "",
        )
        for node in chain.outcomes
    )


def _about(choices: tuple[Choice, ...], found: Propagation | NoFigures, outcome: str | None) -> NodeId | None:
    """Return the outcome that was asked about: the worst one where none was named, None where the map has none."""
    if outcome is None:
        first = choices[0].node if choices else None
        return worst(found) if isinstance(found, Propagation) else first
    asked = next((choice.node for choice in choices if choice.node == outcome), None)
    if asked is None:
        raise ViewRefused(error("view-unknown-node", node=outcome))
    return asked
