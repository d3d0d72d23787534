"""From a chain to GraphML: what other programs show as typed attributes, and each thing whole for ourselves."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from app.formats.graphml import graphics
from app.formats.graphml.attributes import EDGE, NODE, Attribute
from app.formats.graphml.elements import YED
from app.formats.graphml.layout import positions
from app.formats.graphml.texts import held
from app.formats.map_document.keys import FORMAT, HANDOFF, MAP
from app.formats.map_document.keys import NODE as NODE_KEYS
from app.formats.results import Written
from app.wording import DEFAULT_LANGUAGE, wording
from process_models.domain.chain import Position, ValueChain

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
SCHEMA = f"{NAMESPACE} http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd"
OWN = "eslabon"
"""The attribute in which each thing stands whole, as in a map document."""

_SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_PREFIXES = {None: NAMESPACE, "xsi": "http://www.w3.org/2001/XMLSchema-instance", "y": YED}


def generate_graphml(chain: ValueChain, language: str = DEFAULT_LANGUAGE) -> Written:
    """Return a chain as GraphML, with the figures of its labels in a language. Nothing is lost."""
    words = wording(language)
    root = etree.Element(_name("graphml"), {_SCHEMA_LOCATION: SCHEMA}, nsmap=_PREFIXES)
    _keys(root)
    graph = etree.SubElement(root, _name("graph"), {"id": chain.id or "map", "edgedefault": "directed"})
    _data(graph, "graph_name", held(chain.name))
    _data(graph, "graph_eslabon", _text({"format": FORMAT, **_heading(chain)}))
    places = positions(chain)
    for node in chain.nodes:
        element = etree.SubElement(graph, _name("node"), {"id": node.id})
        _values(element, "node", NODE, node)
        _places(element, places[node.id])
        _data(element, "node_eslabon", _text(NODE_KEYS.write(node)))
        graphics.shape_node(_data(element, "node_graphics"), node, places[node.id])
    for handoff in chain.handoffs:
        ends = {"id": handoff.id, "source": handoff.supplier, "target": handoff.client}
        element = etree.SubElement(graph, _name("edge"), ends)
        _values(element, "edge", EDGE, handoff)
        _data(element, "edge_eslabon", _text(HANDOFF.write(handoff)))
        graphics.poly_line_edge(_data(element, "edge_graphics"), handoff, words)
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return Written(content=content)


def _heading(chain: ValueChain) -> Mapping[str, object]:
    """Return what a document says besides its nodes and handoffs."""
    return {key: value for key, value in MAP.write(chain).items() if key not in {"nodes", "handoffs"}}


def _keys(root: Any) -> None:  # noqa: ANN401 - lxml has no types
    _key(root, "graph", "name", "string")
    _key(root, "graph", OWN, "string")
    for scope, attributes in (("node", NODE), ("edge", EDGE)):
        for each in attributes:
            _key(root, scope, each.name, each.type)
        if scope == "node":
            _key(root, scope, "x", "double")
            _key(root, scope, "y", "double")
        _key(root, scope, OWN, "string")
        etree.SubElement(
            root, _name("key"), {"id": f"{scope}_graphics", "for": scope, "yfiles.type": f"{scope}graphics"}
        )


def _key(root: Any, scope: str, name: str, kind: str) -> None:  # noqa: ANN401
    about = {"id": f"{scope}_{name}", "for": scope, "attr.name": name, "attr.type": kind}
    etree.SubElement(root, _name("key"), about)


def _values(element: Any, scope: str, attributes: Iterable[Attribute[Any]], thing: object) -> None:  # noqa: ANN401
    for each in attributes:
        shown = each.shown(thing)
        if shown is not None:
            _data(element, f"{scope}_{each.name}", shown)


def _places(element: Any, place: Position) -> None:  # noqa: ANN401
    """Say where a node is for programs, like Gephi, in which up is more."""
    _data(element, "node_x", repr(round(place.x, 2)))
    _data(element, "node_y", repr(round(0.0 - place.y, 2)))


def _data(element: Any, key: str, text: str | None = None) -> Any:  # noqa: ANN401
    data = etree.SubElement(element, _name("data"), {"key": key})
    data.text = text
    return data


def _text(content: Mapping[str, object]) -> str:
    """Return an object in ASCII: what XML cannot hold stands escaped."""
    return json.dumps(content, separators=(",", ":"))


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"
