"""Blocks of trials, and what is counted in them."""

from typing import NamedTuple

import numpy as np

from graphs.propagation.kernels import Places, inlined, inner, kernel
from graphs.propagation.sampled.backward import backward, is_any, weigh
from graphs.propagation.sampled.certain import Certain, Differences, ask, differences
from graphs.propagation.sampled.forward import forward
from graphs.propagation.sampled.kernels import ALL, WIDTH, Flags, Flat, Scratch, Table, Words
from graphs.propagation.sampled.words import count, draw, mixed

_SEED, _BLOCK = np.uint64(0x8EBC6AF09C88C6E3), np.uint64(0x589965CC75374CC3)


class Questions(NamedTuple):
    """What is asked of each block.

    Attributes:
        outcomes: positions of those whose critical trials are wanted.
        double: node: whether it reaches a group of alternatives twice; empty where none does.
        certain: own failures that are nearly certain.
    """

    outcomes: Places
    double: Flags
    certain: Certain


class Counts(NamedTuple):
    """In how many trials something was so; nodes and handoffs by position, outcomes in the order asked for.

    Attributes:
        failures: node: it fails.
        joint: outcome, node: both fail.
        critical: outcome, node: it is fine, and its failure would fail the outcome.
        fine: outcome, handoff: it would decide, with a supplier that is fine.
        spoilt: outcome, handoff in a group: it would decide, with a supplier that has failed.
        differences: what own failures that are nearly certain do.
    """

    failures: Places
    joint: Table
    critical: Table
    fine: Table
    spoilt: Table
    differences: Differences


def counts(nodes: int, handoffs: int, asked: Questions) -> Counts:
    """Return zeros."""
    outcomes = len(asked.outcomes)
    return Counts(
        failures=np.zeros(nodes, np.int64),
        joint=np.zeros((outcomes, nodes), np.int64),
        critical=np.zeros((outcomes, nodes), np.int64),
        fine=np.zeros((outcomes, handoffs), np.int64),
        spoilt=np.zeros((outcomes, handoffs), np.int64),
        differences=differences(outcomes, asked.certain),
    )


class WithoutOwn(NamedTuple):
    """In how many trials something was so.

    Attributes:
        failures: node: it fails.
        silent: handoff asked about: it does not hit by itself.
        spoilt: handoff asked about: it does not hit by itself, and its supplier fails.
    """

    failures: Places
    silent: Places
    spoilt: Places


@inner
def block_key(seed: np.uint64, block: int) -> np.uint64:
    """Return the key of the random numbers of a block."""
    return mixed(mixed(seed ^ _SEED) + np.uint64(block) * _BLOCK)


@kernel
def run_blocks(
    flat: Flat, seed: np.uint64, span: tuple[int, int], asked: Questions, room: Scratch, found: Counts
) -> None:
    """Run some blocks, and count."""
    outcomes = asked.outcomes
    for number in range(span[0], span[1]):
        block = block_key(seed, number)
        forward(flat, block, room)
        _add(room.failed, found.failures)
        for place in range(len(outcomes)):
            outcome = outcomes[place]
            backward(flat, block, outcome, asked.double, room)
            _count(flat, block, outcome, room, found, place)
        if len(outcomes):
            ask(flat, block, number, outcomes, asked.certain, room, found.differences)


@kernel
def run_without_own(
    flat: Flat, seed: np.uint64, span: tuple[int, int], apart: Places, room: Scratch, found: WithoutOwn
) -> None:
    """Run some blocks; count failures, and those of the suppliers of some handoffs that do not hit by themselves."""
    row = room.row
    for number in range(span[0], span[1]):
        block = block_key(seed, number)
        forward(flat, block, room)
        _add(room.failed, found.failures)
        for place in range(len(apart)):
            e = apart[place]
            for j in range(WIDTH):
                row[0, j] = ALL
            draw(mixed(flat.alone_key[e] ^ block), flat.alone[e], row)
            for j in range(WIDTH):
                found.silent[place] += count(~row[1, j])
                found.spoilt[place] += count(~row[1, j] & room.failed[flat.source[e], j])


@inner
def _add(failed: Words, failures: Places) -> None:
    """Add in how many trials of a block each node fails."""
    for v in range(len(failures)):
        for j in range(WIDTH):
            failures[v] += count(failed[v, j])


@inner
def _count(flat: Flat, block: np.uint64, outcome: int, room: Scratch, found: Counts, place: int) -> None:
    """Count what the backward pass from an outcome has found."""
    failed, critical, totals, fine = room.failed, room.critical, found.critical[place], found.fine[place]
    starts, needed, source = flat.starts, flat.needed, flat.source
    for v in range(flat.components[flat.home[outcome] + 1]):
        if not is_any(critical, v):
            continue
        if needed[v] != starts[v + 1]:
            totals[v] += weigh(flat, block, v, room, fine, found.spoilt[place])
            continue
        total = np.int64(0)
        for j in range(WIDTH):
            total += count(critical[v, j])
        totals[v] += total
        for e in range(starts[v], needed[v]):
            fine[e] += total if source[e] < 0 else _both(critical, v, failed, source[e])
    if is_any(failed, outcome):
        joint = found.joint[place]
        for v in range(len(joint)):
            for j in range(WIDTH):
                joint[v] += count(failed[v, j] & failed[outcome, j])


@inlined
def _both(critical: Words, v: int, failed: Words, u: int) -> np.int64:
    """Return in how many trials a node is critical and its supplier fine."""
    total = np.int64(0)
    for j in range(WIDTH):
        total += count(critical[v, j] & ~failed[u, j])
    return total
