"""The scene: all that the SVG shows, for the browser that writes the same (`frontend/tests/scene.test.ts`)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.services.showing import views
from app.services.showing.levels import Levels
from app.web import drawings
from app.web.chain.map_page import things
from app.wording import wording
from graphs.rendering.drawing import draw
from graphs.rendering.lettering import wrapped
from graphs.rendering.picture import EVERYTHING, View
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import HandoffId, NodeId
from tests.chains import chain
from tests.pictures import HOSTILE, NOT_FOR_PAPER, TODAY, complete, example, named, noted
from tests.snapshot import assert_as_kept

SHARED = Path(__file__).parents[3] / "frontend" / "tests" / "scenes.txt"

GROUPED = chain(
    """
    supplier proveedor name=Proveedor
    process ventas name=Ventas lane=Comercial
    process bodega name=Bodega lane=Logística process_kind=support
    employees personal name="Personal de planta" lane=Logística
    customer cliente name=Cliente
    proveedor -> bodega: Material 1/50
    ventas -> bodega: Pedido 30/200
    bodega -> ventas: Existencias
    bodega -> ventas: Faltantes ratings=1,2,5
    bodega -> cliente: Entrega 5/100
    ventas -> cliente: Factura ratings=4,4,5
    bodega -> personal: Turnos
    """
)
TREE = chain(
    """
    process tramites name=Trámites code=M2 process_kind=core
    process estudio name=Estudio code=M2.1 part_of=tramites
    process revision name=Revisión part_of=estudio
    process visita name=Visita part_of=estudio
    process nomina name=Nómina process_kind=support
    customer cliente name=Cliente
    supplier fuente name=Fuente
    fuente -> revision: Norma
    revision -> visita: Concepto 1/50
    revision -> visita: Anexo
    visita -> cliente: Permiso 20/100
    nomina -> cliente: Nada
    """
)
SHORT = chain("a -> b: x 1/10 channel=internal\nb -> cliente: y")
LANES = chain("process a lane=Norte\nprocess b lane=Norte\nprocess c lane=Sur\na -> b: x\na -> c: y\nb -> c: z")


def maps() -> Iterator[tuple[str, ValueChain, str, str]]:
    """Return maps of all sorts with a view and what is chosen in it."""
    yield "example", example(), "map", "node-ventas"
    yield "groups, unknowns, parallel", GROUPED, "map", "handoff-ventas-bodega"
    yield "lanes", GROUPED, "lanes", ""
    yield "frames", TREE, "map", "node-estudio"
    yield "collapsed", TREE, "collapsed", ""
    yield "process map", TREE, "processes", "node-cliente"
    yield "lanes collapsed", LANES, "collapsed", ""
    yield "a lane opened", LANES, "expanded:@1", ""
    yield "upstream", GROUPED, "upstream:cliente", ""
    yield "downstream", SHORT, "downstream:handoff:a-b", ""
    yield "evidence", SHORT, "evidence", "handoff-a-b"
    yield "channels", SHORT, "channels", ""
    yield "hostile", named(*(each[:40] for each in HOSTILE[::4])), "map", ""
    yield "from right to left, not for paper", named(HOSTILE[26], HOSTILE[28], NOT_FOR_PAPER[2][0]), "map", ""
    yield "one", chain("process a name=A"), "map", ""
    yield "crowded", complete(4, lanes=2), "lanes", ""


def shared() -> dict[str, Any]:
    """Return what both languages are held to: scenes with the SVG of a page, and labels with their lines."""
    return {
        "scenes": [_case(*each) for each in maps()],
        "labels": [[text[:230], list(wrapped(text[:230]))] for text in _texts()],
    }


def _case(name: str, of: ValueChain, view: str, chosen: str) -> dict[str, Any]:
    outcome, origin = views.outcome_of(view), views.origin_of(view)
    seen = View(
        outcome=None if outcome is None else NodeId(outcome),
        origin=None if origin is None else HandoffId(origin),
        shows=views.shows_of(view),
        lanes=views.has_lanes(view),
        fold=views.fold_of(view, of) if view != "map" else EVERYTHING,
    )
    drawn = draw(of, noted(of), seen, wording("es"), today=TODAY)
    marks = {mark: f"/maps/m?view={to}" for mark, to in Levels(chain=of, view=view).marks.items()}
    page = f"/maps/m?view={view}&"
    linked = things(of)
    svg = drawings.inline(drawn.document.svg.encode(), page=page, linked=linked, chosen=chosen, marks=marks)
    manner = {"page": page, "marks": marks, "chosen": chosen}
    return {"name": name, "manner": manner, "scene": json.loads(drawn.scene), "svg": str(svg)}


def _texts() -> Iterator[str]:
    yield from (text for text in HOSTILE if "\ud800" not in text)
    yield from (node.name for node in example().nodes)
    yield from (handoff.deliverable for handoff in example().handoffs)
    yield from (
        "Gestión socio-ambiental de largo-plazo",
        "foo--bar baz -- qux",
        "a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r-s",
        "administracioncentralizadadesuministros-nacionales",
        (
            "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
            "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis"
        ),
        " ",
        "",
    )


def test_the_browser_has_the_scenes_as_they_are() -> None:
    """The file that the front end is tested with is what Python draws today."""
    assert_as_kept(json.dumps(shared(), ensure_ascii=False, separators=(",", ":")) + "\n", str(SHARED))
    assert SHARED.stat().st_size < 350_000
