"""Tables linear in two events, an entry after the other."""

from graphs.propagation.kernels import Places, kernel
from graphs.propagation.parameters import Array


@kernel
def fill(
    constant: Array,
    by_first: Array,
    by_second: Array,
    first: Places,
    second: Places,
    start: int,
    stop: int,
    events: Array,
    values: Array,
) -> None:
    """Write the entries of some rows."""
    for row in range(start, stop):
        for column in range(values.shape[1]):
            values[row, column] = (
                constant[row]
                + by_first[row] * events[first[row], column]
                + by_second[row] * events[second[row], column]
            )


@kernel
def pull(by_first: Array, by_second: Array, first: Places, second: Places, adjoints: Array, derivatives: Array) -> None:
    """Add, for a derivative by each entry, what follows for the two events."""
    for row in range(len(by_first)):
        if by_first[row] != 0:
            for column in range(adjoints.shape[1]):
                derivatives[first[row], column] += by_first[row] * adjoints[row, column]
        if by_second[row] != 0:
            for column in range(adjoints.shape[1]):
                derivatives[second[row], column] += by_second[row] * adjoints[row, column]
