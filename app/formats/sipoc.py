"""The SIPOC table: suppliers, inputs, process, outputs and customers, process by process; written only."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from app.formats.figures import figure
from app.formats.handoff_table.cells import guarded
from app.formats.results import Written
from app.wording import DEFAULT_LANGUAGE, Wording, wording
from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.identifiers import NodeId
from process_models.domain.problems import warning
from process_models.domain.vocabulary import NodeKind

COLUMNS = ("supplier", "input", "input-figure", "process", "output", "output-figure", "customer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One thing that a process gets or gives: what, from or to whom, and how it fails."""

    other: str
    deliverable: str
    figure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A process with everything that it gets and everything that it gives."""

    process: Node
    inputs: tuple[Side, ...]
    outputs: tuple[Side, ...]

    @property
    def rows(self) -> tuple[tuple[Side | None, Side | None], ...]:
        """Return what stands side by side; inputs and outputs have nothing to do with each other row by row."""
        return tuple(zip_longest(self.inputs, self.outputs)) or ((None, None),)


def blocks(chain: ValueChain, language: str = DEFAULT_LANGUAGE) -> tuple[Block, ...]:
    """Return a block for each process, in the map's order."""
    words = wording(language)
    names = {node.id: node.name for node in chain.nodes}
    gets: defaultdict[NodeId, list[Side]] = defaultdict(list)
    gives: defaultdict[NodeId, list[Side]] = defaultdict(list)
    for handoff in chain.handoffs:
        gets[handoff.client].append(_side(handoff, names[handoff.supplier], words))
        gives[handoff.supplier].append(_side(handoff, names[handoff.client], words))
    return tuple(
        Block(process=node, inputs=tuple(gets[node.id]), outputs=tuple(gives[node.id]))
        for node in chain.nodes
        if node.kind is NodeKind.PROCESS
    )


def block(chain: ValueChain, process: NodeId, language: str = DEFAULT_LANGUAGE) -> Block | None:
    """Return the block of one process, None where the node is none or stands alone."""
    near = tuple(each for each in chain.handoffs if process in {each.supplier, each.client})
    found = blocks(replace(chain, handoffs=near), language) if near else ()
    return next((each for each in found if each.process.id == process), None)


def generate_sipoc(chain: ValueChain, language: str = DEFAULT_LANGUAGE) -> Written:
    """Return the table as CSV, with headers and figures in a language."""
    words = wording(language)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(words.text(f"sipoc.{column}") for column in COLUMNS)
    for block in blocks(chain, language):
        writer.writerows(map(guarded, row) for row in _rows(block))
    return Written(content=text.getvalue().encode(), losses=(warning("lost-for-sipoc"),))


def _side(handoff: Handoff, other: str, words: Wording) -> Side:
    return Side(other=other, deliverable=handoff.deliverable, figure=figure(handoff, words))


def _rows(block: Block) -> Iterator[tuple[str, ...]]:
    for got, given in block.rows:
        left = (got.other, got.deliverable, got.figure) if got else ("", "", "")
        right = (given.deliverable, given.figure, given.other) if given else ("", "", "")
        yield (*left, block.process.name, *right)
