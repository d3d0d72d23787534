"""What runs inside a propagation worker: the engine, away from whoever serves or saves meanwhile.

Requests and answers are pickled: they travel over pipes between processes of our own, never from outside.
"""

import pickle

from graphs.propagation.exact import TooLargeForExact
from graphs.propagation.intervals import DRAWS
from graphs.propagation.propagation import propagate
from graphs.propagation.results import Propagation
from process_models.domain.chain import ValueChain
from process_models.domain.problems import Problem


def figures(request: bytes) -> bytes:
    """Return the figures of a chain, or the problem why it has none."""
    chain: ValueChain = pickle.loads(request)  # noqa: S301 - from our own parent process
    found: Propagation | Problem
    try:
        found = propagate(chain, draws=DRAWS, method="exact")
    except TooLargeForExact as reason:
        (found,) = reason.problems
    return pickle.dumps(found)
