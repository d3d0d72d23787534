"""Levels on the pages: what can be chosen, opened and closed, with everything in the address."""

import pytest
from flask import Flask

from app.services.keeping import maps
from app.services.showing import overview, views
from app.services.showing.levels import Folding, Levels
from process_models.domain.chain import ValueChain
from process_models.storage.session import Database
from tests.app.web.shop import PARTIAL, Site
from tests.cast import Cast, actor
from tests.chains import chain
from tests.page_forms import Element, page_of

TREE = chain(
    """
    process tramites name=Trámites code=M2 process_kind=core
    process estudio name=Estudio code=M2.1 part_of=tramites
    process revision name=Revisión part_of=estudio
    process visita name=Visita part_of=estudio
    process permisos name=Permisos part_of=tramites
    process nomina name=Nómina
    customer cliente name=Cliente
    revision -> visita: Concepto 1/50
    visita -> permisos: Informe 5/50
    revision -> permisos: Aval
    permisos -> cliente: Permiso 20/100
    visita -> cliente: Aviso ratings=1,2,5
    nomina -> cliente: Nada
    """
)
LANES = chain("process a lane=Norte\nprocess b lane=Norte\nprocess c lane=Sur\na -> b: x\na -> c: y\nb -> c: z")


def large(lines: list[str], size: int = 70) -> ValueChain:
    """Return a map of many parts."""
    return chain("\n".join([*lines, *(f"process p{place} part_of=todo" for place in range(size)), "p1 -> p2: x"]))


@pytest.fixture
def site(app: Flask, database: Database, cast: Cast) -> Site:
    """Put a map of three levels into the database."""
    return Site(app, database, cast, TREE)


def links(page: Element, selector: str) -> dict[str, str]:
    """Return the addresses of links by their ids in the drawing."""
    return {link.get("id"): link.get("href") for link in page.xpath(f"//*[local-name()='svg']//a[{selector}]")}


def test_the_page_offers_levels(site: Site) -> None:
    """Each is a link with its view, and the one that is seen says so."""
    page = page_of(site.editor.get(f"{site.at}?view=collapsed"))
    offered = {
        " ".join(link.text_content().split()): (link.get("href"), link.get("aria-current"))
        for link in page.xpath("//nav[@class='lens']/a")
    }
    assert {text: (href.partition("view=")[2], current) for text, (href, current) in offered.items()} == {
        "Nivel Todo": ("", None),
        "Nivel Procesos": ("collapsed:2", None),
        "Nivel Macroprocesos": ("collapsed", "true"),
        "Nivel Mapa de procesos": ("processes", None),
        "Aporte a Cliente": ("upstream:cliente", None),
        "Evidencia": ("evidence", None),
        "Canales": ("channels", None),
        "Esta vista en SVG": ("collapsed", None),
        "Esta vista en PNG": ("collapsed", None),
        "Esta vista en PDF": ("collapsed", None),
    }


def test_marks_open_and_close(site: Site) -> None:
    """The plus of a whole, the minus of a frame; one leads back to the other."""
    collapsed = links(site.drawn("?view=collapsed"), "@class='toggle'")
    assert collapsed == {"open-node-tramites": f"{site.at}?view=expanded:tramites"}
    opened = links(site.drawn("?view=expanded:tramites"), "@class='toggle'")
    assert opened == {
        "close-frame-tramites": f"{site.at}?view=collapsed",
        "open-node-estudio": f"{site.at}?view=expanded:estudio",
    }
    everything = links(site.drawn(""), "@class='toggle'")
    assert everything["close-frame-estudio"] == f"{site.at}?view=expanded:tramites"
    assert links(site.drawn("?view=upstream:cliente"), "@class='toggle'") == {}


def test_frames_and_arrows_are_links(site: Site) -> None:
    """A frame to its process; an arrow of several handoffs to a panel that lists them, the worst first."""
    assert links(site.drawn(""), "@id='frame-tramites'") == {"frame-tramites": f"{site.at}?node=tramites#panel"}
    page = site.drawn("?view=collapsed&supplier=tramites&client=cliente")
    ((identifier, address),) = links(page, "starts-with(@id, 'bundle-')").items()
    assert address == f"{site.at}?view=collapsed&supplier=tramites&client=cliente#panel"
    (chosen,) = page.xpath("//*[local-name()='svg']//a[@aria-current='true']")
    assert chosen.get("id") == identifier
    panel = page.get_element_by_id("panel")
    assert panel.findtext("h1") == "2 entregas en esta flecha"
    assert [link.text_content() for link in panel.xpath(".//ul/li/a")] == ["Aviso", "Permiso"]
    gone = site.editor.get(f"{site.at}?view=collapsed&supplier=nomina&client=tramites", headers=PARTIAL).text
    assert "ya no hay entregas" in gone


def test_the_panel_of_a_whole_lists_its_parts_and_opens_it(site: Site) -> None:
    """What one can do depends on what is seen."""
    page = page_of(site.editor.get(f"{site.at}?view=collapsed&node=tramites"))
    panel = page.get_element_by_id("panel")
    (fold,) = panel.xpath(".//a[@data-drawing-key='o']")
    assert (fold.text_content(), fold.get("href")) == (
        "Abrir en el dibujo",
        f"{site.at}?view=expanded:tramites&node=tramites",
    )
    assert "M2.1 Estudio" in panel.text_content()
    for view, node, expected in (
        ("expanded:tramites", "tramites", Folding(word="close", view="collapsed")),
        ("collapsed", "visita", Folding(word="show", view="expanded:estudio")),
        ("collapsed", "nomina", None),
        ("lanes", "tramites", None),
    ):
        assert Levels(chain=TREE, view=view).folding(node) == expected


def test_what_was_open_and_is_gone_is_forgotten(site: Site) -> None:
    """An address that somebody kept still shows the map."""
    assert site.editor.get(f"{site.at}?view=expanded:estudio,nadie").status_code == 200
    assert views.known("expanded:estudio,nadie", TREE) == "expanded:estudio"
    assert views.known("expanded:nadie", TREE) == "collapsed"


def test_the_page_of_a_process_shows_its_place(site: Site) -> None:
    """The processes around it with their codes, and its parts with their kinds."""
    page = page_of(site.editor.get(f"{site.at}/nodes/estudio"))
    (lineage,) = page.xpath("//nav[@class='lineage']")
    assert [part.text_content().strip() for part in lineage if not part.get("aria-hidden")] == [
        "M2 Trámites",
        "Estudio",
    ]
    assert {link.text_content() for link in page.xpath("//section[@aria-labelledby='self']//ul//a")} == {
        "Revisión",
        "Visita",
    }


def test_lanes_are_levels_where_there_are_no_parts(app: Flask, database: Database, cast: Cast) -> None:
    """A closed lane is a link that opens it."""
    site = Site(app, database, cast, LANES)
    assert [(level.word, level.view) for level in Levels(chain=LANES, view="").choices] == [
        ("all", ""),
        ("lanes", "collapsed"),
    ]
    found = links(site.drawn("?view=collapsed"), "@id='lane-1' or @class='toggle'")
    assert found["lane-1"] == found["open-lane-1"] == f"{site.at}?view=expanded:@1"
    bundle = links(site.drawn("?view=collapsed"), "starts-with(@id, 'bundle-')")["bundle-1"]
    assert bundle.endswith("supplier=%401&client=%402#panel")
    assert Levels(chain=LANES, view="expanded:@1").folding("c") == Folding(word="show", view="expanded:@1,@2")
    assert [each.handoff.id for each in Levels(chain=LANES, view="collapsed").between("@1", "@2")] == ["a-c", "b-c"]


def test_a_large_map_opens_collapsed_and_says_so(app: Flask, database: Database, cast: Cast) -> None:
    """With a link to everything; where there is nothing to gather it is drawn whole."""
    site = Site(app, database, cast, large(["process todo"]))
    page = site.drawn("")
    assert "se abre resumido" in page.text_content()
    (everything,) = page.xpath("//a[text()='Ver todo']")
    assert everything.get("href") == f"{site.at}?view=map"
    assert links(page, "@id='open-node-todo'") == {"open-node-todo": f"{site.at}?view=expanded:todo"}
    assert "se abre resumido" not in site.editor.get(f"{site.at}?view=map").text
    assert views.first(large(["process todo"], size=10)) == ""
    assert views.first(chain("\n".join(f"process p{place}" for place in range(99)))) == ""


def test_files_have_the_views_too(site: Site) -> None:
    """Each offered, each drawn, each with an ETag of its own."""
    page = site.editor.get(f"{site.at}/export").text
    assert '<option value="collapsed:2">Procesos</option>' in page
    said = {
        "collapsed": "2 partes",
        "processes": "Procesos misionales",
        "expanded:estudio": "M2.1 Estudio",
        "": "Permiso",
    }
    answers = {view: site.editor.get(f"{site.at}/export/file?form=svg&view={view}") for view in said}
    for view, text in said.items():
        assert text in answers[view].text
    assert len({answer.headers["ETag"] for answer in answers.values()}) == len(said)


def test_only_what_counts_on_the_maps_day_is_in_an_arrow(database: Database, cast: Cast) -> None:
    """As in the drawing."""
    with database.writing() as session:
        kept = maps.create(session, actor(cast.owner), chain=TREE)
    with database.reading() as session:
        told = maps.opened(session, actor(cast.owner), map_id=kept).chain
    fold = views.fold_of("collapsed", told)
    assert [each.handoff.deliverable for each in overview.between(told, fold, "tramites", "cliente")] == [
        "Aviso",
        "Permiso",
    ]
