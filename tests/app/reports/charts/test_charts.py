"""Charts of a map say what its pages say: the same figures in the same words, in both languages."""

import io
from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest
from pypdf import PdfReader

from app.reports.charts.budget import budget
from app.reports.charts.intervals import MOST_ROWS, handoff_intervals, outcome_intervals
from app.reports.charts.pareto import MOST_BARS, pareto
from app.reports.charts.told import ToldChart
from app.reports.propagation.page import why
from app.reports.sheets import pdf
from app.wording import LANGUAGES, wording
from graphs.propagation import propagate
from graphs.propagation.questions.calibrated import calibrated
from graphs.propagation.questions.plan import improvement_plan
from graphs.rendering.charts import Budget, Intervals, Pareto, drawn
from graphs.rendering.geometry import Box
from graphs.rendering.sheet import Document
from process_models.domain.identifiers import ActionId, NodeId
from process_models.domain.vocabulary import EvidenceKind
from tests.chains import chain
from tests.pictures import example

MINORISTA = NodeId("minorista")
CLIENTE = NodeId("cliente")
MANY = "\n".join(f"p{place} -> cliente: entrega {place} {place + 1}/1000" for place in range(15))


def texts(told: ToldChart) -> str:
    """Return everything that is written in a chart, as one text."""
    page = fromstring(drawn(told.figure, 482).svg)  # noqa: S314 - of our own renderer
    return " ".join(each.text or "" for each in page.iter("{http://www.w3.org/2000/svg}text"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pareto_has_the_figures_of_the_page(language: str) -> None:
    """Names, shares, the line of the sums, evidence; the table and the sentence say the same."""
    words = wording(language)
    page = why(propagate(example()), MINORISTA, words)
    told = pareto(page, words)
    assert isinstance(told.figure, Pareto)
    assert len(told.figure.bars) == MOST_BARS < len(page.parts) == len(told.rows)
    for bar, part, row in zip(told.figure.bars[:-1], page.parts, told.rows, strict=False):
        assert (bar.name, bar.remark, bar.share, bar.evidence) == (part.name, part.remark, part.share, part.evidence)
        assert row[0] == part.whole
        assert row[2:] == (bar.label, bar.so_far) == (words.percent(part.share), words.percent(part.cumulative))
        assert f"{bar.label} {bar.so_far}" in texts(told)
    for part in page.parts[:3]:
        assert part.whole in told.spoken
        assert words.percent(part.share) in told.spoken
    assert (told.figure.about.language, told.figure.about.heading) == (language, ())
    assert "Cliente minorista" in told.title


def test_all_the_others_are_one_bar() -> None:
    """So many, with what they are together; nothing is known of what it rests on."""
    told = pareto(why(propagate(chain(MANY)), CLIENTE, wording("es")), wording("es"))
    assert isinstance(told.figure, Pareto)
    *_, last = told.figure.bars
    assert (last.name, last.evidence, last.so_far) == ("Otras 4 causas juntas", None, "100 %")
    assert sum(bar.share for bar in told.figure.bars) == pytest.approx(1)
    assert len(told.rows) == 15


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_fails_the_pareto_says_so(language: str) -> None:
    """As a sentence, in the chart and beside it."""
    words = wording(language)
    told = pareto(why(propagate(chain("a -> cliente: x")), CLIENTE, words), words)
    assert (told.rows, texts(told)) == ((), told.spoken)


def test_one_cause_is_told_by_itself() -> None:
    """No "first 1 add up"."""
    told = pareto(why(propagate(chain("a -> cliente: x 1/4")), CLIENTE, wording("es")), wording("es"))
    assert told.spoken == "Diagrama de Pareto de 1 causa: a → cliente: x, 100 %."


@pytest.mark.parametrize("language", LANGUAGES)
def test_outcomes_have_their_intervals_and_what_the_unknown_leaves(language: str) -> None:
    """The worst first."""
    words, found = wording(language), propagate(example(), draws=300)
    told = outcome_intervals(found, words)
    assert isinstance(told.figure, Intervals)
    first = told.figure.rows[0]
    risk = found.outcomes[MINORISTA]
    assert risk.interval is not None
    assert first.interval == (risk.interval.low, risk.interval.high)
    assert first.unknown == (risk.probability, risk.if_unknown_fails)
    assert (first.point, first.label) == (risk.probability, words.percent(risk.leading))
    assert words.percent(risk.interval.low) in first.detail
    assert words.percent(risk.if_unknown_fails) in first.detail
    assert told.rows[0] == ("Cliente minorista", first.label, first.detail)


def test_an_unmeasured_outcome_is_not_told_as_good() -> None:
    """It has no point at 0 %, but the whole range that is open."""
    told = outcome_intervals(propagate(chain("a -> cliente: x"), draws=300), wording("es"))
    assert isinstance(told.figure, Intervals)
    (row,) = told.figure.rows
    assert (row.point, row.interval, row.unknown) == (None, None, (0.0, 1.0))
    assert "0 %" not in row.label


@pytest.mark.parametrize("language", LANGUAGES)
def test_handoffs_have_the_interval_of_what_was_counted(language: str) -> None:
    """With their denominators; the unmeasured stand last and have no figure."""
    words = wording(language)
    told = handoff_intervals(propagate(chain("a -> b: x 30/200\nb -> cliente: y own=0.1\nc -> b: z")), words)
    assert isinstance(told.figure, Intervals)
    supposed, counted, unknown = told.figure.rows
    assert (counted.label, counted.evidence) == (words.of(30, 200), EvidenceKind.FACT)
    assert counted.interval == pytest.approx((0.107, 0.206), abs=0.001)
    assert (supposed.evidence, supposed.interval) == (EvidenceKind.ASSUMPTION, None)
    assert (unknown.point, unknown.label) == (None, words.text("figures.evidence.unknown"))


def test_many_handoffs_stand_in_the_table_at_least() -> None:
    """A chart of hundreds of rows is none."""
    told = handoff_intervals(propagate(chain("\n".join(f"p{n} -> cliente: x 1/9" for n in range(40)))), wording("es"))
    assert isinstance(told.figure, Intervals)
    assert (len(told.figure.rows), len(told.rows)) == (MOST_ROWS, 40)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_budget_names_what_is_bought_at_each_step(language: str) -> None:
    """From nothing on; the last step is the plan."""
    words, asked = wording(language), calibrated(example())
    found = improvement_plan(asked, 3e7)
    told = budget(found, 3e7, example(), words, subtitle="Pedidos y nómina")
    assert isinstance(told.figure, Budget)
    assert [(step.cost, step.loss) for step in told.figure.steps] == list(found.curve)
    assert told.rows[0][2] == words.text("charts.budget.none")
    names = {action.id: action.name for action in example().actions}
    assert told.rows[-1][2] == "; ".join(names[action] for action in found.chosen)
    assert names[ActionId("plantilla")] in texts(told)
    assert told.figure.about.heading == (told.title, "Pedidos y nómina")


def test_a_plan_that_buys_nothing_is_a_level_line() -> None:
    """One step, and no cut."""
    asked = calibrated(chain("a -> cliente: x 1/4"))
    told = budget(improvement_plan(asked, 0), 0, asked.model.chain, wording("es"))
    assert isinstance(told.figure, Budget)
    assert (len(told.rows), told.figure.cut) == (1, "")
    assert "ninguna: como hoy" in texts(told)


def test_a_chart_on_paper_has_its_texts_as_text() -> None:
    """Typst understands what was written, in the font of the house."""
    words = wording("es")
    told = pareto(why(propagate(example()), MINORISTA, words), words)
    chart = drawn(told.figure, 482)
    whole = Box(left=0, top=0, width=chart.width, height=chart.height)
    sheet = Document(
        width=chart.width, height=chart.height, language="es", title=told.title, spoken=told.spoken, frame=whole
    )
    content = pdf(replace(sheet, svg=chart.svg))
    assert "'/Marked': True" in str(PdfReader(io.BytesIO(content)).root_object["/MarkInfo"])
    found = text_of(content)
    for line in ("Ventas → Bodega", "Pedido completo", "16 %", "Acumulado", "opinión"):
        assert line in found


def text_of(content: bytes) -> str:
    """Return the text of a PDF, which has no font but DejaVu Sans."""
    (page,) = PdfReader(io.BytesIO(content)).pages
    fonts = page["/Resources"]["/Font"]  # type: ignore[index]
    assert all("DejaVuSans" in str(font.get_object()["/BaseFont"]) for font in fonts.values())
    return page.extract_text()
