"""What `/api/v1` answers: maps and their content, tags and preconditions, keys, cursors, and problems with places."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.services.files import exchange
from app.services.showing import analysis
from app.wording import wording
from process_models.domain.tokens import Scope
from tests.app.api.programs import API, program_of, showing, token_of
from tests.cast import Cast, client_of

PROBLEM = "application/problem+json"


@pytest.fixture
def editor(app: Flask, cast: Cast) -> FlaskClient:
    """Return the editor's program."""
    return program_of(app, cast.editor, Scope.WRITE)


@pytest.fixture
def kept(editor: FlaskClient) -> str:
    """Keep the example map; return where it is."""
    made = editor.post(f"{API}/imports?filename=a.json", data=exchange.example())
    assert made.status_code == 201, made.text
    assert made.headers["ETag"] == '"1"'
    return str(made.headers["Location"])


def command(name: str, base: int = 1) -> dict[str, Any]:
    """Return a request that adds a node."""
    node = {"id": name, "name": name.title(), "kind": "process"}
    return {"base_revision": base, "command": {"kind": "add-node", "node": node}}


def test_the_content_is_the_map_document(editor: FlaskClient, kept: str) -> None:
    """Byte by byte that of the export; whoever has it already is told so; put back, nothing is different."""
    answer = editor.get(f"{kept}/content")
    assert exchange.read(answer.data).chain == exchange.read(exchange.example()).chain
    assert answer.headers["ETag"] == '"1"'
    again = editor.get(f"{kept}/content", headers={"If-None-Match": '"1"'})
    assert (again.status_code, again.data) == (304, b"")
    sent = {"data": answer.data, "content_type": "application/json"}
    put = editor.put(f"{kept}/content", **sent, headers={"If-Match": '"1"'})
    assert put.get_json() == {"revision": 1, "changes": []}


def test_a_whole_is_changed_on_the_revision_that_was_seen(editor: FlaskClient, kept: str) -> None:
    """428 without one, 412 with a former one, and what came meanwhile stands."""
    document = {**editor.get(f"{kept}/content").get_json(), "name": "Otro nombre"}
    assert editor.put(f"{kept}/content", json=document).status_code == 428
    assert editor.post(f"{kept}/commands", json=command("recaudo")).headers["ETag"] == '"2"'
    stale = {"If-Match": '"1"'}
    assert editor.put(f"{kept}/content", json=document, headers=stale).status_code == 412
    assert editor.patch(kept, json={"name": "Otro"}, headers=stale).status_code == 412
    assert editor.patch(kept, json={"name": "Otro"}).status_code == 428
    assert editor.post(f"{kept}/imports", data=exchange.example(), headers=stale).status_code == 412
    patched = editor.patch(kept, json={"name": "Otro"}, headers={"If-Match": '"2"'})
    assert (patched.get_json()["name"], patched.headers["ETag"]) == ("Otro", '"3"')
    assert "recaudo" in editor.get(f"{kept}/content").text
    assert "recaudo" not in editor.get(f"{kept}/revisions/1/content").text


def test_removing_asks_for_the_revision_too(app: Flask, cast: Cast, kept: str) -> None:
    """And for the scope that may."""
    owner = program_of(app, cast.owner)
    assert owner.delete(kept).status_code == 428
    assert owner.delete(kept, headers={"If-Match": '"7"'}).status_code == 412
    assert program_of(app, cast.owner, Scope.WRITE).delete(kept, headers={"If-Match": '"1"'}).status_code == 403
    assert owner.delete(kept, headers={"If-Match": '"1"'}).status_code == 204
    assert owner.get(kept).status_code == 404


def test_commands_meet_as_on_the_pages(editor: FlaskClient, kept: str) -> None:
    """Different things at once stand; the same thing is a conflict with both values; undo takes back."""
    first = editor.post(f"{kept}/commands", json=command("recaudo")).get_json()
    assert [change["revision"] for change in first["changes"]] == [2]
    second = editor.post(f"{kept}/commands", json=command("cobro")).get_json()
    assert [change["revision"] for change in second["changes"]] == [2, 3]
    meets = editor.post(f"{kept}/commands", json=command("cobro"))
    assert (meets.status_code, meets.content_type) == (409, PROBLEM)
    assert set(meets.get_json()["things"]["node:cobro"]) == {"base", "yours", "theirs"}
    undone = editor.post(f"{kept}/changes/3/undo", json={"base_revision": 3})
    assert undone.get_json()["revision"] == 4
    assert editor.get(f"{kept}/changes/3").get_json()["undone_by"] == 4


def test_problems_name_every_place(editor: FlaskClient, kept: str) -> None:
    """All of them, in the language that is accepted."""
    said = {"base_revision": "x", "command": {"kind": "add-node", "node": {"kind": "nobody"}}, "more": 1}
    answer = editor.post(f"{kept}/commands", json=said)
    assert (answer.status_code, answer.content_type) == (422, PROBLEM)
    told = answer.get_json()
    places = {each["pointer"] for each in told["problems"]}
    assert places == {"/more", "/base_revision", "/command/node/id", "/command/node/name", "/command/node/kind"}
    assert told["type"] == "/api/v1/docs#problem-422"
    assert 'id="problem-422"' in editor.get(f"{API}/docs").text
    english = editor.post(f"{kept}/commands", json=said, headers={"Accept-Language": "en"})
    assert english.get_json()["title"] != told["title"]
    wrong = {"format": "value-chain-map/1", "name": "X", "nodes": [{"id": "a"}], "handoffs": [1]}
    put = editor.put(f"{kept}/content", json=wrong, headers={"If-Match": '"1"'})
    assert {each["pointer"] for each in put.get_json()["problems"]} >= {"/nodes/0/name", "/handoffs/0"}


def test_a_key_makes_one_map(editor: FlaskClient) -> None:
    """The same request again gives the same map; another one with the same key is refused."""
    key = {"Idempotency-Key": "despachos-1"}
    first = editor.post(f"{API}/maps", json={"name": "Despachos"}, headers=key)
    again = editor.post(f"{API}/maps", json={"name": "Despachos"}, headers=key)
    assert first.get_json()["id"] == again.get_json()["id"]
    other = editor.post(f"{API}/maps", json={"name": "Otra cosa"}, headers=key)
    assert [each["code"] for each in other.get_json()["problems"]] == ["key-reused"]
    assert len(editor.get(f"{API}/maps").get_json()["maps"]) == 1


def test_one_key_at_once_makes_one_map(app: Flask, cast: Cast) -> None:
    """Of two at the same moment the second waits, and gets the map of the first."""
    shown = token_of(app, cast.editor, Scope.WRITE)[1]

    def make(_number: int) -> str:
        key = {"Idempotency-Key": "a la vez"}
        return str(showing(app, shown).post(f"{API}/maps", json={"name": "Uno"}, headers=key).get_json()["id"])

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(make, range(8)))) == 1
    assert len(program_of(app, cast.editor).get(f"{API}/maps").get_json()["maps"]) == 1


def test_cursors_lead_through_everything_once(editor: FlaskClient, kept: str) -> None:
    """Whatever is made or changed meanwhile, what was there is seen, once."""
    ids = {editor.post(f"{API}/maps", json={"name": f"Mapa {n}"}).get_json()["id"] for n in range(5)}
    seen: list[str] = []
    cursor = ""
    while cursor is not None:
        page = editor.get(f"{API}/maps?limit=2{'&cursor=' + cursor if cursor else ''}").get_json()
        seen += [each["id"] for each in page["maps"]]
        cursor = page["next"]
        editor.post(f"{kept}/commands", json=command(f"n{len(seen)}", base=1))
    assert len(seen) == len(set(seen))
    assert set(seen) >= ids
    newest = editor.get(f"{kept}/changes?limit=1").get_json()
    older = editor.get(f"{kept}/changes?limit=1&cursor={newest['next']}").get_json()
    assert older["changes"][0]["revision"] == newest["changes"][0]["revision"] - 1


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "cursor=%C3%B1", "colour=red", "cursor=AAAA%00"])
def test_a_query_that_cannot_be_is_refused(editor: FlaskClient, query: str) -> None:
    """With its place."""
    answer = editor.get(f"{API}/maps?{query}")
    assert answer.status_code == 422
    assert answer.get_json()["problems"][0]["pointer"] == "/" + query.partition("=")[0]


def test_every_refusal_is_a_problem(app: Flask, editor: FlaskClient, kept: str) -> None:
    """No address, no such verb, another kind of content, another kind of answer, too much, no JSON."""
    answers = {
        404: editor.get(f"{API}/nothing"),
        405: editor.put(f"{API}/maps"),
        406: editor.get(kept, headers={"Accept": "image/png"}),
        415: editor.post(f"{API}/maps", data="name=x", content_type="application/x-www-form-urlencoded"),
        413: editor.post(f"{API}/maps", data=b" " * 10_000_001, content_type="application/json"),
        422: editor.post(f"{API}/maps", data="{", content_type="application/json"),
        401: showing(app, None).get(f"{API}/maps"),
    }
    for status, answer in answers.items():
        assert (answer.status_code, answer.content_type) == (status, PROBLEM), answer.text
        assert answer.get_json()["status"] == status
    assert "GET" in answers[405].headers["Allow"]
    assert answers[401].headers["WWW-Authenticate"].startswith("Bearer")
    assert editor.head(kept).status_code == 200
    assert editor.options(kept).status_code == 200


def test_tokens_that_are_none_are_waited_for(app: Flask, editor: FlaskClient) -> None:
    """After sixty from an address; those in force still open."""
    guess = showing(app, "eslabon_abcdefgh_nonsense")
    statuses = [guess.get(f"{API}/me").status_code for _ in range(62)]
    assert statuses == [401] * 60 + [429] * 2
    assert guess.get(f"{API}/me").headers["Retry-After"] == "900"
    assert editor.get(f"{API}/me").status_code == 200


def test_a_cookie_opens_nothing_and_forges_nothing(app: Flask, cast: Cast) -> None:
    """A signed-in browser is nobody here, wherever its request comes from."""
    browser = client_of(app, cast.owner)
    assert browser.get(f"{API}/me").status_code == 401
    assert browser.post(f"{API}/maps", json={"name": "X"}).status_code == 401


def test_the_same_figures_everywhere(app: Flask, cast: Cast, editor: FlaskClient, kept: str) -> None:
    """The API says what the command line says of the file, and the page shows it."""
    chain = exchange.read(exchange.example()).chain
    assert chain is not None
    found = analysis.propagation(chain)
    answer = editor.get(f"{kept}/propagation")
    assert answer.data == analysis.as_json(found, "es")
    map_id = kept.rsplit("/", 1)[-1]
    worst, risk = max(found.outcomes.items(), key=lambda each: each[1].probability)
    editor.get(f"{kept}/drawing?view=upstream:{worst}&language=es")  # the page waits for it only so long
    page = client_of(app, cast.editor).get(f"/maps/{map_id}/propagation", headers={"Accept-Language": "es"}).text
    assert wording("es").percent(risk.probability) in page
    tag = {"If-None-Match": answer.headers["ETag"]}
    assert editor.get(f"{kept}/propagation", headers=tag).status_code == 304


def test_drawings_and_files_are_those_of_the_pages(app: Flask, cast: Cast, editor: FlaskClient, kept: str) -> None:
    """Byte by byte, in every format."""
    browser, map_id = client_of(app, cast.editor), kept.rsplit("/", 1)[-1]
    for form in ("svg", "png", "dot"):
        drawn = editor.get(f"{kept}/drawing?format={form}&language=es")
        assert drawn.data == browser.get(f"/maps/{map_id}/export/file?form={form}&language=es").data
        assert (
            editor.get(
                f"{kept}/drawing?format={form}&language=es", headers={"If-None-Match": drawn.headers["ETag"]}
            ).status_code
            == 304
        )
    for form in ("csv", "json"):
        given = editor.get(f"{kept}/export?format={form}&language=es")
        assert given.data == browser.get(f"/maps/{map_id}/export/file?form={form}&language=es").data
    assert editor.get(f"{kept}/drawing?view=upstream:nobody").status_code == 404
    assert editor.get(f"{kept}/drawing?view=downstream:handoff:nothing").status_code == 404
    assert "H · hechos" in editor.get(f"{kept}/drawing?view=evidence&language=es").text
    assert "[8] Auditorías" in editor.get(f"{kept}/drawing?view=channels&language=es").text
    assert editor.get(f"{kept}/export?format=doc").status_code == 422


def test_a_file_is_checked_and_taken_after_a_look(editor: FlaskClient, kept: str) -> None:
    """Nothing is kept of a check or of a dry run; a file with errors is told with every place."""
    table = "proveedor,cliente,entregable\nVentas,Bodega,Pedido\n"
    checked = editor.post(f"{API}/checks?filename=a.csv", data=table.encode()).get_json()
    assert (checked["ok"], checked["nodes"], checked["handoffs"]) == (True, 2, 1)
    wrong = editor.post(f"{API}/checks", data=b'{"format": "value-chain-map/1", "nodes": [{}]}').get_json()
    assert (wrong["ok"], len(wrong["problems"]) > 2) == (False, True)
    match = {"If-Match": '"1"'}
    dry = editor.post(f"{kept}/imports?filename=a.csv&dry_run=true", data=table.encode(), headers=match)
    assert (dry.get_json()["revision"], dry.headers["ETag"], bool(dry.get_json()["differences"])) == (None, '"1"', True)
    taken = editor.post(f"{kept}/imports?filename=a.csv&mode=replace", data=table.encode(), headers=match).get_json()
    assert taken["revision"] == 2
    assert len(editor.get(f"{kept}/nodes").get_json()["things"]) == 2
    match = {"If-Match": '"2"'}
    more = "proveedor,cliente,entregable\nBodega,Despachos,Caja\n"
    added = editor.post(f"{kept}/imports?filename=a.csv", data=more.encode(), headers=match).get_json()
    assert (added["revision"], len(editor.get(f"{kept}/nodes").get_json()["things"])) == (3, 3)
    refused = editor.post(f"{API}/imports?filename=a.csv", data=b"proveedor,cliente,entregable\nA,B,\n,,x\n")
    assert refused.status_code == 422
    assert all(each["row"] for each in refused.get_json()["problems"])


def test_people_are_looked_after(app: Flask, cast: Cast) -> None:
    """Added with a link, given another role on the version that was seen, and away with their tokens at once."""
    owner = program_of(app, cast.owner)
    new = owner.post(f"{API}/people", json={"email": "nora@andina.example", "name": "Nora", "role": "viewer"})
    assert "/link/" in new.get_json()["link"]
    where = f"{API}/people/{cast.editor.id}"
    tag = owner.get(where).headers["ETag"]
    assert owner.patch(where, json={"role": "viewer"}, headers={"If-Match": tag}).get_json()["role"] == "viewer"
    assert owner.patch(where, json={"role": "editor"}, headers={"If-Match": tag}).status_code == 412
    theirs = program_of(app, cast.editor)
    assert theirs.get(f"{API}/me").get_json()["may"] == "viewer"
    assert owner.post(f"{where}/disable").get_json()["is_disabled"] is True
    assert theirs.get(f"{API}/me").status_code == 401


def test_the_viewpoints_are_asked_and_answered(editor: FlaskClient, kept: str) -> None:
    """All eight of every process; an answer is a change of the map."""
    asked = editor.get(f"{kept}/customers").get_json()["processes"]
    assert {len(each) for each in asked.values()} == {8}
    process = next(iter(asked))
    said = {"base_revision": 1, "reason": "Nadie lo audita."}
    assert editor.post(f"{kept}/nodes/{process}/viewpoints/audit", json=said).get_json()["revision"] == 2
    assert "Nadie lo audita." in editor.get(f"{kept}/customers").text
