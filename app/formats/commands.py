"""Commands as JSON-like values, as the browser sends them and as the history keeps them (docs/commands.md).

Each is an object with its `kind`; the things in it are written as in the map document.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from app.formats.map_document.codecs import AnyObject, Codec, Day, ListOf, Place, Text, Whole
from app.formats.map_document.keys import ACTION, FORMAT, GROUP, HANDOFF, MAP, NODE
from app.formats.map_document.records import Record
from process_models.domain.chain import ValueChain
from process_models.domain.commands import (
    AddAction,
    AddGroup,
    AddHandoff,
    AddNode,
    Command,
    DescribeMap,
    Edit,
    Edits,
    ImportContent,
    RemoveAction,
    RemoveGroup,
    RemoveHandoff,
    RemoveNode,
    ReplaceAction,
    ReplaceGroup,
    ReplaceHandoff,
    ReplaceNode,
    Restore,
    Together,
)
from process_models.domain.problems import Problem

T = TypeVar("T")

KIND = "kind"
DEEPEST = 8
"""How deep commands may lie in commands."""

_LARGEST_PLACE = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedCommand:
    """What a value says: the command, unless something is wrong; every problem, its pointer from the command on."""

    command: Command | None
    problems: tuple[Problem, ...] = ()


def parse_command(raw: object) -> ParsedCommand:
    """Return the command that a JSON-like value says, or everything that is wrong with it."""
    place = Place("", [])
    command = COMMAND.read(raw, place)
    return ParsedCommand(command=None if place.problems else command, problems=tuple(place.problems))


def generate_command(command: Command) -> dict[str, object]:
    """Return a command as a JSON-like value: always the same for the same command."""
    return COMMAND.write(command)


def command_of_text(text: str) -> Command:
    """Return the command of a text that `text_of_command` made."""
    parsed = parse_command(json.loads(text))
    if parsed.command is None:
        raise ValueError(parsed.problems)
    return parsed.command


def text_of_command(command: Command) -> str:
    """Return a command as JSON text."""
    return json.dumps(generate_command(command), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


class _PlaceAmong(Whole):
    """Where among its like a thing is put in, from 0."""

    def read(self, raw: object, place: Place) -> int | None:
        """Return the place."""
        value = super().read(raw, place)
        if value is not None and value < 0:
            place.wrong("negative", value=value)
        return None if value is None else min(value, _LARGEST_PLACE)


class _Content:
    """The whole content of a map, with or without the key that says its format."""

    def read(self, raw: object, place: Place) -> ValueChain:
        """Return the content."""
        if isinstance(raw, dict) and raw.get("format") == FORMAT:
            raw = {key: value for key, value in raw.items() if key != "format"}
        return MAP.read(raw, place)

    def write(self, value: ValueChain) -> object:
        """Return the document without its format."""
        return MAP.write(value)

    def stand_in(self, place: Place) -> ValueChain:
        """Return an empty content."""
        return MAP.stand_in(place)


class _Commands:
    """Any command, told by its kind."""

    def __init__(self) -> None:
        self._records: dict[str, Record[Any]] = {}
        self._kinds: dict[type, str] = {}

    @property
    def kinds(self) -> Mapping[str, type]:
        """Return the class of each kind."""
        return {kind: make for make, kind in self._kinds.items()}

    @property
    def records(self) -> "Mapping[str, Record[Any]]":
        """Return what stands beside its kind in each kind of command."""
        return self._records

    def add(self, kind: str, make: type, keys: Mapping[str, Codec[Any]]) -> None:
        """Add a kind of command with its keys."""
        self._records[kind] = Record(make, keys)
        self._kinds[make] = kind

    def read(self, raw: object, place: Place) -> Command | None:
        """Return the command."""
        if not isinstance(raw, dict):
            place.wrong("object-expected")
            return None
        if place.pointer.count("/commands/") > DEEPEST:
            place.wrong("commands-too-deep", limit=DEEPEST)
            return None
        record = self._record(raw.get(KIND), place.at(KIND))
        content = {key: value for key, value in raw.items() if key != KIND}
        return None if record is None else record.read(content, place)

    def _record(self, kind: object, place: Place) -> "Record[Command] | None":
        if kind is None:
            place.wrong("missing-key", key=KIND)
        elif not isinstance(kind, str):
            place.wrong("text-expected")
        elif kind not in self._records:
            place.wrong("unknown-word", value=kind, words=", ".join(self._records))
        else:
            return self._records[kind]
        return None

    def write(self, value: Command) -> dict[str, object]:
        """Return the object."""
        kind = self._kinds[type(value)]
        return {KIND: kind, **self._records[kind].write(value)}

    def stand_in(self, _place: Place) -> Command:
        """Return a command that changes nothing."""
        return Together(commands=())


def _edits(codec: Record[T]) -> ListOf[Edit[Any]]:
    return ListOf(Record(Edit, {"before": codec, "after": codec, "at": _at}))


_text, _at = Text(), _PlaceAmong()

COMMAND = _Commands()
COMMAND.add("add-node", AddNode, {"node": NODE, "at": _at})
COMMAND.add("replace-node", ReplaceNode, {"node": NODE})
COMMAND.add("remove-node", RemoveNode, {"node": _text})
COMMAND.add("add-handoff", AddHandoff, {"handoff": HANDOFF, "at": _at})
COMMAND.add("replace-handoff", ReplaceHandoff, {"handoff": HANDOFF})
COMMAND.add("remove-handoff", RemoveHandoff, {"handoff": _text})
COMMAND.add("add-group", AddGroup, {"group": GROUP, "members": ListOf(_text), "at": _at})
COMMAND.add("replace-group", ReplaceGroup, {"group": GROUP})
COMMAND.add("remove-group", RemoveGroup, {"group": _text})
COMMAND.add("add-action", AddAction, {"action": ACTION, "at": _at})
COMMAND.add("replace-action", ReplaceAction, {"action": ACTION})
COMMAND.add("remove-action", RemoveAction, {"action": _text})
COMMAND.add(
    "describe-map",
    DescribeMap,
    {
        "id": _text,
        "name": _text,
        "description": _text,
        "language": _text,
        "as_of": Day(),
        "minimum_group": Whole(),
        "currency": _text,
        "extensions": AnyObject(),
    },
)
COMMAND.add("import-content", ImportContent, {"content": _Content()})
COMMAND.add("together", Together, {"commands": ListOf(COMMAND)})
COMMAND.add(
    "restore",
    Restore,
    {
        "edits": Record(
            Edits,
            {
                "nodes": _edits(NODE),
                "handoffs": _edits(HANDOFF),
                "groups": _edits(GROUP),
                "actions": _edits(ACTION),
            },
        )
    },
)
