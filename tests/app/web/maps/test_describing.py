"""The settings of a map: kept, refused field by field, and both values where two people changed the same."""

from dataclasses import replace
from datetime import date

from flask import Flask

from process_models.domain import commands
from process_models.domain.chain import JsonText
from process_models.domain.identifiers import MapId
from tests.app.web.maps.asking import STORY, change, content_of, kept, said
from tests.cast import Cast, client_of

WRITTEN = {
    "name": "Otro",
    "description": "Uno\r\ndos",
    "language": "en",
    "as_of": "2026-09-30",
    "minimum_group": "7",
    "currency": "COP",
}


def test_a_maps_own_fields_are_kept_and_what_is_not_shown_stays(app: Flask, cast: Cast) -> None:
    """Its id and what other programs left in it."""
    content = replace(STORY, id=MapId("pedidos"), extensions=JsonText('{"a":1}'))
    map_id = kept(app, cast.editor, content)
    answer = client_of(app, cast.editor).post(f"/maps/{map_id}/settings", data={**WRITTEN, "base_revision": 1})
    assert answer.status_code == 303
    assert content_of(app, cast.editor, map_id) == replace(
        content,
        name="Otro",
        description="Uno\ndos",
        language="en",
        as_of=date(2026, 9, 30),
        minimum_group=7,
        currency="COP",
    )


def test_what_cannot_be_kept_is_told_at_its_field_and_comes_back(app: Flask, cast: Cast) -> None:
    """All fields at once, and nothing typed is lost."""
    map_id = kept(app, cast.editor)
    wrong = {**WRITTEN, "as_of": "ayer", "minimum_group": "pocas", "base_revision": 1}
    answer = client_of(app, cast.editor).post(f"/maps/{map_id}/settings", data=wrong)
    assert answer.status_code == 422
    assert 'id="field-as_of-error"' in answer.text
    assert 'id="field-minimum_group-error"' in answer.text
    assert 'value="pocas"' in answer.text
    nameless = client_of(app, cast.editor).post(
        f"/maps/{map_id}/settings", data={**WRITTEN, "name": " ", "base_revision": 1}
    )
    assert nameless.status_code == 422
    assert 'id="field-name-error"' in nameless.text
    assert content_of(app, cast.editor, map_id) == STORY


def test_two_who_describe_the_same_map_see_both_values(app: Flask, cast: Cast) -> None:
    """409 with what the other did and what was typed, ready to be saved on top."""
    map_id = kept(app, cast.editor)
    change(app, cast.owner, map_id, replace(commands.DescribeMap.as_is(STORY), name="De Olga"))
    client, path = client_of(app, cast.editor), f"/maps/{map_id}/settings"
    answer = client.post(path, data={**WRITTEN, "name": "De Elías", "base_revision": 1})
    told = said(answer)
    assert answer.status_code == 409
    assert f"{cast.owner.name} cambió lo mismo" in told
    assert "de «Pedidos y nómina» a «De Olga»" in told
    assert "de «Pedidos y nómina» a «De Elías»" in told
    assert 'value="De Elías"' in answer.text
    assert 'name="base_revision" value="2"' in answer.text
    assert client.post(path, data={**WRITTEN, "name": "De Elías", "base_revision": 2}).status_code == 303


def test_somebody_who_changed_something_else_is_no_conflict(app: Flask, cast: Cast) -> None:
    """Both stand."""
    map_id = kept(app, cast.editor)
    change(app, cast.owner, map_id, commands.RemoveHandoff(handoff=STORY.handoffs[0].id))
    answer = client_of(app, cast.editor).post(f"/maps/{map_id}/settings", data={**WRITTEN, "base_revision": 1})
    assert answer.status_code == 303
    after = content_of(app, cast.editor, map_id)
    assert (after.name, len(after.handoffs)) == ("Otro", 1)


def test_whoever_only_looks_sees_the_fields_and_no_buttons(app: Flask, cast: Cast) -> None:
    """Nor can one save without a button."""
    map_id = kept(app, cast.editor)
    page = client_of(app, cast.viewer).get(f"/maps/{map_id}/settings")
    assert "Guardar" not in page.text
    assert "Eliminar" not in page.text
    answer = client_of(app, cast.viewer).post(f"/maps/{map_id}/settings", data={**WRITTEN, "base_revision": 1})
    assert answer.status_code == 403
