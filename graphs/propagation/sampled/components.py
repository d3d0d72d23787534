"""Strongly connected components of large maps: Tarjan's search (1972), without recursion."""

import numpy as np

from graphs.propagation.kernels import Places, inner, kernel


@kernel
def finishing_order(starts: Places, clients: Places) -> tuple[Places, Places]:
    """Return the component of each node, numbered from the last clients up, and when the search left each node."""
    size = len(starts) - 1
    home, finished = np.full(size, -1), np.zeros(size, np.int64)
    index, low, following = np.full(size, -1), np.zeros(size, np.int64), starts[:-1].copy()
    path, stack = np.zeros(size, np.int64), np.zeros(size, np.int64)
    depth, height, found, components, left = 0, 0, 0, 0, 0
    for root in range(size):
        if index[root] >= 0:
            continue
        path[0], depth = root, 1
        while depth:
            v = path[depth - 1]
            if index[v] < 0:
                index[v] = low[v] = found
                found += 1
                stack[height] = v
                height += 1
            if following[v] < starts[v + 1]:
                w = clients[following[v]]
                following[v] += 1
                if index[w] < 0:
                    path[depth] = w
                    depth += 1
                elif home[w] < 0:
                    low[v] = min(low[v], index[w])
                continue
            depth -= 1
            finished[v] = left
            left += 1
            if depth:
                low[path[depth - 1]] = min(low[path[depth - 1]], low[v])
            if low[v] == index[v]:
                height = _closed(home, stack, height, v, components)
                components += 1
    return home, finished


@inner
def _closed(home: Places, stack: Places, height: int, first: int, component: int) -> int:
    """Give a component's members, which lie on the stack from its first one on, their number; return what is left."""
    while True:
        height -= 1
        home[stack[height]] = component
        if stack[height] == first:
            return height
