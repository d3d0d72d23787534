"""Commands as JSON: every one comes back as it was, and what is wrong with one is said with its place in it."""

import json
import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats.commands import COMMAND, DEEPEST, command_of_text, generate_command, parse_command, text_of_command
from app.formats.map_document import generate_map_document
from process_models.domain import commands as domain
from process_models.domain.chain import ValueChain
from process_models.domain.commands import Command, ImportContent, Together, apply
from process_models.domain.errors import CommandRefused
from process_models.domain.identifiers import HandoffId
from tests.chains import chain
from tests.commands import commands
from tests.strategies import chains


def wrong(raw: object) -> list[tuple[str, str]]:
    """Return where and why a value is no command."""
    parsed = parse_command(raw)
    assert parsed.command is None
    return [(problem.pointer, problem.code) for problem in parsed.problems]


@given(st.data())
def test_every_command_and_its_inverse_come_back(data: st.DataObject) -> None:
    """Alone, together with others, and as the inverse that the history keeps; through JSON text."""
    told = data.draw(chains(nodes_from=2, handoffs_from=2))
    command = data.draw(commands(told))
    sent: list[Command] = [command, Together(commands=(command, Together(commands=(command,))))]
    with suppress(CommandRefused):
        sent.append(apply(told, command).inverse)
    for each in sent:
        assert command_of_text(text_of_command(each)) == each
        assert parse_command(generate_command(each)).command == each


@given(chains())
def test_a_whole_content_may_say_its_format(content: ValueChain) -> None:
    """What `convert --to json` wrote can be sent as it is."""
    document = json.loads(generate_map_document(content).content)
    assert parse_command({"kind": "import-content", "content": document}).command == ImportContent(content=content)


def test_every_command_of_the_domain_has_a_kind() -> None:
    """Whoever adds a command is told to say how it is written."""
    known = {each for each in vars(domain).values() if isinstance(each, type) and "perform" in vars(each)}
    assert known - {domain.Command} == set(COMMAND.kinds.values())


@pytest.mark.parametrize(
    ("raw", "problems"),
    [
        ("add-node", [("", "object-expected")]),
        ({}, [("/kind", "missing-key")]),
        ({"kind": 3}, [("/kind", "text-expected")]),
        ({"kind": "explode"}, [("/kind", "unknown-word")]),
        ({"kind": "remove-node"}, [("/node", "missing-key")]),
        ({"kind": "remove-node", "node": "a", "now": True}, [("/now", "unknown-key")]),
        ({"kind": "replace-group", "group": {"id": "g", "client": "c", "size": 3}}, [("/group/size", "unknown-key")]),
        (
            {"kind": "add-node", "node": {"id": "a", "kind": "process"}, "at": -1},
            [("/node/name", "missing-key"), ("/at", "negative")],
        ),
        (
            {
                "kind": "together",
                "commands": [{"kind": "remove-node", "node": "a"}, {"kind": "remove-handoff", "handoff": 1}],
            },
            [("/commands/1/handoff", "text-expected")],
        ),
        ({"kind": "restore", "edits": {"nodes": [{"before": 3}]}}, [("/edits/nodes/0/before", "object-expected")]),
        ({"kind": "import-content", "content": {"name": "M", "nodes": []}}, [("/content/handoffs", "missing-key")]),
    ],
)
def test_what_is_wrong_is_said_with_its_place_in_the_command(raw: object, problems: list[tuple[str, str]]) -> None:
    """All of it at once."""
    assert wrong(raw) == problems


def test_the_place_of_a_wrong_number_inside_a_thing_is_named() -> None:
    """As forms need it, to show it beside the field."""
    failure = {"deliveries": {"count": "200", "failed": 30}}
    handoff = {"id": "e", "supplier": "a", "client": "b", "deliverable": "E", "failure": failure}
    assert wrong({"kind": "replace-handoff", "handoff": handoff}) == [
        ("/handoff/failure/deliveries/count", "whole-expected")
    ]


def test_commands_lie_only_so_deep_in_commands() -> None:
    """Nesting without end is refused before it costs anything."""
    raw: dict[str, object] = {"kind": "remove-node", "node": "a"}
    for _ in range(DEEPEST):
        raw = {"kind": "together", "commands": [raw]}
    assert parse_command(raw).command is not None
    assert wrong({"kind": "together", "commands": [raw]}) == [("/commands/0" * (DEEPEST + 1), "commands-too-deep")]


def test_a_place_beyond_the_end_is_the_end() -> None:
    """However large the number."""
    node = {"id": "a", "name": "A", "kind": "process"}
    command = parse_command({"kind": "add-node", "node": node, "at": 10**30}).command
    assert command is not None
    assert [each.id for each in apply(chain("b -> c: Cosa"), command).chain.nodes] == ["b", "c", "a"]


PAGE = (Path(__file__).parents[3] / "docs" / "commands.md").read_text(encoding="utf-8")


def test_every_kind_is_documented_and_no_other() -> None:
    """A row of the page for each; the page's examples are a command, and one in a request."""
    assert re.findall(r"^\| `([a-z-]+)` \|", PAGE, flags=re.MULTILINE) == ["kind", *COMMAND.kinds]
    alone, request = map(json.loads, re.findall(r"```json\n(.*?)```", PAGE, flags=re.DOTALL))
    assert parse_command(request["command"]).command == domain.RemoveHandoff(handoff=HandoffId("pedido"))
    command = parse_command(alone).command
    assert command is not None
    assert apply(chain("ventas -> bodega: Pedido"), command).chain.handoffs[0].id == "cupo"
