"""Mermaid: the example as it was, and texts that cannot become more than text."""

import re

import pytest

from app.formats.map_document import parse_map_document
from app.formats.mermaid import generate_mermaid
from process_models.domain.chain import Node, ValueChain
from process_models.domain.identifiers import NodeId
from process_models.domain.vocabulary import NodeKind
from tests.hostile.documents import NAMES
from tests.snapshot import assert_as_kept
from tests.test_example import EXAMPLE
from tests.values import HOSTILE_TEXTS

NODE = re.compile(r'  n1\("((?:[^"`\[\]{}()<>#&\\|;\n]|#[0-9]+;|<br/>)*)"\):::process')


def test_the_example_is_drawn_as_it_was() -> None:
    """What pages show changes on purpose only."""
    chain = parse_map_document(EXAMPLE.read_bytes()).chain
    assert chain is not None
    assert_as_kept(generate_mermaid(chain, "es").content.decode(), "example.mmd")


@pytest.mark.parametrize(
    "text", [*HOSTILE_TEXTS, *NAMES.values(), "end", '"] --> b["', "`code`", "a;b", "%%{init: {}}%%"]
)
def test_a_hostile_label_stays_a_label(text: str) -> None:
    """It has no sign that ends it, and reads as it was."""
    chain = ValueChain(name="x", nodes=(Node(id=NodeId("n"), name=text, kind=NodeKind.PROCESS),))
    lines = generate_mermaid(chain).content.decode().split("\n")
    assert lines[0] == "flowchart LR"
    match = NODE.fullmatch(lines[1])
    assert match is not None
    assert lines[2].startswith("  classDef")
