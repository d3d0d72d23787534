"""Rows pasted into the table of handoffs: shown first, taken by one command, and never over somebody else's change."""

from flask import Flask

from process_models.domain.commands import ReplaceHandoff
from process_models.domain.evidence import Deliveries, Evidence
from tests.app.web.maps.asking import STORY, change, content_of, hidden, kept, read, said
from tests.cast import Cast, client_of

ROWS = "Ventas\tBodega\tPedido completo\t300\t31\nBodega\tTaller\tRepuesto\t10\t2"


def test_rows_are_shown_and_then_taken_once(app: Flask, cast: Cast) -> None:
    """Looking changes nothing; taking twice with the same key is taking once."""
    map_id, client = kept(app, cast.editor), client_of(app, cast.editor)
    page = read(client.post(f"/maps/{map_id}/paste-handoffs", data={"text": ROWS}))
    assert "Entregas nuevas: 1 · que cambian: 1" in said(page)
    assert content_of(app, cast.editor, map_id) == STORY
    form = {name: hidden(page, name) for name in ("key", "base_revision")} | {"text": ROWS}
    for _ in range(2):
        assert client.post(f"/maps/{map_id}/paste-handoffs/take", data=form).status_code == 303
    assert [each.id for each in content_of(app, cast.editor, map_id).handoffs] == [
        "pedido",
        "caja",
        "bodega-taller-repuesto",
    ]


def test_a_change_of_the_same_meanwhile_is_shown(app: Flask, cast: Cast) -> None:
    """Neither is lost: the rows stay in the form, and what they would change now is said."""
    map_id, client = kept(app, cast.editor), client_of(app, cast.editor)
    page = read(client.post(f"/maps/{map_id}/paste-handoffs", data={"text": ROWS}))
    form = {name: hidden(page, name) for name in ("key", "base_revision")} | {"text": ROWS}
    other = Evidence(deliveries=Deliveries(count=9, failed=1))
    handoff = STORY.handoffs[0]
    change(
        app,
        cast.editor,
        map_id,
        ReplaceHandoff(
            handoff=type(handoff)(
                id=handoff.id,
                supplier=handoff.supplier,
                client=handoff.client,
                deliverable=handoff.deliverable,
                failure=other,
            )
        ),
    )
    answer = client.post(f"/maps/{map_id}/paste-handoffs/take", data=form)
    assert answer.status_code == 409
    assert "Repuesto" in said(answer)
    assert content_of(app, cast.editor, map_id).handoffs[0].failure == other


def test_what_is_wrong_is_told_in_its_row(app: Flask, cast: Cast) -> None:
    """With the header as it was pasted, and what was pasted still in the form."""
    map_id, client = kept(app, cast.editor), client_of(app, cast.editor)
    answer = client.post(f"/maps/{map_id}/paste-handoffs", data={"text": "Ventas\tBodega\tX\tdos\t1"})
    assert answer.status_code == 422
    assert "Fila 1, columna «entregas»" in said(answer)
    assert "Ventas\tBodega\tX\tdos\t1" in answer.text


def test_whoever_only_looks_on_cannot_paste(app: Flask, cast: Cast) -> None:
    """The page is for editors."""
    map_id = kept(app, cast.editor)
    assert client_of(app, cast.viewer).get(f"/maps/{map_id}/paste-handoffs").status_code == 403
