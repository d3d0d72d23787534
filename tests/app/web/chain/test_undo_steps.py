"""Undo and redo as scripts ask for them."""

import pytest
from flask import Flask

from app.services.keeping import maps
from process_models.storage.session import Database
from tests.app.web.shop import REMOVE, SHOP
from tests.cast import Cast, actor, client_of


@pytest.fixture
def at(database: Database, cast: Cast) -> str:
    """Keep a map, and return its address."""
    with database.writing() as session:
        return f"/maps/{maps.create(session, actor(cast.owner), chain=SHOP)}"


def test_undo_and_redo_are_answered_as_commands_are(app: Flask, cast: Cast, at: str) -> None:
    """With the changes since the base and the revision as ETag; sent twice, once."""
    editor = client_of(app, cast.editor)
    editor.post(f"{at}/commands", json={"base_revision": 1, "command": REMOVE})
    for step, base in (("undo", 2), ("redo", 3)):
        for _ in range(2):
            answer = editor.post(f"{at}/{step}", json={"base_revision": base, "key": step})
            assert (answer.status_code, answer.headers["ETag"]) == (200, f'"{base + 1}"')
            assert [change["revision"] for change in answer.get_json()["changes"]] == [base + 1]
    assert editor.post(f"{at}/redo", json={"base_revision": 4}).status_code == 422


def test_what_cannot_be_taken_back_is_told(app: Flask, cast: Cast, at: str) -> None:
    """Each problem by its code; nothing is changed."""
    editor = client_of(app, cast.editor)
    nothing = editor.post(f"{at}/undo", json={"base_revision": 1})
    assert (nothing.status_code, nothing.get_json()["problems"][0]["code"]) == (422, "nothing-to-undo")
    wrong = editor.post(f"{at}/undo", json={"base_revision": "1", "command": 1})
    assert {each["code"] for each in wrong.get_json()["problems"]} == {"unknown-key", "whole-expected"}
    assert editor.post(f"{at}/undo", data=b"[]").status_code == 422
    assert editor.post(f"{at}/redo", json={"base_revision": 9}).status_code == 422
