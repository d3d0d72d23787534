"""The order in which nodes are computed, and the map's arrays in that order."""

from dataclasses import dataclass

import numpy as np

from graphs.propagation.kernels import Places
from graphs.propagation.parameters import Array, Parameters
from graphs.propagation.sampled.components import finishing_order
from graphs.propagation.sampled.kernels import ALL, Flat, Words
from graphs.propagation.sampled.network import Network

_PASSED = np.uint64(0xA0761D6478BD642F)
_CHOICE = np.uint64(0xE7037ED1A0B428DB)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A network in the order of computation, without probabilities.

    Attributes:
        network: the network.
        node_at: position: the node there.
        position: node: where it is.
        handoff_at: place: the handoff there.
        place: handoff: where it is.
        flat: the arrays; every threshold is 0.
    """

    network: Network
    node_at: Places
    position: Places
    handoff_at: Places
    place: Places
    flat: Flat

    def with_probabilities(self, parameters: Parameters, apart: Places | None = None) -> Flat:
        """Return the arrays with the thresholds of one column of parameters.

        Args:
            parameters: the probabilities.
            apart: handoffs whose own failures are drawn by themselves, so that they can be looked at.
        """
        own, containment, dependency = (
            values[self.handoff_at, 0] for values in (parameters.own, parameters.containment, parameters.dependency)
        )
        flat, needed = self.flat, self.network.group[self.handoff_at] < 0
        if apart is not None:
            needed[self.place[apart]] = False
        alone = dependency * own
        leak = leaks(parameters.node_own[self.node_at, 0], flat.client[needed], alone[needed])
        return flat._replace(
            leak=thresholds(leak),
            alone=thresholds(np.where(needed, 0.0, alone)),
            passed=thresholds(passed_on(own, containment, dependency)),
        )


def leaks(node_own: Array, clients: Places, alone: Array) -> Array:
    """Return how likely each node fails by itself or by what its needed handoffs do by themselves."""
    with np.errstate(divide="ignore"):
        fine = np.log1p(-node_own)
        np.add.at(fine, clients, np.log1p(-alone))
    result: Array = -np.expm1(fine)
    return result


def passed_on(own: Array, containment: Array, dependency: Array) -> Array:
    """Return how likely a handoff hits, given that its supplier failed and that it does not hit by itself."""
    silent = 1 - dependency * own
    inherited = dependency * (1 - own) * (1 - containment)
    return np.divide(inherited, silent, out=np.zeros_like(inherited), where=silent > 0)


def thresholds(probabilities: Array) -> Words:
    """Return 64 binary digits of each probability; all ones for 1 alone.

    >>> [hex(int(word)) for word in thresholds(np.array([0.0, 0.5, 1.0]))]
    ['0x0', '0x8000000000000000', '0xffffffffffffffff']
    """
    certain = probabilities >= 1
    scaled = np.ldexp(np.where(certain, 0.0, np.clip(probabilities, 0, 1)), 64).astype(np.uint64)
    return np.where(certain, ALL, scaled)


def layout(network: Network) -> Layout:
    """Return the order of computation of a network."""
    home, finished = _components(network)
    node_at = np.lexsort((-finished, -home))
    position = _inverse(node_at)
    clients = position[network.clients]
    handoff_at = np.lexsort((np.arange(network.handoffs), network.group, clients))
    client, source = clients[handoff_at], position[network.suppliers][handoff_at]
    source = np.where(network.passes[handoff_at], source, -1)
    home = _ranks(home[node_at])
    keys = network.handoff_keys[handoff_at]
    back = np.flatnonzero((source >= client) & (home[source] == home[client]) & (source >= 0))
    out = np.flatnonzero(source >= 0)
    out = out[np.argsort(source[out], kind="stable")]
    flat = Flat(
        leak=np.zeros(network.nodes, np.uint64),
        leak_key=network.node_keys[node_at],
        starts=_starts(client, network.nodes),
        needed=_starts(client, network.nodes)[:-1]
        + np.bincount(client[network.group[handoff_at] < 0], minlength=network.nodes),
        source=source,
        client=client,
        alone=np.zeros(network.handoffs, np.uint64),
        passed=np.zeros(network.handoffs, np.uint64),
        alone_key=keys,
        passed_key=keys ^ _PASSED,
        choice=thresholds(network.choice[handoff_at]),
        choice_key=keys ^ _CHOICE,
        **_groups(network, handoff_at, client),
        components=_starts(home, int(home[-1]) + 1 if len(home) else 0),
        home=home,
        back_starts=_starts(home[client[back]], int(home[-1]) + 1 if len(home) else 0),
        back=back,
        out_starts=_starts(source[out], network.nodes),
        out=out,
    )
    return Layout(
        network=network,
        node_at=node_at,
        position=position,
        handoff_at=handoff_at,
        place=_inverse(handoff_at),
        flat=flat,
    )


def _components(network: Network) -> tuple[Places, Places]:
    """Return the component of each node, later ones first, and when the search left it."""
    passing = np.flatnonzero(network.passes)
    by_supplier = passing[np.argsort(network.suppliers[passing], kind="stable")]
    starts = _starts(network.suppliers[by_supplier], network.nodes)
    return finishing_order(starts, network.clients[by_supplier])


def _groups(network: Network, handoff_at: Places, client: Places) -> dict[str, Places]:
    group = network.group[handoff_at]
    first = np.flatnonzero((group >= 0) & (np.diff(group, prepend=-2) != 0))
    sizes = np.bincount(group[group >= 0], minlength=len(network.spare))
    return {
        "group_starts": _starts(client[first], network.nodes),
        "group_from": first,
        "group_to": first + sizes[group[first]],
        "spare": network.spare[group[first]],
    }


def _starts(sorted_values: Places, size: int) -> Places:
    """Return where each of the values 0 … size - 1 begins in a sorted array, and its end."""
    return np.concatenate([[0], np.cumsum(np.bincount(sorted_values, minlength=size))]).astype(np.int64)


def _ranks(sorted_values: Places) -> Places:
    return np.cumsum(np.diff(sorted_values, prepend=sorted_values[:1]) != 0)


def _inverse(order: Places) -> Places:
    inverse = np.empty_like(order)
    inverse[order] = np.arange(len(order))
    return inverse
