"""Actions and plan: what was decided to mend, and what of it brings most for its cost."""

from app.reports.improvement.effects import amount, cost
from app.reports.improvement.plan import ListedAction, actions, told_plan
from app.reports.printed.blocks import Block, Cell, Column, Paragraph, Section, Table, Tone, plain, strong
from app.reports.printed.material import Material
from app.reports.printed.sections.cells import lines, named, said
from app.reports.sentences import in_line
from graphs.propagation.questions.plan import Plan

NAME = "plan"
CHART = "budget"
"""The chart of what is lost for what is spent, among those of the material."""

_COLUMNS = (
    ("improvement.actions.action", 3.0, False),
    ("improvement.actions.changes", 5.2, False),
    ("improvement.actions.owner", 2.0, False),
    ("improvement.actions.due", 2.6, False),
    ("improvement.curve.cost", 1.8, True),
)


def plan(material: Material) -> Section:
    """Return the actions, and the plan for what all of them cost; a map without actions is told how to note them."""
    words = material.words
    nothing = (
        Paragraph(text=strong(words.text("improvement.plan.none"))),
        Paragraph(text=plain(words.text("improvement.plan.none.help"))),
    )
    has_actions = bool(material.chain.actions)
    return Section(
        name=NAME,
        heading=words.text("improvement.plan"),
        clause="10.1",
        blocks=(*_bought(material), *_curve(material)) if has_actions else nothing,
        parts=(_register(material),) if has_actions else (),
        starts_sheet=has_actions,
    )


def _bought(material: Material) -> list[Block]:
    """Return what to buy, how good that choice is, and what could not be told."""
    words, bought = material.words, material.bought
    if bought is None or bought.plan is None:
        refusal = words.text("report.plan.no-figures") if bought is None else f"{bought.refusal}."
        return [Paragraph(text=plain(refusal))]
    told = told_plan(bought.plan, bought.budget, material.chain, material.speaker)
    warned = (Paragraph(text=plain(f"{words.problem(each)}."), tone=Tone.SOFT) for each in bought.plan.warnings)
    return [
        Paragraph(text=plain(told.said), tone=Tone.LEAD),
        Paragraph(text=plain(told.certainty), tone=Tone.SOFT),
        *warned,
    ]


def _curve(material: Material) -> list[Block]:
    bought, chart = material.bought, material.charts.get(CHART)
    if bought is None or bought.plan is None or not bought.plan.chosen:
        return []
    return [*((chart,) if chart else ()), _steps(bought.plan, material)]


def _steps(found: Plan, material: Material) -> Table:
    words, currency = material.words, in_line(material.chain.currency)
    columns = (
        Column(heading=words.text("improvement.curve.cost"), is_number=True),
        Column(heading=words.text("improvement.loss"), is_number=True),
        Column(heading="", width=2),
    )
    rows = tuple(
        (Cell(text=plain(cost(paid, currency, words))), Cell(text=plain(amount(loss, words))), Cell())
        for paid, loss in found.curve
    )
    return Table(columns=columns, rows=rows, caption=words.text("improvement.curve"))


def _register(material: Material) -> Section:
    words, bought = material.words, material.bought
    chosen = () if bought is None or bought.plan is None else bought.plan.chosen
    columns = tuple(Column(heading=words.text(code), width=width, is_number=num) for code, width, num in _COLUMNS)
    rows = tuple(_row(each, material) for each in actions(material.chain, chosen, material.speaker))
    table = Table(columns=columns, rows=rows)
    return Section(name=f"{NAME}-actions", heading=words.text("improvement.actions"), blocks=(table,))


def _row(action: ListedAction, material: Material) -> tuple[Cell, ...]:
    words = material.words
    return (
        named(action.name, words.text("improvement.actions.chosen") if action.is_chosen else ""),
        lines(action.changes),
        said(action.owner),
        said(action.due),
        said(action.cost or words.text("improvement.actions.no-cost")),
    )
