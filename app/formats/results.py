"""What a format gives back: a chain with what is wrong with it, or content with what it could not hold."""

from collections.abc import Callable
from dataclasses import dataclass

from process_models.domain.chain import ValueChain
from process_models.domain.problems import Problem, error


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a file may be; the defaults are those of the command line."""

    size: int = 100_000_000
    depth: int = 32
    values: int = 5_000_000
    nodes: int = 20_000
    handoffs: int = 100_000
    rows: int = 1_048_576
    columns: int = 200
    line: int = 1_000_000
    cell: int = 32_767
    inflated: int = 200_000_000
    entries: int = 1_000
    sheets: int = 50


LIMITS = Limits()

MOST_PROBLEMS = 10_000
"""More are not told: a file that is wrong throughout is not what somebody mends line by line."""


def unaltered(chain: ValueChain) -> ValueChain:
    """Return what comes back of a chain from a format that holds everything."""
    return chain


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """How much a file says of its things, which are named as `node:ventas`, `handoff:pedido`, `group:g`.

    `in_full` are things with all their fields; of others, what is blank is not said. `named` are things whose ids the
    file itself gives; of others they were made of names. `kinds` are nodes whose kind is said, `apart` handoffs that
    are in no group on purpose, `proposed` groups that nobody named. `held` gives a chain as it comes back from a file
    of this format: what is in a file and not in that was written by somebody.
    """

    everything: bool = False
    in_full: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    proposed: frozenset[str] = frozenset()
    held: Callable[[ValueChain], ValueChain] = unaltered

    def is_full(self, thing: str) -> bool:
        """Whether all fields of a thing are said, the blank ones too."""
        return self.everything or thing in self.in_full

    def names(self, thing: str) -> bool:
        """Whether the id of a thing is the file's own."""
        return self.everything or thing in self.named


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a file says: the chain, unless there are errors; every problem; what was done unasked; how much it says.

    `described` names the map's own fields that a workbook says; a table says none, and a document all.
    """

    chain: ValueChain | None
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    described: tuple[str, ...] = ()
    says: Says = Says()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The content of a file, and what of the chain it could not hold."""

    content: bytes
    losses: tuple[Problem, ...] = ()


def refused(*problems: Problem) -> Parsed:
    """Return what is left of a file that cannot be read."""
    if len(problems) > MOST_PROBLEMS:
        problems = (*problems[:MOST_PROBLEMS], error("more-problems", limit=MOST_PROBLEMS))
    return Parsed(chain=None, problems=problems)
