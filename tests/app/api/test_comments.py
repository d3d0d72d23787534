"""Comments for programs: said, mentioned, answered, mended on a version, resolved, removed; and what is for one."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.services.files import exchange
from process_models.domain.tokens import Scope
from process_models.storage import audit
from process_models.storage.session import Database
from tests.app.api.programs import API, program_of
from tests.cast import Cast


@pytest.fixture
def viewer(app: Flask, cast: Cast) -> FlaskClient:
    """Return the program of somebody who only looks, with a token that does more than read."""
    return program_of(app, cast.viewer, Scope.WRITE)


@pytest.fixture
def kept(app: Flask, cast: Cast) -> str:
    """Keep the example map; return where its comments are."""
    made = program_of(app, cast.owner).post(f"{API}/imports?filename=a.json", data=exchange.example())
    return f"{made.headers['Location']}/comments"


def codes(answer: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - a test's answer
    """Return what a problem says is wrong, and where."""
    return [(each["code"], each["pointer"]) for each in answer.get_json()["problems"]]


def test_something_is_said_about_a_thing_and_whom_it_mentions_is_told(
    app: Flask, cast: Cast, viewer: FlaskClient, kept: str
) -> None:
    """The text comes back as it was typed; nothing counts as read because it was listed."""
    said = {"kind": "handoff", "thing": "pedido", "text": "@elias, ¿de qué mes?"}
    made = viewer.post(kept, json=said)
    assert (made.status_code, made.headers["ETag"]) == (201, '"1"')
    comment = made.get_json()
    assert (comment["text"], comment["mentions"]) == ("@Elías Duarte, ¿de qué mes?", [cast.editor.id])
    assert viewer.get(made.headers["Location"]).get_json() == comment
    editor = program_of(app, cast.editor, Scope.WRITE)
    for _ in range(2):
        told = editor.get(f"{API}/for-me").get_json()
        assert [(each["comment"], each["is_read"]) for each in told["comments"]] == [(comment, False)]
        assert told["unread"] == 1
    assert editor.post(f"{API}/for-me/read", json={"comment": comment["id"]}).status_code == 204
    assert editor.get(f"{API}/for-me").get_json()["unread"] == 0
    answer = editor.post(f"{kept}/{comment['id']}/answers", json={"text": "De octubre."}).get_json()
    assert answer["thread"] == comment["id"]
    (back,) = viewer.get(f"{API}/for-me").get_json()["comments"]
    assert (back["comment"]["text"], back["is_mention"]) == ("De octubre.", False)
    assert viewer.post(f"{API}/for-me/read", json={"comment": None}).status_code == 204
    assert viewer.get(f"{API}/for-me").get_json()["unread"] == 0


def test_threads_are_listed_by_what_they_are_about_page_by_page(viewer: FlaskClient, kept: str) -> None:
    """The newest first, each once; resolved ones apart until they are opened again."""
    thing = {"kind": "node", "thing": "ventas"}
    made = [viewer.post(kept, json={"text": f"{number}", **thing}).get_json()["id"] for number in range(5)]
    whole = viewer.post(kept, json={"text": "Todo"}).get_json()["id"]
    seen: list[int] = []
    cursor = ""
    while cursor is not None:
        page = viewer.get(f"{kept}?kind=node&thing=ventas&limit=2{cursor and f'&cursor={cursor}'}").get_json()
        seen += [thread["comment"]["id"] for thread in page["threads"]]
        cursor = page["next"]
    assert seen == made[::-1]
    assert viewer.post(f"{kept}/{whole}/resolve").get_json()["resolved_at"] is not None
    assert viewer.post(f"{kept}/{whole}/resolve").status_code == 200
    listed = {state: viewer.get(f"{kept}?state={state}").get_json()["threads"] for state in ("open", "resolved", "all")}
    assert [len(each) for each in listed.values()] == [5, 1, 6]
    assert viewer.post(f"{kept}/{whole}/reopen").get_json()["resolved_at"] is None


def test_a_comment_is_mended_and_removed_on_the_version_that_was_seen(
    app: Flask, database: Database, cast: Cast, viewer: FlaskClient, kept: str
) -> None:
    """412 for another, 428 without; others may not mend it, and what an owner removes the audit log tells."""
    where = viewer.post(kept, json={"text": "Uno"}).headers["Location"]
    assert viewer.patch(where, json={"text": "Dos"}).status_code == 428
    match = {"If-Match": '"1"'}
    edited = viewer.patch(where, json={"text": "Dos"}, headers=match)
    assert (edited.get_json()["text"], edited.headers["ETag"]) == ("Dos", '"2"')
    assert viewer.patch(where, json={"text": "Tres"}, headers=match).status_code == 412
    assert viewer.delete(where, headers=match).status_code == 412
    seen = {"If-Match": edited.headers["ETag"]}
    editor, owner = program_of(app, cast.editor), program_of(app, cast.owner)
    assert editor.patch(where, json={"text": "Mío"}, headers=seen).status_code == 403
    assert editor.delete(where, headers=seen).status_code == 403
    assert owner.delete(where, headers=seen).status_code == 204
    assert viewer.get(where).status_code == 404
    own = viewer.post(kept, json={"text": "Propio"}).headers["Location"]
    assert viewer.delete(own, headers=match).status_code == 204
    with database.reading() as session:
        (entry, _) = audit.entries(session, cast.owner.organisation, limit=2)
    assert (entry.action, entry.actor, entry.details["person"]) == (
        "comment-removed",
        cast.owner.id,
        str(cast.viewer.id),
    )


def test_a_removed_comment_with_answers_keeps_its_place(viewer: FlaskClient, kept: str) -> None:
    """Without its text; it is not to be found alone any more."""
    where = viewer.post(kept, json={"text": "Uno"}).headers["Location"]
    viewer.post(f"{where}/answers", json={"text": "Dos"})
    assert viewer.delete(where, headers={"If-Match": '"1"'}).status_code == 204
    (thread,) = viewer.get(kept).get_json()["threads"]
    assert (thread["comment"]["text"], thread["comment"]["is_removed"]) == ("", True)
    assert [each["text"] for each in thread["answers"]] == ["Dos"]
    assert viewer.get(where).status_code == 404


def test_what_is_sent_twice_is_said_once(viewer: FlaskClient, kept: str) -> None:
    """With the same key; another text with it is refused."""
    key = {"Idempotency-Key": "uno"}
    first, again = (viewer.post(kept, json={"text": "Uno"}, headers=key) for _ in range(2))
    assert first.get_json() == again.get_json()
    assert viewer.post(kept, json={"text": "Dos"}, headers=key).status_code == 422
    assert len(viewer.get(kept).get_json()["threads"]) == 1


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({}, [("missing-key", "/text")]),
        ({"text": 1, "more": 2}, [("text-expected", "/text"), ("unknown-key", "/more")]),
        ({"text": " "}, [("comment-empty", "/text")]),
        ({"text": "x" * 5001}, [("comment-too-long", "/text")]),
        ({"text": "x", "kind": "group"}, [("unknown-word", "/kind")]),
        ({"text": "x", "kind": "node"}, [("value-refused", "/thing")]),
        ({"text": "x", "thing": "ventas"}, [("value-refused", "/thing")]),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    viewer: FlaskClient, kept: str, sent: dict[str, Any], wrong: list[tuple[str, str]]
) -> None:
    """All of it, and nothing is kept."""
    refused = viewer.post(kept, json=sent)
    assert (refused.status_code, codes(refused)) == (422, wrong)
    assert viewer.get(kept).get_json()["threads"] == []


def test_a_list_cannot_be_asked_for_nonsense(viewer: FlaskClient, kept: str) -> None:
    """Each with the name of what is wrong; a thing that is not there has no comments, and nobody comments on it."""
    assert codes(viewer.get(f"{kept}?thing=ventas")) == [("missing-key", "/kind")]
    assert codes(viewer.get(f"{kept}?state=none&limit=0")) == [("unknown-word", "/state"), ("value-refused", "/limit")]
    assert codes(viewer.get(f"{kept}?cursor=%21")) == [("cursor-wrong", "/cursor")]
    assert viewer.get(f"{kept}?kind=node&thing=nadie").get_json()["threads"] == []
    assert viewer.post(kept, json={"text": "x", "kind": "node", "thing": "nadie"}).status_code == 404


def test_a_token_that_only_reads_says_and_marks_nothing(app: Flask, cast: Cast, viewer: FlaskClient, kept: str) -> None:
    """Although its person may; it reads all of it."""
    where = viewer.post(kept, json={"text": "Uno"}).headers["Location"]
    reader = program_of(app, cast.owner, Scope.READ)
    assert reader.post(kept, json={"text": "x"}).status_code == 403
    assert reader.post(f"{where}/resolve").status_code == 403
    assert reader.delete(where, headers={"If-Match": '"1"'}).status_code == 403
    assert reader.post(f"{API}/for-me/read", json={"comment": None}).status_code == 403
    assert reader.get(where).get_json()["text"] == "Uno"


@pytest.mark.parametrize("who", ["outsider", "stranger"])
def test_out_of_reach_there_are_no_comments(app: Flask, cast: Cast, viewer: FlaskClient, kept: str, who: str) -> None:
    """404, also by the address of a map of one's own."""
    number = viewer.post(kept, json={"text": "Secreto"}).get_json()["id"]
    other = program_of(app, getattr(cast, who))
    own = other.post(f"{API}/maps", json={"name": "Propio"}).headers["Location"]
    for place in (kept, f"{own}/comments"):
        one = f"{place}/{number}"
        answers = [other.get(one), other.post(f"{one}/answers", json={"text": "x"}), other.post(f"{one}/resolve")]
        answers += [other.patch(one, json={"text": "x"}, headers={"If-Match": '"1"'})]
        answers += [other.delete(one, headers={"If-Match": '"1"'})]
        assert [each.status_code for each in answers] == [404] * 5
    assert "Secreto" not in other.get(f"{own}/comments").text
