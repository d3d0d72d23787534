"""Maps to begin with: chosen on the page of new maps, in the language of who chooses, made once."""

from xml.etree.ElementTree import fromstring

import pytest
from flask import Flask

from app.services.files import starters
from process_models.domain import rules
from process_models.domain.evidence import best_rate
from process_models.domain.vocabulary import EvidenceKind
from tests.app.web.maps.asking import all_of, content_of, hidden, map_at, read
from tests.cast import Cast, client_of

EACH = [(name, language) for name in starters.STARTERS for language in starters.LANGUAGES]


@pytest.mark.parametrize(("name", "language"), EACH)
def test_a_map_to_begin_with_keeps_every_rule_and_claims_nothing(name: str, language: str) -> None:
    """Nothing in it is measured, there is somebody whom it serves, and every node has a part in it."""
    chain = starters.chain(name, language)
    assert rules.problems(chain) == ()
    assert {best_rate(handoff.failure).evidence for handoff in chain.handoffs} == {EvidenceKind.UNKNOWN}
    assert chain.outcomes
    assert {end for each in chain.handoffs for end in (each.supplier, each.client)} == {each.id for each in chain.nodes}


@pytest.mark.parametrize("name", starters.STARTERS)
def test_both_languages_tell_the_same_story(name: str) -> None:
    """They have the same kinds of nodes, joined in the same way."""
    shapes = []
    for language in starters.LANGUAGES:
        chain = starters.chain(name, language)
        place = {node.id: number for number, node in enumerate(chain.nodes)}
        kinds = [(node.kind, node.process_kind, node.channels) for node in chain.nodes]
        shapes.append((kinds, [(place[each.supplier], place[each.client], each.channel) for each in chain.handoffs]))
    assert shapes[0] == shapes[1]


def test_the_page_of_new_maps_offers_each_with_its_drawing(app: Flask, cast: Cast) -> None:
    """The drawing is the real one."""
    client = client_of(app, cast.editor)
    page = client.get("/maps/new").text
    for name in starters.STARTERS:
        assert f'value="{name}"' in page
        picture = client.get(f"/maps/new/starters/{name}.svg")
        assert picture.mimetype == "image/svg+xml"
        texts = "".join(fromstring(picture.data).itertext())  # noqa: S314 - of our own renderer
        assert starters.chain(name, "es").nodes[0].name.split()[0] in texts


def test_a_chosen_one_is_made_once_and_another_is_another(app: Flask, cast: Cast) -> None:
    """The page's key holds for each of its buttons by itself."""
    client = client_of(app, cast.editor)
    key = hidden(read(client.get("/maps/new")), "key")
    made = [
        map_at(client.post("/maps/new/starters", data={"starter": name, "key": key}))
        for name in ("sipoc", "sipoc", "order-to-cash")
    ]
    assert made[0] == made[1]
    assert len(all_of(app, cast.editor)) == 2
    assert content_of(app, cast.editor, made[2]) == starters.chain("order-to-cash", "es")


def test_what_is_not_one_of_them_is_not_found(app: Flask, cast: Cast) -> None:
    """Neither by its name nor as a picture."""
    client = client_of(app, cast.editor)
    assert client.post("/maps/new/starters", data={"starter": "../pedidos"}).status_code == 404
    assert client.get("/maps/new/starters/nothing.svg").status_code == 404
