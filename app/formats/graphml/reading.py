"""From GraphML to a chain: our own files whole, with what was edited elsewhere; others as far as they say something."""

from collections.abc import Iterable
from dataclasses import replace

from app.formats.graphml.edges import handoffs_of
from app.formats.graphml.elements import Element, UnreadableGraph, read_elements
from app.formats.graphml.nodes import nodes_of
from app.formats.graphml.remains import without_the_gone
from app.formats.graphml.things import Reader
from app.formats.graphml.writing import OWN
from app.formats.handoff_table.nodes import map_name
from app.formats.map_document.followups import Told
from app.formats.map_document.keys import MAP
from app.formats.results import LIMITS, Limits, Parsed, Says, refused
from app.wording import DEFAULT_LANGUAGE
from process_models.domain import rules
from process_models.domain.chain import ValueChain
from process_models.domain.problems import Problem


def parse_graphml(content: bytes, limits: Limits = LIMITS, language: str = DEFAULT_LANGUAGE) -> Parsed:
    """Return the chain of a GraphML file, or every problem of its text, its elements, and of the map's rules.

    `language` is that of the map's name, where the file has none.
    """
    try:
        elements = read_elements(content, limits)
    except UnreadableGraph as reason:
        return refused(*reason.problems)
    reader = Reader(limits, list(elements.problems))
    heading = _heading(elements.graph, reader, map_name(language))
    nodes = nodes_of(elements.nodes, reader)
    handoffs = handoffs_of(elements.edges, nodes, reader)
    chain = replace(heading, nodes=nodes.things, handoffs=handoffs.things)
    chain, gone = without_the_gone(chain)
    places = _Places(elements.graph, nodes.elements, handoffs.elements)
    unread = tuple(problem for problem in reader.problems if problem.is_error)
    broken = tuple(places.placed(Told(()).not_following(rules.problems(chain)))) if not unread else ()
    notices = (*(problem for problem in reader.problems if not problem.is_error), *reader.unread(), *gone)
    if unread or broken:
        return refused(*unread, *broken)
    says = Says(
        in_full=nodes.whole | handoffs.whole | _whole(elements.graph, chain),
        named=nodes.whole | handoffs.whole | _whole(elements.graph, chain),
        kinds=nodes.kinds,
    )
    return Parsed(chain=chain, problems=(*notices, *places.placed(rules.warnings(chain))), says=says)


def _heading(graph: Element, reader: Reader, otherwise: str) -> ValueChain:
    """Return what the graph itself says: all that a document says besides nodes and handoffs, or a name."""
    name = graph.data.get("name", "").strip() or otherwise
    content = reader.own(graph, OWN)
    if content is None:
        return ValueChain(name=name)
    content = {key: value for key, value in content.items() if key != "format"} | {"nodes": [], "handoffs": []}
    found = MAP.read(content, reader.place(graph, OWN))
    return replace(found, name=reader.edited(graph.data.get("name"), found.name) or found.name)


def _whole(graph: Element, chain: ValueChain) -> frozenset[str]:
    if OWN not in graph.data:
        return frozenset()
    groups = (f"group:{group.id}" for group in chain.groups)
    return frozenset((*groups, *(f"action:{action.id}" for action in chain.actions)))


class _Places:
    """The elements in which the things of a chain stand."""

    def __init__(self, graph: Element, nodes: tuple[Element, ...], edges: tuple[Element, ...]) -> None:
        self._graph = graph
        self._elements = {"nodes": nodes, "handoffs": edges}

    def placed(self, problems: Iterable[Problem]) -> Iterable[Problem]:
        """Put problems that point into a map at their elements."""
        return (replace(problem, pointer=self._place(problem.pointer)) for problem in problems)

    def _place(self, pointer: str) -> str:
        kind, _, rest = pointer.removeprefix("/").partition("/")
        index, _, key = rest.partition("/")
        if kind not in self._elements or not index:
            return self._graph.place + pointer
        return self._elements[kind][int(index)].place + (f"/{key}" if key else "")
