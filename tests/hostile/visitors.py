"""Every request that the pages themselves offer, and the same with something nasty in one of its places.

The pages are walked from the start, so that a new page with its links and forms is tried from its first day.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, quote_plus, urlsplit

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

Pairs = tuple[tuple[str, str], ...]

MOST_PAGES = 120

_TOKEN = {None, "", "csrf_token"}
"""The token of forms travels in a header: what is spoilt is what it lets through."""

NASTY = (
    "", " ", "\x00", "a\x00b", "\x1b[31m", "\u202etxet", "\ufeff", "\u2028", "\udcff\udcfe", "\udced\udca0\udc80",
    "-1", "0", "1", "+1", "1.5", "1e400", "NaN", "Infinity", "\u0663", "\u00b2", "\uff11", "1_0", "0x10", " 7 ",
    str(2**31), str(2**63), "9" * 400, "9" * 5_000, "true", "null", "[]", '{"a":1}', "None", "0,8", "80 %", "1e5",
    "<script>canary()</script>", '"><img src=x onerror=canary()>', "'onmouseover='canary()", "javascript:canary()",
    "&lt;b&gt;", "<!--", "]]>", "{{7*7}}", "{% raw %}", "%s%n%(a)s", "{0.__class__}", "'; DROP TABLE maps; --",
    "../../../../etc/passwd", "..%2f..%2f", "\\", "/", "//elsewhere.example", "https://elsewhere.example",
    "/\\elsewhere.example", "\r\nX-Canary: 1", "\n", "=1+1", "@SUM(A1)", '" OR 1=1 --', "%", "_",
    "a" * 300, "á" * 40_000, "😀" * 200, "a b\tc", "2026-02-30", "0000-00-00", "9999-12-31", "10000-01-01",
    "lanes", "upstream:", "upstream:nobody", "es", "owner", "process", "other", "again", "5 4 4 2", "5 " * 2_000,
    "add:requirements", "add:failure.ratings", "remove:requirements.0", "remove:", "add:",
)  # fmt: skip
"""What somebody might send in any place; lone surrogates stand for bytes that are no UTF-8."""

STRANGE_NAMES = (
    "", "key", "base_revision", "origin", "from", "do", "csrf_token", "failure.ratings.999999.score",
    "requirements.0.id", "requirements.9999999999.id", "requirements.shown", "failure.ratings.quick", "extensions.a",
    "nodes", "id", "__class__", "a" * 3_000,
)  # fmt: skip

_ADDRESSES = ("href", "src", "hx-get", "data-load")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A request that a page offers: what its link or form says, untouched."""

    verb: str
    path: str
    query: Pairs = ()
    fields: Pairs = ()

    @property
    def kind(self) -> tuple[object, ...]:
        """What makes two offers alike: the same page for other things."""
        names = tuple(tuple(sorted({name for name, _ in pairs})) for pairs in (self.query, self.fields))
        steps = tuple(step for number, step in enumerate(self.path.split("/")) if number % 2)
        return (self.verb, steps, len(self.path.split("/")), *names)

    def sent(self, client: FlaskClient) -> TestResponse:
        """Send it as a browser does."""
        address = self.path + ("?" + encoded(self.query) if self.query else "")
        if self.verb == "GET":
            return client.get(address)
        return client.post(address, data=encoded(self.fields), content_type="application/x-www-form-urlencoded")


def encoded(pairs: Pairs) -> str:
    """Return names and values as they travel; a lone surrogate is the byte that it stands for."""
    return "&".join(f"{quote_plus(_bytes(name))}={quote_plus(_bytes(value))}" for name, value in pairs)


def offers(client: FlaskClient, *, start: str = "/") -> tuple[Offer, ...]:
    """Return what the pages offer, one request of each kind."""
    found: dict[tuple[object, ...], Offer] = {}
    waiting = [Offer(verb="GET", path=start)]
    pages = 0
    while waiting and pages < MOST_PAGES:
        offer = waiting.pop(0)
        if offer.kind in found:
            continue
        found[offer.kind] = offer
        if offer.verb == "GET":
            pages += 1
            waiting += _offered(offer.path, offer.sent(client))
    return tuple(found.values())


def spoilt(found: tuple[Offer, ...], chance: random.Random) -> Iterator[Offer]:
    """Give, without end, offers with one or two places spoilt."""
    while True:
        offer = chance.choice(found)
        for _ in range(chance.choice((1, 1, 2))):
            offer = _spoilt(offer, chance)
        yield offer


def _spoilt(offer: Offer, chance: random.Random) -> Offer:
    where = chance.random()
    if where < 0.12:
        return replace(offer, path=_spoilt_path(offer.path, chance))
    if offer.verb == "GET":
        return replace(offer, query=_spoilt_pairs(offer.query, chance))
    return replace(offer, fields=_spoilt_pairs(offer.fields, chance))


def _spoilt_path(path: str, chance: random.Random) -> str:
    steps = path.split("/")
    nasty = chance.choice(NASTY)[:1_000]
    steps[chance.randrange(1, len(steps))] = quote(_bytes(nasty), safe=chance.choice(("", "/")))
    return "/" + "/".join(steps).lstrip("/")


def _spoilt_pairs(pairs: Pairs, chance: random.Random) -> Pairs:
    said, nasty = list(pairs), chance.choice(NASTY)
    places = [number for number, (name, _) in enumerate(said) if name != "csrf_token"]
    what = chance.random()
    if not places or what < 0.1:
        said.append((chance.choice(STRANGE_NAMES), nasty))
    elif what < 0.15:
        del said[chance.choice(places)]
    elif what < 0.2:
        said.append((said[chance.choice(places)][0], nasty))
    else:
        place = chance.choice(places)
        said[place] = (said[place][0], nasty)
    return tuple(said)


def _offered(path: str, answer: TestResponse) -> list[Offer]:
    if answer.mimetype != "text/html" or not answer.text.strip():
        return []
    page = html.document_fromstring(answer.text)
    addresses = [
        link.get(where) for where in ("href", "src", "hx-get", "data-load") for link in page.xpath(f"//*[@{where}]")
    ]
    links = [_link(address, path) for address in addresses]
    forms = [_form(form, path) for form in page.iter("form")]
    return [offer for offer in (*links, *forms) if offer is not None]


def _link(address: str, path: str) -> Offer | None:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or parts.path.startswith("/static/") or not (parts.path or parts.query):
        return None
    query = tuple(parse_qsl(parts.query, keep_blank_values=True))
    return Offer(verb="GET", path=parts.path or path, query=query)


def _form(form: html.FormElement, path: str) -> Offer | None:
    action = urlsplit(form.get("action") or path)
    fields = tuple((str(control.name), _value(control)) for control in form.inputs if control.name not in _TOKEN)
    if (form.get("method") or "get").lower() == "get":
        return Offer(verb="GET", path=action.path, query=fields)
    return Offer(verb="POST", path=action.path, query=tuple(parse_qsl(action.query)), fields=fields)


def _value(control: html.InputElement) -> str:
    value = control.get("value") if control.get("type") in {"checkbox", "radio"} else control.value
    return value if isinstance(value, str) else ""


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
