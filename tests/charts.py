"""Charts to test with: small ones, and any number of random ones with ugly texts and figures."""

import random
from collections.abc import Callable

from graphs.rendering.charts import About, Budget, BudgetStep, Figure, IntervalRow, Intervals, Pareto, ParetoBar, Tick
from graphs.rendering.charts.values import Captions
from process_models.domain.vocabulary import EvidenceKind

ABOUT = About(language="es", title="Fallas de Minorista", spoken="Pedido causa 60 %.")
CAPTIONS: Captions = tuple((kind, f"es {kind}") for kind in EvidenceKind)
MARKS = (("point", "cifra"), ("median", "mediana"), ("interval", "intervalo"), ("unknown", "lo desconocido"))
QUARTERS = tuple(Tick(at=part / 4, label=f"{25 * part} %") for part in range(5))

_NAMES = (
    "Ventas → Bodega",
    "Gerencia nacional de operaciones logísticas y de distribución → Centro de atención telefónica",
    "ÑÁÉWWMM " * 12,
    "palabrasinespacios" * 6,
    "内部顾客与供应商的长名称内部顾客与供应商的长名称内部顾客与供应商",
    "العملاء الداخليون والموردون في المؤسسة الوطنية للخدمات",
    "לקוח פנימי → ספק",
    "$x^2$ & \\frac{1}{2} % #",
    "<b>&amp;</b>\n\x07\tdos líneas",
    "👩🏽\u200d💼🔥 e\u0301",
    "i",
    "",
)


def bar(name: str = "Ventas → Bodega", share: float = 0.6, cumulative: float = 0.6, **other: object) -> ParetoBar:
    """Return a bar of a Pareto chart."""
    evidence = other.get("evidence", EvidenceKind.FACT)
    assert evidence is None or isinstance(evidence, EvidenceKind)
    return ParetoBar(
        name=name,
        remark=str(other.get("remark", "Pedido completo")),
        share=share,
        cumulative=cumulative,
        evidence=evidence,
        label=f"{100 * share:.0f} %",
        so_far=f"{100 * cumulative:.0f} %",
    )


def pareto(*bars: ParetoBar, about: About = ABOUT) -> Pareto:
    """Return a Pareto chart of these bars."""
    return Pareto(
        about=about,
        bars=bars,
        ticks=QUARTERS,
        heads=("Parte", "Acumulado"),
        captions=CAPTIONS,
        line="lo acumulado",
        nothing="Nada falla.",
    )


def intervals(*rows: IntervalRow) -> Intervals:
    """Return a chart of these rows."""
    return Intervals(about=ABOUT, rows=rows, ticks=QUARTERS, captions=CAPTIONS, marks=MARKS, nothing="Sin cifras.")


def budget(*steps: BudgetStep, most: float = 10.0) -> Budget:
    """Return a chart of these steps."""
    heads = ("Costo", "Pérdida esperada", "Acciones")
    return Budget(
        about=ABOUT,
        steps=steps,
        budget=most,
        budget_label=f"{most:,.0f} COP",
        heads=heads,
        nothing="Nada.",
        cut="Corte.",
    )


def step(cost: float, loss: float, actions: str = "Revisar la nómina") -> BudgetStep:
    """Return a step down."""
    return BudgetStep(cost=cost, loss=loss, cost_label=f"{cost:,.0f} COP", loss_label=f"{loss:.4g}", actions=actions)


def random_figures(count: int) -> list[Figure]:
    """Return so many charts, the same each time."""
    made = (random_pareto, random_intervals, random_budget)
    return [made[place % 3](random.Random(place)) for place in range(count)]  # noqa: S311 - for tests


def random_pareto(chance: random.Random) -> Pareto:
    """Return a Pareto chart of up to 13 bars."""
    parts = sorted((chance.random() for _ in range(chance.choice((0, 1, 2, 13)))), reverse=True)
    kinds = chance.choice(([*EvidenceKind, None], [EvidenceKind.UNKNOWN]))
    bars, so_far = [], 0.0
    for part in parts:
        share = part / sum(parts)
        so_far += share
        texts = {"remark": chance.choice(_NAMES), "evidence": chance.choice(kinds)}
        bars.append(bar(chance.choice(_NAMES), share, so_far, **texts))
    heading = chance.choice(((), (chance.choice(_NAMES), chance.choice(_NAMES))))
    about = About(language="es", title="Título", spoken="Dicho.", heading=heading)
    return pareto(*bars, about=about)


def random_intervals(chance: random.Random) -> Intervals:
    """Return a chart of intervals, some rows with nothing known."""
    return intervals(*(_row(chance) for _ in range(chance.choice((0, 1, 9)))))


def random_budget(chance: random.Random) -> Budget:
    """Return a chart of falling steps, some of them very near each other."""
    steps = chance.choice((0, 1, 2, 40))
    costs = sorted(chance.choice((chance.random(), chance.random() * 1e9)) for _ in range(steps))
    losses = sorted((chance.expovariate(0.01) for _ in range(steps)), reverse=True)
    found = [step(cost, loss, chance.choice(_NAMES)) for cost, loss in zip(costs, losses, strict=True)]
    return budget(*found, most=max(costs, default=1.0) * chance.choice((1, 3)))


def _row(chance: random.Random) -> IntervalRow:
    low, point, high = sorted(chance.random() for _ in range(3))
    maybe: Callable[[float], float | None] = lambda value: value if chance.random() < 0.8 else None  # noqa: E731
    return IntervalRow(
        name=chance.choice(_NAMES),
        remark=chance.choice(_NAMES),
        label=f"{100 * point:.0f} %",
        detail=chance.choice((f"entre {100 * low:.0f} y {100 * high:.0f} %; hasta 99 %", "", chance.choice(_NAMES))),
        point=maybe(point),
        median=maybe(point),
        interval=chance.choice(((low, high), None)),
        unknown=chance.choice(((point, 1.0), None)),
        evidence=chance.choice((*EvidenceKind, None)),
    )
