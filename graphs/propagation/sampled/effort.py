"""How much is sampled."""

from collections.abc import Sequence
from dataclasses import dataclass

from graphs.propagation.sampled.kernels import LANES

STANDARD_ERROR = 0.001
"""What is reached where nothing else is wanted."""

MOST_TRIALS = 1 << 30
_FIRST_BLOCKS = 16
_LEAST_ERROR = 1e-7


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How many trials, rounded up to whole blocks, or down to which standard error; what is reached first."""

    samples: int | None = None
    standard_error: float | None = None

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
