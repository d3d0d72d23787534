"""Commands and what comes of them: `python -m tests.editor.command_cases` writes `command_cases.json` anew.

Each case is the story with values set at places, a command, and either the problems for which it is refused or the
content after it (what it touched, and the order of the lists), with its inverse.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from random import Random

from app.formats.commands import generate_command, parse_command
from app.formats.map_document.keys import MAP
from app.services.keeping import documents, room
from app.services.keeping.refusals import in_command
from process_models.domain import rules
from process_models.domain.chain import ValueChain
from process_models.domain.commands import Command
from process_models.domain.commands.touched import touched, touched_by
from process_models.domain.errors import CommandRefused
from process_models.domain.problems import Problem
from tests.editor.story import STORY, Json, chain_of, lines_of, patched

FILE = Path(__file__).with_suffix(".json")
CASES = 230
"""Random commands beside the chosen ones."""

LISTS = ("nodes", "handoffs", "groups", "actions")
_NAMES = ("Cartera", "Nómina", "Facturación", "  ", "Cliente ☂", "x" * 1001)
_BASES: tuple[Json, ...] = (
    [],
    [["/groups/0/required", 1], ["/handoffs/2/group", None]],
    [["/actions", None], ["/extensions", None], ["/currency", None]],
)


def chosen() -> Iterator[Json]:
    """Give the commands that each say something of their own."""
    story = deepcopy(STORY)
    pedido, camion, entrega = (story["handoffs"][place] for place in (0, 1, 3))
    yield from ({"kind": f"remove-{kind}", kind: each["id"]} for kind, each in _things(story))
    yield from ({"kind": f"remove-{kind}", kind: "nadie"} for kind in ("node", "handoff", "group", "action"))
    yield from ({"kind": f"replace-{kind}", kind: each} for kind, each in _things(story))
    yield {
        "kind": "add-group",
        "group": {"id": "g", "client": "bodega", "required": 1},
        "members": ["pedido", "camion", "pedido"],
        "at": 0,
    }
    yield {
        "kind": "add-group",
        "group": {"id": "g", "client": "cliente", "kind": "routes"},
        "members": ["entrega", "retiro"],
    }
    yield {"kind": "add-group", "group": {"id": "g", "client": "bodega", "required": 1}, "members": ["nadie"]}
    yield {"kind": "add-group", "group": {"id": "g", "client": "bodega", "required": 1}, "members": []}
    yield {"kind": "replace-handoff", "handoff": {**camion, "group": None}}
    yield {
        "kind": "replace-handoff",
        "handoff": {**entrega, "share": None, "group": None, "requirements": [], "medium": ""},
    }
    yield {
        "kind": "replace-handoff",
        "handoff": {
            **pedido,
            "failure": {"ratings": [{"score": 3}, 4]},
            "requirements": [{"statement": "a"}, {"id": "r1"}],
        },
    }
    yield {"kind": "replace-handoff", "handoff": {**pedido, "client": "ventas"}}
    yield {"kind": "replace-handoff", "handoff": {**pedido, "failure": {"deliveries": {"count": 1, "failed": 2}}}}
    yield {
        "kind": "replace-node",
        "node": {**story["nodes"][1], "position": [1.5, -2], "own_failure": {}, "viewpoints": {}},
    }
    yield {"kind": "replace-node", "node": {**story["nodes"][0], "kind": "supplier"}}
    yield {"kind": "describe-map", "name": "Otro"}
    yield {"kind": "describe-map", "name": " ", "language": "es", "minimum_group": 0, "extensions": {}}
    yield {
        "kind": "import-content",
        "content": {"format": "value-chain-map/1", "name": "Vacío", "nodes": [], "handoffs": []},
    }
    yield {
        "kind": "import-content",
        "content": {"name": "Roto", "nodes": [], "handoffs": [pedido], "actions": [{"name": "a"}]},
    }
    yield {"kind": "together", "commands": []}
    yield {
        "kind": "together",
        "commands": [
            {"kind": "add-node", "node": {"id": "x", "name": "X", "kind": "process"}, "at": 0},
            {
                "kind": "add-handoff",
                "handoff": {"id": "y", "supplier": "x", "client": "ventas", "deliverable": "Y"},
                "at": 99,
            },
        ],
    }
    yield {
        "kind": "together",
        "commands": [{"kind": "remove-node", "node": "ventas"}, {"kind": "remove-handoff", "handoff": "pedido"}],
    }
    yield {
        "kind": "together",
        "commands": [
            {"kind": "describe-map", "name": ""},
            {"kind": "replace-node", "node": {**story["nodes"][2], "name": ""}},
            {"kind": "together", "commands": [{"kind": "add-action", "action": {"id": "z", "cost": -1}}]},
        ],
    }
    yield {"kind": "restore", "edits": {}}
    yield {
        "kind": "restore",
        "edits": {
            "nodes": [
                {"after": {"id": "n", "name": "N", "kind": "process"}, "at": 2},
                {"after": {"id": "m", "name": "M", "kind": "process"}, "at": 2},
                {"after": {"id": "o", "name": "O", "kind": "process"}},
            ]
        },
    }
    yield {
        "kind": "restore",
        "edits": {
            "handoffs": [
                {"before": camion},
                {"before": entrega, "after": {**entrega, "share": 1}},
                {"after": {**camion, "id": "c2"}, "at": 0},
            ]
        },
    }
    yield {
        "kind": "restore",
        "edits": {
            "handoffs": [{"before": {**camion, "medium": "otra"}}, {"before": {**entrega, "id": "nada"}}],
            "groups": [],
        },
    }


def _things(story: Json) -> Iterator[tuple[str, Json]]:
    return ((name[:-1], each) for name in LISTS for each in story[name])


def random_commands(random: Random, document: Json) -> Json:
    """Return a random command on a document; some do not fit."""
    kind = random.choice(tuple(_RANDOM))
    return _RANDOM[kind](random, document)


def _node(random: Random, document: Json) -> Json:
    node = {
        "id": random.choice(["n1", "n2", *_ids(document, "nodes")[:1]]),
        "name": random.choice(_NAMES),
        "kind": "process",
    }
    return {"kind": "add-node", "node": node, **_place(random)}


def _other_node(random: Random, document: Json) -> Json:
    node = {**random.choice(document["nodes"]), **random.choice(_NODE_FIELDS)}
    return {"kind": "replace-node", "node": node}


def _handoff(random: Random, document: Json) -> Json:
    supplier, client = random.choices([*_ids(document, "nodes"), "nadie"], k=2)
    handoff = {
        "id": random.choice(["h1", "h2"]),
        "supplier": supplier,
        "client": client,
        "deliverable": random.choice(_NAMES),
    }
    return {"kind": "add-handoff", "handoff": handoff, **_place(random)}


def _other_handoff(random: Random, document: Json) -> Json:
    handoff = {**random.choice(document["handoffs"]), **random.choice(_HANDOFF_FIELDS)}
    return {"kind": "replace-handoff", "handoff": handoff}


def _group(random: Random, document: Json) -> Json:
    members = random.sample([*_ids(document, "handoffs"), "nada"], random.randint(0, 3))
    group = {"id": "g1", "client": random.choice(_ids(document, "nodes")), **random.choice(_GROUP_FIELDS)}
    return {"kind": "add-group", "group": group, "members": members, **_place(random)}


def _other_group(random: Random, document: Json) -> Json:
    return {"kind": "replace-group", "group": {**random.choice(document["groups"]), **random.choice(_GROUP_FIELDS)}}


def _action(random: Random, document: Json) -> Json:
    changes = [{"node": random.choice(_ids(document, "nodes")), "own": 0.1}, {"handoff": "pedido", "own_times": 0}]
    action = {"id": random.choice(["a1", "curso"]), "changes": random.sample(changes, random.randint(0, 2))}
    return {"kind": random.choice(["add-action", "replace-action"]), "action": action}


def _removal(random: Random, document: Json) -> Json:
    name = random.choice(LISTS)
    identifier = random.choice([*_ids(document, name), "nada"])
    return {"kind": f"remove-{name[:-1]}", name[:-1]: identifier}


def _several(random: Random, document: Json) -> Json:
    simple = [make for kind, make in _RANDOM.items() if kind != "together"]
    commands = [random.choice(simple)(random, document) for _ in range(random.randint(1, 4))]
    return {"kind": "together", "commands": commands}


def _ids(document: Json, name: str) -> list[str]:
    return [each["id"] for each in document.get(name, ())]


def _place(random: Random) -> Json:
    return random.choice([{}, {"at": 0}, {"at": 2}, {"at": 50}])


_NODE_FIELDS: tuple[Json, ...] = (
    {"name": "Otro"}, {"lane": "Norte", "owner": ""}, {"kind": "customer"}, {"part_of": "bodega"}, {"weight": -1},
    {"position": [0, 0]}, {"own_failure": {"own": 0.3}}, {"extensions": {}}, {"process_kind": "support"}, {"id": "n9"},
)  # fmt: skip
_HANDOFF_FIELDS: tuple[Json, ...] = (
    {"deliverable": "Otra cosa"}, {"client": "agentes"}, {"supplier": "operador"}, {"group": None, "share": None},
    {"group": "transporte"}, {"failure": {"own": 0.2, "total": 0.1}},
    {"failure": {"deliveries": {"count": 9, "failed": 3}}},
    {"dependency": 2}, {"containment": 0}, {"share": 0.5}, {"id": "h9"}, {"requirements": [{"importance": 9}]},
)  # fmt: skip
_GROUP_FIELDS: tuple[Json, ...] = (
    {"required": 1}, {"required": 2}, {"kind": "routes"}, {"kind": "routes", "required": 1}, {}, {"required": 9},
    {"kind": "alternatives", "required": 1},
)  # fmt: skip
_RANDOM: dict[str, Callable[[Random, Json], Json]] = {
    "node": _node, "other-node": _other_node, "handoff": _handoff, "other-handoff": _other_handoff, "group": _group,
    "other-group": _other_group, "action": _action, "removal": _removal, "another-removal": _removal,
    "together": _several,
}  # fmt: skip


def cases() -> Iterator[Json]:
    """Give the chosen commands, then random ones."""
    yield from (case_of([], command) for command in chosen())
    random = Random(14)  # noqa: S311 - the same cases every time
    for _ in range(CASES):
        base = random.choice(_BASES)
        yield case_of(base, random_commands(random, patched(STORY, base)))


def case_of(base: Json, raw: Json) -> Json:
    """Return a command on the story, and what comes of it."""
    command = parse_command(raw).command
    if command is None:
        raise ValueError(raw)
    return {"set": base, "command": raw, **outcome(chain_of(patched(STORY, base)), command)}


def outcome(before: ValueChain, command: Command) -> Json:
    """Return what comes of a command on a content: problems, or what it touched with its inverse."""
    try:
        applied = command.perform(before)
    except CommandRefused as refused:
        return {"problems": _said(refused.problems)}
    broken = (*rules.problems(applied.chain), *room.problems(applied.chain))
    if broken:
        return {"problems": _said(in_command(broken, command, applied.chain))}
    return {"after": _difference(before, applied.chain, command), "inverse": generate_command(applied.inverse)}


def _said(problems: tuple[Problem, ...]) -> Json:
    return [[each.code, each.pointer, dict(each.fields)] for each in problems]


def _difference(before: ValueChain, after: ValueChain, command: Command) -> Json:
    was, now = MAP.write(before), MAP.write(after)
    orders = {name: _ids(now, name) for name in LISTS if _ids(now, name) != _ids(was, name)}
    things = {name: _thing(after, name) for name in sorted(touched(before, after))}
    return {"touched": sorted(touched_by(command, before, after)), "things": things, "orders": orders}


def _thing(chain: ValueChain, name: str) -> Json:
    kind, _, identifier = name.partition(":")
    if kind == "map":
        return documents.header_document(chain)
    found = next((each for each in getattr(chain, f"{kind}s") if each.id == identifier), None)
    return None if found is None else _WRITERS[kind](found)


_WRITERS: dict[str, Callable[..., Json]] = {
    "node": documents.node_document,
    "handoff": documents.handoff_document,
    "group": documents.group_document,
    "action": documents.action_document,
}

if __name__ == "__main__":
    FILE.write_text(lines_of(cases()), encoding="utf-8")
