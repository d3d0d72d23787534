"""Hostile map documents, each with what has to be said of it and where; or nothing, if it comes out literally."""

import json
from typing import Any

SMALL: dict[str, Any] = {
    "format": "value-chain-map/1",
    "name": "Pedidos",
    "nodes": [
        {"id": "ventas", "name": "Ventas", "kind": "process"},
        {"id": "cliente", "name": "Cliente", "kind": "customer"},
    ],
    "handoffs": [{"id": "pedido", "supplier": "ventas", "client": "cliente", "deliverable": "Pedido"}],
    "groups": [],
}

Told = tuple[str, str]


def _document(**changes: object) -> str:
    return json.dumps(SMALL | changes)


def _node(**changes: object) -> str:
    return _document(nodes=[SMALL["nodes"][0] | changes, SMALL["nodes"][1]])


def _handoff(**changes: object) -> str:
    return _document(handoffs=[SMALL["handoffs"][0] | changes])


def _with(place: str, value: str) -> str:
    """Return a document in which a value stands as it is spelt here."""
    return _node(**{place: "HERE"}).replace('"HERE"', value)


def _nested(levels: int) -> str:
    return _document(extensions="HERE").replace('"HERE"', '{"a":' * levels + "1" + "}" * levels)


NAMES = {
    "markup": "<img src=x onerror=alert(1)>",
    "entity": "&lt;b&gt; &#0; &copy;",
    "dot-html": "<<b>x</b>>",
    "dot-escapes": "\\N \\G \\l \\",
    "dot-port": "a:b:c",
    "quotes": "\"'`“”«»",
    "formula": "=cmd|'/C calc'!A0",
    "format-braces": "{0} {name} {{}} %s %(x)s $x",
    "template": "{{ 7 * 7 }} {% raw %}",
    "typst": '#read("/etc/passwd") $x$ @a <b>',
    "terminal": "\x1b]0;dueño\x07\x1b[2J",
    "nul": "a\x00b",
    "line-ends": "a\r\nb\u2028c\u0085d",
    "right-to-left": "\u202eabc\u202c \u2066x\u2069",
    "zero-width": "a\u200bb\u200dc\ufeffd",
    "combining": "e" + "\u0301" * 500,
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈",
    "private-use": "\ue000\U0010ffff\ufffe",
    "long": "x" * 20_000,
    "path": "../../etc/passwd",
    "spaces": "   a   ",
    "number-like": "1e999",
    "date-like": "2026-02-30",
    "null-like": "null",
    "sql": "'; DROP TABLE nodes; --",
}

LITERAL = {f"name-{name}": _node(name=text).encode() for name, text in NAMES.items()} | {
    "byte-order-mark": b"\xef\xbb\xbf" + _document().encode(),
    "blanks-around": b" \r\n\t" + _document().encode() + b"\n\n",
    "foreign-keys": _document(extensions={"__proto__": {"a": []}, "constructor": None, "": {"": ""}}).encode(),
    "foreign-numbers": _document(extensions={"n": [10**300, -0.0, 1e-320, 12345678901234567890]}).encode(),
    "deepest-allowed": _nested(31).encode(),
    "most-precise": _handoff(dependency=0.1 + 0.2).encode(),
}

WRONG: dict[str, tuple[bytes, Told]] = {
    "empty": (b"", ("", "not-json")),
    "blank": (b" \n ", ("", "not-json")),
    "cut-off": (_document().encode()[:-20], ("", "not-json")),
    "two-documents": (_document().encode() * 2, ("", "not-json")),
    "trailing-comma": (_document().replace("]}", "],}").encode(), ("", "not-json")),
    "comment": (b"{/* mapa */}", ("", "not-json")),
    "single-quotes": (b"{'format': 1}", ("", "not-json")),
    "raw-line-end-in-text": (_with("name", '"a\nb"').encode(), ("", "not-json")),
    "raw-nul": (_with("name", '"a\0b"').encode(), ("", "not-json")),
    "unknown-escape": (_with("name", '"\\x41"').encode(), ("", "not-json")),
    "utf-16": (_document().encode("utf-16"), ("", "not-utf8")),
    "latin-1": (_node(name="Nómina").replace("\\u00f3", "ó").encode("latin-1"), ("", "not-utf8")),
    "overlong-utf-8": (_with("name", '"a"').encode().replace(b'"a"', b'"\xc0\xaf"'), ("", "not-utf8")),
    "surrogate-in-utf-8": (_with("name", '"a"').encode().replace(b'"a"', b'"\xed\xa0\x80"'), ("", "not-utf8")),
    "half-a-character": (_with("name", '"\\ud800"').encode(), ("/nodes/0/name", "half-a-character")),
    "many-brackets": (b"[" * 1_000_000, ("", "too-deep")),
    "many-braces": (b'{"a":' * 1_000_000, ("", "too-deep")),
    "too-deep": (_nested(32).encode(), ("", "too-deep")),
    "list": (b"[1, 2]", ("", "object-expected")),
    "text": (b'"value-chain-map/1"', ("", "object-expected")),
    "nothing": (b"null", ("", "object-expected")),
    "not-a-number": (_with("weight", "NaN").encode(), ("/nodes/0/weight", "not-finite")),
    "infinity": (_with("weight", "-Infinity").encode(), ("/nodes/0/weight", "not-finite")),
    "too-large-a-float": (_with("weight", "1e999").encode(), ("/nodes/0/weight", "not-finite")),
    "infinity-inside-foreign-content": (
        _document(extensions={"a": [float("inf")]}).encode(),
        ("/extensions/a/0", "not-finite"),
    ),
    "too-large-a-whole-number": (_with("weight", "9" * 400).encode(), ("/nodes/0/weight", "number-too-large")),
    "endless-digits": (_with("weight", "9" * 100_000).encode(), ("/nodes/0/weight", "not-finite")),
    "large-count": (
        _handoff(failure={"deliveries": {"count": 10**30, "failed": 1}}).encode(),
        ("/handoffs/0/failure/deliveries/count", "unusable-number"),
    ),
    "repeated-key": (_document().replace('"name"', '"name": "Otro", "name"', 1).encode(), ("/name", "repeated-key")),
    "repeated-key-below": (
        _document(extensions="HERE").replace('"HERE"', '{"a": {"b/~": 1, "b/~": 2}}').encode(),
        ("/extensions/a/b~1~0", "repeated-key"),
    ),
    "repeated-key-spelt-otherwise": (
        _document().replace('"name"', '"n\\u0061me": "Otro", "name"', 1).encode(),
        ("/name", "repeated-key"),
    ),
    "unknown-key": (_node(colour="azul").encode(), ("/nodes/0/colour", "unknown-key")),
    "hostile-key": (_node(**{"\x1b[2J/~": 1}).encode(), ("/nodes/0/\x1b[2J~1~0", "unknown-key")),
    "no-format": (
        json.dumps({key: SMALL[key] for key in SMALL if key != "format"}).encode(),
        ("/format", "missing-key"),
    ),
    "later-format": (_document(format="value-chain-map/2").encode(), ("/format", "unknown-format")),
    "format-of-another-type": (_document(format=[1]).encode(), ("/format", "unknown-format")),
    "no-nodes": (json.dumps({key: SMALL[key] for key in SMALL if key != "nodes"}).encode(), ("/nodes", "missing-key")),
    "nodes-by-id": (_document(nodes={"ventas": {}}).encode(), ("/nodes", "list-expected")),
    "node-as-text": (_document(nodes=["ventas", SMALL["nodes"][1]]).encode(), ("/nodes/0", "object-expected")),
    "id-as-number": (_node(id=7).encode(), ("/nodes/0/id", "text-expected")),
    "id-as-path": (_node(id="../ventas").encode(), ("/nodes/0/id", "malformed-id")),
    "id-too-long": (_node(id="v" * 65).encode(), ("/nodes/0/id", "malformed-id")),
    "id-twice": (_node(id="cliente").encode(), ("/nodes/1/id", "duplicate-id")),
    "blank-name": (_node(name="\u2003 ").encode(), ("/nodes/0/name", "blank")),
    "yes-as-number": (_node(weight=True).encode(), ("/nodes/0/weight", "number-expected")),
    "number-as-text": (_node(weight="5").encode(), ("/nodes/0/weight", "number-expected")),
    "kind-in-capitals": (_node(kind="Process").encode(), ("/nodes/0/kind", "unknown-word")),
    "kind-as-list": (_node(kind=["process"]).encode(), ("/nodes/0/kind", "text-expected")),
    "day-that-is-none": (_node(valid_from="2026-02-30").encode(), ("/nodes/0/valid_from", "date-expected")),
    "day-with-time": (_node(valid_from="2026-02-03T00:00").encode(), ("/nodes/0/valid_from", "date-expected")),
    "day-in-other-digits": (
        _node(valid_from="\u0662\u0660\u0662\u0666-01-01").encode(),
        ("/nodes/0/valid_from", "date-expected"),
    ),
    "part-of-itself": (_node(part_of="ventas").encode(), ("/nodes/0/part_of", "part-of-circle")),
    "self-handoff": (_handoff(client="ventas").encode(), ("/handoffs/0/client", "self-handoff")),
    "unknown-supplier": (_handoff(supplier="nadie").encode(), ("/handoffs/0/supplier", "unknown-supplier")),
    "negative-dependency": (_handoff(dependency=-0.1).encode(), ("/handoffs/0/dependency", "not-a-share")),
    "more-failed-than-delivered": (
        _handoff(failure={"deliveries": {"count": 1, "failed": 2}}).encode(),
        ("/handoffs/0/failure/deliveries/failed", "failed-beyond-count"),
    ),
    "score-of-six": (
        _handoff(failure={"ratings": [6]}).encode(),
        ("/handoffs/0/failure/ratings/0/score", "not-one-to-five"),
    ),
    "score-and-a-half": (
        _handoff(failure={"ratings": [1.5]}).encode(),
        ("/handoffs/0/failure/ratings/0", "object-expected"),
    ),
    "extensions-as-list": (_document(extensions=[]).encode(), ("/extensions", "object-expected")),
}
