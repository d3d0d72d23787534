"""The edges of a GraphML file, each a handoff."""

from dataclasses import replace

from app.formats.graphml import graphics
from app.formats.graphml.attributes import EDGE, by_heard_name, heard
from app.formats.graphml.elements import Element
from app.formats.graphml.texts import folded
from app.formats.graphml.things import Reader, Things, copies
from app.formats.graphml.writing import OWN
from app.formats.handoff_table.cells import tidy
from app.formats.map_document.keys import HANDOFF as KEYS
from process_models.domain.chain import Handoff, Node
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.naming import identifier

_ATTRIBUTES = by_heard_name(EDGE)
_NAMES = [name for name, attribute in _ATTRIBUTES.items() if attribute.name == "label"]
_NOBODY = NodeId("")


def handoffs_of(elements: tuple[Element, ...], nodes: Things[Node], reader: Reader) -> Things[Handoff]:
    """Return the handoffs between nodes; what was copied in another program gets an id of its own."""
    ends = {element.id: node for element, node in zip(nodes.elements, nodes.things, strict=True)}
    found = [_handoff(element, ends, reader) for element in elements]
    copied = copies(each.id for each in found)
    taken: set[str] = {each.id for each in found}
    names = {node.id: node.name for node in nodes.things} | {_NOBODY: ""}
    things: list[Handoff] = []
    for index, each in enumerate(found):
        made = each if each.id and index not in copied else replace(each, id=_made(each, names, taken))
        things.append(made)
    whole = {f"handoff:{each.id}" for index, each in enumerate(found) if each.id and index not in copied}
    return Things(things=tuple(things), elements=elements, whole=frozenset(whole))


def _made(handoff: Handoff, names: dict[NodeId, str], taken: set[str]) -> HandoffId:
    supplier, client = names[handoff.supplier], names[handoff.client]
    made = HandoffId(identifier(supplier, client, handoff.deliverable, taken=taken, fallback="entrega"))
    taken.add(made)
    return made


def _handoff(element: Element, ends: dict[str, Node], reader: Reader) -> Handoff:
    """Return a handoff; without an id where the file has none of ours."""
    supplier, client = (_end(element, end, ends, reader) for end in ("source", "target"))
    whole = reader.whole(element, OWN, KEYS)
    if whole is None:
        handoff = _foreign(element, reader)
    else:
        handoff = _relabelled(reader.amended(whole, element, _ATTRIBUTES, is_whole=True), whole, element, reader)
    if supplier == client != _NOBODY:
        reader.wrong("graphml-self-loop", element.place, name=ends[element.source].name)
    return replace(handoff, supplier=supplier, client=client)


def _end(element: Element, which: str, ends: dict[str, Node], reader: Reader) -> NodeId:
    named = element.source if which == "source" else element.target
    if named in ends:
        return ends[named].id
    reader.wrong("graphml-unknown-end", element.place, node=named, end=which)
    return _NOBODY


def _foreign(element: Element, reader: Reader) -> Handoff:
    blank = Handoff(id=HandoffId(""), supplier=_NOBODY, client=_NOBODY, deliverable="")
    handoff = reader.amended(blank, element, _ATTRIBUTES, is_whole=False)
    said = {heard(name): tidy(text) for name, text in element.data.items()}
    named = next((said[name] for name in reversed(_NAMES) if said.get(name)), "")
    deliverable = tidy(element.label or "") or named
    if not deliverable:
        reader.wrong("graphml-no-deliverable", element.place)
    return replace(handoff, deliverable=deliverable or element.place)


def _relabelled(handoff: Handoff, whole: Handoff, element: Element, reader: Reader) -> Handoff:
    """Return a handoff with the deliverable that somebody wrote on yEd's label, which ends in a figure."""
    label = element.label
    if label is None or any(folded(label) == folded(written) for written in graphics.edge_labels(whole)):
        return handoff
    for written in graphics.edge_labels(whole):
        figure = folded(written.rpartition("\n")[2])
        if folded(label).endswith(figure):
            label = folded(label).removesuffix(figure)
            break
    edited = reader.edited(label, graphics.edge_labels(whole)[0].rpartition("\n")[0])
    return handoff if edited is None else replace(handoff, deliverable=edited)
