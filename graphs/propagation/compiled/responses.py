"""How a component taken whole responds when one of its members fails for certain, never, or by another rule.

Which other sets fail before a member does depends on nothing of that member. So each response needs only the sets that
contain it, of one recursion that all share (`subsets`). Columns are taken eight at a time, so that the sets stay near
the processor.
"""

import numpy as np

from graphs.propagation.kernels import Places, inlined, inner, kernel
from graphs.propagation.parameters import Array

FORCED, IMMUNE, BY_TABLE = 0, 1, 2
"""A member that fails for certain, one that never does, and one that is fine as another table says."""

_LANES = 8


@inlined
def _multiply(values: Array, one: int, others: Array, other: int, into: int) -> None:
    """Write a product of two rows: all is read before anything is written, so that the eight go together."""
    a, b, c, d = values[one, 0], values[one, 1], values[one, 2], values[one, 3]
    e, f, g, h = values[one, 4], values[one, 5], values[one, 6], values[one, 7]
    a, b, c, d = a * others[other, 0], b * others[other, 1], c * others[other, 2], d * others[other, 3]
    e, f, g, h = e * others[other, 4], f * others[other, 5], g * others[other, 6], h * others[other, 7]
    values[into, 0], values[into, 1], values[into, 2], values[into, 3] = a, b, c, d
    values[into, 4], values[into, 5], values[into, 6], values[into, 7] = e, f, g, h


@inlined
def _subtract(values: Array, one: int, by: Array, source: int, others: Array, other: int) -> None:
    """Take a product of two rows from a third, likewise."""
    a, b, c, d = others[other, 0], others[other, 1], others[other, 2], others[other, 3]
    e, f, g, h = others[other, 4], others[other, 5], others[other, 6], others[other, 7]
    a, b, c, d = a * by[source, 0], b * by[source, 1], c * by[source, 2], d * by[source, 3]
    e, f, g, h = e * by[source, 4], f * by[source, 5], g * by[source, 6], h * by[source, 7]
    a, b, c, d = values[one, 0] - a, values[one, 1] - b, values[one, 2] - c, values[one, 3] - d
    e, f, g, h = values[one, 4] - e, values[one, 5] - f, values[one, 6] - g, values[one, 7] - h
    values[one, 0], values[one, 1], values[one, 2], values[one, 3] = a, b, c, d
    values[one, 4], values[one, 5], values[one, 6], values[one, 7] = e, f, g, h


@inlined
def _spread(fine: Array, failed: int, bits: Places, sets: Places, products: Array) -> int:
    """List the sets that contain `sets[0]`, and `products[0]` · Π q_v(failed) over what each adds; return how many."""
    count = 1
    for member in range(len(bits)):
        if not sets[0] & bits[member]:
            row = member * len(sets) + failed
            for place in range(count):
                sets[count + place] = sets[place] | bits[member]
                _multiply(products, place, fine, row, count + place)
            count *= 2
    return count


@inlined
def _take(reached: Array, by: Array, source: int, first: int, count: int, sets: Places, products: Array) -> None:
    """Take what is reached by a set from the sets that contain it."""
    for place in range(first, count):
        _subtract(reached, sets[place], by, source, products, place)


@inner
def _add(joint: Array, failed: int, bits: Places, found: Array) -> None:
    """Add the probability that exactly a set fails to that of each of its members."""
    for member in range(len(bits)):
        if failed & bits[member]:
            for lane in range(_LANES):
                found[member, lane] += joint[lane]


@inner
def _base(fine: Array, bits: Places, reached: Array, rest: Array, sets: Places, products: Array, found: Array) -> None:
    for failed in range(len(sets)):
        sets[0] = failed
        products[0] = 1.0
        count = _spread(fine, failed, bits, sets, products)
        rest[failed] = products[count - 1]
        _take(reached, reached, failed, 1, count, sets, products)
        _add(reached[failed] * rest[failed], failed, bits, found)


@inner
def _response(
    fine: Array,
    bits: Places,
    member: int,
    kind: int,
    table: Array,
    reached: Array,
    rest: Array,
    own: Array,
    sets: Places,
    products: Array,
    found: Array,
) -> None:
    bit = bits[member]
    own[:] = 1.0
    if kind != FORCED:
        for failed in range(len(sets)):
            if not failed & bit:
                sets[0], products[0], count = failed | bit, 1.0, 1
                if kind == BY_TABLE:
                    products[0] = table[failed]
                    count = _spread(fine, failed, bits, sets, products)
                    _take(own, reached, failed, 0, count, sets, products)
                else:
                    for other in range(len(bits)):
                        if not sets[0] & bits[other]:
                            _multiply(products, 0, fine, other * len(sets) + failed, 0)
                _add(reached[failed] * products[count - 1], failed, bits, found)
    if kind != IMMUNE:
        for failed in range(len(sets)):
            if failed & bit:
                sets[0] = failed
                products[0] = 1.0
                count = _spread(fine, failed, bits, sets, products)
                _take(own, own, failed, 1, count, sets, products)
                _add(own[failed] * rest[failed], failed, bits, found)


@kernel
def responses(fine: Array, members: Places, kinds: Places, tables: Array) -> Array:
    """Return P(member fails) as things are, and then for each response; (1 + responses, member, outside, columns).

    Args:
        fine: q_v(T) of shape (member, set, outside, columns).
        members: the member that each response is about.
        kinds: what becomes of it.
        tables: its q_v(T) in each response, of shape (responses, set, outside, columns); read where `BY_TABLE`.
    """
    count, subsets, outsides, columns = fine.shape
    bits = np.empty(count, np.int64)
    for member in range(count):
        bits[member] = 1 << (count - 1 - member)
    found = np.empty((1 + len(members), count, outsides, columns))
    near = np.ones((count, subsets, _LANES))
    rows = near.reshape(-1, _LANES)
    table = np.ones((subsets, _LANES))
    reached, own = np.empty((subsets, _LANES)), np.empty((subsets, _LANES))
    rest, products = np.empty((subsets, _LANES)), np.empty((subsets, _LANES))
    sets = np.empty(subsets, np.int64)
    chances = np.empty((count, _LANES))
    for outside in range(outsides):
        for start in range(0, columns, _LANES):
            lanes = min(_LANES, columns - start)
            near[:, :, :lanes] = fine[:, :, outside, start : start + lanes]
            reached[:] = 1.0
            chances[:] = 0.0
            _base(rows, bits, reached, rest, sets, products, chances)
            found[0, :, outside, start : start + lanes] = chances[:, :lanes]
            for place in range(len(members)):
                if kinds[place] == BY_TABLE:
                    table[:, :lanes] = tables[place, :, outside, start : start + lanes]
                chances[:] = 0.0
                _response(rows, bits, members[place], kinds[place], table, reached, rest, own, sets, products, chances)
                found[1 + place, :, outside, start : start + lanes] = chances[:, :lanes]
    return found
