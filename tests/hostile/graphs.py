"""Hostile GraphML: bombs, nesting without end, what would be fetched; and small files to be spoilt."""

import json
import random

from app.formats.graphml import generate_graphml
from app.formats.map_document import parse_map_document
from tests.hostile.documents import SMALL

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


def small() -> bytes:
    """Return a small file of ours."""
    chain = parse_map_document(json.dumps(SMALL).encode()).chain
    assert chain is not None
    return generate_graphml(chain).content


FOREIGN = (
    b'<graphml xmlns:y="http://www.yworks.com/xml/graphml"><key id="l" for="node" attr.name="label"/>'
    b'<key id="e" for="edge" attr.name="dependency" attr.type="double"><default>0.5</default></key>'
    b'<graph edgedefault="directed"><node id="a"><data key="l">A</data></node>'
    b'<node id="b"><data key="g"><y:ShapeNode><y:Geometry x="1" y="2" width="3" height="4"/><y:NodeLabel>B'
    b'</y:NodeLabel></y:ShapeNode></data></node><edge id="e" source="a" target="b"><data key="label">x</data></edge>'
    b"</graph></graphml>"
)
SIGNS = b"<>/=\"'&;:#!?[]-0e. \x00\xff\xc3"
PIECES = (
    b"<node/>",
    b"<edge/>",
    b"<graph>",
    b"</graph>",
    b"<data>",
    b'<data key="kind">',
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"&#0;",
    b"&lt;",
    b"<!DOCTYPE a>",
    b"<?x?>",
    b' id="a"',
    b"<port/>",
    b"<hyperedge/>",
    b"1e999",
    b"NaN",
    b'xmlns="x"',
)


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """Return a file in which bytes or whole elements were changed, doubled, moved or taken out."""
    broken = bytearray(content)
    for _ in range(chance.randint(1, 3)):
        start = chance.randrange(len(broken) + 1)
        source = chance.randrange(len(content))
        if chance.random() < 0.4:  # at the ends of elements, so that the file often stays XML
            start = broken.find(b"<", start) if b"<" in broken[start:] else start
            source = max(0, content.find(b"<", source))
        end = start + chance.choice((0, 0, 1, 1, 2, 40))
        piece = chance.choice((b"", bytes([chance.choice(SIGNS)]), chance.choice(PIECES), _part(content, source)))
        broken[start:end] = piece
    return bytes(broken)


def _part(content: bytes, start: int) -> bytes:
    return content[start : content.find(b">", start) + 1]
