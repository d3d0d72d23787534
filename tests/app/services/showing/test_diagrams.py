"""The drawing of a map as the content of a file."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import pytest

from app.reports.propagation.reach import reach
from app.services.showing import simulating
from app.services.showing.diagrams import FORMS, ViewRefused, dot, draw, map_file, map_svg, thumbnail
from app.services.showing.drawn_figures import drawn_figures
from app.wording import wording
from graphs.propagation import Propagation, propagate
from graphs.propagation.questions.reaching import Reaching
from graphs.rendering.compose import compose
from graphs.rendering.picture import EVERYTHING, View
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import HandoffId
from process_models.domain.problems import Problem
from tests.chains import chain
from tests.kept import kept, too_large
from tests.pictures import TODAY, complete, example


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """Finds figures that were simulated."""

    found: Propagation

    def figures(self, _chain: ValueChain) -> Propagation:
        """Return them."""
        return self.found

    def reaching(self, chain: ValueChain, origin: HandoffId) -> Reaching | None:
        """Fail: a map too large is not asked."""
        raise AssertionError((chain, origin))


BEGINNINGS = {"svg": b"<svg ", "png": b"\x89PNG", "pdf": b"%PDF"}


def svg(told: ValueChain, *, outcome: str | None = None) -> str:
    """Return the SVG of a chain."""
    return draw(told, "svg", outcome=outcome, today=TODAY).content.decode()


def refusal(told: ValueChain, outcome: str) -> Problem:
    """Return the reason why a view is refused."""
    with pytest.raises(ViewRefused) as refused:
        draw(told, "svg", outcome=outcome)
    (problem,) = refused.value.problems
    return problem


@pytest.mark.parametrize("form", FORMS)
def test_each_format_is_what_it_says(form: str) -> None:
    """The content begins as files of that kind do."""
    assert draw(example(), form).content.startswith(BEGINNINGS[form])


def test_an_own_failure_is_drawn_as_the_whole_rate() -> None:
    """What is supposed of the link alone shows what its client gets: 1 - 0.9 · 0.8."""
    assert "28 % · supuesto" in svg(chain("a -> b: x 1/10\nb -> cliente: y own=0.2"))


def test_the_contributions_of_an_outcome_are_those_of_propagation() -> None:
    """A chain of two certain dependencies: of 28 in 100, what begins at each link, and at the node between."""
    drawn = svg(chain("process b own=0.1\na -> b: x 1/10\nb -> cliente: y own=0.1"), outcome="cliente")
    assert drawn.count("33 % del aporte</text>") == 3


def test_what_is_not_valid_on_the_maps_day_is_not_drawn() -> None:
    """The map as of its date."""
    told = chain("a -> b: Viejo to=2025-12-31\na -> b: Nuevo from=2026-01-01", as_of=date(2026, 6, 1))
    assert "Nuevo" in svg(told)
    assert "Viejo" not in svg(told)


def test_an_outcome_must_be_there() -> None:
    """A node that the map does not have, or not on its day, has no view."""
    assert refusal(example(), "nadie").code == "view-unknown-node"
    told = chain("customer viejo to=2025-12-31\na -> viejo: x", as_of=date(2026, 6, 1))
    assert refusal(told, "viejo").code == "view-unknown-node"


def test_a_process_is_no_outcome() -> None:
    """Contributions are those to customers and employees."""
    assert refusal(example(), "bodega").code == "view-not-an-outcome"


def test_a_map_too_large_to_propagate_is_drawn_by_what_is_noted() -> None:
    """The rates of the evidence stand in, and it is said."""
    told = complete(48)
    supposed = chain("p0 -> cliente: x own=0.1")
    large = ValueChain(name="x", nodes=(*told.nodes, supposed.nodes[1]), handoffs=(*told.handoffs, *supposed.handoffs))
    assert "drawing-rates-from-evidence" in [notice.code for notice in draw(large, "svg").notices]


def test_the_reach_of_a_map_too_large_to_compute_is_told_of_its_ends_alone() -> None:
    """What is simulated has figures of customers only; nothing is made up for the way there."""
    told = chain("a -> b: x 1/10\nb -> cliente: y own=0.1")
    simulated = propagate(told, method="sampling", samples=20_000)
    figures, notices = drawn_figures(told, View(origin=told.handoffs[0].id), Simulated(found=simulated))
    assert [notice.code for notice in notices] == ["drawing-reach-at-ends"]
    assert figures.reached is None
    assert dict(figures.nodes_reached or {}) == pytest.approx({"cliente": 0.9}, abs=0.02)
    picture = compose(told, figures, View(origin=told.handoffs[0].id), wording("es"))
    assert [each.figures for each in picture.handoffs] == [("10 % · 1/10",), ("¿? sin calcular", "19 % · supuesto")]


def test_a_kept_map_tells_the_reach_of_a_failure_as_its_page_does() -> None:
    """The same as the command line, from workers."""
    lens = "downstream:handoff:solicitud"
    shown = map_svg(kept(example()), lens=lens, fold=EVERYTHING)
    assert shown == draw(example(), "svg", lens=lens)
    page = reach(propagate(example()), HandoffId("solicitud"), wording("es"))
    for reached in page.reached:
        said = f"{reached.name}, cliente, carril Mercado, le llega el {reached.passed_on} de esas fallas"
        assert said in shown.content.decode()


def test_lanes_that_nobody_has_are_said() -> None:
    """The drawing is made all the same."""
    diagram = draw(chain("a -> cliente: x"), "svg", lanes=True)
    assert [notice.code for notice in diagram.notices] == ["drawing-without-lanes"]


def test_many_threads_may_draw_at_once() -> None:
    """Each gets its own drawing, the same as alone."""
    maps = [chain(f"a{place} -> b: x {place}/20\nb -> cliente: y") for place in range(12)]
    with ThreadPoolExecutor(6) as threads:
        together = list(threads.map(svg, maps))
    assert together == [svg(each) for each in maps]


def test_dot_is_text_for_other_programs() -> None:
    """The whole map, in the language asked for."""
    assert dot(example(), language="en").startswith("digraph {")
    assert "not measured" in dot(example(), language="en")


@pytest.mark.parametrize("outcome", [None, "minorista"])
@pytest.mark.parametrize("lanes", [False, True])
@pytest.mark.parametrize("language", ["es", "en"])
def test_the_drawing_of_a_kept_map_is_the_same(outcome: str | None, language: str, *, lanes: bool) -> None:
    """The page shows what the command line writes, byte for byte."""
    expected = draw(example(), "svg", outcome=outcome, lanes=lanes, language=language)
    assert map_svg(kept(example()), outcome=outcome, lanes=lanes, language=language) == expected


def test_a_kept_map_is_drawn_once_for_each_revision_view_and_day() -> None:
    """A map without a date bears that of the day, so tomorrow it is drawn anew."""
    opened = kept(chain("ventas -> cliente: Pedido 1/10"))
    drawn = map_svg(opened, today=TODAY)
    assert map_svg(opened, today=TODAY) is drawn
    assert map_svg(opened, today=date(2026, 11, 23)).content != drawn.content
    assert map_svg(opened, today=TODAY, outcome="cliente").content != drawn.content


def test_a_view_that_a_kept_map_does_not_have_is_refused() -> None:
    """Like that of any other."""
    with pytest.raises(ViewRefused):
        map_svg(kept(example()), outcome="nadie")


def test_a_kept_map_that_is_being_simulated_is_drawn_from_its_evidence_until_its_figures_are_there() -> None:
    """The reader is told, and of a simulation that was stopped too."""
    opened = kept(too_large(45))
    assert "drawing-simulating" in {notice.code for notice in map_svg(opened, outcome="p44").notices}
    simulating.figures(opened)
    drawn = map_svg(opened, outcome="p44")
    assert not {"drawing-simulating", "drawing-rates-from-evidence"} & {notice.code for notice in drawn.notices}
    assert drawn.content != map_svg(opened).content
    other = kept(too_large(45))
    simulating.stop(other)
    assert "drawing-rates-from-evidence" in {notice.code for notice in map_svg(other, outcome="p44").notices}


@pytest.mark.parametrize("form", FORMS)
def test_a_file_of_a_kept_map_is_made_from_what_its_pages_show(form: str) -> None:
    """The same drawing in each format."""
    opened = kept(example())
    found = map_file(opened, form, lanes=True)
    assert found.content.startswith(BEGINNINGS[form])
    assert found.document == map_svg(opened, lanes=True).document


def test_a_small_picture_is_the_drawing_alone() -> None:
    """Its frame holds everything that was drawn, and neither title nor legend."""
    opened = kept(chain("ventas -> bodega: Pedido 30/200", name="Un nombre"))
    whole, small = map_svg(opened), thumbnail(opened)
    assert small is not None
    frame = whole.document.frame
    view = re.search(rb'viewBox="([0-9. ]+)"', small)
    assert view is not None
    assert [float(each) for each in view[1].split()] == pytest.approx(
        [frame.left, frame.top, frame.width, frame.height], abs=0.1
    )
    assert frame.top > 24
    assert frame.top + frame.height < whole.document.height - 40
    assert thumbnail(kept(too_large())) is None
