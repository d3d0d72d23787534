"""What nodes and edges have in common when they are read: a thing whole, what was edited of it, what is not read."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from app.formats.graphml.attributes import Attribute, Thing, heard
from app.formats.graphml.elements import Element
from app.formats.graphml.texts import folded
from app.formats.handoff_table.cells import UnreadableCell, tidy
from app.formats.map_document.codecs import Place
from app.formats.map_document.records import Record
from app.formats.map_document.strict_json import read_strictly
from app.formats.results import MOST_PROBLEMS, Limits
from process_models.domain.chain import Handoff, Node
from process_models.domain.problems import Problem, error, warning

Read = TypeVar("Read", Node, Handoff)

_OF_GEPHI = frozenset({"x", "y", "z", "r", "g", "b", "size", "weight", "id"})
"""What programs write about their own picture, which nobody misses."""

_OF_YED = frozenset(
    {"url", "nodegraphics", "edgegraphics", "portgraphics", "portgeometry", "portuserdata", "resources"}
)
MOST_NAMES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Things(Generic[Read]):
    """The things of a file with their elements, which of them stood whole, and of which nodes the kind is said."""

    things: tuple[Read, ...]
    elements: tuple[Element, ...]
    whole: frozenset[str]
    kinds: frozenset[str] = frozenset()


def copies(ids: Iterable[str]) -> frozenset[int]:
    """Return which of some things have the id of one before them: another program copied them, id and all."""
    seen: set[str] = set()
    found: set[int] = set()
    for index, each in enumerate(ids):
        if each and each in seen:
            found.add(index)
        seen.add(each)
    return frozenset(found)


class Reader:
    """Reads the data of elements, and gathers what is wrong with them."""

    def __init__(self, limits: Limits, problems: list[Problem]) -> None:
        self._limits = limits
        self._unread: Counter[str] = Counter()
        self.problems = problems

    def wrong(self, code: str, place: str, **fields: str | float) -> None:
        """Say what is wrong."""
        self._say(error(code, place, **fields))

    def noted(self, code: str, place: str, **fields: str | float) -> None:
        """Say what is worth a look."""
        self._say(warning(code, place, **fields))

    def place(self, element: Element, attribute: str) -> Place:
        """Return where an attribute's text is, for readers of documents."""
        return Place(f"{element.place}/{attribute}", self.problems)

    def own(self, element: Element, attribute: str) -> dict[str, object] | None:
        """Return the thing that an element holds whole, as in a document; None if it holds none."""
        text = element.data.get(attribute)
        if text is None or not text.strip():
            return None
        found = read_strictly(text.encode(), self._limits)
        place = f"{element.place}/{attribute}"
        for problem in found.problems:
            self._say(replace(problem, pointer=place + problem.pointer))
        if isinstance(found.content, dict):
            return found.content
        if found.is_readable:
            self.wrong("object-expected", place)
        return {}

    def whole(self, element: Element, attribute: str, record: Record[Read]) -> Read | None:
        """Return the node or handoff that an element holds whole."""
        content = self.own(element, attribute)
        return None if content is None else record.read(content, self.place(element, attribute))

    def edited(self, text: str | None, written: str) -> str | None:
        """Return a text if it says something else than what was written; None also where it is blank."""
        if text is None or not folded(text) or folded(text) == folded(written):
            return None
        return tidy(text)

    def amended(
        self, thing: Thing, element: Element, attributes: Mapping[str, Attribute[Thing]], *, is_whole: bool
    ) -> Thing:
        """Return a thing with what its element's attributes say otherwise, or at all."""
        before = thing
        done: set[str] = set()
        for name, text in element.data.items():
            attribute = attributes.get(heard(name))
            if attribute is None or not text.strip():
                self._overlooked(name, attribute)
            elif is_whole and attribute.name in done:
                continue
            elif attribute.put is None:
                self._shown_only(attribute, text, before, element, is_whole=is_whole)
            elif not is_whole or attribute.differs(text, before):
                thing = self._put(thing, attribute.put, text, f"{element.place}/{name}")
                done.add(attribute.name)
        return thing

    def unread(self) -> Iterator[Problem]:
        """Say which attributes of other programs were left aside."""
        if self._unread:
            names = ", ".join(sorted(self._unread)[:MOST_NAMES])
            yield warning("graphml-attributes-unread", names=names)

    def _overlooked(self, name: str, attribute: object) -> None:
        known = heard(name)
        if attribute is None and known != "eslabon" and known not in _OF_GEPHI and known not in _OF_YED:
            self._unread[name[:MOST_NAMES]] += 1

    def _shown_only(
        self, attribute: Attribute[Thing], text: str, thing: Thing, element: Element, *, is_whole: bool
    ) -> None:
        if is_whole and attribute.differs(text, thing):
            self.noted("graphml-figure-edited", element.place, name=attribute.name)
        elif not is_whole and heard(attribute.name) not in _OF_GEPHI:
            self._unread[attribute.name] += 1

    def _put(self, thing: Thing, put: Callable[[Thing, str], Thing], text: str, place: str) -> Thing:
        try:
            return put(thing, text)
        except UnreadableCell as reason:
            self.wrong(reason.code, place, **reason.fields)
            return thing

    def _say(self, problem: Problem) -> None:
        if len(self.problems) <= MOST_PROBLEMS:
            self.problems.append(problem)
