"""The formula of `calibration` in one signed number z for each handoff inside a cycle, and Newton's step towards it.

z >= 0 is an own failure o = 1 - e^(-z), z < 0 a containment 1 - c = (1 - declared c) · e^z. Where equal rates go round
a loop of certain dependencies the system is singular, and the small regularisation gives the even split.
"""

from dataclasses import dataclass

import numpy as np

from graphs.propagation.near_loops import Nearly
from graphs.propagation.parameters import Array

STRETCH = 25
_REGULARISATION = 1e-4
_LONGEST_STEP = 3.0
_DAMPED = 0.2
_NEAR = 0.05
"""How much the formula may want a z changed for Newton's steps to be trusted again once they have cycled."""
_JUST_ACROSS = 1e-12
_SMALL_CROSSING = 0.02
_LARGEST = 1 - 1e-15


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """What the formula of `calibration` wants, given π."""

    z: Array
    pi: Array
    rates: Array
    declared: Array

    @property
    def _inherited(self) -> Array:
        inherited: Array = np.clip(self.pi * (1 - self.declared), 1e-300, _LARGEST)
        return inherited

    def miss(self) -> Array:
        """Return by how much the formula wants each z changed."""
        inherited = self._inherited
        wanted = np.where(
            self.rates >= inherited,
            np.log((1 - inherited) / (1 - self.rates)),
            np.log(self.rates / inherited),
        )
        change: Array = wanted - self.z
        return change

    def slopes(self, by_own: Array, by_containment: Array) -> Array:
        """Return the derivative of what each formula wants by each z: d wanted_i / dπ_i · dπ_i / dz_j."""
        own, containment = unsigned(self.z, self.declared)
        return self._wanted(np.where(self.z >= 0, by_own * (1 - own), -by_containment * (1 - containment)))

    def near_slopes(self, nearly: Nearly, by_rate: Array) -> Array:
        """Return nearly the same, from the derivative of failures by each rate."""
        own, containment = unsigned(self.z, self.declared)
        passed_on = (1 - own) * (1 - containment)
        by_z = np.where(self.z >= 0, 1 - own - passed_on * self.pi, passed_on * self.pi)
        return self._wanted(nearly.slopes(by_rate, by_z, passed_on))

    def _wanted(self, by_z: Array) -> Array:
        """Return the derivative of what each formula wants, given that of each π."""
        inherited = self._inherited
        by_pi = np.where(
            self.rates >= inherited, -(1 - self.declared) / (1 - inherited), -1 / np.maximum(self.pi, 1e-300)
        )
        slopes: Array = by_pi[:, None] * by_z
        return slopes


def unsigned(z: Array, declared: Array) -> tuple[Array, Array]:
    """Return own failure and containment of each z."""
    own = -np.expm1(-np.maximum(z, 0))
    containment = 1 - (1 - declared) * np.exp(np.minimum(z, 0))
    return own, containment


def next_step(z: Array, miss: Array, slopes: Array, step: int) -> Array:
    """Take a regularised Newton step that stops at the kink z = 0.

    Newton may cycle, round a kink or from one side of many to the other. So after a first stretch of steps damped
    sweeps come near first; every second stretch is sweeps in any case, and every fourth is not, however far it is.
    """
    stretch = step // STRETCH
    swept: Array = z + max(1 / len(z), _DAMPED * 0.5 ** (stretch // 8)) * miss
    if stretch % 2:
        return swept
    regularisation = _REGULARISATION * 0.5**stretch
    matrices = np.moveaxis(slopes, 2, 0) - (1 + regularisation) * np.eye(len(z))
    change = np.linalg.solve(matrices, miss.T[..., None])[..., 0].T
    new = z - np.clip(change, -_LONGEST_STEP, _LONGEST_STEP)
    crosses = (z * new < 0) & (np.abs(new) > _SMALL_CROSSING)
    stopped: Array = np.where(crosses, np.sign(new) * _JUST_ACROSS, new)
    near = (stretch % 4 == 0) | (np.abs(miss).max(axis=0) < _NEAR)
    chosen: Array = np.where(near, stopped, swept)
    return chosen
