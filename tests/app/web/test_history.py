"""The history on its page: who changed what, undone and redone by a button, the map as it was, and given back."""

from dataclasses import replace

import pytest
from flask import Flask

from process_models.domain import commands
from process_models.domain.evidence import Deliveries, Evidence
from process_models.domain.identifiers import HandoffId, MapId
from tests.app.web.maps.asking import STORY, change, content_of, hidden, kept, read, said
from tests.cast import Cast, client_of


def measured(failed: int) -> commands.ReplaceHandoff:
    """Return the command that says how many orders failed."""
    order = STORY.handoff(HandoffId("pedido"))
    assert order is not None
    return commands.ReplaceHandoff(
        handoff=replace(order, failure=Evidence(deliveries=Deliveries(count=200, failed=failed)))
    )


@pytest.fixture
def map_id(app: Flask, cast: Cast) -> MapId:
    """Keep a map that was changed once."""
    made = kept(app, cast.editor)
    change(app, cast.editor, made, measured(20))
    return made


def test_a_change_is_told_with_its_author(app: Flask, cast: Cast, map_id: MapId) -> None:
    """In words, with both figures."""
    page = client_of(app, cast.viewer).get(f"/maps/{map_id}/history")
    told = said(page)
    figures = "de 15 % (30 de 200) a 10 % (20 de 200)"
    assert f"{cast.editor.name} cambió la falla de Ventas → Bodega: Pedido completo: {figures}" in told
    assert f"{cast.editor.name} creó el mapa" in told
    assert "/undo" not in page.text


def test_undo_and_redo_are_buttons(app: Flask, cast: Cast, map_id: MapId) -> None:
    """Each is a change of its own; pressed twice it is one; what is undone offers no second undoing."""
    client, path = client_of(app, cast.editor), f"/maps/{map_id}/history"
    page = read(client.get(path))
    form = {"base_revision": hidden(page, "base_revision"), "key": hidden(page, "key")}
    assert [client.post(f"{path}/2/undo", data=form).status_code for _ in range(2)] == [303, 303]
    assert content_of(app, cast.editor, map_id) == STORY
    undone = read(client.get(path))
    assert "deshizo la revisión 2" in said(undone)
    assert undone.xpath("//ol//form/@action") == [f"{path}/3/undo"]
    assert client.post(f"{path}/3/undo", data={"base_revision": 3}).status_code == 303
    assert content_of(app, cast.editor, map_id) != STORY


def test_what_was_changed_again_is_not_undone_and_both_values_are_shown(app: Flask, cast: Cast, map_id: MapId) -> None:
    """409: what undoing would do, what is there now, and who made it so."""
    change(app, cast.owner, map_id, measured(10))
    answer = client_of(app, cast.editor).post(f"/maps/{map_id}/history/2/undo", data={"base_revision": 3})
    told = said(answer)
    assert answer.status_code == 409
    assert "de 10 % (20 de 200) a 15 % (30 de 200)" in told
    assert "de 10 % (20 de 200) a 5 % (10 de 200)" in told
    assert cast.owner.name in told
    assert "revisión 3" in told


def test_the_beginning_is_not_undone(app: Flask, cast: Cast, map_id: MapId) -> None:
    """There is nothing before it; and what was undone already is told so."""
    client, path = client_of(app, cast.editor), f"/maps/{map_id}/history"
    assert client.post(f"{path}/1/undo", data={"base_revision": 2}).status_code == 422
    assert client.post(f"{path}/2/undo", data={"base_revision": 2}).status_code == 303
    assert client.post(f"{path}/2/undo", data={"base_revision": 3}).status_code == 422
    assert client.post(f"{path}/9/undo", data={"base_revision": 3}).status_code == 404
    assert client.post(f"{path}/2/undo").status_code == 400


def test_a_map_can_be_seen_as_it_was(app: Flask, cast: Cast, map_id: MapId) -> None:
    """Its drawing and its handoffs with their figures then, and no link to change them."""
    page = read(client_of(app, cast.viewer).get(f"/maps/{map_id}/history/1"))
    assert "como era en la revisión 1" in said(page)
    assert "15 %" in said(page)
    assert page.xpath("//svg") or "todavía se está haciendo" in said(page)
    assert not page.xpath('//a[contains(@href, "handoffs/")]')
    assert client_of(app, cast.viewer).get(f"/maps/{map_id}/history/99").status_code == 404
    assert client_of(app, cast.viewer).get(f"/maps/{map_id}/history/{10**30}").status_code == 404


def test_a_former_content_can_be_given_back(app: Flask, cast: Cast, map_id: MapId) -> None:
    """As one more change, which can be undone; not over what somebody did meanwhile."""
    client, path = client_of(app, cast.editor), f"/maps/{map_id}/history/1/restore"
    refused = client.post(path, data={"base_revision": 1})
    assert refused.status_code == 409
    assert f"Mientras tanto {cast.editor.name} cambió el mapa" in said(refused)
    assert "de 15 % (30 de 200) a 10 % (20 de 200)" in said(refused)
    assert 'name="base_revision" value="2"' in refused.text
    assert content_of(app, cast.editor, map_id) != STORY
    assert client.post(path, data={"base_revision": 2}).status_code == 303
    assert content_of(app, cast.editor, map_id) == STORY
    assert "reemplazó todo el contenido" in said(client.get(f"/maps/{map_id}/history"))


def test_a_long_history_has_pages(app: Flask, cast: Cast, map_id: MapId) -> None:
    """The older ones a click away, down to the beginning."""
    for failed in range(21, 45):
        change(app, cast.editor, map_id, measured(failed))
    client = client_of(app, cast.viewer)
    first = read(client.get(f"/maps/{map_id}/history"))
    (older,) = first.xpath('//a[@rel="next"]/@href')
    second = read(client.get(older))
    assert len(first.xpath('//ol[contains(@class, "history")]/li')) == 20
    assert "creó el mapa" in said(second)
    assert not second.xpath('//a[@rel="next"]')


def test_a_change_of_many_things_is_folded(app: Flask, cast: Cast, map_id: MapId) -> None:
    """The first few at once, the others behind a click."""
    many = tuple(commands.RemoveHandoff(handoff=handoff.id) for handoff in STORY.handoffs)
    more = tuple(commands.RemoveNode(node=node.id) for node in STORY.nodes)
    change(app, cast.editor, map_id, commands.Together(commands=(*many, *more)))
    page = read(client_of(app, cast.viewer).get(f"/maps/{map_id}/history"))
    assert f"{cast.editor.name} cambió 5 cosas" in said(page)
    assert page.xpath("//li[1]//details")


@pytest.mark.parametrize("number", [10**30, 2**63, 2**31, 0, -1])
def test_numbers_that_no_revision_has_find_nothing(app: Flask, cast: Cast, map_id: MapId, number: int) -> None:
    """However large: 404, or a page of nothing; never a mistake of ours."""
    client, path = client_of(app, cast.editor), f"/maps/{map_id}/history"
    assert client.get(f"{path}?before={number}").status_code == 200
    assert client.get(f"{path}/{number}").status_code == 404
    assert client.post(f"{path}/{number}/undo", data={"base_revision": 2}).status_code == 404
    assert client.post(f"{path}/{number}/restore", data={"base_revision": 2}).status_code == 404
    assert client.post(f"{path}/2/undo", data={"base_revision": number}).status_code in {400, 404}
    assert client.get(f"/maps/{map_id}/export/file?form=json&revision={number}").status_code == 404
