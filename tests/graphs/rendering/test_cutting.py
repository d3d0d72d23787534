"""Drawings for paper: narrower than on a screen, and cut from their sheet."""

from dataclasses import replace

from app.wording import wording
from graphs.rendering.cutting import Cutting, cut
from graphs.rendering.drawing import draw
from graphs.rendering.picture import Figures, View
from graphs.rendering.sheet import Document
from process_models.domain.evidence import best_rate
from tests.chains import chain

STORY = replace(
    chain("""
        process v name="Ventas y mercadeo de la región"
        v -> b: Pedido completo y firmado 30/200
        b -> cliente: Entrega en el local 20/100
    """),
    name="La historia",
)


def drawn(*, narrow: bool) -> Document:
    """Return a drawing of the story."""
    figures = Figures(rates={each.id: best_rate(each.failure) for each in STORY.handoffs})
    return draw(STORY, figures, View(narrow=narrow), wording("es")).document


def test_a_narrow_drawing_takes_less_room() -> None:
    """Names are broken sooner, and nothing of them is lost."""
    wide, narrow = drawn(narrow=False), drawn(narrow=True)
    assert narrow.frame.width < 0.8 * wide.frame.width
    for word in ("Ventas", "mercadeo", "región", "firmado", "local"):
        assert word in narrow.svg


def test_a_drawing_and_its_legend_come_apart() -> None:
    """Neither has the title, nor anything of the other that would be read aloud though it is not seen."""
    drawing, legend = cut(drawn(narrow=True))
    assert "mercadeo" in drawing.svg
    assert "mercadeo" not in legend.svg
    assert "hecho" in legend.svg
    assert "hecho</text>" not in drawing.svg
    assert "La historia" not in drawing.svg + legend.svg
    assert legend.width < 660


def test_a_drawing_is_never_made_larger_and_never_too_small() -> None:
    """Fitted into what there is, as long as its smallest type can be read."""
    cutting = Cutting(svg="", width=1000, height=400, smallest=8.0)
    assert cutting.scale(2000, 2000, 6.0) == 1.0
    assert cutting.scale(800, 800, 6.0) == 0.8
    assert cutting.scale(700, 800, 6.0) is None
