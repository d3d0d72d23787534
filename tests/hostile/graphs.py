"""Hostile GraphML: bombs, nesting without end, what would be fetched."""

_LAUGHS = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
_HEAD = '<?xml version="1.0"?>'


def _graph(content: str) -> bytes:
    return f'{_HEAD}<graphml><graph edgedefault="directed">{content}</graph></graphml>'.encode()


BOMBS: dict[str, tuple[bytes, str]] = {
    "billion-laughs": (
        f'{_HEAD}<!DOCTYPE graphml [<!ENTITY l0 "ha">{_LAUGHS}]><graphml>&l9;</graphml>'.encode(),
        "xml-with-dtd",
    ),
    "laughs-in-an-attribute": (
        f'{_HEAD}<!DOCTYPE graphml [<!ENTITY l0 "ha">{_LAUGHS}]><graphml a="&l9;"/>'.encode(),
        "",
    ),
    "quadratic": (
        f'{_HEAD}<!DOCTYPE graphml [<!ENTITY a "{"a" * 100_000}">]><graphml>{"&a;" * 1000}</graphml>'.encode(),
        "xml-with-dtd",
    ),
    "external-entity": (
        f'{_HEAD}<!DOCTYPE graphml [<!ENTITY x SYSTEM "file:///etc/passwd">]><graphml>&x;</graphml>'.encode(),
        "xml-with-dtd",
    ),
    "external-dtd": (f'{_HEAD}<!DOCTYPE graphml SYSTEM "http://127.0.0.1:9/x.dtd"><graphml/>'.encode(), "xml-with-dtd"),
    "parameter-entity": (
        f'{_HEAD}<!DOCTYPE graphml [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]><graphml/>'.encode(),
        "xml-with-dtd",
    ),
    "unknown-entity": (_graph("<node id='a'>&nothing;</node>"), "not-xml"),
    "200,000-levels": (_graph("<node id='a'>" + "<a>" * 200_000 + "</a>" * 200_000 + "</node>"), "too-deep"),
    "never-closed": (_graph("<a>" * 200_000), "too-deep"),
    "huge-attribute": (_graph(f'<node id="{"a" * 11_000_000}"/>'), "not-xml"),
    "many-attributes": (_graph("<node " + " ".join(f"a{number}='x'" for number in range(200_000)) + "/>"), ""),
    "huge-text": (_graph(f"<node id='a'><data key='label'>{'a' * 11_000_000}</data></node>"), "not-xml"),
    "crowded-node": (_graph(f"<node id='a'>{'<data/>' * 200_000}</node>"), "graphml-crowded"),
    "many-nodes": (_graph("".join(f"<node id='{number}'/>" for number in range(20_001))), "too-many-nodes"),
    "inclusion": (
        _graph("<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/>"),
        "",
    ),
    "stylesheet": (
        _HEAD.encode() + b'<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?><graphml/>',
        "graphml-no-graph",
    ),
    "utf-16-with-dtd": (f'{_HEAD}<!DOCTYPE graphml [<!ENTITY a "b">]><graphml/>'.encode("utf-16"), "xml-with-dtd"),
    "deep-own-json": (
        _graph(f"<node id='a'><data key='eslabon'>{'[' * 100_000}</data></node>"),
        "too-deep",
    ),
}
"""Each with the code of what is said, or nothing where it is read as a map or refused in some other way."""
