"""A drawing seen through windows: each holds what lies in it, together they hold everything."""

import re
from collections import Counter
from html import unescape

import pytest

from app.wording import wording
from graphs.rendering.drawing import laid_out
from graphs.rendering.geometry import Box
from graphs.rendering.sheet import legend_alone
from graphs.rendering.windows import Scenery, overlap, scenery
from tests.pictures import complete, drawn, example, named

LAP = 200.0


@pytest.fixture(scope="module")
def scene() -> Scenery:
    """Return the example's drawing without its sheet."""
    return scenery(laid_out(drawn(example()), wording("es")).document)


def texts(svg: str) -> list[str]:
    """Return the texts of an SVG."""
    return [unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


def halves(frame: Box, lap: float) -> tuple[Box, Box]:
    """Return the left and the right half of a box, with so much in both."""
    wide = (frame.width + lap) / 2
    right = frame.left + frame.width - wide
    return tuple(Box(left=left, top=frame.top, width=wide, height=frame.height) for left in (frame.left, right))  # type: ignore[return-value]


def test_the_whole_has_the_drawing_and_nothing_of_its_sheet(scene: Scenery) -> None:
    """Neither title nor legend, nor what can only be pressed on a screen."""
    document = laid_out(drawn(example()), wording("es")).document
    shown = texts(scene.through(scene.frame))
    assert {"PR-08 Bodega", "Pedido completo", "15 % · 30/200"} <= set(shown)
    assert not {"Pedidos y nómina", "hecho"} & set(shown)
    assert "close-" not in scene.through(scene.frame)
    assert (scene.smallest, scene.largest) == (8.5, 10.5)
    assert overlap(scene.frame, document.frame) == document.frame


def test_what_a_screen_reader_says_is_every_handoff(scene: Scenery) -> None:
    """In the words of the drawing itself."""
    assert len(scene.spoken) == 1 + len(example().handoffs)
    assert "Entrega Pedido completo, de Ventas a Bodega, falla 15 %, 30 de 200, hecho." in scene.spoken


def test_a_window_holds_no_text_from_elsewhere(scene: Scenery) -> None:
    """Else it could be found and copied where nobody sees it."""
    left, right = halves(scene.frame, 0)
    found = Counter(texts(scene.through(left))) | Counter(texts(scene.through(right)))
    assert found == Counter(texts(scene.through(scene.frame)))
    assert "Cliente minorista" not in texts(scene.through(left))
    assert "Operador logístico A" not in texts(scene.through(right))


def test_where_nothing_lies_nothing_is_shown(scene: Scenery) -> None:
    """So that an empty tile is known as one."""
    assert scene.through(Box(left=-500, top=-500, width=100, height=100)) == ""


@pytest.mark.parametrize("chain", [example(), complete(9), named("Ventas", "Bodega", "Despacho")])
def test_a_fold_cuts_no_node_and_no_label_in_two(chain: object) -> None:
    """Each stands whole in one part at least, and nowhere in halves."""
    scene = scenery(laid_out(drawn(chain), wording("es")).document)  # type: ignore[arg-type]
    parts = [scene.cut(half, LAP) for half in halves(scene.frame, LAP)]
    small = [mark for mark in scene.marks if mark.solid and max(mark.solid.width, mark.solid.height) <= LAP]
    assert small
    assert all(any(mark in part.marks for part in parts) for mark in scene.marks)
    for part in parts:
        right = part.frame.left + part.frame.width
        cut = [m for m in small if m.solid and m.solid.left + 0.1 < right < m.solid.corners[1][0] - 0.1]
        assert not set(cut) & set(part.marks)


def test_a_legend_stands_alone_as_wide_as_wanted() -> None:
    """Broken into more rows where it is narrow; its words are all there."""
    document = laid_out(drawn(example()), wording("es")).document
    wide, narrow = legend_alone(document, 900), legend_alone(document, 300)
    assert (wide.width, narrow.width) == (900, 300)
    assert wide.height < narrow.height
    assert sorted(texts(wide.svg)) == sorted(texts(narrow.svg))
    assert {"hecho", "opinión", "supuesto"} <= set(texts(wide.svg))
