"""What of a map the sampler needs, as arrays by node and handoff in the document's order."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from graphs.propagation.kernels import Places
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array
from graphs.propagation.sampled.kernels import Flags, Words

_NEEDED = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Who hands over to whom, and how the handoffs of a client combine.

    Attributes:
        suppliers: handoff: its supplier.
        clients: handoff: its client.
        passes: handoff: whether it passes failures of its supplier on.
        group: handoff: its group, -1 where it is needed by itself.
        choice: handoff: share among the members of its routes that do not come before it; 0 elsewhere.
        spare: group: how many members may fail; -1 for routes.
        node_keys: node: where its random numbers begin; by its id, so that they are the same on a changed map.
        handoff_keys: handoff: likewise.
        outcomes: the customers and employees.
    """

    suppliers: Places
    clients: Places
    passes: Flags
    group: Places
    choice: Array
    spare: Places
    node_keys: Words
    handoff_keys: Words
    outcomes: tuple[int, ...]

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.node_keys)

    @property
    def handoffs(self) -> int:
        """How many handoffs there are."""
        return len(self.handoff_keys)


def network(model: Model) -> Network:
    """Return the arrays of a map."""
    handoffs = len(model.handoffs)
    group, choice = np.full(handoffs, _NEEDED, np.int64), np.zeros(handoffs)
    spare: list[int] = []
    for inputs in model.inputs:
        for alternatives in inputs.alternatives:
            group[list(alternatives.members)] = len(spare)
            spare.append(len(alternatives.members) - alternatives.required)
        for routes in inputs.routes:
            group[list(routes.members)] = len(spare)
            choice[list(routes.members)] = _conditional(routes.shares)
            spare.append(-1)
    return Network(
        suppliers=np.array(model.suppliers, np.int64),
        clients=np.array(model.clients, np.int64),
        passes=np.array(model.passes_on, np.bool_),
        group=group,
        choice=choice,
        spare=np.array(spare, np.int64),
        node_keys=_keys("node", (node.id for node in model.nodes)),
        handoff_keys=_keys("handoff", (handoff.id for handoff in model.handoffs)),
        outcomes=model.outcomes,
    )


def _conditional(shares: tuple[float, ...]) -> Array:
    """Return each share as a part of what the members before it leave.

    >>> _conditional((0.5, 0.25, 0.25, 0.0)).tolist()
    [0.5, 0.5, 1.0, 0.0]
    """
    wanted = np.array(shares)
    left = np.cumsum(wanted[::-1])[::-1]
    result: Array = np.divide(wanted, left, out=np.zeros_like(wanted), where=left > 0)
    return result


def _keys(kind: str, ids: Iterable[str]) -> Words:
    digests = (blake2b(f"{kind}:{name}".encode(), digest_size=8).digest() for name in ids)
    return np.frombuffer(b"".join(digests), np.uint64).copy()
