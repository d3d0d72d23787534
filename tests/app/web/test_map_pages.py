"""The pages where people work on a map, as a browser without script uses them, and as scripts do."""

import re
import time
from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import given, settings

from process_models.domain.chain import JsonText, Position, ValueChain
from process_models.domain.evidence import Deliveries, Evidence, Rating
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.storage.session import Database
from tests.app.web.shop import PARTIAL, SHOP, Site
from tests.cast import Cast, client_of
from tests.page_forms import form_of, page_of
from tests.strategies import chains


@pytest.fixture
def site(app: Flask, database: Database, cast: Cast) -> Site:
    """Put a small map into the database."""
    return Site(app, database, cast)


def test_the_drawing_is_the_page(site: Site) -> None:
    """It stands in the page as markup, each thing of it a link; the panel shows what the address chose."""
    page = site.drawn("?handoff=ventas-bodega")
    (chosen,) = page.xpath("//*[local-name()='svg']//a[@aria-current='true']")
    assert chosen.get("id") == "handoff-ventas-bodega"
    panel = page.get_element_by_id("panel")
    assert panel.findtext("h1") == "Pedido"
    assert "30 de 200" in panel.text_content()
    assert "le cuesta mucho (80 %)" in panel.text_content()


COMING = 'hx-trigger="load delay:'
"""In what asks again for figures that are not ready."""


def test_a_script_gets_the_panel_alone(site: Site) -> None:
    """The same address, asked for in part, is the content of the panel; so is its own, once its figures are there."""
    while COMING in (part := site.editor.get(f"{site.at}?node=ventas", headers=PARTIAL).text):
        time.sleep(0.1)
    assert "<html" not in part
    assert "Ventas" in part
    again = site.editor.get(f"{site.at}/panel?node=ventas").text
    keys = re.compile(r'name="key" value="[^"]+"')
    assert keys.sub("", again) == keys.sub("", part)


def test_views_and_what_is_not_there(site: Site) -> None:
    """By lanes and upstream of a customer; what the map has not is not found."""
    for view in ("", "?view=lanes", "?view=upstream:cliente", "?view=nonsense"):
        assert site.editor.get(site.at + view).status_code == 200, view
    for nothing in ("?view=upstream:ventas", "?node=nadie", "?handoff=nada", "/nodes/nadie", "/handoffs/nada"):
        assert site.editor.get(site.at + nothing).status_code == 404, nothing


def test_a_viewer_sees_everything_and_edits_nothing(site: Site) -> None:
    """No form that posts but that of comments, no way to one; and the addresses behind them refuse."""
    viewer = client_of(site.app, site.cast.viewer)
    pages = (
        "",
        "?handoff=ventas-bodega",
        "?handoff=ventas-bodega&edit=1",
        "?node=ventas",
        "?add=node",
        "/handoffs",
        "/handoffs?edit=ventas-bodega",
        "/handoffs/ventas-bodega",
        "/nodes/ventas",
    )
    for path in pages:
        answer = viewer.get(site.at + path)
        assert answer.status_code == 200, path
        posting = [form.get("action") for form in page_of(answer).iter("form") if form.get("method") == "post"]
        assert [action for action in posting if action.startswith("/maps/") and "/comments" not in action] == [], path
    assert viewer.post(f"{site.at}/nodes", data={"name": "x", "base_revision": "1"}).status_code == 403


def test_a_node_is_put_on_the_map_and_taken_off(site: Site) -> None:
    """From its form to the drawing, and away again with its handoffs."""
    made = form_of(site.editor.get(f"{site.at}/new-node"), f"{site.at}/nodes").sent(
        site.editor, name="Nómina de Ñame", kind="process", owner="Gestión humana"
    )
    assert made.location == f"{site.at}/nodes/nomina-de-name"
    node = site.now().chain.node(NodeId("nomina-de-name"))
    assert node is not None
    assert (node.name, node.owner) == ("Nómina de Ñame", "Gestión humana")
    gone = form_of(site.editor.get(f"{site.at}/nodes/ventas"), f"{site.at}/nodes/ventas/remove").sent(site.editor)
    assert gone.status_code == 303
    assert [handoff.id for handoff in site.now().chain.handoffs] == ["bodega-cliente", "proveedor-bodega"]


def test_a_handoff_is_measured_in_the_panel(site: Site) -> None:
    """Deliveries, five ratings in a row and a dependency in words, kept at once."""
    address = f"{site.at}/handoffs/bodega-cliente"
    form = form_of(site.editor.get(f"{site.at}?handoff=bodega-cliente&edit=1"), address)
    kept = form.sent(
        site.editor,
        failure__deliveries__count="1.200",
        failure__deliveries__failed="60",
        failure__ratings__quick="5 4 4 2 1",
        dependency="100",
    )
    assert kept.location == f"{site.at}?handoff=bodega-cliente"
    handoff = site.now().chain.handoff(HandoffId("bodega-cliente"))
    assert handoff is not None
    assert handoff.failure == Evidence(
        deliveries=Deliveries(count=1200, failed=60), ratings=tuple(Rating(score=score) for score in (5, 4, 4, 2, 1))
    )
    assert handoff.dependency == 1
    assert "60 de 1.200" in site.editor.get(kept.location).text


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(site: Site) -> None:
    """Every mistake at once, what could not be read and what breaks a rule; the form comes back as it was typed."""
    address = f"{site.at}/handoffs/ventas-bodega"
    form = form_of(site.editor.get(address), address)
    wrong = form.sent(
        site.editor, failure__deliveries__count="muchas", share="1.200", deliverable="", medium="Correo <b>"
    )
    assert wrong.status_code == 422
    again = form_of(wrong, address)
    assert set(again.errors) == {"failure.deliveries.count", "share", "deliverable"}
    assert (again.value("failure.deliveries.count"), again.value("medium")) == ("muchas", "Correo <b>")
    broken = again.sent(site.editor, failure__deliveries__count="20", share="", deliverable="Pedido")
    assert broken.status_code == 422
    assert set(form_of(broken, address).errors) == {"failure.deliveries.failed"}
    assert site.now().revision == 1


def test_a_row_is_added_without_script(site: Site) -> None:
    """A button shows one requirement more and keeps nothing yet; then it is filled in and kept."""
    address = f"{site.at}/handoffs/ventas-bodega"
    form = form_of(site.editor.get(address), address)
    more = form_of(form.sent(site.editor, do="add:requirements", medium="ERP"), address)
    assert more.value("medium") == "ERP"
    assert site.now().revision == 1
    more.sent(site.editor, requirements__0__statement="Completo", requirements__0__importance="5")
    handoff = site.now().chain.handoff(HandoffId("ventas-bodega"))
    assert handoff is not None
    (requirement,) = handoff.requirements
    assert (requirement.id, requirement.statement, requirement.importance) == ("r1", "Completo", 5)
    less = form_of(site.editor.get(address), address)
    form_of(less.sent(site.editor, do="remove:requirements.0"), address).sent(site.editor)
    assert site.now().chain.handoff(HandoffId("ventas-bodega")) == replace(handoff, requirements=())


def test_a_form_that_nobody_touched_makes_no_revision(site: Site) -> None:
    """It says so instead."""
    address = f"{site.at}/nodes/ventas"
    answer = form_of(site.editor.get(f"{address}/edit"), address).sent(site.editor, follow=True)
    assert "quedó como estaba" in answer.text
    assert site.now().revision == 1


@settings(max_examples=10)
@given(content=chains())
def test_every_field_goes_through_its_page_and_comes_back(
    app: Flask, database: Database, cast: Cast, content: ValueChain
) -> None:
    """Whatever a map holds: each form is opened and sent as it is, and the map is what it was, at revision 1."""
    site = Site(app, database, cast, content)
    for node in content.nodes:
        address = f"{site.at}/nodes/{node.id}"
        assert form_of(site.editor.get(f"{address}/edit"), address).sent(site.editor).status_code == 303
    for handoff in content.handoffs:
        address = f"{site.at}/handoffs/{handoff.id}"
        assert form_of(site.editor.get(address), address).sent(site.editor).status_code == 303
    assert (site.now().revision, site.now().chain) == (1, content)


@settings(max_examples=5)
@given(content=chains())
def test_no_name_breaks_a_page(app: Flask, database: Database, cast: Cast, content: ValueChain) -> None:
    """Whatever things are called, every page of the map is there and holds no script but ours."""
    site = Site(app, database, cast, content)
    paths = ["", "?view=lanes", "/handoffs", "/handoffs?as=matrix"]
    paths += [f"/nodes/{node.id}" for node in content.nodes] + [f"?node={node.id}" for node in content.nodes]
    paths += [f"/handoffs/{each.id}" for each in content.handoffs] + [
        f"?handoff={each.id}" for each in content.handoffs
    ]
    for path in paths:
        answer = site.editor.get(site.at + path)
        assert answer.status_code == 200, path
        page = page_of(answer)
        assert len(page.xpath("//script")) == 1
        assert page.xpath("//@*[starts-with(name(), 'on')]") == []


def test_what_has_no_control_survives_an_edit(app: Flask, database: Database, cast: Cast) -> None:
    """Extensions, and where an editor put the node."""
    ventas = replace(SHOP.nodes[0], extensions=JsonText('{"visio":{"shape":7}}'), position=Position(x=1.5, y=2))
    site = Site(app, database, cast, replace(SHOP, nodes=(ventas, *SHOP.nodes[1:])))
    address = f"{site.at}/nodes/ventas"
    form_of(site.editor.get(f"{address}/edit"), address).sent(site.editor, owner="Marta")
    assert site.now().chain.nodes[0] == replace(ventas, owner="Marta")


def test_sent_twice_is_made_once(site: Site) -> None:
    """Somebody presses twice: one node, and the same answer."""
    form = form_of(site.editor.get(f"{site.at}/new-node"), f"{site.at}/nodes")
    first, second = (form.sent(site.editor, name="Cartera") for _ in range(2))
    assert first.location == second.location == f"{site.at}/nodes/cartera"
    assert [node.id for node in site.now().chain.nodes].count(NodeId("cartera")) == 1


def test_a_script_saves_and_gets_drawing_and_panel(site: Site) -> None:
    """One answer: the panel of what was kept, the drawing with the new figure and all around it, no `edit` any more."""
    address = f"{site.at}/handoffs/ventas-bodega"
    typed = {"from": "map", "base_revision": "1", "failure.deliveries.failed": "20"}
    answer = site.editor.post(address, data=typed, headers=PARTIAL)
    assert answer.status_code == 200
    assert answer.headers["HX-Replace-Url"] == f"{site.at}?handoff=ventas-bodega"
    assert "20 de 200" in answer.text
    around = set(re.findall(r'id="([a-z-]+)"[^>]* hx-swap-oob', answer.text))
    assert around - {"drawing", "redrawing"} == {"bar-of-map", "handoff-count", "listing", "revision"}
    assert around & {"drawing", "redrawing"}
    assert "20/200" in site.drawn("?handoff=ventas-bodega").text_content()
    refused = site.editor.post(
        address, data={**typed, "base_revision": "2", "medium": "x", "share": "a"}, headers=PARTIAL
    )
    assert refused.status_code == 422
    assert "<html" not in refused.text


def test_where_the_editor_draws_the_answer_leaves_the_drawing_alone(site: Site) -> None:
    """The panel has its own place, and all around it goes to where that stands: nothing is in it twice."""
    typed = {"from": "map", "base_revision": "1", "failure.deliveries.failed": "20"}
    headers = {**PARTIAL, "Eslabon-Editor": "1"}
    answer = site.editor.post(f"{site.at}/handoffs/ventas-bodega", data=typed, headers=headers)
    around = set(re.findall(r'id="([a-z-]+)"[^>]* hx-swap-oob', answer.text))
    assert around == {"bar-of-map", "handoff-count", "listing", "revision"}
    assert answer.text.split('id="bar-of-map"')[0].count("<h1") == 1


def test_the_first_thing_of_a_map_gets_a_drawing(site: Site) -> None:
    """What a script keeps on an empty map brings the drawing, the list and the ways to add more."""
    made = site.editor.post("/maps/new", data={"name": "Nuevo"}).location
    assert 'data-controller="drawing"' not in site.editor.get(made).text
    typed = {"from": "map", "base_revision": "1", "name": "Ventas", "kind": "process", "key": "k1"}
    answer = site.editor.post(f"{made}/nodes", data=typed, headers=PARTIAL)
    assert re.search(r'id="(re)?drawing"[^>]* hx-swap-oob', answer.text)
    assert "add=node" in answer.text.split('id="bar-of-map"')[1]
    assert "Ventas" in answer.text.split('id="listing"')[1]


def test_a_form_without_a_revision_is_no_form_of_ours(site: Site) -> None:
    """It is refused and changes nothing; one of a revision that never was is not found."""
    for said, status in ((None, 400), ("x", 400), ("99", 404)):
        data = {"medium": "ERP"} | ({} if said is None else {"base_revision": said})
        assert site.editor.post(f"{site.at}/handoffs/ventas-bodega", data=data).status_code == status
    assert site.now().revision == 1
