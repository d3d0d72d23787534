"""Chains that were read once are kept, by map, revision and evidence version: they never change."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import NamedTuple

from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import MapId

MOST_THINGS = 200_000
"""Nodes, handoffs, groups and actions kept in all; about a kilobyte each."""


class Edition(NamedTuple):
    """What names a content for good."""

    map: MapId
    revision: int
    evidence_version: int


class ChainMemory:
    """The contents that were used last; what a transaction wrote is kept once it is committed."""

    def __init__(self, most_things: int = MOST_THINGS) -> None:
        self._most_things = most_things
        self._chains: OrderedDict[Edition, ValueChain] = OrderedDict()
        self._things = 0
        self._using = threading.Lock()

    def find(self, edition: Edition) -> ValueChain | None:
        """Return the content of an edition if it is at hand."""
        with self._using:
            if edition not in self._chains:
                return None
            self._chains.move_to_end(edition)
            return self._chains[edition]

    def keep(self, edition: Edition, chain: ValueChain) -> None:
        """Keep the content of an edition; those that were not asked for longest make room."""
        with self._using:
            if edition not in self._chains:
                self._chains[edition] = chain
                self._things += _size(chain)
            while self._things > self._most_things and len(self._chains) > 1:
                self._things -= _size(self._chains.popitem(last=False)[1])

    def keep_all(self, written: Mapping[Edition, ValueChain]) -> None:
        """Keep what a transaction wrote, now that it is committed."""
        for edition, chain in written.items():
            self.keep(edition, chain)


def _size(chain: ValueChain) -> int:
    return 1 + len(chain.nodes) + len(chain.handoffs) + len(chain.groups) + len(chain.actions)
