"""The map document: nothing is lost, and everything wrong is told at once with its place."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given

from app.formats.map_document import generate_map_document, parse_map_document
from app.formats.results import LIMITS, Parsed
from process_models.domain.chain import ValueChain
from tests.shared import shared
from tests.strategies import chains


def document(**changes: object) -> dict[str, Any]:
    """Return a small document, changed."""
    small: dict[str, Any] = {
        "format": "value-chain-map/1",
        "name": "Pedidos",
        "nodes": [
            {"id": "ventas", "name": "Ventas", "kind": "process"},
            {"id": "cliente", "name": "Cliente", "kind": "customer"},
        ],
        "handoffs": [{"id": "pedido", "supplier": "ventas", "client": "cliente", "deliverable": "Pedido"}],
        "groups": [],
    }
    return small | changes


def parsed(content: object) -> Parsed:
    """Return what a document says."""
    return parse_map_document(json.dumps(content, ensure_ascii=False).encode())


def told(content: object) -> set[tuple[str, str]]:
    """Return the places and codes of everything that is wrong with a document."""
    return {(problem.pointer, problem.code) for problem in parsed(content).problems if problem.is_error}


@given(chains())
def test_a_chain_comes_back_from_its_document(chain: ValueChain) -> None:
    """Reading what was written gives the same chain."""
    again = parse_map_document(generate_map_document(chain).content)
    assert again.chain == chain


@given(chains())
def test_writing_is_canonical(chain: ValueChain) -> None:
    """The same chain has one text, and writing what was read gives it again."""
    content = generate_map_document(chain).content
    again = parse_map_document(content).chain
    assert again is not None
    assert generate_map_document(again).content == content


def test_documents_of_others_come_back_in_content() -> None:
    """What somebody else wrote is written back with the same content."""
    cases = shared("cases", "documents written by others come back in content")
    for path in sorted(cases.glob("case-??.json")):
        content = path.read_bytes()
        chain = parse_map_document(content).chain
        assert chain is not None, path
        assert _without_blanks(json.loads(generate_map_document(chain).content)) == _without_blanks(json.loads(content))


def _without_blanks(content: Any) -> Any:  # noqa: ANN401 - JSON is of any type
    if isinstance(content, dict):
        return {key: _without_blanks(value) for key, value in content.items() if value not in (None, "", [])}
    return [_without_blanks(value) for value in content] if isinstance(content, list) else content


def test_a_document_is_written_in_the_documented_order() -> None:
    """Keys stand in a fixed order; lists that make a map are there even if empty; defaults are not said."""
    chain = parsed(document(language="es", extensions={"z": 1, "a": [1.0]})).chain
    assert chain is not None
    text = generate_map_document(chain).content.decode()
    assert text.startswith(
        '{\n  "format": "value-chain-map/1",\n  "name": "Pedidos",\n  "language": "es",\n  "nodes": ['
    )
    assert '"groups": [],\n  "extensions": {\n    "z": 1,\n    "a": [\n      1.0\n    ]\n  }\n}\n' in text
    assert "description" not in text


def test_certain_dependency_and_no_containment_stay_said() -> None:
    """Saying 1 or 0 is more than saying nothing: the one is known, the other assumed."""
    handoff = document()["handoffs"][0] | {"dependency": 1, "containment": 0}
    written = json.loads(generate_map_document(_chain(document(handoffs=[handoff]))).content)
    assert (written["handoffs"][0]["dependency"], written["handoffs"][0]["containment"]) == (1, 0)


def test_whole_numbers_are_written_whole() -> None:
    """A weight of 1200.0 is written as 1200."""
    node = document()["nodes"][1] | {"weight": 1200.0}
    text = generate_map_document(_chain(document(nodes=[document()["nodes"][0], node]))).content
    assert b'"weight": 1200\n' in text


def test_ratings_are_plain_scores_until_one_says_more() -> None:
    """A list of scores is written as numbers; with one that has a date all are objects."""
    for ratings, written in (
        ([1, {"score": 4}], [1, 4]),
        ([1, {"score": 4, "date": "2026-08-01"}], [{"score": 1}, {"score": 4, "date": "2026-08-01"}]),
    ):
        handoff = document()["handoffs"][0] | {"failure": {"ratings": ratings}}
        again = json.loads(generate_map_document(_chain(document(handoffs=[handoff]))).content)
        assert again["handoffs"][0]["failure"]["ratings"] == written


def test_requirements_and_actions_without_an_id_are_numbered() -> None:
    """Each gets the first free number behind its letter."""
    requirements = [{"statement": "A tiempo"}, {"id": "r1"}, {"statement": "Completo"}]
    handoff = document()["handoffs"][0] | {"requirements": requirements}
    chain = _chain(document(handoffs=[handoff], actions=[{"name": "Plantilla"}]))
    assert [requirement.id for requirement in chain.handoffs[0].requirements] == ["r2", "r1", "r3"]
    assert [action.id for action in chain.actions] == ["a1"]


def test_every_problem_is_told_at_once_with_its_place() -> None:
    """Wrong types, words, dates, numbers and unknown keys, and what breaks the rules, in one go."""
    content = document(colour="azul", minimum_group="5", as_of="2026-02-30")
    content["nodes"][0] |= {"kind": "área", "weight": True, "position": [1]}
    content["nodes"][1] |= {"channels": "delivered", "weight": 10**400}
    content["handoffs"][0] |= {"client": "nadie", "failure": {"scores": {"6": 1}, "total": 2}}
    assert told(content) == {
        ("/colour", "unknown-key"),
        ("/minimum_group", "whole-expected"),
        ("/as_of", "date-expected"),
        ("/nodes/0/kind", "unknown-word"),
        ("/nodes/0/weight", "number-expected"),
        ("/nodes/0/position", "position-expected"),
        ("/nodes/1/channels", "list-expected"),
        ("/nodes/1/weight", "number-too-large"),
        ("/handoffs/0/failure/scores/6", "unknown-key"),
        ("/handoffs/0/failure/total", "not-a-share"),
        ("/handoffs/0/client", "unknown-client"),
    }


def test_what_only_follows_is_not_told() -> None:
    """Where a list, or the value beside, could not be read, the rules find nothing that is true."""
    handoff = document()["handoffs"][0]
    failure = {"deliveries": {"count": "200", "failed": 30, "late": 2}, "scores": {"0": 1, "6": 1, "1": 2}}
    groups = [{"id": "g", "client": "cliente", "required": 2}]
    handoffs = [
        handoff | {"group": "g", "failure": failure},
        handoff | {"id": "otro", "group": ["g"]},
        handoff | {"id": "tercero", "client": 1, "group": "g"},
    ]
    assert told(document(handoffs=handoffs, groups=groups)) == {
        ("/handoffs/0/failure/deliveries/count", "whole-expected"),
        ("/handoffs/0/failure/scores/0", "unknown-key"),
        ("/handoffs/0/failure/scores/6", "unknown-key"),
        ("/handoffs/1/group", "text-expected"),
        ("/handoffs/2/client", "text-expected"),
    }
    assert told(document(nodes="Ventas")) == {("/nodes", "list-expected")}


def test_a_node_without_id_hides_no_other_mistake() -> None:
    """What names a node that is not there is told, though one of the nodes has no id that can be read."""
    nodes = [*document()["nodes"], {"name": "Bodega", "kind": "process"}]
    handoff = document()["handoffs"][0] | {"client": "nadie"}
    assert told(document(nodes=nodes, handoffs=[handoff])) == {
        ("/nodes/2/id", "missing-key"),
        ("/handoffs/0/client", "unknown-client"),
    }


def test_warnings_are_told_beside_errors() -> None:
    """Whoever mends the errors sees at once what else is worth a look; where all could be read, it is true."""
    handoff = document()["handoffs"][0]
    wrong = parsed(document(handoffs=[handoff | {"dependency": 2, "supplier": "cliente", "client": "ventas"}]))
    assert [(problem.pointer, problem.code) for problem in wrong.problems] == [
        ("/handoffs/0/dependency", "not-a-share"),
        ("/nodes/0", "process-without-client"),
        ("/nodes/1", "unserved"),
    ]
    assert not [problem for problem in parsed(document(handoffs=[5])).problems if not problem.is_error]


def test_an_action_whose_change_cannot_be_read_is_told_once() -> None:
    """That a change changes nothing is no news where its number cannot be read."""
    changes = [{"handoff": "pedido", "own": "mucho"}]
    place = "/actions/0/changes/0/own"
    assert told(document(actions=[{"id": "a", "changes": changes}])) == {(place, "number-expected")}


def test_required_keys_are_missed_by_name() -> None:
    """What a document must have is told where it would stand; null is the same as nothing."""
    assert told({"format": "value-chain-map/1"}) == {
        ("/name", "missing-key"),
        ("/nodes", "missing-key"),
        ("/handoffs", "missing-key"),
    }
    nothing = document(format=None, name=None, id=None, as_of=None)
    assert told(nothing) == {("/format", "missing-key"), ("/name", "missing-key")}


def test_another_format_is_refused_at_once() -> None:
    """Of a document in a later format nothing else can be said."""
    later = document(format="value-chain-map/2", colour="azul")
    assert told(later) == {("/format", "unknown-format")}


def test_limits_are_settings_with_their_own_errors() -> None:
    """Too many nodes, handoffs, values or bytes, or too deep a document: each says which limit."""
    content = json.dumps(document()).encode()
    for limits, code in (
        (replace(LIMITS, nodes=1), "too-many-nodes"),
        (replace(LIMITS, handoffs=0), "too-many-handoffs"),
        (replace(LIMITS, size=10), "too-large"),
        (replace(LIMITS, depth=2), "too-deep"),
        (replace(LIMITS, values=5), "too-many-values"),
    ):
        assert [problem.code for problem in parse_map_document(content, limits).problems] == [code]


def test_warnings_do_not_stop() -> None:
    """A map with a process that gives nothing to anybody is read, and the warning said."""
    lonely = {"id": "x", "name": "Archivo", "kind": "process"}
    result = parsed(document(nodes=[*document()["nodes"], lonely]))
    assert result.chain is not None
    assert [problem.code for problem in result.problems] == ["process-without-client"]


def _chain(content: object) -> ValueChain:
    chain = parsed(content).chain
    assert chain is not None
    return chain
