"""What the tests of all questions share: calibrated random maps, and their numbers by id for brute force."""

from graphs.propagation.model import Model
from graphs.propagation.parameters import Parameters
from graphs.propagation.questions.calibrated import CalibratedMap, calibrated
from tests.graphs.propagation.enumeration import Given
from tests.graphs.propagation.random_maps import random_map

ROUNDING = 1e-12


def random_question(seed: int) -> CalibratedMap:
    """Return a small random map, calibrated."""
    return calibrated(random_map(seed))


def given(model: Model, parameters: Parameters, column: int = 0) -> Given:
    """Return one column of parameters by id; what is rounding of a calibration is exactly 0 or 1."""
    names = [handoff.id for handoff in model.handoffs]
    nodes = [node.id for node in model.nodes]
    return Given(
        node_own=dict(zip(nodes, parameters.node_own[:, column].tolist(), strict=True)),
        own=dict(zip(names, map(_exact, parameters.own[:, column].tolist()), strict=True)),
        containment=dict(zip(names, map(_exact, parameters.containment[:, column].tolist()), strict=True)),
        dependency=dict(zip(names, parameters.dependency[:, column].tolist(), strict=True)),
    )


def _exact(probability: float) -> float:
    for end in (0.0, 1.0):
        if abs(probability - end) < ROUNDING:
            return end
    return probability
