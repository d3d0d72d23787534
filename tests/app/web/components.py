"""One of each component, as a page would use it: for the snapshot, and for the eyes and axe in a browser."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from app.reports.charts.told import ToldChart
from app.reports.propagation.complaint import Likely
from app.reports.propagation.doubt import Doubt, Mark
from app.templating import environment
from app.wording import wording
from process_models.domain.identifiers import HandoffId
from process_models.domain.problems import Problem, error
from tests.charts import pareto

SPANISH = wording("es")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What the Pareto shows of a handoff."""

    name: str
    remark: str
    href: str
    share: float
    cumulative: float
    evidence: str


ROWS = (
    Row(name="Ventas → Bodega", remark="Pedido", href="/a", share=0.36, cumulative=0.36, evidence="fact"),
    Row(name="Nómina → Agentes", remark="Pago <correcto>", href="/b", share=0.19, cumulative=0.55, evidence="opinion"),
    Row(name="Operador B → Despacho", remark="Camión", href="/c", share=0.03, cumulative=0.58, evidence="assumption"),
)
DOUBT = Doubt(
    sentence="Lo verosímil está entre 20 y 35 %.",
    marks=(
        Mark(kind="unknown", low=0.54, high=0.76, said="lo que deja lo no medido: de 27 % a 38 %"),
        Mark(kind="interval", low=0.4, high=0.7, said="lo verosímil: de 20 % a 35 %"),
        Mark(kind="median", low=0.53, high=0.53, said="mediana: 27 %"),
        Mark(kind="point", low=0.54, high=0.54, said="cifra puntual: 27 %"),
    ),
    end_said="50 %",
)
LIKELY = Likely(
    name="Ventas → Bodega",
    remark="Pedido <completo>",
    handoff=HandoffId("pedido"),
    node=None,
    before=0.11,
    now=0.24,
    percent="24 %",
    change="antes 11 %",
)
CHART = ToldChart(
    figure=pareto(), title="Dónde nace", spoken='Pedido <completo> & "nómina", 60 %.', columns=(), rows=()
)
EVIDENCE = ("fact", "opinion", "assumption", "unknown")
KINDS = (("process", "Proceso"), ("customer", "Cliente"))
BUTTONS = ("", "primary", "quiet", "danger")
HOW_MUCH = (("1", "Sin esto no puede trabajar", "100 %"), ("0.5", "Le cuesta la mitad de las veces", ""))
PROBLEMS: tuple[Problem, ...] = (error("assets-not-built", "/failure/count", file="a"), error("map-not-found", map="b"))


def macro(name: str, inner: str | None = None, component: str | None = None) -> Any:  # noqa: ANN401 - Jinja's
    """Return a macro of a component's file; `inner` is what stands in its block."""
    found = getattr(environment().get_template(f"components/{component or name}.html").module, name)
    if inner is None:
        return found
    return lambda *arguments, **named: found(*arguments, caller=lambda: Markup(inner), **named)  # noqa: S704 - ours


def field(name: str) -> Any:  # noqa: ANN401 - Jinja's
    """Return a macro for one sort of field."""
    return macro(name, component="field")


def pieces() -> list[tuple[str, str]]:
    """Return each component by name, filled in."""
    words = SPANISH
    given = {"help": "Como la llama el cliente.", "error": "Falta el nombre."}
    return [
        ("buttons", "".join(macro("button")(kind or "ordinary", kind=kind) for kind in BUTTONS)),
        ("link as a button", macro("button")("Nuevo mapa", href="/maps/new", kind="primary small")),
        ("text", field("text")(words, "name", "Entregable", 'Pedido "A" <b>', **given)),
        ("number", field("number")(words, "failure.count", "Entregas", "200", unit="por mes", error="No es número.")),
        ("percent", field("percent")(words, "containment", "Contención", "15,5", help="Cuánto detiene.")),
        ("date", field("date")(words, "since", "Desde", "2026-03-01")),
        ("textarea", field("textarea")(words, "list", "Lista", "Ventas → Bodega: Pedido", wide=True, required=True)),
        ("select", field("select")(words, "kind", "Clase", KINDS, "customer")),
        ("checkbox", field("checkbox")("agreed", "Está acordado", checked=True, help="Por ambas partes.")),
        ("choices", field("choices")(words, "dependency", "Dependencia", HOW_MUCH, "1", error="Elija una.")),
        ("error summary", macro("error_summary")(words, PROBLEMS, ("failure.count",))),
        ("no errors", macro("error_summary")(words, (), ())),
        ("notices", "".join(macro("notice")("Se guardó.", kind=kind) for kind in ("", "warning", "problem"))),
        ("figure", macro("figure")(words, 0.15, 30, 200)),
        ("figure without counts", macro("figure")(words, 0.034)),
        ("figure without a share", macro("figure")(words, None)),
        ("big figure", macro("big_figure")("27 %", "de cada 100 veces, unas 27 le fallan", "entre 20 y 34 %")),
        ("evidence", "".join(macro("evidence")(words, kind) for kind in EVIDENCE)),
        ("pareto", macro("pareto")(words, ROWS, ROWS[0].share)),
        ("doubt", macro("doubt_bar", component="doubt")(words, DOUBT)),
        ("chart", macro("chart")(words, CHART, "/c.svg?a=1", "/c.svg?a=1&narrow=1", "/c.svg?a=1&file=1")),
        ("shift", macro("shift")((LIKELY,), lambda handoff, _: f"/handoffs/{handoff}")),
        ("empty", macro("empty", inner=macro("button")("Empezar", href="/new"))("Aún no hay mapas", "Un mapa dice …")),
        ("tabs", macro("tabs")("Secciones", (("Mapa", "/m", True), ("Entregas", "/m/h", False)))),
        ("breadcrumbs", macro("breadcrumbs")("Ruta", (("Mapas", "/maps"),), "Pedidos y nómina")),
        ("confirm", macro("confirm", inner="")(words, "Eliminar", "¿Eliminar el mapa?", "/m/remove", "Sí, eliminar")),
        ("draft", macro("draft")(words)),
        ("drawing tools", macro("drawing_tools")(words)),
        ("once", macro("once")(words, "link", "Enlace para Gerencia", "https://eslabon.example/shared/x?a=1&b=2")),
        ("theme", macro("theme")(words, "Colores")),
        ("pager", macro("pager")(words, previous="?page=1", following="?page=3", said="51 a 100")),
    ]
