"""An order of elimination as it grows: always the variable next that costs least now, by a rule."""

import heapq

import numpy as np
from numpy.typing import NDArray

from graphs.propagation.kernels import Places, kernel

BY_FILL, BY_WEIGHT, BY_RELATIVE_FILL = range(3)

_WIDE = 64
"""Neighbours up to which the fill is counted; beyond, it is taken for the most that it can be."""

_MANY = 4096
"""Variables from which on long rows are taken in rounds, every second one at a time: so no way through is long."""

_LIGHT = 6.0
"""Bits of a table that is as well taken in rounds."""

_FIRST = -1e6


@kernel
def adjacency(count: int, starts: Places, scopes: Places) -> tuple[Places, Places, Places]:
    """Return for each variable where its neighbours start in one array, how many they are, and that array (sorted)."""
    pairs = 0
    for scope in range(len(starts) - 1):
        size = starts[scope + 1] - starts[scope]
        pairs += size * (size - 1)
    codes = np.empty(pairs, np.int64)
    place = 0
    for scope in range(len(starts) - 1):
        for i in range(starts[scope], starts[scope + 1]):
            for j in range(starts[scope], starts[scope + 1]):
                if i != j:
                    codes[place] = scopes[i] * count + scopes[j]
                    place += 1
    codes = np.unique(codes)
    first = np.zeros(count, np.int64)
    lengths = np.zeros(count, np.int64)
    pool = np.empty(len(codes), np.int64)
    for place in range(len(codes)):
        variable = codes[place] // count
        if lengths[variable] == 0:
            first[variable] = place
        lengths[variable] += 1
        pool[place] = codes[place] - variable * count
    return first, lengths, pool


@kernel
def greedy(
    bits: NDArray[np.float64],
    starts: Places,
    lengths: Places,
    pool: Places,
    stays: NDArray[np.bool_],
    rule: int,
    noise: NDArray[np.float64],
    most_bits: float,
) -> tuple[Places, Places, Places]:
    """Take the cheapest variable next, by a rule and some noise; return the order and all neighbours at each turn."""
    count = len(bits)
    starts, lengths, room = starts.copy(), lengths.copy(), lengths.copy()
    pool = pool.copy()
    used = len(pool)
    cost = np.empty(count)
    heights = np.zeros(count if count > _MANY else 0, np.int64)
    priced_at = np.zeros(count, np.int64)
    heap = [(0.0, np.int64(-1))]
    heap.pop()
    for variable in range(count):
        if not stays[variable]:
            cost[variable] = _price(bits, starts, lengths, pool, variable, rule, heights) + noise[variable]
            priced_at[variable] = lengths[variable]
            heap.append((cost[variable], np.int64(variable)))
    heapq.heapify(heap)
    done = stays.copy()
    order = np.empty(count, np.int64)
    joint_starts = np.zeros(count + 1, np.int64)
    joint = np.empty(4 * count + 16, np.int64)
    placed = 0
    marked = np.zeros(count, np.bool_)
    touched = np.empty(count, np.int64)
    while len(heap) > 0:
        value, chosen = heapq.heappop(heap)
        if done[chosen] or cost[chosen] != value:
            continue
        if lengths[chosen] != priced_at[chosen]:
            cost[chosen] = _price(bits, starts, lengths, pool, int(chosen), rule, heights) + noise[chosen]
            priced_at[chosen] = lengths[chosen]
            heapq.heappush(heap, (cost[chosen], chosen))
            continue
        near = pool[starts[chosen] : starts[chosen] + lengths[chosen]].copy()
        while joint_starts[placed] + len(near) > len(joint):
            joint = np.concatenate((joint, np.empty(len(joint), np.int64)))
        joint[joint_starts[placed] : joint_starts[placed] + len(near)] = near
        order[placed] = chosen
        joint_starts[placed + 1] = joint_starts[placed] + len(near)
        placed += 1
        done[chosen] = True
        weight = bits[chosen]
        for member in near:
            weight += bits[member]
        if weight > most_bits:
            order[placed - 1] = -1 - chosen  # says that it was given up here
            break
        changed = 0
        for i in range(len(near)):
            for j in range(i + 1, len(near)):
                if not _adjacent(starts, lengths, pool, near[i], near[j]):
                    changed = _mark_common(starts, lengths, pool, near[i], near[j], marked, touched, changed)
        if len(heights):
            for member in near:
                heights[member] = max(heights[member], heights[chosen] + 1)
        for member in near:
            starts, room, pool, used = _joined(starts, lengths, room, pool, used, member, near, int(chosen))
            if not marked[member]:
                marked[member] = True
                touched[changed] = member
                changed += 1
        for place in range(changed):
            variable = touched[place]
            marked[variable] = False
            if done[variable]:
                continue
            degree = lengths[variable]
            if degree <= _WIDE or degree >= priced_at[variable] or 2 * degree <= priced_at[variable]:
                cost[variable] = _price(bits, starts, lengths, pool, variable, rule, heights) + noise[variable]
                priced_at[variable] = degree
                heapq.heappush(heap, (cost[variable], variable))
    joint_starts = joint_starts[: placed + 1].copy()
    return order[:placed].copy(), joint_starts, joint[: joint_starts[placed]].copy()


@kernel
def _price(
    bits: NDArray[np.float64], starts: Places, lengths: Places, pool: Places, variable: int, rule: int, heights: Places
) -> float:
    """Return what eliminating a variable costs by a rule; `heights` are of the steps behind it, empty where few."""
    degree = lengths[variable]
    near = pool[starts[variable] : starts[variable] + degree]
    weight = bits[variable]
    for member in near:
        weight += bits[member]
    if len(heights) and degree <= 2 and weight <= _LIGHT:
        return float(_FIRST + heights[variable])
    if rule == BY_WEIGHT:
        return float(weight)
    fill = degree * (degree - 1) // 2
    if degree <= _WIDE:
        for i in range(degree):
            for j in range(i + 1, degree):
                if _adjacent(starts, lengths, pool, near[i], near[j]):
                    fill -= 1
    return float((fill if rule == BY_FILL else fill / max(1, degree)) + weight / 1024)


@kernel
def _adjacent(starts: Places, lengths: Places, pool: Places, one: int, other: int) -> bool:
    """Tell whether two variables share a table, by halving the shorter list."""
    if lengths[one] > lengths[other]:
        one, other = other, one
    low, high = starts[one], starts[one] + lengths[one]
    while low < high:
        middle = (low + high) // 2
        if pool[middle] < other:
            low = middle + 1
        else:
            high = middle
    return bool(low < starts[one] + lengths[one] and pool[low] == other)


@kernel
def _mark_common(
    starts: Places,
    lengths: Places,
    pool: Places,
    one: int,
    other: int,
    marked: NDArray[np.bool_],
    touched: Places,
    changed: int,
) -> int:
    """Mark the neighbours that two variables have in common: joining the two makes each of them cheaper."""
    if lengths[one] > lengths[other]:
        one, other = other, one
    if lengths[one] <= _WIDE:
        for place in range(starts[one], starts[one] + lengths[one]):
            candidate = pool[place]
            if not marked[candidate] and _adjacent(starts, lengths, pool, candidate, other):
                marked[candidate] = True
                touched[changed] = candidate
                changed += 1
    return changed


@kernel
def _joined(
    starts: Places,
    lengths: Places,
    room: Places,
    pool: Places,
    used: int,
    member: int,
    near: Places,
    chosen: int,
) -> tuple[Places, Places, Places, int]:
    """Give one neighbour all others of a variable that goes, in sorted order; move its list where it has no room."""
    degree = lengths[member]
    old = pool[starts[member] : starts[member] + degree].copy()
    most = degree + len(near)
    if most > room[member]:
        room[member] = 2 * most
        while used + room[member] > len(pool):
            pool = np.concatenate((pool, np.empty(len(pool) + 16, np.int64)))
        starts[member] = used
        used += room[member]
    place = starts[member]
    i = j = 0
    while i < len(old) or j < len(near):
        if j == len(near) or (i < len(old) and old[i] < near[j]):
            value = old[i]
            i += 1
        elif i == len(old) or near[j] < old[i]:
            value = near[j]
            j += 1
        else:
            value = old[i]
            i += 1
            j += 1
        if value not in (chosen, member):
            pool[place] = value
            place += 1
    lengths[member] = place - starts[member]
    return starts, room, pool, used
