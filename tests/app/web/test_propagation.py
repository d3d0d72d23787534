"""The propagation page: the figures of `eslabon propagate`, by link, in both languages; names are only text."""

import json
import re
import time
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from app.services.keeping import maps
from app.services.showing import analysis
from app.wording import wording
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import MapId
from process_models.storage.session import Database
from tests.app.services.showing.endless import endless
from tests.cast import Cast, actor, client_of
from tests.chains import chain
from tests.kept import kept as kept_alone
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


def page(client: FlaskClient, map_id: MapId, rest: str = "", language: str = "es") -> html.HtmlElement:
    """Return the page, once its figures and their intervals are there."""
    for _ in range(100):
        answer = client.get(f"/maps/{map_id}/propagation{rest}", headers={"Accept-Language": language})
        assert answer.status_code == 200, answer.text
        read = html.document_fromstring(answer.data)
        if not read.xpath("//progress | //*[@id='figure'][@hx-get]"):
            return read
        time.sleep(0.2)
    raise AssertionError("the figures never came")


def texts(read: html.HtmlElement, path: str) -> list[str]:
    """Return the texts of elements, blanks tidied."""
    return [" ".join(element.text_content().split()) for element in read.xpath(path)]


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_figures_are_those_of_the_command_line(
    client: FlaskClient, database: Database, cast: Cast, language: str
) -> None:
    """Each outcome's, its chains', its Pareto's: from the same function, said by the same words."""
    map_id, words = kept(database, cast, example()), wording(language)
    figures = json.loads(analysis.as_json(analysis.propagation(example()), language))
    for outcome, risk in figures["outcomes"].items():
        read = page(client, map_id, f"?outcome={outcome}", language)
        assert texts(read, "//p[@class='big']/b") == [words.percent(risk["probability"])]
        chains = [told for told in figures["chains"] if told["outcome"] == outcome]
        expected = [f"{words.percent(told['probability'])} {told['text']}" for told in chains]
        assert texts(read, "//ul[@class='chains'][preceding-sibling::h2 or ancestor::details]/li")[: len(expected)] == (
            expected
        )
        importances = [*risk["importance"]["handoffs"].values(), *risk["importance"]["nodes"].values()]
        shares = sorted((each["contribution"] / risk["probability"] for each in importances), reverse=True)
        assert texts(read, "//ol[@class='pareto']//span[@class='num']") == [
            words.percent(share) for share in shares if share > 1e-6
        ]


def test_the_worst_outcome_is_shown_first_and_the_others_are_links(
    client: FlaskClient, database: Database, cast: Cast
) -> None:
    """Nothing of it needs a script."""
    map_id = kept(database, cast, example())
    read = page(client, map_id)
    assert texts(read, "//h1") == ["¿Por qué está insatisfecho Cliente minorista?"]
    lens = read.xpath("//nav[@class='lens']/a")
    assert [link.get("href") for link in lens] == [
        f"/maps/{map_id}/propagation?outcome={outcome}" for outcome in ("agentes", "minorista", "en-linea")
    ]
    assert [link.get("aria-current") for link in lens] == [None, "true", None]
    assert texts(page(client, map_id, "?outcome=agentes"), "//h1") == [
        "¿Por qué están mal servidos Agentes de atención?"
    ]


def test_a_bar_leads_to_its_handoff_and_the_drawing_to_whom_it_reaches(
    client: FlaskClient, database: Database, cast: Cast
) -> None:
    """One click from the drawing."""
    map_id = kept(database, cast, example())
    read = page(client, map_id)
    assert f"/maps/{map_id}/handoffs/entrega-local" in read.xpath("//ol[@class='pareto']//a/@href")
    assert f"/maps/{map_id}/nodes/despacho" in read.xpath("//ol[@class='pareto']//a/@href")
    (link,) = read.xpath("//a[@id='handoff-pedido']/@href")
    reach = page(client, map_id, "?" + link.partition("?")[2])
    assert texts(reach, "//h1") == ["¿A quién le llega la falla de Pedido completo?"]
    assert texts(reach, "//section[@id='panel']//tbody/tr/td") == ["32 %", "16 %", "18 %", "13 %"]
    assert "No les llega a: Agentes de atención." in texts(reach, "//section[@id='panel']//p")


def test_the_six_figures_stand_in_a_table_with_their_meanings(
    client: FlaskClient, database: Database, cast: Cast
) -> None:
    """A row for each own failure that reaches the outcome."""
    read = page(client, kept(database, cast, example()), "/figures?outcome=minorista")
    assert len(read.xpath("//dl/dt")) == 6
    assert texts(read, "//tbody/tr[1]/*") == [
        "Despacho → Cliente minorista: Entrega en el local",
        "falla 20 % (20 de 100), hecho; propio 6,6 %",
        "5,2 %",
        "4,5 %",
        "69 %",
        "17 %",
        "\N{MULTIPLICATION SIGN} 3,38",
        "\N{MULTIPLICATION SIGN} 1,2",
    ]


def test_what_is_not_there_is_not_found(client: FlaskClient, database: Database, cast: Cast) -> None:
    """Neither outcomes nor handoffs that the map does not have."""
    map_id = kept(database, cast, example())
    for rest in ("?outcome=nadie", "?outcome=ventas", "?handoff=nada", "/figures?outcome=nadie"):
        assert client.get(f"/maps/{map_id}/propagation{rest}").status_code == 404, rest


def test_a_map_without_outcomes_teaches(client: FlaskClient, database: Database, cast: Cast) -> None:
    """What propagation answers, and where to begin."""
    read = page(client, kept(database, cast, chain("ventas -> bodega: Pedido 1/10")))
    assert "Este mapa aún no tiene a quién servir" in texts(read, "//h2")


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_map_that_is_too_large_is_simulated_as_by_the_command_line(
    client: FlaskClient, database: Database, cast: Cast, language: str
) -> None:
    """The same numbers from the same seed, with their error, how they were found and why so."""
    told, words = too_large(45, dependency=0.02), wording(language)
    figures = json.loads(analysis.as_json(analysis.propagation(told), language))
    (risk,) = figures["outcomes"].values()
    read = page(client, kept(database, cast, told), language=language)
    assert texts(read, "//p[@class='big']/b") == [words.estimated(risk["probability"], risk["standard_error"])]
    assert any(figures["why"] in text for text in texts(read, "//p"))
    assert words.text("propagation.simulated.no-interval") in texts(read, "//p")
    assert texts(read, "//section[@class='canvas']//a[@aria-current]/b") == texts(read, "//p[@class='big']/b")
    shares = sorted(
        (each["contribution"] / risk["probability"] for each in risk["importance"]["handoffs"].values()), reverse=True
    )
    assert texts(read, "//ol[@class='pareto']//span[@class='num']")[:20] == list(map(words.percent, shares[:20]))


def test_a_simulation_is_stopped_and_begun_again_by_forms(client: FlaskClient, database: Database, cast: Cast) -> None:
    """It says how far it is; while it is stopped there is the drawing, and what to do."""
    map_id = kept(database, cast, too_large(45))
    here, occupied = f"/maps/{map_id}/propagation", kept_alone(too_large(45, dependency=0.02))
    with endless(occupied):
        until = time.monotonic() + 60
        while "simulation/stop" not in (first := client.get(f"{here}?outcome=p44")).text:
            assert time.monotonic() < until
            time.sleep(0.1)
        assert "se están simulando: van 0 veces" in first.text
        stopped = form_of(first, f"/maps/{map_id}/simulation/stop").sent(client)
        assert (stopped.status_code, stopped.location) == (303, f"{here}?outcome=p44")
        read = page(client, map_id)
        assert texts(read, "//h1") == ["Este mapa no se pudo calcular"]
        assert any("La simulación se detuvo" in text for text in texts(read, "//p"))
        assert read.xpath("//section[@class='canvas']//*[local-name()='svg']")
    again = form_of(client.get(here), f"/maps/{map_id}/simulation/begin").sent(client)
    assert again.status_code == 303
    assert texts(page(client, map_id), "//p[@class='big']/b") == ["100 % ± 0,01"]


def test_names_are_only_text(client: FlaskClient, database: Database, cast: Cast) -> None:
    """Whatever somebody called a node or a deliverable, it adds no element and no address to the page."""
    told = example()
    spoilt = replace(
        told,
        nodes=tuple(replace(node, name=f"{HOSTILE} {node.name}") for node in told.nodes),
        handoffs=tuple(replace(each, deliverable=f"{HOSTILE} {each.deliverable}") for each in told.handoffs),
    )
    map_id = kept(database, cast, spoilt)
    for rest in ("?outcome=minorista", "?handoff=pedido", "/figures?outcome=minorista"):
        read = page(client, map_id, rest)
        assert [script.get("src") for script in read.xpath("//script")] == [
            src for src in read.xpath("//script/@src") if re.match(r"^/static/", src)
        ]
        assert not read.xpath("//@onclick")
        assert all(not address.startswith("javascript:") for address in read.xpath("//@href"))


def test_the_interval_stands_in_words_and_as_a_bar(client: FlaskClient, database: Database, cast: Cast) -> None:
    """What the bar shows is said beside it; the bar itself is not read aloud."""
    read = page(client, kept(database, cast, example()))
    assert texts(read, "//div[@class='doubt']/p[1]") == [
        "Con lo que se ha contado, lo verosímil está entre 20 % y 35 % (intervalo creíble del 95 %)."
    ]
    assert texts(read, "//ul[@class='doubt-key']/li") == [
        "cifra puntual: 27 %",
        "mediana: 27 %",
        "lo verosímil: de 20 % a 35 %",
        "lo que deja lo no medido: de 27 % a 38 %",
    ]
    bars = read.xpath("//*[local-name()='svg' and @class='doubt-bar']")
    assert all(bar.get("aria-hidden") == "true" for bar in bars)


def test_minimal_cut_sets_are_folded_and_told_by_size(client: FlaskClient, database: Database, cast: Cast) -> None:
    """Two carriers fail together only."""
    read = page(client, kept(database, cast, example()))
    summaries = texts(read, "//h2[.='Qué basta junto']/following-sibling::details/summary")
    assert summaries == ["13 fallas bastan cada una por sí sola", "1 grupo de 2 fallas basta solo si ocurren juntas"]
    (pair,) = texts(read, "//details[summary[contains(., '1 grupo de 2')]]//li")
    assert pair == (
        "2,2 % Operador logístico A → Despacho: Camión a tiempo + Operador logístico B → Despacho: Camión a tiempo"
    )
    assert not read.xpath("//details[summary[contains(., 'bastan')]]/@open")


def test_a_complaint_is_one_form_away(client: FlaskClient, database: Database, cast: Cast) -> None:
    """The outcome asked about is what failed, unless something else is chosen."""
    map_id = kept(database, cast, example())
    (form,) = page(client, map_id, "?outcome=agentes").xpath("//form[contains(@action, 'diagnosis')]")
    assert (form.get("action"), form.get("method")) == (f"/maps/{map_id}/propagation/diagnosis", "get")
    assert form.xpath(".//option[@selected]/@value") == ["node:agentes"]
    assert len(form.xpath(".//option")) == len(set(form.xpath(".//option/@value"))) == 32
