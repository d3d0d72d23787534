"""The table and the matrix of handoffs, and their groups, as a browser without script uses them."""

import pytest
from flask import Flask

from process_models.domain.chain import Handoff, HandoffGroup
from process_models.domain.identifiers import GroupId, HandoffId, NodeId
from process_models.domain.vocabulary import GroupKind
from process_models.storage.session import Database
from tests.app.web.shop import Site
from tests.cast import Cast
from tests.chains import chain
from tests.page_forms import form_of, page_of

CONTENT = chain(
    """
    process ventas name=Ventas
    process bodega name=Bodega
    ventas -> bodega: Pedido 30/200 d=0.8 channel=internal
    camion-a -> bodega: Camión 11/92
    camion-b -> bodega: Camión own=0.18
    bodega -> cliente: Mercancía
    """
)
TRUCKS = ("camion-a-bodega", "camion-b-bodega")


@pytest.fixture
def site(app: Flask, database: Database, cast: Cast) -> Site:
    """Put a small map into the database."""
    return Site(app, database, cast, CONTENT)


def rows(site: Site, query: str = "") -> list[str]:
    """Return the deliverables that the table shows."""
    page = page_of(site.editor.get(f"{site.at}/handoffs{query}"))
    return [row.findtext("th/a") for row in page.iter("tr") if row.get("id")]


def handoff(site: Site, name: str) -> Handoff:
    """Return a handoff of the map as it is."""
    found = site.now().chain.handoff(HandoffId(name))
    assert found is not None
    return found


def test_the_table_filters_sorts_and_counts(site: Site) -> None:
    """By the address alone; totals say how many are not measured, and of how many."""
    assert rows(site) == ["Pedido", "Camión", "Camión", "Mercancía"]
    assert rows(site, "?sort=rate&order=descending") == ["Camión", "Pedido", "Camión", "Mercancía"]
    assert rows(site, "?q=camion&supplier=camion-b") == ["Camión"]
    assert rows(site, "?evidence=unknown") == ["Mercancía"]
    assert rows(site, "?channel=internal") == ["Pedido"]
    assert rows(site, "?q=nada&sort=nonsense&page=x") == []
    text = page_of(site.editor.get(f"{site.at}/handoffs")).text_content()
    assert "4 entregas, 1 sin medir" in text
    assert "(de 4 en total)" in page_of(site.editor.get(f"{site.at}/handoffs?q=camion")).text_content()


def test_a_heading_turns_the_table(site: Site) -> None:
    """The first click on a rate puts the worst first, the next turns it; the filter stays."""
    page = page_of(site.editor.get(f"{site.at}/handoffs?q=camion"))
    (rate,) = (link.get("href") for link in page.find_class("sort") if link.text == "Fallas")
    turned = page_of(site.editor.get(rate))
    assert {"q=camion", "sort=rate", "order=descending"} <= set(rate.split("?")[1].split("&"))
    assert [head.get("aria-sort") for head in turned.iter("th") if head.get("aria-sort") != "none"][:1] == [
        "descending"
    ]


def test_a_row_is_changed_in_its_place_without_script(site: Site) -> None:
    """The row opens, is sent alone, and one is back at the table as it was; what the row does not show stays."""
    query = "?edit=ventas-bodega&q=pedido&sort=rate"
    form = form_of(site.editor.get(f"{site.at}/handoffs{query}"), f"{site.at}/handoffs/ventas-bodega")
    kept = form.sent(site.editor, failure__deliveries__failed="50", dependency="35,5", agreed_time__amount="2")
    assert kept.location == f"{site.at}/handoffs?q=pedido&sort=rate"
    pedido = handoff(site, "ventas-bodega")
    assert pedido.failure is not None
    assert pedido.failure.deliveries is not None
    assert (pedido.failure.deliveries.failed, pedido.dependency, pedido.channel) == (50, 0.355, "internal")
    assert pedido.agreed_time is not None
    assert pedido.agreed_time.unit == "working_days"


def test_a_mistake_in_a_row_opens_the_whole_form(site: Site) -> None:
    """With everything that was typed, and what is wrong with it."""
    address = f"{site.at}/handoffs/ventas-bodega"
    wrong = form_of(site.editor.get(f"{site.at}/handoffs?edit=ventas-bodega"), address).sent(
        site.editor, failure__deliveries__failed="300", deliverable="Pedido B"
    )
    assert wrong.status_code == 422
    again = form_of(wrong, address)
    assert set(again.errors) == {"failure.deliveries.failed"}
    assert (again.value("deliverable"), again.value("channel")) == ("Pedido B", "internal")


def test_a_handoff_is_added_below_the_table(site: Site) -> None:
    """Who, to whom, what, and at once how well."""
    form = form_of(site.editor.get(f"{site.at}/handoffs"), f"{site.at}/handoffs")
    kept = form.sent(
        site.editor,
        supplier="bodega",
        client="ventas",
        deliverable="Existencias",
        failure__deliveries__count="25",
        failure__deliveries__failed="3",
    )
    assert kept.location == f"{site.at}/handoffs"
    assert handoff(site, "bodega-ventas-existencias").deliverable == "Existencias"
    assert handoff(site, "bodega-ventas-existencias").agreed_time is None


def test_the_matrix_leads_to_the_rows(site: Site) -> None:
    """A cell says the worst rate and how many, in words for whoever hears it; its link shows those rows."""
    page = page_of(site.editor.get(f"{site.at}/handoffs?as=matrix"))
    (cell,) = (link for link in page.iter("a") if (link.get("aria-label") or "").startswith("De Ventas a Bodega"))
    assert cell.get("aria-label").endswith("entregas: 1; la peor falla: 15 % (30 de 200)")
    assert rows(site, "?" + cell.get("href").split("?")[1]) == ["Pedido"]
    assert [head.text for head in page.find_class("matrix")[0].iter("th") if head.get("scope") == "row"] == [
        "Ventas",
        "Bodega",
        "camion-a",
        "camion-b",
    ]


def test_a_large_table_comes_in_pages(app: Flask, database: Database, cast: Cast) -> None:
    """A hundred rows each; the last has the rest, and what is beyond it is the last."""
    many = chain("\n".join(f"a -> b: Entrega {number}" for number in range(250)))
    site = Site(app, database, cast, many)
    assert [len(rows(site, f"?page={page}")) for page in (1, 2, 3, 9)] == [100, 100, 50, 50]
    assert "página 2 de 3" in page_of(site.editor.get(f"{site.at}/handoffs?page=2")).text_content()


def test_a_matrix_that_nobody_could_read_is_a_list(app: Flask, database: Database, cast: Cast) -> None:
    """A hundred and one suppliers of as many clients: each supplier with its clients, and the same links."""
    many = chain("\n".join(f"a{number} -> b{number}: Cosa 1/10" for number in range(101)))
    site = Site(app, database, cast, many)
    page = page_of(site.editor.get(f"{site.at}/handoffs?as=matrix"))
    assert page.find_class("matrix") == []
    (link,) = (link for link in page.iter("a") if link.text_content().startswith("b77 "))
    assert rows(site, "?" + link.get("href").split("?")[1]) == ["Cosa"]


def test_alternatives_are_made_changed_and_dissolved(site: Site) -> None:
    """Two trucks of which one is enough; then both; then one leaves; then the group goes, and the trucks stay."""
    form = form_of(site.editor.get(f"{site.at}/new-group?client=bodega"), f"{site.at}/groups")
    nobody = form.sent(site.editor)
    assert nobody.status_code == 422
    assert "Elija al menos una entrega" in nobody.text
    made = site.editor.post(
        form.action, data={**dict(form.fields), "members": list(TRUCKS), "kind": "alternatives", "required": "3"}
    )
    assert made.status_code == 422
    assert set(form_of(made, form.action).errors) == {"required"}
    made = site.editor.post(form.action, data={**dict(form.fields), "members": list(TRUCKS), "required": "1"})
    group = GroupId(str(made.location).rpartition("/")[2])
    assert site.now().chain.groups == (HandoffGroup(id=group, client=NodeId("bodega"), required=1),)
    assert [each.id for each in site.now().chain.members(group)] == list(TRUCKS)
    address = f"{site.at}/groups/{group}"
    form_of(site.editor.get(address), address).sent(site.editor, required="2")
    assert site.now().chain.groups[0].required == 2
    form_of(site.editor.get(address), address).sent(site.editor, members=TRUCKS[0], required="1")
    assert [each.id for each in site.now().chain.members(group)] == [TRUCKS[0]]
    form_of(site.editor.get(address), f"{address}/remove").sent(site.editor)
    assert site.now().chain.groups == ()
    assert handoff(site, TRUCKS[0]).group is None


def test_routes_have_shares(site: Site) -> None:
    """Three times in four by one truck; a share that is no number is told; without members there is no group."""
    form = form_of(site.editor.get(f"{site.at}/new-group?client=bodega"), f"{site.at}/groups")
    data = {
        **dict(form.fields),
        "kind": "routes",
        "members": list(TRUCKS),
        f"share.{TRUCKS[0]}": "3",
        f"share.{TRUCKS[1]}": "uno",
    }
    wrong = site.editor.post(form.action, data=data)
    assert wrong.status_code == 422
    assert "«uno» no es un número" in wrong.text
    made = site.editor.post(form.action, data={**data, f"share.{TRUCKS[1]}": "1"})
    assert made.status_code == 303
    (group,) = site.now().chain.groups
    assert (group.kind, group.required) == (GroupKind.ROUTES, None)
    assert [handoff(site, truck).share for truck in TRUCKS] == [3, 1]
    address = f"{site.at}/groups/{group.id}"
    again = form_of(site.editor.get(address), address)
    assert again.sent(site.editor).status_code == 303
    assert site.now().revision == 2
    again.sent(site.editor, members=None)
    assert site.now().chain.groups == ()


def test_a_handoff_joins_and_leaves_by_its_own_form(site: Site) -> None:
    """The group is chosen among those of its client; who leaves last takes it away."""
    form = form_of(site.editor.get(f"{site.at}/new-group?client=bodega"), f"{site.at}/groups")
    form.sent(site.editor, members=TRUCKS[0])
    (group,) = site.now().chain.groups
    for truck, chosen in ((TRUCKS[1], group.id), (TRUCKS[1], ""), (TRUCKS[0], "")):
        address = f"{site.at}/handoffs/{truck}"
        form_of(site.editor.get(address), address).sent(site.editor, group=chosen)
        assert handoff(site, truck).group == (chosen or None)
    assert site.now().chain.groups == ()
