"""The editor's scene over HTTP: the map with where everything lies, 202 while it is drawn, and nothing twice."""

import time

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from process_models.storage.session import Database
from tests.app.web.shop import Site
from tests.cast import Cast, client_of


@pytest.fixture
def site(app: Flask, database: Database, cast: Cast) -> Site:
    """Put a small map into the database."""
    return Site(app, database, cast)


def asked(site: Site, rest: str = "") -> TestResponse:
    """Return the scene, once it is drawn."""
    for _ in range(100):
        answer = site.editor.get(f"{site.at}/scene{rest}")
        if answer.status_code != 202:
            return answer
        assert answer.headers["Retry-After"] == "1"
        assert "ETag" not in answer.headers
        time.sleep(0.1)
    pytest.fail("it was not drawn")


def test_the_scene_has_all_that_is_drawn(site: Site) -> None:
    """The map's document, its revision, and each thing with its place."""
    told = asked(site).get_json()
    assert told["revision"] == site.now().revision
    assert {node["id"] for node in told["content"]["nodes"]} == {node.id for node in site.now().chain.nodes}
    assert {node["id"] for node in told["scene"]["nodes"]} == {f"node-{node.id}" for node in site.now().chain.nodes}
    assert told["undo"] == {"undo": None, "redo": None}
    assert told["links"]["page"] == f"{site.at}?"
    (pedido,) = [each for each in told["scene"]["handoffs"] if each["id"] == "handoff-ventas-bodega"]
    assert (pedido["supplier"], pedido["client"]) == ("node-ventas", "node-bodega")
    assert len(pedido["curves"]) == 2


def test_what_did_not_change_is_not_sent_again(site: Site) -> None:
    """Another view is something else, and so is another asker."""
    known = asked(site).headers["ETag"]
    again = site.editor.get(f"{site.at}/scene", headers={"If-None-Match": known})
    assert (again.status_code, again.data) == (304, b"")
    assert asked(site, "?view=lanes").headers["ETag"] != known
    viewer = client_of(site.app, site.cast.viewer).get(f"{site.at}/scene")
    assert viewer.status_code == 200
    assert viewer.headers["ETag"] != known


@pytest.mark.parametrize(
    ("view", "line"),
    [
        ("evidence", "H · 15 % · 30/200"),
        ("channels", "sin canal"),
        ("downstream:handoff:ventas-bodega", "✖ Pedido"),
    ],
)
def test_a_lens_is_in_the_scene(site: Site, view: str, line: str) -> None:
    """The same as in the SVG of the view."""
    told = asked(site, f"?view={view}").get_json()["scene"]
    (pedido,) = [each for each in told["handoffs"] if each["id"] == "handoff-ventas-bodega"]
    assert line in (*pedido["lines"], *pedido["figures"])
    assert line in site.editor.get(f"{site.at}/export/file?form=svg&view={view}").text


def test_what_is_not_there_is_not_found(site: Site) -> None:
    """Nor what is somebody else's."""
    assert site.editor.get(f"{site.at}/scene?view=upstream:nadie").status_code == 404
    assert site.editor.get(f"{site.at}/scene?view=downstream:handoff:nada").status_code == 404
    assert client_of(site.app, site.cast.stranger).get(f"{site.at}/scene").status_code == 404
