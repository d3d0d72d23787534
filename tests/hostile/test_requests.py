"""Hostile requests: whatever is sent in whatever place, something is said, nothing breaks, and texts stay texts."""

import random
from dataclasses import replace
from itertools import cycle, islice
from urllib.parse import urlsplit

import pytest
from flask import Flask
from lxml import etree, html
from werkzeug.test import TestResponse

from app.services.files import exchange
from app.web.guard.headers import ALWAYS
from process_models.domain.chain import ValueChain
from process_models.storage.session import Database
from tests.app.web.requests import map_of
from tests.cast import Cast, client_of
from tests.hostile.visitors import Offer, offers, spoilt

REQUESTS, MANY = 300, 5_000
FRESH, RENEWED = 25, 500
"""After so many requests the browser signs in anew; after so many more, little is left of the map."""

MOST_SHOW = 40
"""Pages, at least, on which the labels stand."""

ADDRESSES = ("href", "src", "action", "formaction", "hx-get", "hx-post")

LABELS = (
    "<canary onload=canary()>", "\"><canary x='", "'onmouseover='canary()", "javascript:canary()", "</title><canary>",
    "]]><canary/>", "--><canary>", "{{7*7}}{% raw %}", "&lt;canary&gt;", "=1+1", "\u202egnirts",
    "</script><canary>", "\\",
)  # fmt: skip


@pytest.mark.parametrize(
    ("seed", "count"), [(2026, REQUESTS), *(pytest.param(seed, MANY, marks=pytest.mark.long) for seed in range(8))]
)
@pytest.mark.timeout(3_600)
def test_whatever_is_sent_something_is_said(app: Flask, database: Database, cast: Cast, seed: int, count: int) -> None:
    """An answer that is no mistake of ours, with its headers, to every link and form with something nasty in it."""
    chance = random.Random(seed)  # noqa: S311 - the same requests each time
    for start in range(0, count, FRESH):
        if start % RENEWED == 0:
            map_of(database, cast.owner, _example())
            found = offers(client_of(app, cast.owner))
        client = client_of(app, cast.owner)
        for offer in islice(spoilt(found, chance), min(FRESH, count)):
            _hold_to_rules(offer, offer.sent(client))


def test_names_are_texts_wherever_they_stand(app: Flask, database: Database, cast: Cast) -> None:
    """A map whose every text tries to be more: on no page does one become an element, an attribute or an address."""
    map_of(database, cast.owner, _hostile())
    client = client_of(app, cast.owner)
    answers = [(offer, offer.sent(client)) for offer in offers(client) if offer.verb == "GET"]
    for offer, answer in answers:
        _hold_to_rules(offer, answer)
    assert sum(b"canary" in answer.data for _, answer in answers) > MOST_SHOW


def test_a_text_that_became_more_would_be_seen() -> None:
    """The judge of these tests sees an element, an attribute and an address."""
    for content in ("<p><canary>", "<p onclick='canary()'>", "<p style='color:red'>", "<a href='javascript:canary()'>"):
        with pytest.raises(AssertionError):
            _hold_to_texts(html.document_fromstring(content))


def _hold_to_rules(offer: Offer, answer: TestResponse) -> None:
    assert answer.status_code < 500, offer
    for name, value in ALWAYS.items():
        assert answer.headers.get(name) == value, (offer, name)
    assert "X-Canary" not in answer.headers, offer
    assert _is_here(answer.headers.get("Location", "/")), offer
    if answer.mimetype == "text/html" and answer.text.strip():
        _hold_to_texts(html.document_fromstring(answer.text))
    elif answer.mimetype == "image/svg+xml" and answer.data:
        _hold_to_texts(etree.fromstring(answer.data))


def _is_here(location: str) -> bool:
    """Tell whether a browser that is sent somewhere stays on the site."""
    parts = urlsplit(location)
    return parts.netloc in {"", "localhost"} and not location.startswith(("//", "/\\", "\\"))


def _hold_to_texts(page: etree._Element) -> None:
    for element in page.iter(etree.Element):
        assert "canary" not in str(element.tag)
        for name, value in element.items():
            assert not str(name).startswith("on"), (element.tag, name, value)
            assert name != "style", (element.tag, value)
            assert name not in ADDRESSES or not str(value).strip().lower().startswith("javascript:")
        assert element.tag != "script" or not (element.text or "").strip()


def _example() -> ValueChain:
    chain = exchange.read(exchange.example()).chain
    assert chain is not None
    return chain


def _hostile() -> ValueChain:
    """Return the example map with labels that try to be more than texts."""
    labels, chain = cycle(LABELS), _example()
    return replace(
        chain,
        name=LABELS[0],
        description=" ".join(LABELS),
        nodes=tuple(
            replace(each, name=f"{next(labels)} {each.id}", owner=next(labels), lane=next(labels))
            for each in chain.nodes
        ),
        handoffs=tuple(
            replace(each, deliverable=next(labels), medium=next(labels), description=next(labels))
            for each in chain.handoffs
        ),
    )
