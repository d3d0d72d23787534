"""The elements of a GraphML file, read strictly: no DTD, nothing fetched, depth and number of elements bounded."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from app.formats.results import MOST_PROBLEMS, Limits
from process_models.domain.chain import Position
from process_models.domain.problems import Field, Problem, error, warning

DEEPEST = 64
LARGEST_THING = 1_000
"""Elements inside one node or edge; yEd writes about twenty."""

LONGEST_PLACE = 40
GRAPHML = "http://graphml.graphdrawing.org/"
YED = "http://www.yworks.com/xml/graphml"


class UnreadableGraph(ValueError):
    """A file is no GraphML that can be read at all."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(*(problem.code for problem in problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A node, an edge or the graph itself as it stands in a file; `label` and `box` are those that yEd shows."""

    tag: str
    id: str
    line: int
    data: Mapping[str, str] = field(default_factory=dict)
    label: str | None = None
    box: tuple[float, float, float, float] | None = None
    source: str = ""
    target: str = ""

    @property
    def place(self) -> str:
        """Return where it is: `12: <edge id="e3">`."""
        return at(self.line, self.tag, self.id)

    @property
    def middle(self) -> Position | None:
        """Return the middle of what yEd shows."""
        if self.box is None:
            return None
        x, y, width, height = self.box
        return Position(x=x + width / 2, y=y + height / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elements:
    """What a file says, element by element, and what is wrong with its structure."""

    graph: Element
    nodes: tuple[Element, ...]
    edges: tuple[Element, ...]
    problems: tuple[Problem, ...]


def at(line: int, tag: str, identifier: str = "") -> str:
    """Return the place of an element."""
    known = f' id="{identifier[:LONGEST_PLACE]}"' if identifier else ""
    return f"{line}: <{tag}{known}>"


def read_elements(content: bytes, limits: Limits) -> Elements:
    """Return the elements of a file.

    Raises:
        UnreadableGraph: it is not XML, has a DTD, is none of GraphML, or too large, too deep, too crowded.
    """
    if len(content) > limits.size:
        raise UnreadableGraph(error("too-large", size=len(content), limit=limits.size))
    events = etree.iterparse(
        io.BytesIO(content),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    walk = _Walk(limits)
    try:
        for event, element in events:
            walk.start(element) if event == "start" else walk.end(element)
    except etree.XMLSyntaxError as reason:
        raise UnreadableGraph(error("not-xml", line=reason.lineno or 1)) from reason
    return walk.elements()


class _Walk:
    """The way through a file: where it is, what was found, what is wrong."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._path: list[str] = []
        self._count = 0
        self._inside = 0
        self._directed = True
        self._keys: dict[str, str] = {}
        self._defaults: dict[str, tuple[str, str]] = {}
        self._graphs: list[Element] = []
        self._nodes: list[tuple[Element, dict[str, str]]] = []
        self._edges: list[tuple[Element, dict[str, str]]] = []
        self._pending: dict[str, str] = {}
        self._problems: list[Problem] = []

    def start(self, element: Any) -> None:  # noqa: ANN401 - lxml has no types
        """Take note of what opens, and bound it before it is built."""
        tag = _tag(element)
        if not self._path:
            _refuse_other_documents(element, tag)
        self._count += 1
        self._inside += 1
        if len(self._path) >= DEEPEST:
            raise UnreadableGraph(error("too-deep", limit=DEEPEST, line=element.sourceline))
        if self._count > self._limits.values:
            raise UnreadableGraph(error("too-many-values", limit=self._limits.values))
        if self._inside > LARGEST_THING:
            raise UnreadableGraph(error("graphml-crowded", limit=LARGEST_THING, line=element.sourceline))
        if tag == "graph":
            self._open_graph(element)
        elif tag in {"node", "edge", "key"}:
            self._inside = 0
        self._path.append(tag)

    def end(self, element: Any) -> None:  # noqa: ANN401
        """Take what closes, and let go of it."""
        tag = self._path.pop()
        parent = self._path[-1] if self._path else ""
        match tag:
            case "key":
                self._key(element)
            case "node" | "edge":
                self._thing(tag, element)
            case "hyperedge":
                self._wrong("graphml-hyperedge", element, tag)
            case "port" if parent == "node":
                self._say(warning("graphml-port", at(element.sourceline, tag, element.get("name", ""))))
            case "data" if parent == "graph" and self._path.count("graph") == 1:
                self._pending[element.get("key", "")] = element.text or ""
        if parent in {"graph", "graphml"}:
            _let_go(element)
            self._inside = 0

    def elements(self) -> Elements:
        """Return what was found."""
        if not self._graphs:
            raise UnreadableGraph(error("graphml-no-graph"))
        graph = self._graphs[0]
        return Elements(
            graph=self._named(graph, self._pending, "graph"),
            nodes=tuple(self._named(node, data, "node") for node, data in self._nodes),
            edges=tuple(self._named(edge, data, "edge") for edge, data in self._edges),
            problems=tuple(self._problems),
        )

    def _open_graph(self, element: Any) -> None:  # noqa: ANN401
        if "graph" in self._path or self._graphs:
            code = "graphml-nested" if "graph" in self._path else "graphml-two-graphs"
            where = element.getparent() if "graph" in self._path else element
            self._wrong(code, where, _tag(where))
            return
        self._directed = element.get("edgedefault") != "undirected"
        self._graphs.append(Element(tag="graph", id=element.get("id", ""), line=element.sourceline))

    def _key(self, element: Any) -> None:  # noqa: ANN401
        identifier, scope = element.get("id", ""), element.get("for", "all")
        self._keys[identifier] = element.get("attr.name") or element.get("yfiles.type") or identifier
        default = next((child.text for child in element if _tag(child) == "default"), None)
        if default:
            self._defaults[identifier] = (scope, default)

    def _thing(self, tag: str, element: Any) -> None:  # noqa: ANN401
        if self._path.count("graph") != 1 or len(self._graphs) != 1:
            return
        data, label, box = _content(element)
        found = Element(
            tag=tag,
            id=element.get("id", ""),
            line=element.sourceline,
            label=label,
            box=box,
            source=element.get("source", ""),
            target=element.get("target", ""),
        )
        if tag == "node":
            self._bounded("too-many-nodes", len(self._nodes), self._limits.nodes)
            self._nodes.append((found, data))
            return
        self._bounded("too-many-handoffs", len(self._edges), self._limits.handoffs)
        if not _is_directed(element, by_default=self._directed):
            self._wrong("graphml-undirected", element, tag)
        self._edges.append((found, data))

    def _bounded(self, code: str, count: int, limit: int) -> None:
        if count >= limit:
            raise UnreadableGraph(error(code, count=count + 1, limit=limit))

    def _named(self, element: Element, data: Mapping[str, str], scope: str) -> Element:
        """Return an element whose data stand under the names of their keys; those of keys with a default are there."""
        defaults = {
            self._keys[key]: text for key, (meant, text) in self._defaults.items() if meant in {scope, "all", ""}
        }
        given = {self._keys.get(key, key): text for key, text in data.items()}
        return Element(
            tag=element.tag,
            id=element.id,
            line=element.line,
            data=defaults | given,
            label=element.label,
            box=element.box,
            source=element.source,
            target=element.target,
        )

    def _wrong(self, code: str, element: Any, tag: str, **fields: Field) -> None:  # noqa: ANN401
        self._say(error(code, at(element.sourceline, tag, element.get("id", "")), **fields))

    def _say(self, problem: Problem) -> None:
        if len(self._problems) <= MOST_PROBLEMS:
            self._problems.append(problem)


def _refuse_other_documents(root: Any, tag: str) -> None:  # noqa: ANN401
    """Look at what a file is, before anything of it is taken."""
    about = root.getroottree().docinfo
    if about.doctype or about.internalDTD is not None:
        raise UnreadableGraph(error("xml-with-dtd"))
    if tag != "graphml":
        raise UnreadableGraph(error("not-graphml", root=_local(root)))


def _tag(element: Any) -> str:  # noqa: ANN401
    """Return the name of one of GraphML's own elements; those of others have a colon."""
    tag: str = element.tag
    if not tag.startswith("{"):
        return tag
    namespace, _, name = tag[1:].partition("}")
    return name if namespace.startswith(GRAPHML) else f":{name}"


def _local(element: Any) -> str:  # noqa: ANN401
    """Return the name of an element without its namespace, whatever signs there are in it."""
    return str(element.tag).rpartition("}")[2]


def _content(element: Any) -> tuple[dict[str, str], str | None, tuple[float, float, float, float] | None]:  # noqa: ANN401
    data: dict[str, str] = {}
    label: str | None = None
    box: tuple[float, float, float, float] | None = None
    for child in element:
        if _tag(child) != "data":
            continue
        if not len(child):
            data[child.get("key", "")] = child.text or ""
            continue
        for shown in _of_yed(child):
            match _local(shown):
                case "NodeLabel" | "EdgeLabel" if label is None and shown.text and shown.text.strip():
                    label = shown.text
                case "Geometry" if box is None:
                    box = _box(shown)
                case _:
                    pass
    return data, label, box


def _of_yed(element: Any) -> Iterator[Any]:  # noqa: ANN401
    return (each for each in element.iter() if isinstance(each.tag, str) and each.tag.startswith(f"{{{YED}}}"))


def _box(shown: Any) -> tuple[float, float, float, float] | None:  # noqa: ANN401
    try:
        x, y, width, height = (float(shown.get(name)) for name in ("x", "y", "width", "height"))
    except (TypeError, ValueError):
        return None
    return x, y, width, height


def _is_directed(edge: Any, *, by_default: bool) -> bool:  # noqa: ANN401
    said = edge.get("directed")
    return by_default if said is None else said.strip().casefold() in {"true", "1"}


def _let_go(element: Any) -> None:  # noqa: ANN401
    """Forget an element that was taken, and what stands before it."""
    parent = element.getparent()
    element.clear()
    while (former := element.getprevious()) is not None:
        parent.remove(former)
