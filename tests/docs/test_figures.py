"""Every figure in the documentation is computed: what is written is what the engine says."""

import math
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from app.services.files import exchange
from app.services.showing import diagrams
from graphs.propagation import Propagation, propagate
from graphs.propagation.dense import LARGEST_COMPONENT
from graphs.propagation.drafts import LARGEST_TABLE, LARGEST_TOTAL
from process_models.domain.chain import Handoff, ValueChain
from process_models.domain.evidence import Deliveries, Evidence
from process_models.domain.identifiers import HandoffId, NodeId
from tests.docs import permits
from tests.docs.figures import Figure, markers_without_figure, miscalculated, renewed, unmarked
from tests.docs.vocabulary import vocabulary
from tests.shared import shared

ROOT = Path(__file__).parents[2]
WORKED = ROOT / "docs" / "examples" / "orders-and-payroll.json"
LOOP = ROOT / "docs" / "examples" / "loop.json"
EXAMPLE = ROOT / "examples" / "pedidos-y-nomina.json"
SHOP = NodeId("shop")

GIVEN = {
    "README.md": {"3.11"},
    "docs/guia.md": {"3.11"},
    "docs/propagation.md": {"95 %"},
    "docs/permits.md": set[str](),
}
"""Figures that a page gives instead of computing them: limits, versions, conventions."""


@pytest.mark.parametrize("page", GIVEN)
def test_every_figure_of_a_page_is_marked_or_given(page: str) -> None:
    """A percentage, a count or a decimal that nothing computes does not stay unnoticed."""
    text = _read(page)
    assert [figure for figure in unmarked(text) if figure not in GIVEN[page]] == []
    assert markers_without_figure(text) == []


def test_the_worked_example_is_computed() -> None:
    """docs/propagation.md: every figure and every line of its arithmetic."""
    text, figures = _read("docs/propagation.md"), _worked()
    assert text == renewed(text, figures)
    assert list(miscalculated(text, figures)) == []


@pytest.mark.parametrize("page", ["README.md", "docs/guia.md"])
def test_what_is_said_of_the_example_is_computed(page: str) -> None:
    """README.md and the guide speak of the example map."""
    text, figures = _read(page), vocabulary(propagate(_map(EXAMPLE)))
    assert text == renewed(text, figures)
    assert list(miscalculated(text, figures)) == []


def test_the_permit_cases_are_computed() -> None:
    """docs/permits.md: every figure, from the table of the handoffs."""
    table = shared("data/receipt-handoffs.csv", "the figures of docs/permits.md")
    text, figures = _read("docs/permits.md"), permits.figures(table)
    assert text == renewed(text, figures)
    assert list(miscalculated(text, figures)) == []


def test_the_picture_of_the_permit_cases_shows_their_figures() -> None:
    """docs/pictures: drawn again, it says the same of every handoff."""
    table = shared("data/receipt-handoffs.csv", "the picture in docs/permits.md")
    chain = exchange.read(table.read_bytes(), table.name).chain
    assert chain is not None
    drawn = diagrams.draw(chain, "svg", outcome=permits.INTERNET, language="en").content.decode()
    assert _figures_in(_read("docs/pictures/permits-internet.svg")) == _figures_in(drawn)


@pytest.mark.parametrize(("picture", "outcome"), [("pedidos-y-nomina", None), ("cliente-minorista", "minorista")])
def test_the_pictures_of_the_readme_show_the_example(picture: str, outcome: str | None) -> None:
    """docs/pictures: drawn again, they say the same of every handoff."""
    drawn = diagrams.draw(_map(EXAMPLE), "svg", outcome=outcome, language="es").content.decode()
    assert _figures_in(_read(f"docs/pictures/{picture}.svg")) == _figures_in(drawn)


def test_a_changed_figure_is_noticed() -> None:
    """In a sentence, in the arithmetic, and where somebody adds one without computing it."""
    figures: dict[str, Figure] = {"P(shop)": 0.206128, "measured(order)": (25, 200)}
    told = "The shop: <!--P(shop)-->20.6 %; the order: <!--measured(order)-->12.5 % (25 of 200)."
    assert renewed(told, figures) == told
    assert renewed(told.replace("20.6", "20.7").replace("25 of", "26 of"), figures) == told
    assert unmarked(told) == []
    assert unmarked(f"{told} And 3 % (6 of 200), or 0.03.") == ["3 %", "6 of 200", "0.03"]
    assert markers_without_figure("The shop: <!--P(shop)--> 20.6 %.") == ["<!--P(shop)-->"]
    right, wrong = "P(shop) = 1 - 0.894 * 0.888 = 0.2061", "P(shop) = 1 - 0.894 * 0.878 = 0.2061"
    assert list(miscalculated(f"```figures\n{right}\n{wrong}\n```\n", figures)) == [f"{wrong}   (computed: 0.206128)"]


def _figures_in(svg: str) -> list[str]:
    """Return the texts of a drawing that say how much or how many, in no particular order."""
    return sorted(re.findall(r">([^<>]*(?:%|\d/\d)[^<>]*)<", svg))


def _read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def _map(path: Path) -> ValueChain:
    chain = exchange.read(path.read_bytes(), path.name).chain
    assert chain is not None
    return chain


@cache
def _worked() -> dict[str, Figure]:
    """Return the figures of docs/propagation.md: of its two maps, and of what it changes about them."""
    chain, loop = _map(WORKED), _map(LOOP)
    figures = vocabulary(propagate(chain))
    figures |= vocabulary(propagate(_with_unknown_failing(chain)), "worst:")
    figures["P(shop by its goods alone)"] = propagate(_without(chain, {"answers", "statement"})).nodes[SHOP]
    for prefix, failed in (("loop:", 20), ("fewer:", 19), ("more:", 21)):
        found = propagate(_with_failed(loop, HandoffId("request"), failed))
        figures |= vocabulary(found, prefix) | {f"{prefix}together": _together(found)}
    figures |= {"LARGEST_TABLE": LARGEST_TABLE, "log2 LARGEST_TABLE": math.log2(LARGEST_TABLE)}
    figures["log2 LARGEST_TOTAL"] = math.log2(LARGEST_TOTAL)
    return figures | {"LARGEST_COMPONENT": float(LARGEST_COMPONENT)}


def _with_unknown_failing(chain: ValueChain) -> ValueChain:
    return _changed(chain, lambda each: each if each.failure else replace(each, failure=Evidence(own=1.0)))


def _with_failed(chain: ValueChain, handoff: HandoffId, failed: int) -> ValueChain:
    counted = Evidence(deliveries=Deliveries(count=100, failed=failed))
    return _changed(chain, lambda each: replace(each, failure=counted) if each.id == handoff else each)


def _without(chain: ValueChain, handoffs: set[str]) -> ValueChain:
    return replace(chain, handoffs=tuple(each for each in chain.handoffs if each.id not in handoffs))


def _changed(chain: ValueChain, change: Callable[[Handoff], Handoff]) -> ValueChain:
    return replace(chain, handoffs=tuple(map(change, chain.handoffs)))


def _together(found: Propagation) -> float:
    (loop,) = found.loop_sums
    return loop.contributions[SHOP]
