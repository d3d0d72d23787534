"""Views in which lines do not say the rate: what a failure reaches, evidence, channels."""

from dataclasses import replace

import pytest
from lxml import etree

from app.services.showing.diagrams import draw
from app.services.showing.views import shows_of
from app.wording import wording
from graphs.rendering.channel_lens import CHANNEL_MARKS
from graphs.rendering.dot import dot
from graphs.rendering.picture import Fold, Picture, Shows, View
from graphs.rendering.scene import scene
from graphs.rendering.styles import CHANNEL_STROKES, EVIDENCE_STROKES, NO_CHANNEL_STROKE, PAPER, origin_stroke
from graphs.rendering.table import table
from process_models.domain.vocabulary import EvidenceKind, Viewpoint
from tests.chains import chain
from tests.graphs.rendering.test_folding import placed
from tests.graphs.rendering.test_styles import contrast
from tests.graphs.rendering.test_svg import checked, group, words_on
from tests.pictures import TODAY, drawn, example
from tests.snapshot import assert_as_kept

SHOP = chain(
    """
    supplier fabrica name=Fábrica
    process ventas name=Ventas own=0.02
    process bodega name=Bodega
    customer cliente name=Cliente channels=complaints,delivered
    customer vecino name=Vecino
    employees turno name=Turno
    fabrica -> bodega: Material 1/50
    ventas -> bodega: Pedido 30/200 channel=internal
    bodega -> ventas: Existencias ratings=1,2,5 channel=internal
    bodega -> cliente: Entrega own=0.1 dependency=0.5 channel=delivered
    bodega -> vecino: Aviso
    ventas -> turno: Turnos own=0.1
    """
)


def document(lens: str, language: str = "es") -> etree._Element:
    """Return the drawing of the shop in a view."""
    return checked(draw(SHOP, "svg", lens=lens, language=language, today=TODAY).content.decode())


def lens(shows: str, fold: Fold | None = None) -> Picture:
    """Return the picture of the shop through a lens."""
    return drawn(SHOP, view=View(shows=shows_of(shows), fold=fold or Fold()))


@pytest.mark.parametrize("view", ["evidence", "channels"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_the_lenses_are_written_as_kept(view: str, language: str) -> None:
    """Every label of the example, and what the legend and a screen reader say."""
    picture = drawn(example(), view=View(shows=shows_of(view)), language=language)
    assert_as_kept(_told(picture), f"example-{view}-{language}.txt")


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_failure_downstream_is_written_as_kept(language: str) -> None:
    """Everything on the way with how much arrives, and nothing else."""
    found = draw(example(), "svg", lens="downstream:handoff:solicitud", language=language)
    root = checked(found.content.decode())
    said = [each.get("aria-label") or "" for each in root.iter() if each.get("tabindex")]
    assert_as_kept("\n".join([*said, "", *words_on(root)]) + "\n", f"example-downstream-{language}.txt")


def _told(picture: Picture) -> str:
    rows = [[row.heading, *(sample.caption for sample in row.samples)] for row in picture.lines_mean]
    legend = "\n".join(" | ".join(row) for row in rows)
    spoken = "\n".join([*(each.spoken for each in picture.nodes), *(each.spoken for each in picture.handoffs)])
    return f"{dot(picture)}\n{legend}\n\n{spoken}\n"


def test_evidence_is_said_by_line_and_letter() -> None:
    """With how many of how many in the legend, and own failures where they are stated."""
    root = document("evidence")
    assert words_on(group(root, "handoff-ventas-bodega")) == ["Pedido", "H · 15 % · 30/200"]
    assert words_on(group(root, "handoff-bodega-vecino")) == ["Aviso", "¿? sin medir"]
    assert words_on(group(root, "node-ventas")) == ["Ventas", "S · falla propia 2 % · supuesto"]
    assert group(root, "node-ventas").get("aria-label") == "Ventas, proceso, por sí mismo falla 2 %, supuesto"
    shown = words_on(root)
    for caption in ("H · hechos 2 de 6", "O · opiniones 1 de 6", "S · supuestos 2 de 6", "¿? · sin medir 1 de 6"):
        assert caption in shown
    assert "supuestos 1 de 1" in shown


def test_several_handoffs_are_drawn_by_the_weakest_evidence() -> None:
    """A bundle counts its letters."""
    told = chain("process a lane=Norte\nprocess b lane=Sur\na -> b: x 1/10\na -> b: y\na -> b: z 2/10")
    fold = Fold(levels=1, by_lane=True)
    (bundle,) = drawn(told, view=View(shows=Shows.EVIDENCE, fold=fold)).handoffs
    assert bundle.stroke == EVIDENCE_STROKES[EvidenceKind.UNKNOWN]
    assert bundle.figures == ("H 2 · ¿? 1",)
    (mixed,) = drawn(told, view=View(shows=Shows.CHANNELS, fold=fold)).handoffs
    assert mixed.figures == ("sin canal 3",)


def test_channels_are_said_by_number() -> None:
    """All eight stand in the legend; who has none says so."""
    root = document("channels")
    assert words_on(group(root, "handoff-ventas-bodega")) == ["[6] Pedido"]
    assert words_on(group(root, "handoff-fabrica-bodega")) == ["Material", "sin canal"]
    assert words_on(group(root, "node-cliente")) == ["Cliente", "[2] [5]"]
    assert words_on(group(root, "node-vecino")) == ["Vecino", "sin canal"]
    assert "canal: Producto o servicio entregado" in str(group(root, "handoff-bodega-cliente").get("aria-label"))
    shown = words_on(root)
    assert [sum(text.startswith(f"{mark} ") and ":" in text for text in shown) for mark in CHANNEL_MARKS.values()] == [
        1
    ] * len(Viewpoint)
    assert "[5] Producto o servicio entregado: 1 entrega, 1 cliente" in shown
    assert "sin canal: 3 de 6 entregas, 1 de 2 clientes" in shown


def test_a_failure_is_followed_downstream() -> None:
    """The handoff that fails is marked, what it does not reach is not there, and outcomes bear their figure."""
    root = document("downstream:handoff:ventas-bodega")
    assert words_on(group(root, "handoff-ventas-bodega"))[0] == "✖ Pedido"
    assert "es la entrega que falla" in str(group(root, "handoff-ventas-bodega").get("aria-label"))
    assert "le llega" in words_on(group(root, "node-cliente"))[-1]
    assert "¿? sin medir" in words_on(group(root, "handoff-bodega-vecino"))
    identifiers = {each.get("id") for each in root.iter() if each.get("id")}
    assert not identifiers & {"handoff-fabrica-bodega", "node-fabrica"}


def test_what_a_failure_cannot_spoil_is_not_drawn() -> None:
    """A client that does not depend on it, or a supplier that contains it."""
    told = chain("a -> b: x 1/10\nb -> c: y own=0.1 containment=1\nb -> cliente: z own=0.1\nc -> otro: w own=0.1")
    root = checked(draw(told, "svg", lens="downstream:handoff:a-b").content.decode())
    identifiers = {each.get("id") for each in root.iter() if each.get("tabindex")}
    assert identifiers == {"node-a", "node-b", "node-cliente", "handoff-a-b", "handoff-b-cliente"}


def test_lines_hold_in_greyscale_and_are_never_green() -> None:
    """At least 3 : 1 on paper; in no colour green is the strongest; dashes tell evidence apart without any colour."""
    origin = origin_stroke(EvidenceKind.FACT)
    strokes = [*EVIDENCE_STROKES.values(), *CHANNEL_STROKES.values(), NO_CHANNEL_STROKE, origin]
    for each in strokes:
        red, green, blue = (int(each.color[place : place + 2], 16) for place in (1, 3, 5))
        assert contrast(each.color, PAPER) >= 3
        assert green <= max(red, blue)
    assert len({each.dashes for each in EVIDENCE_STROKES.values()}) == 4
    assert NO_CHANNEL_STROKE.dashes != CHANNEL_STROKES[Viewpoint.AUDIT].dashes
    assert len({each.color for each in CHANNEL_STROKES.values()}) == 8


def test_marks_stand_where_labels_have_no_room() -> None:
    """On a crowded sheet the letter or number stays on its line."""
    picture = lens("channels")
    crowded = replace(placed(picture), labels={})
    shown = {each.drawn.identifier: each for each in scene(picture, crowded, wording("es")).handoffs}
    marked, bare = shown["handoff-ventas-bodega"], shown["handoff-fabrica-bodega"]
    assert (marked.drawn.lines, marked.drawn.figures) == (("[6]",), ())
    assert marked.label is not None
    assert bare.label is None
    assert marked.stroke.width < marked.drawn.stroke.width


def test_a_table_says_the_same() -> None:
    """What is too large to be drawn still bears its letters and numbers."""
    root = checked(table(lens("evidence"), wording("es")).svg)
    assert words_on(group(root, "handoff-ventas-bodega"))[-1] == "H · 15 % · 30/200"
    root = checked(table(lens("channels"), wording("es")).svg)
    assert "[6] Pedido" in words_on(group(root, "handoff-ventas-bodega"))
