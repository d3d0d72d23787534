"""The recursion over the subsets of a component, and back."""

import numpy as np

from graphs.propagation.kernels import Places, kernel
from graphs.propagation.parameters import Array


@kernel
def _spread(fine: Array, failed: int, bits: Places, sets: Places, products: Array) -> int:
    """List the sets that contain `failed`, and Π q_v(failed) over what each adds; return how many there are.

    Both double with each member that is not in `failed`: the second half of a prefix adds that member.
    """
    sets[0] = failed
    products[0] = 1.0
    count = 1
    for member in range(len(bits)):
        if not failed & bits[member]:
            for place in range(count):
                sets[count + place] = sets[place] | bits[member]
                for outside in range(fine.shape[2]):
                    for column in range(fine.shape[3]):
                        products[count + place, outside, column] = (
                            products[place, outside, column] * fine[member, failed, outside, column]
                        )
            count *= 2
    return count


@kernel
def _bits(members: int) -> Places:
    """Member 0 is the highest bit, as the first axis of a table is the slowest."""
    bits = np.empty(members, np.int64)
    for member in range(members):
        bits[member] = 1 << (members - 1 - member)
    return bits


@kernel
def recursion(fine: Array) -> tuple[Array, Array]:
    """Return G(S) and the probability that exactly S fails, from q_v(T) of shape (member, set, outside, columns)."""
    bits = _bits(fine.shape[0])
    reached = np.ones(fine.shape[1:])
    joint = np.empty(fine.shape[1:])
    sets = np.empty(fine.shape[1], np.int64)
    products = np.empty(fine.shape[1:])
    for failed in range(fine.shape[1]):
        count = _spread(fine, failed, bits, sets, products)
        for outside in range(fine.shape[2]):
            for column in range(fine.shape[3]):
                joint[failed, outside, column] = reached[failed, outside, column] * products[count - 1, outside, column]
        for place in range(1, count):
            for outside in range(fine.shape[2]):
                for column in range(fine.shape[3]):
                    reached[sets[place], outside, column] -= (
                        reached[failed, outside, column] * products[place, outside, column]
                    )
    return reached, joint


@kernel
def recursion_back(fine: Array, reached: Array, adjoint: Array) -> Array:
    """Return the derivative by each q_v(T), given the one by each entry of the joint distribution."""
    bits = _bits(fine.shape[0])
    by_fine = np.zeros_like(fine)
    by_reached = np.zeros_like(adjoint)
    sets = np.empty(fine.shape[1], np.int64)
    products = np.empty(fine.shape[1:])
    by_product = np.empty(fine.shape[1:])
    for failed in range(fine.shape[1] - 1, -1, -1):
        count = _spread(fine, failed, bits, sets, products)
        for outside in range(fine.shape[2]):
            for column in range(fine.shape[3]):
                by_reached[failed, outside, column] = (
                    adjoint[failed, outside, column] * products[count - 1, outside, column]
                )
                by_product[0, outside, column] = 0.0
        for place in range(1, count):
            for outside in range(fine.shape[2]):
                for column in range(fine.shape[3]):
                    change = by_reached[sets[place], outside, column]
                    by_reached[failed, outside, column] -= change * products[place, outside, column]
                    by_product[place, outside, column] = -change * reached[failed, outside, column]
        for outside in range(fine.shape[2]):
            for column in range(fine.shape[3]):
                by_product[count - 1, outside, column] += (
                    adjoint[failed, outside, column] * reached[failed, outside, column]
                )
        half = count
        for member in range(len(bits) - 1, -1, -1):
            if not failed & bits[member]:
                half //= 2
                for place in range(half):
                    for outside in range(fine.shape[2]):
                        for column in range(fine.shape[3]):
                            change = by_product[half + place, outside, column]
                            by_fine[member, failed, outside, column] += change * products[place, outside, column]
                            by_product[place, outside, column] += change * fine[member, failed, outside, column]
    return by_fine
