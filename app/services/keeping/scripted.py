"""Commands as scripts send them, and what scripts are answered (docs/commands.md)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from app.formats.commands import generate_command, parse_command
from app.formats.map_document.strict_json import read_strictly
from app.formats.results import LIMITS
from app.services.keeping import documents
from app.services.keeping.editing import ChangeEntry, EditConflict, Edited
from app.wording import Wording
from process_models.domain.chain import ValueChain
from process_models.domain.commands import Command
from process_models.domain.errors import EslabonError
from process_models.domain.pointers import pointer
from process_models.domain.problems import Problem, error

LARGEST_REQUEST = 10 * 1024 * 1024
LONGEST_KEY = 128

_STEP_KEYS = ("base_revision", "key")


class RequestRefused(EslabonError):
    """What a script sent is not a request; every problem with its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRequest:
    """The revision on which undo or redo was asked for, and the key by which it is known if it is sent twice."""

    base_revision: int
    key: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandRequest:
    """A command, the revision on which it was made, and the key by which it is known if it is sent twice."""

    base_revision: int
    command: Command
    key: str | None


def read_object(content: bytes) -> Mapping[str, object]:
    """Return a JSON object that a script sent.

    Raises:
        RequestRefused: it is none, or not written as JSON must be.
    """
    said = read_strictly(content, replace(LIMITS, size=LARGEST_REQUEST))
    if not isinstance(said.content, dict) or said.problems:
        raise RequestRefused(*(said.problems or (error("object-expected"),)))
    return said.content


def read_request(content: bytes) -> CommandRequest:
    """Return what a script asks for.

    Raises:
        RequestRefused: it cannot be understood, with every problem.
    """
    raw, problems = _read(content, (*_STEP_KEYS, "command"))
    parsed = parse_command(raw.get("command"))
    problems += [replace(problem, pointer="/command" + problem.pointer) for problem in parsed.problems]
    step = _step(raw)
    if problems or parsed.command is None or step is None:
        raise RequestRefused(*problems)
    return CommandRequest(base_revision=step.base_revision, command=parsed.command, key=step.key)


def read_step(content: bytes) -> StepRequest:
    """Return on what revision, and by which key, a script asks for undo or redo.

    Raises:
        RequestRefused: it cannot be understood, with every problem.
    """
    raw, problems = _read(content, _STEP_KEYS)
    step = _step(raw)
    if problems or step is None:
        raise RequestRefused(*problems)
    return step


def edited_document(edited: Edited) -> dict[str, object]:
    """Return what came of a command: the revision, and the changes since its base, its own last."""
    return {"revision": edited.revision, "changes": [change_in_answer(entry) for entry in edited.changes]}


def conflict_document(reason: EditConflict) -> dict[str, object]:
    """Return the values of everything that somebody else changed too; null where a thing is not there."""
    sides = {"base": reason.base, "yours": reason.yours, "theirs": reason.theirs}
    return {
        "revision": reason.revision,
        "things": {
            thing: {side: _thing(chain, thing) for side, chain in sides.items()} for thing in sorted(reason.things)
        },
    }


def problems_document(reason: EslabonError, words: Wording) -> dict[str, object]:
    """Return what is wrong, for programs by its code and place, for people in a sentence."""
    return {"problems": [_problem(problem, words) for problem in reason.problems]}


def problem_document(problem: Problem, words: Wording) -> dict[str, object]:
    """Return a problem for programs: its code, its place in a document or in a table, and a sentence."""
    told = {**_problem(problem, words), "severity": problem.severity.value}
    place = {} if problem.row is None else {"row": problem.row, "column": problem.column}
    return {**told, **place}


def change_document(entry: ChangeEntry) -> dict[str, object]:
    """Return a change for programs, with which change it takes back and which took it back."""
    return {**change_in_answer(entry), "undoes": entry.undoes, "undone_by": entry.undone_by}


def change_in_answer(entry: ChangeEntry) -> dict[str, object]:
    """Return a change as answers and the live stream have it."""
    return {
        "revision": entry.revision,
        "at": entry.at.isoformat(),
        "author": entry.author,
        "touched": sorted(entry.touched),
        "command": generate_command(entry.command),
    }


def _read(content: bytes, keys: tuple[str, ...]) -> tuple[Mapping[str, object], list[Problem]]:
    """Return a request with what is wrong with it so far; what is no object at all is refused at once."""
    said = read_strictly(content, replace(LIMITS, size=LARGEST_REQUEST))
    if not said.is_readable or not isinstance(said.content, dict):
        raise RequestRefused(*(said.problems or (error("object-expected"),)))
    raw: Mapping[str, object] = said.content
    base, key = raw.get("base_revision"), raw.get("key")
    problems = [*said.problems, *(error("unknown-key", pointer(name), key=name) for name in raw if name not in keys)]
    if isinstance(base, bool) or not isinstance(base, int):
        problems.append(error("whole-expected", "/base_revision"))
    if key is not None and not (isinstance(key, str) and 1 <= len(key) <= LONGEST_KEY):
        problems.append(error("text-expected", "/key"))
    return raw, problems


def _step(raw: Mapping[str, object]) -> StepRequest | None:
    base, key = raw.get("base_revision"), raw.get("key")
    if isinstance(base, bool) or not isinstance(base, int):
        return None
    return StepRequest(base_revision=base, key=key if isinstance(key, str) else None)


def _problem(problem: Problem, words: Wording) -> dict[str, object]:
    return {"code": problem.code, "pointer": problem.pointer, "message": words.problem(problem)}


def _thing(chain: ValueChain, name: str) -> object:
    word, _, identifier = name.partition(":")
    find = _FIND.get(word)
    return None if find is None else find(chain, identifier)


_FIND: Mapping[str, Callable[[ValueChain, str], object]] = {
    "node": lambda chain, name: next((documents.node_document(x) for x in chain.nodes if x.id == name), None),
    "handoff": lambda chain, name: next((documents.handoff_document(x) for x in chain.handoffs if x.id == name), None),
    "group": lambda chain, name: next((documents.group_document(x) for x in chain.groups if x.id == name), None),
    "action": lambda chain, name: next((documents.action_document(x) for x in chain.actions if x.id == name), None),
    "map": lambda chain, _: documents.header_document(chain),
}
