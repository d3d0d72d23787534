"""The improvement page: what would be if, by link and form, without script; names are only text."""

import re
import time
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.datastructures import MultiDict

from app.services.keeping import maps
from app.services.showing import questions
from app.services.showing.questions import Scenario
from app.wording import wording
from process_models.domain.chain import Action, ValueChain
from process_models.domain.identifiers import ActionId, MapId
from process_models.storage.session import Database
from tests.cast import Cast, actor, client_of
from tests.chains import chain
from tests.kept import too_large
from tests.page_forms import form_of
from tests.pictures import example

HOSTILE = '"><script>alert(1)</script><a href="javascript:x" onclick="x">{0} %s &amp;'


@pytest.fixture
def client(app: Flask, cast: Cast) -> FlaskClient:
    """Give the browser of somebody who may look."""
    return client_of(app, cast.viewer)


def kept(database: Database, cast: Cast, told: ValueChain) -> MapId:
    """Keep a chain as a map of the cast's organisation."""
    with database.writing() as session:
        return maps.create(session, actor(cast.owner), chain=told)


def page(client: FlaskClient, address: str, language: str = "es") -> html.HtmlElement:
    """Return a page, once what it tells is there."""
    for _ in range(150):
        answer = client.get(address, headers={"Accept-Language": language}, follow_redirects=True)
        assert answer.status_code == 200, answer.text
        read: html.HtmlElement = html.document_fromstring(answer.data)
        if not read.xpath("//progress"):
            return read
        time.sleep(0.2)
    raise AssertionError("the answer never came")


def texts(read: html.HtmlElement, path: str) -> list[str]:
    """Return the texts of elements, blanks tidied."""
    return [" ".join(element.text_content().split()) for element in read.xpath(path)]


def fields(form: html.HtmlElement) -> MultiDict[str, str]:
    """Return what a form sends as it stands."""
    boxes = "not(@type='checkbox') or @checked"
    return MultiDict((each.get("name"), each.get("value")) for each in form.xpath(f".//input[@name][{boxes}]"))


def test_the_page_begins_with_what_contributes_most(client: FlaskClient, database: Database, cast: Cast) -> None:
    """Sliders as of today; before and after are the same."""
    read = page(client, f"/maps/{kept(database, cast, example())}/improvement")
    assert texts(read, "//legend/a")[:2] == ["Nómina → Agentes de atención", "Ventas → Bodega"]
    assert texts(read, "//table//td[@class='num']")[:2] == ["20 %", "20 %"]
    assert texts(read, "//nav[@class='tabs']/a[@aria-current]") == ["Mejora"]
    for slider in read.xpath("//input[@type='range']"):
        assert slider.get("value") == slider.get("data-now")
        assert read.xpath(f"//label[@for='{slider.get('id')}']")


def test_a_form_without_script_leads_to_an_address_that_holds_the_scenario(
    client: FlaskClient, database: Database, cast: Cast
) -> None:
    """Only what was moved is in it; opened again it shows the same."""
    here = f"/maps/{kept(database, cast, example())}/improvement"
    (form,) = page(client, here).xpath("//form[@class='form levers']")
    sent = fields(form)
    sent["handoff:pago.own_times"] = "0"
    answer = client.get(here, query_string=sent)
    assert answer.status_code == 303
    held = parse_qsl(urlsplit(answer.location).query)
    assert [value for name, value in held if name == "thing"][:2] == ["handoff:pago", "handoff:pedido"]
    assert [each for each in held if each[0] != "thing"] == [("handoff:pago.own_times", "0")]
    read = page(client, answer.location)
    assert "de 20 a 12 de cada 100 veces" in texts(read, "//table//small")
    (slider,) = read.xpath("//input[@name='handoff:pago.own_times']")
    assert slider.get("value") == "0"


def test_a_handoff_is_taken_away_by_a_form(client: FlaskClient, database: Database, cast: Cast) -> None:
    """The address says so, no slider of it counts, and the figures are those of the command."""
    here = f"/maps/{kept(database, cast, example())}/improvement"
    (form,) = page(client, here).xpath("//form[@class='form levers']")
    sent = fields(form)
    sent["remove"], sent["handoff:pago.own_times"] = "handoff:pago", "50"
    answer = client.get(here, query_string=sent)
    held = parse_qsl(urlsplit(answer.location).query)
    assert [each for each in held if each[0] != "thing"] == [("remove", "handoff:pago")]
    read = page(client, answer.location)
    assert read.xpath("//input[@name='remove'][@checked]/@value") == ["handoff:pago"]
    assert read.xpath("//fieldset[contains(@class, 'removed')]//input[@type='range'][not(@disabled)]") == []
    (commanded,) = questions.comparisons(example(), [Scenario(removed=("handoff:pago",))])
    after = [wording("es").percent(each) for each in commanded.found.after.values()]
    assert texts(read, "//table//td[@class='num']/b")[: len(after)] == after
    told = client.get(f"{here}/answer?remove=handoff:pago").get_json()
    assert told["query"] == "thing=handoff:pago&remove=handoff:pago"
    assert texts(page(client, f"{here}?remove=handoff:nada"), "//div[@class='error-summary']//li")


def test_an_answer_while_a_slider_moves(client: FlaskClient, database: Database, cast: Cast) -> None:
    """The texts and lengths of the page, and the address that holds them."""
    here = f"/maps/{kept(database, cast, example())}/improvement"
    page(client, here)
    answer = client.get(f"{here}/answer?handoff:pago.own_times=0", headers={"Accept-Language": "en"})
    told = answer.get_json()
    assert told["texts"]["said agentes"] == "from 20 to 12 of every 100 times"
    assert 0 < told["bars"]["after agentes"] < told["bars"]["before agentes"]
    assert told["address"] == f"{here}?thing=handoff:pago&handoff:pago.own_times=0"
    assert told["problems"] == []


def test_what_was_not_understood_is_said(client: FlaskClient, database: Database, cast: Cast) -> None:
    """On the page and in the answer; an address can hold anything."""
    here = f"/maps/{kept(database, cast, example())}/improvement"
    rest = (
        "handoff:nada.own=3&handoff:pago.own_times=nan&node:nomina.own=1e999&handoff:pago.dependency=-5&thing=x&x.y=1"
    )
    problems = texts(page(client, f"{here}?{rest}"), "//div[@class='error-summary']//li")
    assert len(problems) == 4
    assert client.get(f"{here}/answer?{rest}").get_json()["problems"]


def test_a_map_without_outcomes_teaches_and_one_without_figures_says_why(
    client: FlaskClient, database: Database, cast: Cast
) -> None:
    """Neither is an error."""
    small = page(client, f"/maps/{kept(database, cast, chain('ventas -> bodega: Pedido 1/10'))}/improvement")
    assert "Este mapa aún no tiene a quién servir" in texts(small, "//h2")
    large = kept(database, cast, too_large(45))
    assert any("demasiado grande" in text for text in texts(page(client, f"/maps/{large}/improvement"), "//p"))
    told = client.get(f"/maps/{large}/improvement/answer").get_json()
    assert (told["texts"], len(told["problems"])) == ({}, 1)


def test_names_are_only_text(client: FlaskClient, database: Database, cast: Cast) -> None:
    """Whatever somebody called a node or a deliverable, it adds no element and no address to the page."""
    told = example()
    spoilt = replace(
        told,
        nodes=tuple(replace(node, name=f"{HOSTILE} {node.name}") for node in told.nodes),
        handoffs=tuple(replace(each, deliverable=f"{HOSTILE} {each.deliverable}") for each in told.handoffs),
        actions=tuple(replace(each, name=f"{HOSTILE} {each.name}", owner=HOSTILE) for each in told.actions),
    )
    here = f"/maps/{kept(database, cast, spoilt)}/improvement"
    for rest in ("", "?handoff:pago.own_times=0", "/plan", "/measure"):
        read = page(client, f"{here}{rest}")
        assert all(re.match(r"^/static/", script.get("src") or "") for script in read.xpath("//script"))
        assert not read.xpath("//@onclick")
        assert all(not address.startswith("javascript:") for address in read.xpath("//@href"))


def test_a_scenario_is_saved_compared_renamed_and_removed(app: Flask, database: Database, cast: Cast) -> None:
    """By forms without script; sent twice it is there once; a form that is out of date changes nothing."""
    here, client = f"/maps/{kept(database, cast, example())}/improvement", client_of(app, cast.editor)
    page(client, here)
    form = form_of(client.get(f"{here}?handoff:pago.own_times=0"), f"{here}/scenarios")
    assert [form.sent(client, name="Sin errores").status_code for _ in range(2)] == [303, 303]
    read = page(client, f"{here}/scenarios")
    assert texts(read, "//tbody/tr/th/a") == ["Sin errores"]
    assert texts(read, "//tbody/tr/td/b")[0] == "12 %"
    assert "Nómina → Agentes de atención: Pago correcto: falla propia, al 0 % de la de hoy" in texts(
        read, "//tbody//li"
    )
    (one,) = re.findall(rf"{here}/scenarios/[0-9]+", client.get(f"{here}/scenarios").text)[:1]
    rename, remove = (form_of(client.get(f"{here}/scenarios"), f"{one}/{act}") for act in ("name", "remove"))
    assert rename.sent(client, name="Nómina perfecta").status_code == 303
    assert remove.sent(client).status_code == 409
    again = rename.sent(client, name="Mi nombre")
    assert again.status_code == 409
    assert form_of(again, f"{one}/name").value("name") == "Mi nombre"
    assert texts(page(client, f"{here}/scenarios"), "//tbody/tr/th/a") == ["Nómina perfecta"]
    assert form_of(client.get(f"{here}/scenarios"), f"{one}/remove").sent(client).status_code == 303
    assert "Aún no hay escenarios" in client.get(f"{here}/scenarios").text


def test_what_cannot_be_saved_comes_back_as_it_was_typed(app: Flask, database: Database, cast: Cast) -> None:
    """With what is wrong; the supposition is not lost."""
    here, client = f"/maps/{kept(database, cast, example())}/improvement", client_of(app, cast.editor)
    page(client, here)
    form = form_of(client.get(f"{here}?handoff:pago.own_times=0"), f"{here}/scenarios")
    answer = form.sent(client, name=" ")
    assert answer.status_code == 422
    assert "handoff:pago.own_times=0" in (form_of(answer, f"{here}/scenarios").value("supposed") or "")
    assert form.sent(client, name="Nada", supposed="").status_code == 422


def test_viewers_see_scenarios_and_write_none(app: Flask, client: FlaskClient, database: Database, cast: Cast) -> None:
    """No form is shown to them, and a request of theirs is refused; another team finds nothing."""
    here = f"/maps/{kept(database, cast, example())}/improvement"
    page(client, here)
    sent = {"name": f"{HOSTILE} sí", "supposed": "handoff:pago.own_times=0"}
    assert client.post(f"{here}/scenarios", data=sent).status_code == 403
    assert client_of(app, cast.editor).post(f"{here}/scenarios", data=sent).status_code == 303
    read = page(client, f"{here}/scenarios")
    assert texts(read, "//tbody/tr/th/a") == [" ".join(f"{HOSTILE} sí".split())]
    assert not read.xpath("//main//form[@method='post']")
    assert not page(client, here).xpath("//main//form[@method='post']")
    for other in (cast.outsider, cast.stranger):
        assert client_of(app, other).get(f"{here}/scenarios").status_code == 404
        assert client_of(app, other).post(f"{here}/scenarios", data=sent).status_code == 404


def test_the_plan_is_that_of_the_command(client: FlaskClient, database: Database, cast: Cast) -> None:
    """Chosen within the budget, with its steps as a chart and as a table; it can be looked at with the sliders."""
    here = f"/maps/{kept(database, cast, example())}/improvement/plan"
    read = page(client, f"{here}?budget=9.000.000")
    found = questions.plan(example(), 9e6).found
    assert [each.id for each in example().actions if each.id in found.chosen] == ["doble-revision"]
    assert texts(read, "//tr[.//span[@class='badge']]/th") == ["Doble revisión de la nómina antes de pagar en el plan"]
    rows = texts(read, "//section[@aria-labelledby='curve']//tbody/tr/*")
    assert len(rows) == 3 * len(found.curve)
    bought = "Doble revisión de la nómina antes de pagar"
    assert rows[-3:] == ["9.000.000 COP", wording("es").number(found.after, 2), bought]
    (address,) = read.xpath("//figure//img/@src")
    assert bought in client.get(address).text
    (look,) = read.xpath("//section[@aria-labelledby='chosen']//a/@href")
    assert wording("es").number(found.after, 2) in texts(page(client, look), "//table//b")


def test_a_budget_that_is_none_is_said_and_comes_back(client: FlaskClient, database: Database, cast: Cast) -> None:
    """Without one, all actions are within it."""
    here = f"/maps/{kept(database, cast, example())}/improvement/plan"
    assert len(page(client, here).xpath("//span[@class='badge']")) == 2
    for wrong in ("mucho", "-5", "1.200", "1e99"):
        read = page(client, f"{here}?budget={wrong}")
        assert read.xpath("//p[@id='field-budget-error']"), wrong
        assert read.xpath("//input[@id='field-budget']/@value") == [wrong]
    assert not page(client, f"{here}?budget=1").xpath("//span[@class='badge']")


def test_a_map_without_actions_teaches_where_they_come_from(
    client: FlaskClient, database: Database, cast: Cast
) -> None:
    """And one that cannot be computed says why, with its actions."""
    bare = kept(database, cast, replace(example(), actions=()))
    assert "Este mapa aún no tiene acciones" in texts(page(client, f"/maps/{bare}/improvement/plan"), "//h2")
    large = kept(database, cast, replace(too_large(45), actions=(Action(id=ActionId("a"), name="Algo", cost=3.0),)))
    read = page(client, f"/maps/{large}/improvement/plan")
    assert any("demasiado grande" in text for text in texts(read, "//p"))
    assert texts(read, "//table//th[@scope='row']") == ["Algo"]


def test_what_to_measure_is_that_of_the_command(client: FlaskClient, database: Database, cast: Cast) -> None:
    """The most useful first, each a link to its handoff."""
    map_id = kept(database, cast, example())
    read = page(client, f"/maps/{map_id}/improvement/measure")
    found = questions.measuring(example()).found
    assert read.xpath("//ol[contains(@class, 'measure')]/li/a/@href") == [
        f"/maps/{map_id}/handoffs/{each.handoff}" for each in found
    ]
    assert "Con 36 respuestas más, su duda baja a la mitad." in texts(read, "//ol/li/small")
    large = kept(database, cast, too_large(45))
    assert any("demasiado grande" in text for text in texts(page(client, f"/maps/{large}/improvement/measure"), "//p"))
    certain = kept(database, cast, chain("ventas -> cliente: x own=0.1"))
    assert "No hay duda que quitar" in texts(page(client, f"/maps/{certain}/improvement/measure"), "//h2")
