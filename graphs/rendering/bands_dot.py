"""The process map as DOT: rows by kind of process from top to bottom, needs at the left, satisfaction at the right.

Every second rank is a row, in its order; between them lie the labels of what goes from row to row. Posts that are not
seen stand at both ends of each rank, in line with those at the sides, and keep everything between them. There are no
clusters: among them Graphviz does not keep the order of a rank.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

import graphviz

from graphs.rendering.dot_parts import (
    SHEET,
    handoff_label,
    handoff_names,
    line,
    listed,
    node_attributes,
    node_names,
    titled,
)
from graphs.rendering.lettering import width
from graphs.rendering.picture import Band, Bands, DrawnHandoff, Picture
from graphs.rendering.styles import NAME_SIZE

_SHEET = {**SHEET, "rankdir": "TB", "nodesep": "0.24", "ranksep": "0.46"}
_POST = {"label": "", "shape": "box", "style": "invis", "height": "0.05"}
_INSIDE = 30.0
_NARROWEST = 100.0
_POINTS_PER_INCH = 72
_UNSEEN = {"style": "invis"}
_STRAIGHT = {"style": "invis", "weight": "10000"}


def bands_dot(picture: Picture, bands: Bands) -> str:
    """Return the process map as DOT."""
    names = node_names(picture)
    ranks = [[names[each] for each in rank] for rank in _rows(bands)]
    places = {name: (row, place) for row, rank in enumerate(ranks) for place, name in enumerate(rank)}
    labels: defaultdict[int, list[str]] = defaultdict(list)
    graph = titled(picture, _SHEET)
    sides = {each: _wide(picture, column) for column in bands.columns for each in column.members}
    for node in picture.nodes:
        graph.node(names[node.identifier], **node_attributes(node), **sides.get(node.identifier, {}))
    for name, handoff in handoff_names(picture):
        graph.node(name, **handoff_label(handoff))
        supplier, client = names[handoff.supplier], names[handoff.client]
        labels[_legs(graph, name, handoff, supplier, client, places)].append(name)
    posts = (_wide(picture, bands.needs), _wide(picture, bands.satisfaction))
    _posts(graph, ranks, labels, posts, [{names[each] for each in column.members} for column in bands.columns])
    return str(graph.source)


def _wide(picture: Picture, column: Band) -> dict[str, str]:
    """Return how wide whatever stands in a column is, in Graphviz' inches, so that nothing else comes into it."""
    lines = [line for node in picture.nodes if node.identifier in column.members for line in node.lines]
    widest = max((width(each, NAME_SIZE) for each in lines), default=_NARROWEST)
    return {"width": f"{max(widest + _INSIDE, _NARROWEST) / _POINTS_PER_INCH:.2f}"}


def _rows(bands: Bands) -> list[list[str]]:
    """Return what stands side by side, row by row; who stands at a side is spread over the rows from the core out.

    Nobody stands beside anybody at a side: where there are more of them than rows, theirs go on below.
    """
    most = max(1, len(bands.rows), *(len(column.members) for column in bands.columns))
    ranks = [list(row.members) for row in bands.rows] + [[] for _ in range(most - len(bands.rows))]
    core = next((place for place, row in enumerate(bands.rows) if row.is_chain), 0)
    nearest = sorted(range(most), key=lambda place: (abs(place - core), -place))
    for column, at_left in ((bands.needs, True), (bands.satisfaction, False)):
        for place, member in enumerate(column.members):
            rank = ranks[nearest[place]]
            rank.insert(0 if at_left else len(rank), member)
    return ranks


def _legs(
    graph: graphviz.Digraph,
    name: str,
    handoff: DrawnHandoff,
    supplier: str,
    client: str,
    places: Mapping[str, tuple[int, int]],
) -> int:
    """Lead a handoff's line through its label; return the rank of that: in its row, or near the client between rows."""
    look = line(handoff.stroke)
    (start, left), (end, right) = places[supplier], places[client]
    if start == end and left + 1 == right:
        graph.edge(supplier, f"{name}:w", **look, dir="none")
        graph.edge(f"{name}:e", client, **look, dir="forward")
        return 2 * start
    if start == end:
        graph.edge(supplier, name, **look, dir="none")
        graph.edge(client, name, **look, dir="back")
        return 2 * start + 1
    if start < end:
        graph.edge(supplier, f"{name}:n", **look, dir="none")
        graph.edge(f"{name}:s", client, **look, dir="forward")
        return 2 * end - 1
    graph.edge(client, f"{name}:n", **look, dir="back")
    graph.edge(f"{name}:s", supplier, **look, dir="none")
    return 2 * end + 1


def _posts(
    graph: graphviz.Digraph,
    rows: list[list[str]],
    labels: defaultdict[int, list[str]],
    wide: tuple[dict[str, str], dict[str, str]],
    columns: Sequence[Collection[str]],
) -> None:
    """Set each rank between its posts; whoever stands at a side is a post itself."""
    posts: list[tuple[str, str]] = []
    for rank in (each for each in range(2 * len(rows)) if not each % 2 or labels[each]):
        row = [] if rank % 2 else rows[rank // 2]
        left = next((name for name in row[:1] if name in columns[0]), f"l{rank}")
        right = next((name for name in row[-1:] if name in columns[1]), f"r{rank}")
        for post, size in zip((left, right), wide, strict=True):
            if post not in row:
                graph.node(post, **_POST, **size)
        with graph.subgraph(graph_attr={"rank": "same"}) as same:
            listed(same, dict.fromkeys((left, *row, right, *labels[rank])))
        for one, other in pairwise(dict.fromkeys((left, *row, right))):
            graph.edge(one, other, **_UNSEEN)
        for label in labels[rank] if rank % 2 else ():
            graph.edge(left, label, **_UNSEEN)
            graph.edge(label, right, **_UNSEEN)
        posts.append((left, right))
    for upper, lower in pairwise(posts):
        for one, other in zip(upper, lower, strict=True):
            graph.edge(one, other, **_STRAIGHT)
