"""How much is sampled."""

from collections.abc import Sequence
from dataclasses import dataclass

from graphs.propagation.model import Model
from graphs.propagation.sampled.kernels import LANES
from process_models.domain.errors import EslabonError
from process_models.domain.problems import error

STANDARD_ERROR = 0.001
"""What is reached where nothing else is wanted."""

MOST_TRIALS = 1 << 30
MOST_NUMBERS = 2**24
"""Outcomes times nodes and handoffs of which it is counted at once what fails them: one or two GB."""

_MOST_STEPS = 2**24
"""Blocks times what each looks at that are done unless more is asked for: some 20 seconds of a processor."""

_SWEEP_STEPS = 2**19
_SWEEP_BLOCKS = 256
MOST_SWEEPS = 200
_FEWEST_SWEEPS = 16
_FIRST_BLOCKS = 16
_LEAST_ERROR = 1e-7


class TooLargeToSample(EslabonError):
    """What fails which outcome would be counted in too many places."""

    def __init__(self, *, outcomes: int, things: int, limit: int) -> None:
        super().__init__(error("too-large-to-sample", outcomes=outcomes, things=things, limit=limit))


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How many trials, rounded up to whole blocks, or down to which standard error; what is reached first."""

    samples: int | None = None
    standard_error: float | None = None

    def within_reason(self, model: Model) -> "Effort":
        """Return the same; where nothing was wanted, so much of it that a large map does not take for ever."""
        if self.samples is not None or self.standard_error is not None:
            return self
        blocks = max(1, _MOST_STEPS // (_things(model) * (1 + len(model.outcomes))))
        return Effort(samples=min(MOST_TRIALS, blocks * LANES), standard_error=STANDARD_ERROR)

    def of_a_sweep(self, model: Model) -> "Effort":
        """Return how much each sweep of the calibration takes."""
        if self.samples is not None:
            return Effort(samples=self.samples)
        return Effort(samples=max(2, min(_SWEEP_BLOCKS, _SWEEP_STEPS // _things(model))) * LANES)

    def most_sweeps(self, model: Model) -> int:
        """Return how many sweeps of the calibration there are at most: all that it takes where so much is asked for."""
        if self.samples is not None:
            return MOST_SWEEPS
        steps = self.of_a_sweep(model).most_blocks * _things(model)
        return max(_FEWEST_SWEEPS, min(MOST_SWEEPS, _MOST_STEPS // steps))

    @property
    def most_blocks(self) -> int:
        """How many blocks are done at most."""
        return -(-(MOST_TRIALS if self.samples is None else self.samples) // LANES)

    def next_stop(self, done: int, failures: Sequence[int]) -> int:
        """Return up to which block to go on, given the failures of the watched nodes so far."""
        if self.samples is not None and self.standard_error is None:
            return self.most_blocks
        if not done:
            return min(self.most_blocks, _FIRST_BLOCKS)
        error = max(self.standard_error or STANDARD_ERROR, _LEAST_ERROR)
        shares = [(failed + 1) / (done * LANES + 2) for failed in failures]
        needed = max((share * (1 - share) for share in shares), default=0.0) / error**2
        return min(self.most_blocks, 4 * done, max(done, -(-int(needed) // LANES)))


def refuse_too_many(model: Model) -> None:
    """Raise where what is counted would not fit into memory.

    Raises:
        TooLargeToSample: outcomes times nodes and handoffs are too many.
    """
    if len(model.outcomes) * _things(model) > MOST_NUMBERS:
        raise TooLargeToSample(outcomes=len(model.outcomes), things=_things(model), limit=MOST_NUMBERS)


def _things(model: Model) -> int:
    return len(model.nodes) + len(model.handoffs) + 1
