"""The actions of a map, which of them to buy, and what to measure next; answered elsewhere, within limits."""

from dataclasses import dataclass

from app.reports.charts.budget import budget as told_budget
from app.reports.charts.told import ToldChart
from app.reports.improvement.measuring import ToldMeasurement, told_measurements
from app.reports.improvement.plan import ListedAction, ToldPlan, actions, told_plan
from app.reports.sentences import Speaker
from app.services.improving import asking
from app.services.improving.supposing import Supposed
from app.services.showing.analysis import FiguresMissing
from app.services.showing.memory import NotYet
from app.wording import wording
from graphs.propagation.questions.plan import Plan
from graphs.propagation.questions.scenarios import FIELDS, SHARE, Setting
from graphs.propagation.questions.things import QuestionRefused
from process_models.domain.chain import ValueChain
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import Problem, warning
from process_models.domain.validity import as_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAnswer:
    """The actions, and the plan for a budget; `supposed` is the plan as sliders have it, to be looked at and saved.

    `chart` is what is lost for what is spent.
    """

    budget: float
    actions: tuple[ListedAction, ...] = ()
    plan: ToldPlan | None = None
    chart: ToldChart | None = None
    supposed: Supposed | None = None
    problems: tuple[Problem, ...] = ()
    missing: Problem | None = None
    is_pending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureAnswer:
    """What to measure next, the most useful first."""

    measurements: tuple[ToldMeasurement, ...] = ()
    missing: Problem | None = None
    is_pending: bool = False


def plan(opened: ValueChainMap, budget: float | None, *, language: str, within: float | None = None) -> PlanAnswer:
    """Return which actions to buy within a budget; what all of them cost where none is given."""
    chain, speaker = opened.chain, Speaker(opened.chain, wording(language))
    spent = _spent(chain, budget)
    bare = PlanAnswer(budget=spent, actions=actions(chain, (), speaker))
    if not chain.actions:
        return bare
    try:
        found = asking.plan(opened, spent, within=within)
    except NotYet:
        return PlanAnswer(budget=spent, actions=bare.actions, missing=warning("answer-pending"), is_pending=True)
    except (FiguresMissing, QuestionRefused) as reason:
        return PlanAnswer(budget=spent, actions=bare.actions, missing=reason.problems[0])
    return PlanAnswer(
        budget=spent,
        actions=actions(chain, found.chosen, speaker),
        plan=told_plan(found, spent, chain, speaker),
        chart=told_budget(found, spent, chain, speaker.words),
        supposed=supposed_by(chain, found),
        problems=found.warnings,
    )


def chart(
    opened: ValueChainMap, budget: float | None, *, language: str, subtitle: str = "", within: float | None = None
) -> ToldChart:
    """Return the chart of what is lost for what is spent, up to a budget.

    Raises:
        NotYet: the plan is not there within so many seconds.
        QuestionRefused, FiguresMissing: there is none; the problem says why.
    """
    spent = _spent(opened.chain, budget)
    found = asking.plan(opened, spent, within=within)
    return told_budget(found, spent, opened.chain, wording(language), subtitle=subtitle)


def measuring(opened: ValueChainMap, *, language: str, within: float | None = None) -> MeasureAnswer:
    """Return what to measure next."""
    try:
        found = asking.measuring(opened, within=within)
    except NotYet:
        return MeasureAnswer(missing=warning("answer-pending"), is_pending=True)
    except (FiguresMissing, QuestionRefused) as reason:
        return MeasureAnswer(missing=reason.problems[0])
    return MeasureAnswer(measurements=told_measurements(found, Speaker(opened.chain, wording(language))))


def _spent(chain: ValueChain, budget: float | None) -> float:
    """Return a budget; what all actions cost where none is given."""
    return sum(action.cost or 0.0 for action in chain.actions) if budget is None else budget


def supposed_by(chain: ValueChain, found: Plan) -> Supposed | None:
    """Return a plan as a supposition; None where two of its actions change the same number of a thing."""
    dated = as_of(chain, chain.as_of).chain
    there = {f"handoff:{each.id}" for each in dated.handoffs} | {f"node:{node.id}" for node in dated.nodes}
    settings: dict[tuple[str, str], Setting] = {}
    for change in (change for action in chain.actions if action.id in found.chosen for change in action.changes):
        thing = f"node:{change.node}" if change.node is not None else f"handoff:{change.handoff}"
        for field in (each for each in FIELDS["handoff"] if each != SHARE):
            value: float | None = getattr(change, field)
            if value is None or thing not in there:
                continue
            if (thing, field) in settings:
                return None
            settings[thing, field] = Setting(thing=thing, field=field, value=value)
    return Supposed(things=tuple(dict.fromkeys(thing for thing, _ in settings)), settings=tuple(settings.values()))
