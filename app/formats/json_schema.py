"""The shapes of map documents and commands as JSON Schema (2020-12), made from the tables that read and write them.

The schema says shape only: what holds between values, as that a supplier is there, is said by the rules.
"""

from collections.abc import Callable, Mapping
from typing import Any

from app.formats.commands import COMMAND, KIND
from app.formats.map_document.codecs import AnyObject, Day, ListOf, Number, OneOf, Text, Whole
from app.formats.map_document.keys import ACTION, FORMAT, GROUP, HANDOFF, MAP, NODE
from app.formats.map_document.records import Numbered, Record
from app.formats.map_document.shapes import NoneBecauses, Positions, Ratings, ScoreCounts
from process_models.domain.vocabulary import Viewpoint

Schema = dict[str, Any]

MAP_DOCUMENT, COMMAND_NAME = "MapDocument", "Command"
_NAMED: Mapping[int, str] = {id(NODE): "Node", id(HANDOFF): "Handoff", id(GROUP): "Group", id(ACTION): "Action"}


def schemas(place: str) -> dict[str, Schema]:
    """Return every named shape; `place` is where they stand, as `#/components/schemas/`."""
    write = _Writer(place)
    things = {name: write.record(each) for each, name in ((NODE, "Node"), (HANDOFF, "Handoff"), (GROUP, "Group"))}
    document = write.record(MAP)
    document["properties"] = {"format": {"const": FORMAT}, **document["properties"]}
    document["required"] = ["format", *document["required"]]
    commands = [write.command(kind, record) for kind, record in COMMAND.records.items()]
    return {**things, "Action": write.record(ACTION), MAP_DOCUMENT: document, COMMAND_NAME: {"anyOf": commands}}


class _Writer:
    """Writes shapes that refer to each other by name."""

    def __init__(self, place: str) -> None:
        self._place = place

    def record(self, record: Record[Any], *, is_numbered: bool = False) -> Schema:
        """Return the shape of an object."""
        required = [key.name for key in record.keys if key.is_required and not (is_numbered and key.name == "id")]
        return {
            "type": "object",
            "properties": {key.name: self.value(key.codec) for key in record.keys},
            "required": required,
            "additionalProperties": False,
        }

    def command(self, kind: str, record: Record[Any]) -> Schema:
        """Return the shape of a command of a kind."""
        shape = self.record(record)
        shape["properties"] = {KIND: {"const": kind}, **shape["properties"]}
        shape["required"] = [KIND, *shape["required"]]
        return shape

    def value(self, codec: object) -> Schema:
        """Return the shape of a value."""
        if codec is COMMAND:
            return self._called(COMMAND_NAME)
        if id(codec) in _NAMED:
            return self._called(_NAMED[id(codec)])
        if isinstance(codec, ListOf):
            return {"type": "array", "items": self._item(codec)}
        if isinstance(codec, Record):
            return self.record(codec)
        if isinstance(codec, OneOf):
            return {"type": "string", "enum": list(codec.words)}
        return next((make() for kind, make in _PLAIN.items() if isinstance(codec, kind)), self._content())

    def _item(self, codec: ListOf[Any]) -> Schema:
        if isinstance(codec, Ratings):
            return {"anyOf": [{"type": "integer"}, self.value(codec.item)]}
        if isinstance(codec, Numbered) and isinstance(codec.item, Record) and id(codec.item) not in _NAMED:
            return self.record(codec.item, is_numbered=True)
        return self.value(codec.item)

    def _content(self) -> Schema:
        """A content is a document whose format need not be said."""
        return {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name", "nodes", "handoffs"]}

    def _called(self, name: str) -> Schema:
        return {"$ref": f"{self._place}{name}"}


def _none_because() -> Schema:
    reason = {"type": "object", "properties": {"none_because": {"type": "string"}}, "required": ["none_because"]}
    return {
        "type": "object",
        "properties": {each.value: {**reason, "additionalProperties": False} for each in Viewpoint},
        "additionalProperties": False,
    }


def _scores() -> Schema:
    counts = {str(score): {"type": "integer"} for score in range(1, 6)}
    return {"type": "object", "properties": counts, "additionalProperties": False}


_PLAIN: Mapping[type, Callable[[], Schema]] = {
    Text: lambda: {"type": "string"},
    Whole: lambda: {"type": "integer"},
    Number: lambda: {"type": "number"},
    Day: lambda: {"type": "string", "format": "date"},
    AnyObject: lambda: {"type": "object"},
    Positions: lambda: {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
    NoneBecauses: _none_because,
    ScoreCounts: _scores,
}
