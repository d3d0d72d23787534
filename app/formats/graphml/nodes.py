"""The nodes of a GraphML file."""

from collections.abc import Iterable
from dataclasses import replace

from app.formats.graphml import graphics
from app.formats.graphml.attributes import NODE, by_heard_name, heard
from app.formats.graphml.elements import Element
from app.formats.graphml.texts import folded
from app.formats.graphml.things import Reader, Things, copies
from app.formats.graphml.writing import OWN
from app.formats.handoff_table.cells import tidy
from app.formats.map_document.keys import NODE as KEYS
from process_models.domain.chain import Node, Position
from process_models.domain.identifiers import NodeId
from process_models.domain.naming import identifier
from process_models.domain.vocabulary import NodeKind

_ATTRIBUTES = by_heard_name(NODE)
_NAMES = [name for name, attribute in _ATTRIBUTES.items() if attribute.name == "label"]
_KINDS = {name for name, attribute in _ATTRIBUTES.items() if attribute.name == "kind"}
_MOVED = 0.05
"""Points; less is rounding."""


def nodes_of(elements: tuple[Element, ...], reader: Reader) -> Things[Node]:
    """Return the nodes; what was copied in another program, id and all, gets an id of its own."""
    found = [_node(element, reader) for element in elements]
    copied = copies(node.id for node in found)
    taken: set[str] = {node.id for node in found}
    named = [
        node if node.id and index not in copied else replace(node, id=_made(node, taken))
        for index, node in enumerate(found)
    ]
    _repeated(elements, reader)
    whole = {f"node:{node.id}" for index, node in enumerate(found) if node.id and index not in copied}
    kinds = {
        f"node:{node.id}"
        for node, element in zip(named, elements, strict=True)
        if any(heard(name) in _KINDS and text.strip() for name, text in element.data.items())
    }
    return Things(things=tuple(named), elements=elements, whole=frozenset(whole), kinds=frozenset(kinds))


def _made(node: Node, taken: set[str]) -> NodeId:
    made = NodeId(identifier(node.name, taken=taken, fallback="nodo"))
    taken.add(made)
    return made


def _repeated(elements: Iterable[Element], reader: Reader) -> None:
    seen: set[str] = set()
    for element in elements:
        if element.id in seen:
            reader.wrong("graphml-repeated-id", element.place, id=element.id)
        seen.add(element.id)


def _node(element: Element, reader: Reader) -> Node:
    """Return a node; without an id where the file has none of ours."""
    whole = reader.whole(element, OWN, KEYS)
    if whole is None:
        return _foreign(element, reader)
    node = reader.amended(whole, element, _ATTRIBUTES, is_whole=True)
    label = reader.edited(element.label, graphics.node_label(whole))
    if label is not None and label != folded(node.name):
        node = replace(node, name=label)
    return replace(node, position=_moved(whole, element))


def _foreign(element: Element, reader: Reader) -> Node:
    blank = Node(id=NodeId(""), name="", kind=NodeKind.PROCESS)
    node = reader.amended(blank, element, _ATTRIBUTES, is_whole=False)
    name = tidy(element.label or "") or _named(element)
    if not name:
        reader.noted("graphml-unnamed", element.place, id=element.id)
    return replace(node, name=name or tidy(element.id) or "?", position=element.middle)


def _named(element: Element) -> str:
    """Return the name among an element's attributes, whichever of our words comes first."""
    said = {heard(name): tidy(text) for name, text in element.data.items()}
    return next((said[name] for name in reversed(_NAMES) if said.get(name)), "")


def _moved(node: Node, element: Element) -> Position | None:
    """Return where a node is now: as it was, unless yEd's box is no longer where it was written."""
    middle, written = element.middle, _written(element)
    if middle is None or written is None:
        return node.position
    if abs(middle.x - written.x) <= _MOVED and abs(middle.y - written.y) <= _MOVED:
        return node.position
    return middle


def _written(element: Element) -> Position | None:
    """Return where a node was when the file was written: our own x and y, whose y grows upwards."""
    try:
        return Position(x=float(element.data["x"]), y=0.0 - float(element.data["y"]))
    except (KeyError, ValueError):
        return None
