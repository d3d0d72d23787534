"""Calibration where probabilities are sampled: sweeps of the formula for all measured handoffs, in the same trials.

With π = P(X_u | O_e = 0) from the trials, each sweep puts every measured rate right given what is upstream. A map
without cycles is right after as many sweeps as it is deep, mostly after few; inside cycles half steps are taken. All
sweeps use the same random numbers, so they come to rest.
"""

from typing import NamedTuple

import numpy as np

from graphs.propagation.kernels import Places
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters
from graphs.propagation.sampled.blocks import WithoutOwn, run_without_own
from graphs.propagation.sampled.crew import Crew, Progress, crew
from graphs.propagation.sampled.effort import MOST_SWEEPS, Effort
from graphs.propagation.sampled.kernels import LANES, Scratch, scratch
from graphs.propagation.sampled.layout import Layout, layout
from graphs.propagation.sampled.network import network

_DAMPING = 0.5
_AS_GOOD_AS_NONE = 1e-9
_OF_ITS_ERROR = 0.25
"""Which part of its standard error a rate may be missed by."""


class SampledCalibration(NamedTuple):
    """Parameters that reproduce the measured rates as far as trials tell.

    Attributes:
        parameters: one column.
        pi: P(X_u | O_e = 0) of each handoff; 0 for a customer's.
        residual: by how much a measured rate is missed at most, in the trials of the sweeps.
        settled: whether every measured rate is missed by a small part of its standard error only.
        trials: how many these were.
    """

    parameters: Parameters
    pi: Array
    residual: float
    settled: bool
    trials: int


class _Desk(NamedTuple):
    room: Scratch
    found: WithoutOwn


def calibrate_sampled(
    model: Model,
    start: Parameters,
    *,
    effort: Effort,
    sweeps: int = MOST_SWEEPS,
    seed: int = 0,
    threads: int | None = None,
    progress: Progress | None = None,
) -> SampledCalibration:
    """Return the parameters under which measured handoffs fail their clients as often as measured.

    Args:
        model: the map.
        start: one column as declared.
        effort: how many trials each sweep takes.
        sweeps: how many there are at most.
        seed: the same seed gives the same parameters.
        threads: how many; as many as the process may use if not given.
        progress: told how many trials more are done; what it raises ends the calibration.
    """
    plan, parameters = layout(network(model)), start.repeated(1)
    measured = np.array(model.measured, np.int64)
    rates = np.array([rate.probability for rate in model.rates])
    apart = _inside(plan)
    step = np.where(np.isin(measured, apart), _DAMPING, 1.0)
    residual, settled = np.inf, False
    with crew(lambda: _desk(plan, len(apart)), threads) as hired:
        for _ in range(sweeps if len(measured) else 1):
            pi = _sweep(hired, plan, parameters, apart, effort.most_blocks, seed, progress)
            missed = np.abs(_rates(parameters, pi) - rates)[measured]
            residual = float(missed.max(initial=0))
            allowed = _OF_ITS_ERROR * np.sqrt(pi * (1 - pi) / (effort.most_blocks * LANES))[measured]
            settled = bool(np.all(missed <= allowed + _AS_GOOD_AS_NONE))
            if settled:
                break
            _put_right(parameters, measured, rates[measured], pi[measured], start.containment[measured, 0], step)
    return SampledCalibration(parameters, pi, residual, settled, effort.most_blocks * LANES)


def _inside(plan: Layout) -> Places:
    """Return the handoffs that stay inside a component: what their suppliers do may hang on them."""
    flat = plan.flat
    same = (flat.source >= 0) & (flat.home[flat.source] == flat.home[flat.client])
    return np.sort(plan.handoff_at[same])


def _desk(plan: Layout, apart: int) -> _Desk:
    nodes = plan.network.nodes
    zeros = (np.zeros(size, np.int64) for size in (nodes, apart, apart))
    return _Desk(scratch(nodes, changing=False), WithoutOwn(*zeros))


def _sweep(
    hired: Crew[_Desk],
    plan: Layout,
    parameters: Parameters,
    apart: Places,
    blocks: int,
    seed: int,
    progress: Progress | None,
) -> Array:
    """Return π of every handoff."""
    flat, places = plan.with_probabilities(parameters, apart), plan.place[apart]
    for desk in hired.desks:
        for counted in desk.found:
            counted[:] = 0

    def work(desk: _Desk, first: int, last: int) -> None:
        run_without_own(flat, np.uint64(seed % 2**64), (first, last), places, *desk)

    at_once = max(1, (1 << 21) // (plan.network.nodes + plan.network.handoffs + 1))
    hired.run(work, 0, blocks, at_once=at_once, progress=progress)
    failures, silent, spoilt = (sum(parts) for parts in zip(*(desk.found for desk in hired.desks), strict=True))
    suppliers = plan.position[plan.network.suppliers]
    pi = np.where(plan.network.passes, np.asarray(failures)[suppliers] / (blocks * LANES), 0.0)
    pi[apart] = np.divide(spoilt, silent, out=pi[apart], where=np.asarray(silent) > 0)
    return pi


def _rates(parameters: Parameters, pi: Array) -> Array:
    """Return P(Y_e) of every handoff."""
    own, containment = parameters.own[:, 0], parameters.containment[:, 0]
    rates: Array = own + (1 - own) * (1 - containment) * pi
    return rates


def _put_right(parameters: Parameters, handoffs: Places, rates: Array, pi: Array, declared: Array, step: Array) -> None:
    """Go from own failures and containments towards what the formula says, the whole way where `step` is 1."""
    inherited = pi * (1 - declared)
    certain = inherited >= 1
    own = np.where(rates < inherited, 0.0, 1 - (1 - rates) / np.where(certain, 1, 1 - inherited))
    own[certain] = 0
    contained = np.where(rates < inherited, 1 - rates / np.where(pi > 0, pi, 1), declared)
    parameters.own[handoffs, 0] += step * (own - parameters.own[handoffs, 0])
    parameters.containment[handoffs, 0] += step * (contained - parameters.containment[handoffs, 0])
