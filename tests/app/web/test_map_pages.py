"""The pages where people work on a map, as a browser without script uses them, and as scripts do."""

import json
import re
import time
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings

from app.services.keeping import editing, maps
from process_models.domain.chain import JsonText, Position, ValueChain
from process_models.domain.commands import RemoveHandoff, ReplaceHandoff
from process_models.domain.evidence import Deliveries, Evidence, Rating
from process_models.domain.identifiers import HandoffId, MapId, NodeId
from process_models.domain.maps import ValueChainMap
from process_models.domain.people import Person
from process_models.storage.session import Database
from tests.cast import Cast, actor, client_of
from tests.chains import chain
from tests.page_forms import Element, form_of, page_of
from tests.strategies import chains

SHOP = chain(
    """
    process ventas name=Ventas lane=Comercial
    process bodega name=Bodega
    customer cliente name=Cliente
    ventas -> bodega: Pedido 30/200 d=0.8
    bodega -> cliente: Mercancía
    proveedor -> bodega: Cajas
    """
)
PARTIAL = {"HX-Request": "true"}


class Site:
    """A map on a database, and the browser of somebody who edits it."""

    def __init__(self, app: Flask, database: Database, cast: Cast, content: ValueChain = SHOP) -> None:
        self.app, self.database, self.cast = app, database, cast
        self.editor = client_of(app, cast.editor)
        with database.writing() as session:
            self.map = maps.create(session, actor(cast.owner), chain=content)
        self.at = f"/maps/{self.map}"

    def now(self) -> ValueChainMap:
        """Return the map as it is."""
        with self.database.reading() as session:
            return maps.opened(session, actor(self.cast.owner), map_id=self.map)

    def drawn(self, path: str) -> Element:
        """Return a page once its drawing is made: on a busy machine that takes longer than a page waits."""
        for _ in range(20):
            page = page_of(self.editor.get(self.at + path))
            if page.xpath("//*[local-name()='svg']"):
                break
        return page

    def pedido(self) -> Evidence | None:
        """Return what is known of the order."""
        handoff = self.now().chain.handoff(HandoffId("ventas-bodega"))
        assert handoff is not None
        return handoff.failure

    def somebody_else(self, command: editing.ParsedCommand | object) -> None:
        """Let the owner change the map meanwhile."""
        with self.database.writing() as session:
            editing.apply(
                session,
                actor(self.cast.owner),
                map_id=self.map,
                command=command,  # type: ignore[arg-type]
                base_revision=self.now().revision,
            )


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


def test_changes_of_different_things_stand_together(site: Site) -> None:
    """Somebody else measured another handoff meanwhile: both are kept."""
    address = f"{site.at}/handoffs/ventas-bodega"
    form = form_of(site.editor.get(address), address)
    other = site.now().chain.handoffs[1]
    site.somebody_else(ReplaceHandoff(handoff=replace(other, medium="Camión")))
    assert form.sent(site.editor, medium="ERP").status_code == 303
    assert [handoff.medium for handoff in site.now().chain.handoffs] == ["ERP", "Camión", ""]


def test_a_conflict_shows_both_and_loses_neither(site: Site) -> None:
    """Both figures stand on the page; to use one's own is one press more, and it is kept on top."""
    address = f"{site.at}/handoffs/ventas-bodega"
    form = form_of(site.editor.get(address), address)
    pedido = site.now().chain.handoffs[0]
    site.somebody_else(
        ReplaceHandoff(handoff=replace(pedido, failure=Evidence(deliveries=Deliveries(count=200, failed=41))))
    )
    met = form.sent(site.editor, failure__deliveries__failed="35", medium="ERP <i>")
    assert met.status_code == 409
    cells = [cell.text_content() for cell in page_of(met).iter("td")]
    assert {"30", "35", "41", "ERP <i>"} <= set(cells)
    assert site.pedido() == Evidence(deliveries=Deliveries(count=200, failed=41))
    assert form_of(met, address).sent(site.editor).status_code == 303
    assert site.pedido() == Evidence(deliveries=Deliveries(count=200, failed=35))
    assert site.now().chain.handoffs[0].medium == "ERP <i>"


def test_a_conflict_with_a_value_that_breaks_the_rules_is_shown_too(site: Site) -> None:
    """Whoever named a client that there is not, and meets a change, sees both values; nothing is kept."""
    address = f"{site.at}/handoffs/ventas-bodega"
    form = form_of(site.editor.get(address), address)
    site.somebody_else(ReplaceHandoff(handoff=replace(site.now().chain.handoffs[0], medium="Teléfono")))
    met = form.sent(site.editor, client="nobody", medium="ERP")
    assert (met.status_code, site.now().revision) == (409, 2)
    assert {"nobody", "ERP", "Teléfono"} <= {cell.text_content() for cell in page_of(met).iter("td")}


def test_ones_own_is_all_that_the_page_says_it_is(site: Site) -> None:
    """A row of the table shows a few fields; whoever uses their own keeps the others too as they were for them."""
    pedido = replace(site.now().chain.handoffs[0], medium="ERP")
    site.somebody_else(ReplaceHandoff(handoff=pedido))
    address = f"{site.at}/handoffs/ventas-bodega"
    row = form_of(site.editor.get(f"{site.at}/handoffs?edit=ventas-bodega"), address)
    theirs = Evidence(own=0.5, ratings=(Rating(score=5), Rating(score=1)))
    site.somebody_else(ReplaceHandoff(handoff=replace(pedido, medium="", failure=theirs)))
    met = row.sent(site.editor, failure__deliveries__failed="35")
    assert met.status_code == 409
    assert form_of(met, address).sent(site.editor).location == f"{site.at}/handoffs"
    yours = Evidence(deliveries=Deliveries(count=200, failed=35))
    assert site.now().chain.handoffs[0] == replace(pedido, failure=yours)


def test_a_conflict_can_be_filled_in_again(site: Site) -> None:
    """The form comes back with what one typed, on the newest revision, and nothing is kept before one says so."""
    address = f"{site.at}/handoffs/ventas-bodega"
    form = form_of(site.editor.get(address), address)
    site.somebody_else(ReplaceHandoff(handoff=replace(site.now().chain.handoffs[0], medium="Teléfono")))
    met = form_of(form.sent(site.editor, medium="ERP"), address)
    again = form_of(met.sent(site.editor, do="again"), address)
    assert (again.value("medium"), again.value("base_revision"), site.now().revision) == ("ERP", "2", 2)
    assert again.sent(site.editor, medium="Correo").status_code == 303
    assert site.now().chain.handoffs[0].medium == "Correo"


def test_what_somebody_took_away_can_come_back(site: Site) -> None:
    """One corrects a handoff that somebody removes meanwhile; with one's own it is on the map again."""
    address = f"{site.at}/handoffs/ventas-bodega"
    form = form_of(site.editor.get(address), address)
    pedido = site.now().chain.handoffs[0]
    site.somebody_else(RemoveHandoff(handoff=HandoffId("ventas-bodega")))
    met = form.sent(site.editor, medium="ERP")
    assert met.status_code == 409
    assert "lo eliminó" in met.text
    assert form_of(met, address).sent(site.editor).status_code == 303
    assert site.now().chain.handoff(HandoffId("ventas-bodega")) == replace(pedido, medium="ERP")


def test_a_script_shows_a_conflict_or_an_error_where_there_is_room(site: Site) -> None:
    """In the panel what belongs to it; of a row of the table, and of what is not there, the whole content."""
    stale = {"base_revision": "1", "medium": "ERP"}
    site.somebody_else(ReplaceHandoff(handoff=replace(site.now().chain.handoffs[0], medium="Teléfono")))
    address = f"{site.at}/handoffs/ventas-bodega"
    panel = site.editor.post(address, data={**stale, "from": "map"}, headers=PARTIAL)
    row = site.editor.post(address, data={**stale, "from": "table"}, headers=PARTIAL)
    nothing = site.editor.get(f"{site.at}?node=nadie", headers=PARTIAL)
    assert [answer.status_code for answer in (panel, row, nothing)] == [409, 409, 404]
    assert ["HX-Retarget" in answer.headers for answer in (panel, row, nothing)] == [False, True, True]
    assert ["<html" in answer.text for answer in (panel, row, nothing)] == [False, True, True]


def test_a_removal_that_meets_a_change_asks_again(site: Site) -> None:
    """Nobody's new figure disappears unseen."""
    address = f"{site.at}/handoffs/ventas-bodega"
    form = form_of(site.editor.get(address), f"{address}/remove")
    site.somebody_else(ReplaceHandoff(handoff=replace(site.now().chain.handoffs[0], medium="ERP")))
    met = form.sent(site.editor)
    assert met.status_code == 409
    assert len(site.now().chain.handoffs) == 3
    assert form_of(met, f"{address}/remove").sent(site.editor).status_code == 303
    assert len(site.now().chain.handoffs) == 2


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


def asked(client: FlaskClient, site: Site, **said: object) -> tuple[int, dict[str, object], str | None]:
    """Send a command as a script does."""
    answer = client.post(f"{site.at}/commands", data=json.dumps(said), content_type="application/json")
    return answer.status_code, answer.get_json(), answer.headers.get("ETag")


REMOVE = {"kind": "remove-handoff", "handoff": "ventas-bodega"}


def test_a_command_is_applied_once_and_told_with_its_revision(site: Site) -> None:
    """The changes since the base, the revision as ETag; the same key again gets the same answer."""
    for _ in range(2):
        status, said, tag = asked(site.editor, site, base_revision=1, command=REMOVE, key="a-key")
        assert (status, said["revision"], tag) == (200, 2, '"2"')
        changes = said["changes"]
        assert isinstance(changes, list)
        assert [change["command"] for change in changes] == [REMOVE]
    assert len(site.now().chain.handoffs) == 2


def test_a_command_that_meets_a_change_gets_both_values(site: Site) -> None:
    """409 with what it was, what it would be and what it is."""
    pedido = site.now().chain.handoffs[0]
    site.somebody_else(ReplaceHandoff(handoff=replace(pedido, medium="ERP")))
    status, said, _ = asked(site.editor, site, base_revision=1, command=REMOVE)
    things = said["things"]
    assert isinstance(things, dict)
    met = things["handoff:ventas-bodega"]
    assert (status, said["revision"], met["yours"], met["theirs"]["medium"]) == (409, 2, None, "ERP")
    assert "medium" not in met["base"]


def test_a_command_that_cannot_be_is_told_with_its_places(site: Site) -> None:
    """Every problem with a code, a pointer and a sentence; what is not JSON too."""
    wrong = {"kind": "add-handoff", "handoff": {"id": "x", "supplier": "ventas", "client": "ventas", "dependency": 2}}
    status, said, _ = asked(site.editor, site, base_revision="1", command=wrong, more=1)
    problems = said["problems"]
    assert isinstance(problems, list)
    assert (status, {(each["code"], each["pointer"]) for each in problems}) == (
        422,
        {
            ("unknown-key", "/more"),
            ("whole-expected", "/base_revision"),
            ("missing-key", "/command/handoff/deliverable"),
        },
    )
    whole = {**wrong, "handoff": {**wrong["handoff"], "deliverable": "X"}}  # type: ignore[dict-item]
    status, said, _ = asked(site.editor, site, base_revision=1, command=whole)
    problems = said["problems"]
    assert isinstance(problems, list)
    assert (status, {each["pointer"] for each in problems}) == (422, {"/handoff/client", "/handoff/dependency"})
    for content in (b"{", b"[]", b'{"base_revision": 1, "base_revision": 2}', b"\xff"):
        answer = site.editor.post(f"{site.at}/commands", data=content, content_type="application/json")
        assert answer.status_code == 422
    assert site.now().revision == 1


@pytest.mark.parametrize("who", ["viewer", "stranger"])
def test_a_command_asks_for_the_right_to_edit(site: Site, who: str) -> None:
    """A viewer may not; for another organisation there is no such map."""
    person: Person = getattr(site.cast, who)
    answer = client_of(site.app, person).post(f"{site.at}/commands", json={"base_revision": 1, "command": REMOVE})
    assert answer.status_code == {"viewer": 403, "stranger": 404}[who]
    assert MapId(site.map) == site.now().id
