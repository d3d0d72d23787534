"""The SVG document: only what is allowed, every text literal, everything named for a screen reader."""

import pytest
from lxml import etree

from app.wording import wording
from graphs.rendering.drawing import draw, laid_out
from graphs.rendering.lettering import LONGEST_LABEL, literal
from graphs.rendering.picture import Picture, View
from graphs.rendering.styles import share_class
from graphs.rendering.table import table
from process_models.domain.chain import Node, ValueChain
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.problems import Problem
from process_models.domain.vocabulary import NodeKind
from tests.chains import chain
from tests.pictures import HOSTILE, NOT_FOR_PAPER, complete, drawn, example, named, noted

SVG = "{http://www.w3.org/2000/svg}"
PAINT = {"fill", "stroke", "stroke-width", "stroke-dasharray"}
ALLOWED: dict[str, set[str]] = {
    "svg": {"width", "height", "viewBox", "font-family", "lang", "role", "aria-roledescription"},
    "title": set(),
    "desc": set(),
    "g": {"id", "role", "tabindex", "aria-label", "transform", "data-supplier", "data-client"},
    "rect": {"x", "y", "width", "height", "rx", "fill-opacity"} | PAINT,
    "path": {"d"} | PAINT,
    "polygon": {"points"} | PAINT,
    "text": {"x", "y", "font-size", "font-weight", "text-anchor", "fill"},
}


def document(picture: Picture, language: str = "es") -> etree._Element:
    """Return the drawing of a picture, parsed, after seeing that only allowed things stand in it."""
    return checked(laid_out(picture, wording(language)).document.svg)


def checked(svg: str) -> etree._Element:
    """Return a parsed document in which only allowed elements and attributes stand."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(svg.encode(), parser)
    for element in root.iter():
        name = str(element.tag).removeprefix(SVG)
        assert name in ALLOWED, name
        assert set(element.attrib) <= ALLOWED[name], (name, element.attrib)
        assert "url(" not in "".join(str(element.get(paint, "")) for paint in PAINT)
    return root


def group(root: etree._Element, identifier: str) -> etree._Element:
    """Return the group of that id."""
    (found,) = [each for each in root.iter(f"{SVG}g") if each.get("id") == identifier]
    return found


def titles(root: etree._Element) -> list[str]:
    """Return what the titles say, the document's first."""
    return [each.text or "" for each in root.iter(f"{SVG}title")]


def words_on(element: etree._Element) -> list[str]:
    """Return the lines that are drawn."""
    return [each.text or "" for each in element.iter(f"{SVG}text")]


def test_a_screen_reader_hears_a_handoff() -> None:
    """Deliverable, supplier, client, rate with its denominator, and evidence."""
    told = chain("process ventas name=Ventas\nprocess bodega name=Bodega\nventas -> bodega: Pedido 30/200")
    handoff = group(document(drawn(told)), "handoff-ventas-bodega")
    said = "Entrega Pedido, de Ventas a Bodega, falla 15 %, 30 de 200, hecho"
    assert handoff.get("aria-label") == handoff.findtext(f"{SVG}title") == said
    assert handoff.get("tabindex") == "0"
    assert handoff.get("role") == "graphics-symbol img"


def test_a_handoff_leads_to_its_two_ends() -> None:
    """From its group one finds those of supplier and client, by keyboard too."""
    root = document(drawn(chain("ventas -> bodega: Pedido")))
    handoff = group(root, "handoff-ventas-bodega")
    ends = [group(root, str(handoff.get(f"data-{end}"))) for end in ("supplier", "client")]
    assert [words_on(end) for end in ends] == [["ventas"], ["bodega"]]


def test_a_label_says_deliverable_and_figure() -> None:
    """Counted, rated, supposed, unknown, and how many of a group are enough."""
    told = chain(
        """
        alternatives camiones required=1
        a -> c: Pedido 30/200
        b -> c: Turno ratings=1,5,5,5,5
        d -> c: Camión total=0.18 group=camiones
        e -> c: Camión group=camiones
        """
    )
    root = document(drawn(told))
    labels = {name: words_on(group(root, f"handoff-{name}-c")) for name in "abde"}
    assert labels == {
        "a": ["Pedido", "15 % · 30/200"],
        "b": ["Turno", "20 % · 1/5"],
        "d": ["Camión", "18 % · supuesto", "1 de 2 bastan"],
        "e": ["Camión", "¿? sin medir", "1 de 2 bastan"],
    }


def test_date_and_legend_stand_on_the_sheet() -> None:
    """The picture explains itself wherever it is printed."""
    lines = words_on(document(drawn(example())))
    assert lines[0] == "Pedidos y nómina"
    assert lines[1].startswith("al 30 de septiembre de 2026")
    assert {"hecho", "opinión", "supuesto", "proveedor externo", "empleados"} <= set(lines)


def test_a_map_without_a_date_says_when_it_was_drawn() -> None:
    """In the reader's language."""
    assert words_on(document(drawn(chain("a -> b: x"), language="en"), "en"))[1].startswith(
        "drawn on November 22, 2026"
    )


def test_an_upstream_view_shows_contributions() -> None:
    """The part upstream, coloured by shares, which stand before the rates; what lies elsewhere is left out."""
    told = chain("a -> b: x 1/10\nb -> cliente: y 2/10\na -> cliente-2: z 1/10\nc -> b: w")
    shares = {HandoffId("a-b"): 0.25, HandoffId("b-cliente"): 0.7}
    view = View(outcome=NodeId("cliente"))
    root = document(drawn(told, view=view, shares=shares, node_shares={NodeId("a"): 0.05}))
    assert [each.get("id") for each in root.iter(f"{SVG}g") if each.get("id")] == [
        "handoff-a-b",
        "handoff-b-cliente",
        "handoff-c-b",
        "node-a",
        "node-b",
        "node-cliente",
        "node-c",
    ]
    assert words_on(group(root, "handoff-a-b"))[1:] == ["25 % del aporte", "10 % · 1/10"]
    assert words_on(group(root, "handoff-c-b"))[1:] == ["¿? sin medir"]
    assert words_on(group(root, "node-a")) == ["a", "5 % del aporte"]
    assert group(root, "handoff-a-b").find(f"{SVG}path").get("stroke") == share_class(0.25).color


def test_without_contributions_an_upstream_view_shows_rates() -> None:
    """Where they are too much to compute, the part upstream is drawn all the same."""
    picture = drawn(chain("a -> b: x 1/10\nb -> cliente: y 2/10"), view=View(outcome=NodeId("cliente")))
    assert not picture.by_share
    assert [each.share for each in picture.handoffs] == [0.1, 0.2]


@pytest.mark.parametrize("lanes", [False, True])
def test_hostile_names_come_out_literally(lanes: bool) -> None:  # noqa: FBT001 - pytest hands it over by name
    """Each name in full where a screen reader finds it, each label as text and nothing else."""
    root = document(drawn(named(*HOSTILE), view=View(lanes=lanes)))
    said = titles(root)
    assert said[0] == HOSTILE[-1]
    for place, name in enumerate(HOSTILE):
        node = group(root, f"node-n-{place}")
        assert node.get("aria-label", "").startswith(name)
        assert node.findtext(f"{SVG}title", "").startswith(name)


def test_a_lane_has_room_for_its_name() -> None:
    """Around narrow nodes too the names of lanes are whole, up to what a label may hold."""
    lanes = ["Atención al ciudadano", "DIRECCIÓN GENERAL", "Mmmm WWWW", "TI", "x" * 500]
    nodes = tuple(
        Node(id=NodeId(f"n{place}"), name="A", kind=NodeKind.PROCESS, lane=lane) for place, lane in enumerate(lanes)
    )
    root = document(drawn(ValueChain(name="x", nodes=nodes), view=View(lanes=True)))
    written = [each.text or "" for each in root.iter(f"{SVG}text")]
    assert set(lanes[:-1]) <= set(written)
    assert max(map(len, written)) <= LONGEST_LABEL


@pytest.mark.parametrize(("name", "left"), NOT_FOR_PAPER)
def test_what_no_document_can_hold_is_dropped(name: str, left: str) -> None:
    """The document stays readable."""
    root = document(drawn(named("Ventas", name)))
    assert titles(root)[0] == left == literal(name)
    assert left in words_on(group(root, "node-n-1"))


def test_a_table_holds_every_name_literally() -> None:
    """The fallback is as strict as the drawing."""
    picture = drawn(named(*HOSTILE))
    root = checked(table(picture, wording("es")).svg)
    assert [each for each in HOSTILE[1:] if not any(each in title for title in titles(root))] == []


def notices(told: ValueChain) -> list[Problem]:
    """Return what is said beside the drawing of a chain, whose document is sound."""
    drawing = draw(told, noted(told), View(), wording("es"))
    checked(drawing.document.svg)
    return list(drawing.notices)


def test_a_map_too_large_for_a_sheet_is_drawn_by_lane() -> None:
    """Each lane a node, the handoffs between two lanes one line, and it is said."""
    large = complete(60, lanes=4)
    drawing = draw(large, noted(large), View(), wording("es"))
    root = checked(drawing.document.svg)
    assert [notice.code for notice in drawing.notices] == ["drawing-by-lane"]
    assert words_on(group(root, "lane-1"))[0] == "Carril 0"
    assert words_on(group(root, "bundle-1"))[0] == "120 entregas"


def test_a_map_too_large_without_lanes_becomes_a_table() -> None:
    """The worst first, and what is left out is counted."""
    (notice,) = notices(complete(60))
    assert notice.code == "drawing-too-large"
    assert dict(notice.fields) == {"nodes": "60", "handoffs": "1.770"}


def test_handoffs_can_be_found_by_id() -> None:
    """Every node and every handoff of the map has a group of its own."""
    told = example()
    identifiers = {each.get("id") for each in document(drawn(told)).iter(f"{SVG}g")}
    assert {f"node-{node.id}" for node in told.nodes} <= identifiers
    assert {f"handoff-{handoff.id}" for handoff in told.handoffs} <= identifiers
    assert HandoffId("pedido") in {handoff.id for handoff in told.handoffs}
