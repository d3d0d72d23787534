"""Two change the same thing: both see both, and nothing is lost."""

from dataclasses import replace

import pytest
from flask import Flask

from process_models.domain.commands import RemoveHandoff, ReplaceHandoff
from process_models.domain.evidence import Deliveries, Evidence, Rating
from process_models.domain.identifiers import HandoffId
from process_models.storage.session import Database
from tests.app.web.shop import PARTIAL, Site
from tests.cast import Cast
from tests.page_forms import form_of, page_of


@pytest.fixture
def site(app: Flask, database: Database, cast: Cast) -> Site:
    """Put a small map into the database."""
    return Site(app, database, cast)


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
