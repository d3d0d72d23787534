"""A complaint arrived: what was observed, and where it probably began."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from app.reports.propagation.complaint import Findings, findings
from app.reports.sentences import Speaker
from app.services.showing import analysis, asked
from app.services.showing.analysis import FiguresMissing, NoFigures
from app.services.showing.asked import NotAnswered, QuestionRefused
from app.services.showing.memory import NotYet
from app.wording import wording
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import Problem, warning
from process_models.domain.validity import as_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Observable:
    """Something that can be seen to fail or to be fine, and whether it was; `name` is `node:ID` or `handoff:ID`."""

    name: str
    said: str
    failed: bool
    fine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What can be observed, by kind, and what follows from what was.

    `findings` is None where nothing was observed, or where `problems` say why nothing follows; `is_pending` where the
    answer is still being worked out.
    """

    outcomes: tuple[Observable, ...]
    nodes: tuple[Observable, ...]
    handoffs: tuple[Observable, ...]
    findings: Findings | None = None
    problems: tuple[Problem, ...] = ()
    is_pending: bool = False

    @property
    def observed(self) -> tuple[Observable, ...]:
        """Return what was observed, in the order of the map."""
        every = (*self.outcomes, *self.nodes, *self.handoffs)
        return tuple(each for each in every if each.failed or each.fine)


def complaint(
    opened: ValueChainMap,
    *,
    failed: Sequence[str] = (),
    fine: Sequence[str] = (),
    language: str,
    within: float | None = None,
) -> Complaint:
    """Return what follows from what was observed; what cannot be, and why there is no answer, are told as problems."""
    open_ = observable(opened, failed=failed, fine=fine, language=language)
    if not failed and not fine:
        return open_
    usual = analysis.without_intervals(opened, within=within)
    if isinstance(usual, NoFigures):
        return replace(open_, problems=(usual.problem,), is_pending=usual.is_pending)
    try:
        found = asked.diagnosis(opened, failed=failed, fine=fine, within=within)
    except NotYet:
        return replace(open_, problems=(warning("figures-pending"),), is_pending=True)
    except (QuestionRefused, NotAnswered, FiguresMissing) as reason:
        return replace(open_, problems=reason.problems)
    return replace(open_, findings=findings(found, usual, (*failed, *fine), wording(language)))


def observable(
    opened: ValueChainMap, *, failed: Collection[str] = (), fine: Collection[str] = (), language: str
) -> Complaint:
    """Return what can be observed on a map on its day."""
    chain = as_of(opened.chain, opened.chain.as_of).chain
    speaker = Speaker(chain, wording(language))
    outcomes = {node.id for node in chain.outcomes}

    def of(name: str, said: str) -> Observable:
        return Observable(name=name, said=said, failed=name in failed, fine=name in fine)

    nodes = [(node.id in outcomes, of(f"node:{node.id}", speaker.node(node.id))) for node in chain.nodes]
    return Complaint(
        outcomes=tuple(each for is_outcome, each in nodes if is_outcome),
        nodes=tuple(each for is_outcome, each in nodes if not is_outcome),
        handoffs=tuple(of(f"handoff:{each.id}", speaker.handoff(each.id)) for each in chain.handoffs),
    )
