"""Charts: the same bytes, every text as text, nothing over anything else, nothing of a foreign text taken for more."""

import warnings
from dataclasses import replace
from itertools import combinations
from xml.etree.ElementTree import Element, fromstring

import pytest
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.text import Text
from matplotlib.transforms import Bbox, BboxBase

from graphs.rendering.charts import Chart, Figure, IntervalRow, drawn
from graphs.rendering.charts.drawing import NARROWEST
from graphs.rendering.charts.house import EVIDENCE_BARS
from graphs.rendering.charts.worker import sketched
from graphs.rendering.charts.written import StrangeMarkup, written
from graphs.rendering.lettering import shown
from process_models.domain.vocabulary import EvidenceKind
from tests.charts import ABOUT, bar, budget, intervals, pareto, random_figures, step
from tests.pictures import HOSTILE, NOT_FOR_PAPER

_SVG = "{http://www.w3.org/2000/svg}"
_WIDTHS = (NARROWEST, 330.0, 482.0)
_LEEWAY = 0.6
"""Points by which the boxes of two texts may touch: they hold the room above small letters, too."""

SMALL = (
    pareto(bar(), bar("Nómina", 0.4, 1.0, evidence=EvidenceKind.OPINION)),
    intervals(IntervalRow(name="Minorista", remark="", label="27 %", point=0.27, interval=(0.2, 0.35))),
    budget(step(0, 10, ""), step(4, 6)),
)


def texts(chart: Chart) -> list[str]:
    """Return the texts of a chart, line by line."""
    return [each.text or "" for each in root(chart).iter(f"{_SVG}text")]


def root(chart: Chart) -> Element:
    """Return a chart as elements."""
    return fromstring(chart.svg)  # noqa: S314 - of our own renderer


def boxes(figure: Figure, width: float) -> tuple[BboxBase, list[tuple[Bbox, str]]]:
    """Return the sheet of a chart and the boxes of its texts, as the chart library measures them."""
    paper = sketched(figure, width)
    paper.close()
    FigureCanvasSVG(paper.figure)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        found = paper.figure.findobj(lambda artist: isinstance(artist, Text) and bool(artist.get_text()))
        return paper.figure.bbox, [(each.get_window_extent(), str(each)) for each in found]


@pytest.mark.parametrize("figure", SMALL)
def test_the_same_figure_gives_the_same_bytes(figure: Figure) -> None:
    """From another process, too: no clock and no chance in them."""
    first = drawn(figure, 482)
    assert drawn(figure, 482) == first == sketched(figure, 482).finished(figure.about)
    assert drawn(figure, 330) != first


def test_every_label_is_found_as_text() -> None:
    """Names, figures, legend, axis."""
    found = texts(drawn(SMALL[0], 482))
    assert {"Ventas → Bodega", "Pedido completo", "60 %", "40 %", "100 %", "Nómina", "Parte", "Acumulado"} <= set(found)
    assert {"lo acumulado", "es fact", "es opinion"} <= set(found)
    assert not {"es assumption", "es unknown"} & set(found)
    assert {"Minorista", "27 %", "cifra", "intervalo"} <= set(texts(drawn(SMALL[1], 482)))
    assert {"10", "6", "4 COP", "10 COP", "Revisar la nómina", "1", "2"} <= set(texts(drawn(SMALL[2], 482)))


def test_a_chart_says_what_it_is() -> None:
    """Its title and its sentence, its language and its size."""
    chart = drawn(SMALL[0], 482)
    page = root(chart)
    assert page.findtext(f"{_SVG}title") == ABOUT.title
    assert page.findtext(f"{_SVG}desc") == ABOUT.spoken
    assert (page.get("lang"), page.get("role")) == ("es", "img")
    assert page.get("viewBox") == f"0 0 482 {chart.height:.0f}"


def test_a_heading_stands_over_a_file_that_goes_about_alone() -> None:
    """On a page there is none."""
    alone = replace(SMALL[0], about=replace(ABOUT, heading=("¿Dónde se origina?", "Pedidos y nómina")))
    assert texts(drawn(alone, 482))[:2] == ["¿Dónde se origina?", "Pedidos y nómina"]


@pytest.mark.parametrize("figure", [pareto(), intervals(), budget()])
def test_where_there_is_nothing_that_is_said(figure: Figure) -> None:
    """An empty chart is a sentence."""
    assert texts(drawn(figure, 330)) == [figure.nothing]


@pytest.mark.parametrize("width", _WIDTHS)
def test_no_text_leaves_the_sheet_or_lies_on_another(width: float) -> None:
    """Long names, without a space, from right to left, Chinese; one bar, none, thirteen; all unknown."""
    for place, figure in enumerate(random_figures(60)):
        sheet, found = boxes(figure, width)
        for box, text in found:
            assert sheet.x0 <= box.x0, (place, text)
            assert box.x1 <= sheet.x1, (place, text)
            assert sheet.y0 <= box.y0 < box.y1 <= sheet.y1, (place, text)
        for (one, text), (other, beside) in combinations(found, 2):
            shared = Bbox.intersection(one, other)
            assert shared is None or min(shared.width, shared.height) < _LEEWAY, (place, text, beside)


def test_foreign_texts_are_literal() -> None:
    """No formula, no markup, no reference: what is shown of a text is found again, line by line."""
    for hostile in HOSTILE:
        chart = drawn(pareto(bar(hostile, remark=""), about=replace(ABOUT, title=hostile, spoken=hostile)), 1200)
        lines = texts(chart)
        told = "".join(lines[lines.index("100 %") + 1 :]).replace(" ", "")
        begin = shown(hostile).replace(" ", "")[:40]
        assert begin in told, hostile
        elements = {each.tag.removeprefix(_SVG) for each in root(chart).iter()}
        assert elements == {"svg", "title", "desc", "path", "text"}


def test_what_no_document_can_hold_is_left_out() -> None:
    """Control characters and lone surrogates, in every text."""
    for text, left in NOT_FOR_PAPER:
        about = replace(ABOUT, title=text, spoken=text, heading=(text,))
        chart = drawn(pareto(bar(text, remark=text), about=about), 482)
        assert texts(chart).count(left) == 3
        assert root(chart).findtext(f"{_SVG}title") == left


def test_nothing_in_it_asks_for_a_style_or_another_file() -> None:
    """A policy that forbids styles does not change how it looks."""
    for figure in random_figures(12):
        svg = drawn(figure, 482).svg
        assert not any(word in svg for word in ("style", "<script", "href", "url(", "<!", "id="))


def test_what_the_library_never_wrote_is_refused() -> None:
    """A mistake of ours is seen, not shown."""
    for strange in ("<image/>", '<path style="filter: x"/>', '<text style="font: 9px serif"/>'):
        with pytest.raises(StrangeMarkup):
            written(f'<svg xmlns="http://www.w3.org/2000/svg">{strange}</svg>', 1, 1, ABOUT)


def test_evidence_can_be_told_without_colour() -> None:
    """Firm is full, then slanted lines, dots, and an empty bar with a dashed line round it."""
    looks = [(look.hatch, bool(look.dashes), look.fill == "#10314F") for look in EVIDENCE_BARS.values()]
    assert len(set(looks)) == len(EvidenceKind) == len(looks)


def test_figures_beyond_the_scale_stay_on_it() -> None:
    """What is rounded above 100 % or below 0 does not leave the sheet."""
    for figure in (pareto(bar(share=1.2, cumulative=1.5), bar(share=-0.1)), budget(step(50, 0), step(60, -2))):
        sheet = root(drawn(figure, 330))
        across = [float(part) for each in sheet.iter(f"{_SVG}path") for part in each.get("d", "").split() if _is(part)]
        assert min(across) >= 0
        assert max(across) <= 330


def _is(part: str) -> bool:
    return part not in {"M", "L", "C", "z"}
