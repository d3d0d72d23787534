"""What a command is, and what comes of it."""

from dataclasses import dataclass
from typing import Protocol

from process_models.domain.chain import ValueChain


class Command(Protocol):
    """One change of a map; `commands.apply` carries it out and holds the result to the rules."""

    def perform(self, chain: ValueChain) -> "Applied":
        """Return the changed chain, whatever the rules say of it, and the inverse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A chain after a command, and the command that gives back the chain before it."""

    chain: ValueChain
    inverse: Command
