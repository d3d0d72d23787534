"""Maps with something wrong, and what: `python -m tests.editor.rule_cases` writes `rule_cases.json` anew.

Each case is the story with values set at places, and the problems that the rules find: code, pointer, fields.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from process_models.domain import rules
from tests.editor.story import STORY, Json, chain_of, lines_of, patched

FILE = Path(__file__).with_suffix(".json")
TOGETHER = 80
"""Cases in which several things are wrong at once."""

_HALF = "a\U0001f600\ud83d b"
_TEXTS = (
    "/description", "/currency", "/nodes/1/code", "/nodes/1/owner", "/nodes/1/lane", "/nodes/1/description",
    "/nodes/1/viewpoints/audit/none_because", "/handoffs/0/description", "/handoffs/0/medium",
    "/handoffs/0/requirements/0/statement", "/handoffs/0/requirements/1/source",
    "/handoffs/0/requirements/1/confirmed_by", "/handoffs/0/failure/ratings/1/comment", "/actions/0/name",
    "/actions/0/owner", "/extensions/origen", "/nodes/1/extensions/color", "/handoffs/0/extensions/nota/2",
)  # fmt: skip
_NAMES = ("/name", "/nodes/0/name", "/handoffs/0/deliverable")
_IDS = ("/id", "/nodes/5/id", "/handoffs/0/id", "/groups/1/id", "/actions/0/id", "/handoffs/0/requirements/1/id")
_SHARES = (
    "/nodes/1/own_failure/own", "/handoffs/0/failure/total", "/handoffs/0/dependency", "/handoffs/0/containment",
    "/actions/0/changes/1/own", "/actions/0/changes/0/dependency", "/actions/1/changes/0/containment",
)  # fmt: skip
_AMOUNTS = ("/nodes/4/weight", "/actions/0/cost", "/actions/0/changes/0/own_times", "/handoffs/0/failure/scores/1")
_POSITIVE = (
    "/minimum_group",
    "/handoffs/0/agreed_time/amount",
    "/handoffs/3/share",
    "/handoffs/0/failure/deliveries/count",
)
_SCORES = (
    "/handoffs/0/requirements/1/importance", "/handoffs/0/failure/ratings/0/score",
    "/handoffs/0/failure/ratings/0/importance", "/handoffs/5/failure/ratings/1",
)  # fmt: skip
_NODES = (
    "/nodes/1/part_of", "/handoffs/0/supplier", "/handoffs/0/client", "/groups/0/client", "/groups/1/client",
    "/actions/0/changes/1/node", "/handoffs/1/client", "/handoffs/3/client",
)  # fmt: skip
_WAYS = ("late", "incomplete", "wrong")
_OTHERS: tuple[tuple[str, Json], ...] = (
    ("/language", "español"),
    ("/language", "es_CO-x"),
    ("/language", "e"),
    ("/nodes/3/process_kind", "core"),
    ("/nodes/4/part_of", "comercial"),
    ("/nodes/3/part_of", "nadie"),
    ("/nodes/1/part_of", "cliente"),
    ("/nodes/0/part_of", "ventas"),
    ("/nodes/0/part_of", "comercial"),
    ("/nodes/0/kind", "customer"),
    ("/nodes/1/kind", "supplier"),
    ("/nodes/1/valid_from", "2027-01-01"),
    ("/handoffs/0/valid_to", "2025-12-31"),
    ("/nodes/1/position", [1e16, -2e15]),
    ("/nodes/1/own_failure/total", 0.5),
    ("/handoffs/0/failure/own", 0.5),
    ("/handoffs/0/failure/deliveries/failed", 201),
    ("/handoffs/0/failure/deliveries/failed", -1),
    ("/handoffs/0/failure/deliveries/failed", 10),
    ("/handoffs/0/failure/ratings/0/requirement", "r9"),
    ("/nodes/1/own_failure/ratings", [{"score": 3, "requirement": "r1"}]),
    ("/handoffs/1/group", "ninguno"),
    ("/handoffs/1/group", "oficinas"),
    ("/handoffs/1/group", None),
    ("/handoffs/1/share", 0.5),
    ("/handoffs/0/share", 0.5),
    ("/groups/0/required", 3),
    ("/groups/0/required", 0),
    ("/groups/0/required", None),
    ("/groups/1/required", 1),
    ("/groups/1/kind", "alternatives"),
    ("/groups/0/kind", "routes"),
    ("/actions/0/changes/0/node", "ventas"),
    ("/actions/0/changes/0/handoff", None),
    ("/actions/0/changes/0/handoff", "nada"),
    ("/actions/1/changes/0/containment", None),
    ("/actions/0/changes/1/dependency", 0.5),
    ("/actions/0/changes/1/containment", 2),
    ("/nodes/-", {"id": "ventas", "name": "Otra", "kind": "process"}),
    ("/nodes/-", {"id": "Ventas ", "name": "\x1f\u3000", "kind": "supplier", "process_kind": "support"}),
    ("/nodes/-", {"id": "marca", "name": "\ufeff", "kind": "employees"}),
    ("/handoffs/-", {"id": "pedido", "supplier": "nadie", "client": "nadie", "deliverable": " "}),
    ("/groups/-", {"id": "oficinas", "client": "nadie"}),
    ("/groups/-", {"id": "vacio", "client": "cliente", "kind": "routes"}),
    ("/actions/-", {"changes": [{}]}),
    ("/actions/-", {"id": "curso", "cost": -1}),
    ("/nodes/2", None),
    ("/nodes/4", None),
    ("/groups/0", None),
    ("/handoffs/2", None),
    ("/handoffs/0/requirements/0", None),
    ("/handoffs/0/requirements", None),
)


def patches() -> Iterator[Json]:
    """Give places with what is wrong there, or nearly."""
    yield from ([place, _HALF] for place in (*_TEXTS, *_NAMES))
    yield from ([place, value] for place in _NAMES for value in ("", " \t\u00a0"))
    yield from ([place, value] for place in _IDS for value in ("Mayúscula", "", "x" * 65, "x" * 64))
    yield from ([place, value] for place in _SHARES for value in (-0.1, 1.5, 1))
    yield from ([place, value] for place in _AMOUNTS for value in (-1, 2 * 10**15))
    yield from ([place, value] for place in _POSITIVE for value in (0, -3, 2 * 10**15))
    yield from ([place, value] for place in _SCORES for value in (0, 6))
    yield from ([place, value] for place in _NODES for value in ("nadie", "bodega", "agentes"))
    yield from ([f"/handoffs/0/failure/deliveries/{way}", value] for way in _WAYS for value in (31, -1))
    yield from ([place, value] for place, value in _OTHERS)


def cases() -> Iterator[Json]:
    """Give each fault alone, circles of parts, and several faults at once."""
    single = list(patches())
    yield _case([])
    yield from (_case([patch]) for patch in single)
    yield from (_case(list(_circle(length))) for length in (2, 11, 12, 13, 20))
    random = Random(6)  # noqa: S311 - the same cases every time
    yield from (_case(_apart(random.sample(single, random.randint(2, 6)))) for _ in range(TOGETHER))


def _circle(length: int) -> Iterator[Json]:
    for number in range(length):
        whole = f"p{(number + 1) % length}"
        yield ["/nodes/-", {"id": f"p{number}", "name": "Parte", "kind": "process", "part_of": whole}]
    yield ["/nodes/-", {"id": "p0", "name": "Otra", "kind": "process", "part_of": "p1"}]


def _apart(chosen: list[Json]) -> list[Json]:
    """Leave out what would be set in a thing that is taken away, or below a value that is set."""
    kept: list[Json] = []
    for place, value in sorted(chosen, key=lambda each: (each[1] is None, -len(each[0]))):
        clashes = any(other.startswith(place) or place.startswith(other) for other, _ in kept)
        removals = any(held is None for _, held in kept) and value is None
        if not (clashes and not place.endswith("-")) and not removals:
            kept.append([place, value])
    return kept


def _case(faults: list[Json]) -> Json:
    found = rules.problems(chain_of(patched(STORY, faults)))
    return {"set": faults, "problems": [[each.code, each.pointer, dict(each.fields)] for each in found]}


if __name__ == "__main__":
    FILE.write_text(lines_of(cases()), encoding="utf-8")
