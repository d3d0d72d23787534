"""What is lost for what is spent, as a chart: the steps of the best plans up to a budget, and what each one buys."""

from app.reports.charts.told import ToldChart, about
from app.reports.improvement.effects import amount, cost
from app.reports.sentences import in_line
from app.wording import Wording
from graphs.propagation.questions.plan import Plan
from graphs.rendering.charts import Budget, BudgetStep
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import ActionId

_ROOM = 0.35
"""Below the least loss, as a part of what can be saved, the axis is cut."""


def budget(found: Plan, most: float, chain: ValueChain, words: Wording, *, subtitle: str = "") -> ToldChart:
    """Return the chart of a plan that may cost so much at most."""
    title = words.text("improvement.curve")
    before, after = amount(found.before, words), amount(found.after, words)
    spoken = words.text("improvement.curve.label", before=before, after=after)
    heads = tuple(map(words.text, ("improvement.curve.cost", "improvement.loss", "charts.budget.actions")))
    steps = _steps(found, chain, words)
    figure = Budget(
        about=about(title, spoken, subtitle, words),
        steps=steps,
        budget=most,
        budget_label=cost(most, in_line(chain.currency), words),
        heads=(heads[0], heads[1], heads[2]),
        nothing=words.text("charts.budget.nothing"),
        cut=words.text("improvement.curve.cut") if _is_cut(found) else "",
    )
    rows = tuple((step.cost_label, step.loss_label, step.actions) for step in steps)
    return ToldChart(figure=figure, title=title, spoken=spoken, columns=heads, rows=rows)


def _steps(found: Plan, chain: ValueChain, words: Wording) -> tuple[BudgetStep, ...]:
    names: dict[ActionId, str] = {action.id: in_line(action.name) or action.id for action in chain.actions}
    currency = in_line(chain.currency)
    bought = found.steps or ((),) * len(found.curve)
    return tuple(
        BudgetStep(
            cost=paid,
            loss=loss,
            cost_label=cost(paid, currency, words),
            loss_label=amount(loss, words),
            actions="; ".join(names[action] for action in actions) if actions else words.text("charts.budget.none"),
        )
        for (paid, loss), actions in zip(found.curve, bought, strict=True)
    )


def _is_cut(found: Plan) -> bool:
    """Tell whether the axis of the loss begins above 0."""
    return found.before > found.after and found.after - _ROOM * (found.before - found.after) > 0
