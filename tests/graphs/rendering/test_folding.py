"""Parts gathered in their wholes, frames round open ones, and the process map, as they are drawn."""

import random
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from app.services.files import exchange
from app.services.showing import views
from app.wording import wording
from graphs.rendering.dot import dot
from graphs.rendering.drawing import draw, laid_out
from graphs.rendering.layout import Engine, Layout, lay_out
from graphs.rendering.picture import Fold, Picture, View
from process_models.domain.chain import ValueChain
from process_models.domain.vocabulary import EvidenceKind
from tests.chains import chain
from tests.graphs.rendering.test_layout import overlap
from tests.graphs.rendering.test_svg import SVG, checked, group, words_on
from tests.pictures import HOSTILE, drawn, named, noted
from tests.snapshot import assert_as_kept
from tests.strategies import chains

PROCESS_MAP = Path(__file__).parents[3] / "docs" / "examples" / "process-map.json"
SHOP = chain(
    """
    process comercial name="Gestión comercial" code=PR-01 process_kind=core
    process ventas name=Ventas code=PR-07 part_of=comercial
    process cartera name=Cartera part_of=comercial
    process nomina name=Nómina process_kind=support
    process otro name=Otro
    customer cliente name=Cliente
    employees empleados name=Agentes
    supplier proveedor name=Fábrica
    ventas -> cartera: Solicitud 12/100
    cartera -> ventas: Cupo
    ventas -> cliente: Pedido 30/200
    cartera -> cliente: Cuenta
    cliente -> ventas: Encargo
    nomina -> empleados: Pago
    otro -> ventas: Aviso
    proveedor -> ventas: Cajas 1/50
    """
)


def public_entity() -> ValueChain:
    """Return the example of the docs."""
    told = exchange.read(PROCESS_MAP.read_bytes()).chain
    assert told is not None
    return told


def pictured(told: ValueChain, view: str) -> Picture:
    """Return the picture of a view by its name."""
    return drawn(told, view=View(fold=views.fold_of(view, told)))


def placed(picture: Picture) -> Layout:
    """Return the layout that there must be."""
    found = lay_out(picture)
    assert found is not None
    assert found.engine is Engine.DOT
    return found


def document(told: ValueChain, view: str) -> etree._Element:
    """Return the drawing of a view, which holds only what may stand in one."""
    return checked(laid_out(pictured(told, view), wording("es")).document.svg)


@pytest.mark.parametrize("view", ["collapsed", "expanded:estudio", "processes", "map"])
def test_the_public_entity_is_written_as_kept(view: str) -> None:
    """Macroprocesses alone, one of them open down to its procedures, in bands, and everything."""
    assert_as_kept(dot(pictured(public_entity(), view)), f"process-map-{view.partition(':')[0]}.dot")


def test_a_whole_says_what_it_stands_for() -> None:
    """Its code and name, its parts, what they hand over to each other and the worst of it; what is unknown stays so."""
    root = document(SHOP, "collapsed")
    whole = group(root, "node-comercial")
    assert words_on(whole) == [
        "PR-01 Gestión comercial",
        "2 partes",
        "2 entregas internas",
        "peor 12 % · 12/100",
        "¿? 1 sin medir",
    ]
    assert whole.get("aria-label") == (
        "PR-01 Gestión comercial, proceso misional, 2 partes, 2 entregas internas, "
        "la peor, Solicitud, falla 12 %, 12 de 100, hecho, 1 sin medir"
    )
    assert group(root, "open-node-comercial").get("aria-label") == "Abrir PR-01 Gestión comercial"


def test_many_handoffs_are_one_arrow() -> None:
    """As wide as the worst, with its denominator; a single one stays itself."""
    picture = pictured(SHOP, "collapsed")
    bundle = next(each for each in picture.handoffs if each.count == 2)
    assert (bundle.lines, bundle.figures) == (("2 entregas",), ("peor 15 % · 30/200", "¿? 1 sin medir"))
    assert (bundle.share, bundle.evidence) == (0.15, EvidenceKind.FACT)
    assert bundle.spoken == (
        "2 entregas, de PR-01 Gestión comercial a Cliente, la peor, Pedido, falla 15 %, 30 de 200, hecho, 1 sin medir"
    )
    assert {each.identifier for each in picture.handoffs if each.count == 1} == {
        "handoff-cliente-ventas",
        "handoff-nomina-empleados",
        "handoff-otro-ventas",
        "handoff-proveedor-ventas",
    }


def test_what_is_unknown_is_never_good() -> None:
    """Of handoffs that nobody measured there is no worst."""
    told = chain(
        "process todo\nprocess a part_of=todo\nprocess b part_of=todo\na -> cliente: x\nb -> cliente: y\na -> b: z"
    )
    picture = pictured(told, "collapsed")
    (bundle,) = picture.handoffs
    assert (bundle.figures, bundle.evidence) == (("¿? sin medir",), EvidenceKind.UNKNOWN)
    assert picture.nodes[0].figures == ("2 partes", "1 entrega interna", "¿? sin medir")


def test_a_frame_holds_its_parts() -> None:
    """Frames within frames, names with codes, and a mark that closes each."""
    picture = pictured(public_entity(), "map")
    layout = placed(picture)
    for frame in picture.frames:
        (left, top), (right, bottom) = layout.frames[frame.identifier].corners
        for inside in frame.inside:
            across, down = (layout.nodes.get(inside) or layout.frames[inside]).centre
            assert left < across < right
            assert top < down < bottom
    root = document(public_entity(), "map")
    assert words_on(group(root, "frame-estudio")) == ["M2.1 Estudio de solicitudes"]
    assert group(root, "frame-estudio").get("aria-label") == (
        "M2.1 Estudio de solicitudes, proceso misional, abierto, 2 partes"
    )
    assert group(root, "close-frame-estudio").get("aria-label") == "Cerrar M2.1 Estudio de solicitudes"
    assert words_on(group(root, "node-tramites")) == ["M2 Gestión de trámites", "en su conjunto"]


def test_lanes_are_wholes_where_there_are_no_others() -> None:
    """A lane is opened like a process."""
    told = chain(
        "process a lane=Norte\nprocess b lane=Norte\nprocess c lane=Sur\na -> b: x 1/10\na -> c: y\nb -> c: z 1/5"
    )
    root = document(told, "collapsed")
    assert words_on(group(root, "lane-1")) == ["Norte", "2 nodos", "1 entrega interna", "10 % · 1/10"]
    opened = pictured(told, "expanded:@1")
    assert [(each.identifier, each.inside) for each in opened.frames] == [("frame-lane-1", ("node-a", "node-b"))]
    assert [each.identifier for each in opened.nodes] == ["node-a", "node-b", "lane-2"]


def test_the_process_map_stands_in_bands() -> None:
    """Strategic on top, core, support, evaluation, no kind last; needs at the left, satisfaction at the right."""
    picture = pictured(public_entity(), "processes")
    layout = placed(picture)
    assert picture.bands is not None
    headings = [" ".join(row.heading) for row in picture.bands.rows]
    assert headings[0] == "Procesos estratégicos"
    assert headings[-1] == "¿? Sin clasificar"
    tops = [box.top for box in layout.rows]
    assert tops == sorted(tops)
    needs, satisfaction = layout.columns
    assert needs is not None
    assert satisfaction is not None
    assert needs.corners[1][0] < layout.rows[0].left
    assert layout.rows[0].corners[1][0] < satisfaction.left
    members = [*zip(picture.bands.rows, layout.rows, strict=True), (picture.bands.needs, needs)]
    for band, box in (*members, (picture.bands.satisfaction, satisfaction)):
        places = [layout.nodes[each].centre for each in band.members]
        assert all(box.left < x < box.corners[1][0] and box.top < y < box.corners[1][1] for x, y in places)
    core = next(row for row in picture.bands.rows if row.is_chain)
    across = [layout.nodes[each].centre[0] for each in core.members]
    assert across == sorted(across)


def test_customers_stand_at_both_sides() -> None:
    """What they give comes from the left, what they get goes to the right."""
    picture = pictured(SHOP, "processes")
    assert picture.bands is not None
    assert picture.bands.needs.members == ("needs-cliente", "node-proveedor")
    assert picture.bands.satisfaction.members == ("node-cliente", "node-empleados")
    given = {each.identifier: (each.supplier, each.client) for each in picture.handoffs}
    assert given["handoff-cliente-ventas"] == ("needs-cliente", "node-comercial")
    assert [row.members for row in picture.bands.rows] == [("node-comercial",), ("node-nomina",), ("node-otro",)]


@pytest.mark.parametrize(
    "text", ["", "customer cliente", "process a", "proveedor -> cliente: x", "a -> b: x\nb -> a: y"]
)
def test_every_small_map_has_a_process_map(text: str) -> None:
    """With nobody at a side, without processes, without anything."""
    assert document(chain(text), "processes").tag == f"{SVG}svg"


@pytest.mark.parametrize("view", ["collapsed", "processes", "expanded:n-0", "expanded:@1"])
def test_hostile_names_stay_texts(view: str) -> None:
    """Names of wholes, frames, codes and lanes too."""
    told = named(*HOSTILE)
    wholes = told.nodes[:1] + tuple(replace(node, part_of=told.nodes[0].id, code=node.name) for node in told.nodes[1:])
    parted = told if view.endswith("@1") else ValueChain(name=told.name, nodes=wholes, handoffs=told.handoffs)
    text = dot(pictured(parted, view))
    assert "<b>" not in text.replace("&lt;", "")
    document(parted, view)


def test_a_large_map_of_parts_is_drawn_gathered() -> None:
    """More than one sheet holds: parts in their processes, and it is said."""
    lines = ["process todo"] + [f"process p{place} part_of=todo" for place in range(700)]
    told = chain("\n".join([*lines, "p1 -> cliente: x 1/10", "p2 -> cliente: y"]))
    drawing = draw(told, noted(told), View(), wording("es"))
    assert [notice.code for notice in drawing.notices] == ["drawing-collapsed"]
    assert "700 partes" in drawing.document.svg


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(chains(nodes_from=2, handoffs_from=1))
def test_any_map_is_drawn_in_any_view(told: ValueChain) -> None:
    """Collapsed, open and in bands: every arrow's ends are drawn, and every handoff is counted once."""
    for fold in (Fold(levels=1), Fold(levels=2), Fold(), Fold(levels=1, bands=True), Fold(levels=1, by_lane=True)):
        picture = drawn(told, view=View(fold=fold))
        identifiers = {node.identifier for node in picture.nodes}
        assert {end for each in picture.handoffs for end in (each.supplier, each.client)} <= identifiers
        assert sum(each.count for each in picture.handoffs) <= len(told.handoffs)
        assert dot(picture) == dot(picture)
        checked(laid_out(picture, wording("es")).document.svg)


def entity(seed: int) -> ValueChain:
    """Return a map of some macroprocesses with parts, of all kinds, and of people at both sides."""
    rng = random.Random(seed)  # noqa: S311 - a repeatable choice
    kinds = ("core", "core", "strategic", "support", "evaluation")
    wholes = [f"m{place}" for place in range(rng.randint(2, 8))]
    parts = [f"{whole}-{place}" for whole in wholes for place in range(rng.randint(0, 4))]
    lines = [f'process {whole} name="Macroproceso {whole}" process_kind={rng.choice(kinds)}' for whole in wholes]
    lines += [f'process {part} name="Proceso {part}" part_of={part.partition("-")[0]}' for part in parts]
    others = ["cliente", "cliente-2", "cliente-3", "empleados", "proveedor", "proveedor-2"][: rng.randint(1, 6)]
    for place in range(rng.randint(5, 40)):
        supplier, client = rng.sample([*wholes, *parts, *others], 2)
        lines.append(f"{supplier} -> {client}: Entregable {place} {rng.randint(0, 30)}/100")
    return chain("\n".join(lines))


@pytest.mark.parametrize("seed", range(12))
def test_nothing_lies_where_something_else_has_its_place(seed: int) -> None:
    """Neither nodes nor labels overlap, and nothing foreign stands in a frame or at a side of the process map."""
    for view in ("map", "collapsed", "collapsed:2", "processes"):
        picture = pictured(entity(seed), view)
        layout = placed(picture)
        boxes = [*layout.nodes.values(), *layout.labels.values()]
        assert [pair for pair in combinations(boxes, 2) if overlap(*pair)] == []
        for frame in picture.frames:
            outside = layout.nodes.keys() - set(frame.inside)
            assert [each for each in outside if overlap(layout.nodes[each], layout.frames[frame.identifier])] == []
        if picture.bands is not None:
            sides = {each for column in picture.bands.columns for each in column.members}
            rest = [layout.nodes[each] for each in layout.nodes.keys() - sides] + [*layout.labels.values()]
            columns = [box for box in layout.columns if box is not None]
            assert [box for box in rest for column in columns if overlap(box, column)] == []
