"""What watches the server is told: it lives; it can work, or what is missing. Nobody signs in for that."""

from pathlib import Path

from flask import Flask

from process_models.storage import schema
from process_models.storage.session import Database
from tests.cast import app_on


def test_a_server_that_can_work_says_so(app: Flask) -> None:
    """Alive, with its tables, and drawing."""
    client = app.test_client()
    assert (client.get("/healthz").status_code, client.get("/healthz").text) == (200, "ok\n")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (200, {"database": True, "drawing": True})


def test_a_database_without_its_tables_is_not_ready(empty_database: Database, tmp_path: Path) -> None:
    """Nor one that is a step behind; the process lives all the same."""
    with app_on(empty_database, tmp_path) as app:
        client = app.test_client()
        assert client.get("/readyz").status_code == 503
        schema.upgrade(empty_database)
        assert client.get("/readyz").status_code == 200
        schema.downgrade(empty_database)
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json) == (503, {"database": False, "drawing": True})
        assert client.get("/healthz").status_code == 200


def test_a_database_that_is_not_there_is_not_ready(tmp_path: Path) -> None:
    """Its folder is missing: said, not raised."""
    with app_on(Database(f"sqlite:///{tmp_path}/missing/eslabon.sqlite"), tmp_path) as app:
        assert app.test_client().get("/readyz").status_code == 503
