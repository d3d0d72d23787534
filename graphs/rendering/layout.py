"""Where everything lies: the only place that runs Graphviz, in warm worker processes with limits.

`dot` first; what it cannot do in time goes to `sfdp`, which draws almost anything but keeps no room for labels; what
that cannot do either has no layout, and its caller shows a table.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any

from graphs.rendering import fonts
from graphs.rendering.band_boxes import band_boxes
from graphs.rendering.dot import crowded_dot, dot, frame_names, lane_members
from graphs.rendering.dot_parts import handoff_names, node_names
from graphs.rendering.geometry import Box, Point, Way, along, around, cell
from graphs.rendering.picture import Picture
from graphs.workers import TaskNotDone, WorkerPool

DOT_SECONDS = 5.0
SFDP_SECONDS = 3.0
_MEMORY = 1 << 30
_POINTS_PER_INCH = 72
_KEPT = 32
_CLOSE = 24

_Leg = tuple[tuple[Point, ...], Point | None]
"""A spline, and the tip of its arrow."""


class Engine(StrEnum):
    """The two of Graphviz' ways of laying out that are used, and the one that leaves everything where it is."""

    DOT = "dot"
    SFDP = "sfdp"
    BY_HAND = "nop2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Positions by the identifiers of the picture; labels only where there is room for them.

    `rows` and `columns` are those of the process map, in the order of its bands.
    """

    engine: Engine
    nodes: Mapping[str, Box]
    labels: Mapping[str, Box]
    ways: Mapping[str, Way]
    lanes: Mapping[str, Box]
    frames: Mapping[str, Box] = field(default_factory=dict)
    rows: tuple[Box, ...] = ()
    columns: tuple[Box | None, ...] = ()

    @property
    def bounds(self) -> Box:
        """The box that holds everything."""
        named = (self.nodes, self.labels, self.lanes, self.frames)
        corners = [box.corners for boxes in named for box in boxes.values()]
        corners += [box.corners for box in (*self.rows, *self.columns) if box is not None]
        curves = [along(curve) for way in self.ways.values() for curve in way.curves]
        return around(point for points in (*corners, *curves) for point in points)

    @property
    def crossed(self) -> frozenset[Point]:
        """The cells of the sheet that a line runs through."""
        curves = (curve for way in self.ways.values() for curve in way.curves)
        return frozenset(cell(point) for curve in curves for point in along(curve, _CLOSE))


def _prepared(place: Path) -> Mapping[str, str]:
    """Name the font to Graphviz, and tell it that it serves others: then it opens no file that a text names."""
    return {**fonts.configured(place), "SERVER_NAME": "eslabon"}


_pool = WorkerPool("graphs.rendering.graphviz_worker:place", size=2, memory=_MEMORY, prepare=_prepared)


def lay_out(picture: Picture) -> Layout | None:
    """Return where a picture's things lie, or None where no engine could do it within its time."""
    for engine, text in ((Engine.DOT, dot(picture)), (Engine.SFDP, crowded_dot(picture))):
        found = placed(engine, text)
        if found is not None:
            return _layout(engine, picture, json.loads(found))
    return None


@lru_cache(maxsize=_KEPT)
def placed(engine: Engine, text: str) -> bytes | None:
    """Return Graphviz' answer for a text, remembered by that text; None where there is none."""
    seconds = SFDP_SECONDS if engine is Engine.SFDP else DOT_SECONDS
    try:
        return _pool.run(f"{engine}\n{text}".encode(), seconds=seconds)
    except TaskNotDone:
        return None


def _layout(engine: Engine, picture: Picture, answer: Mapping[str, Any]) -> Layout:
    objects = answer.get("objects", ())
    boxes = {each["name"]: box_of(each) for each in objects if "pos" in each}
    clusters = {each["name"]: _cluster(each["bb"]) for each in objects if each["name"].startswith("cluster_")}
    names = node_names(picture)
    ends = {name: (names[each.supplier], names[each.client]) for name, each in handoff_names(picture)}
    ways = ways_of(objects, answer.get("edges", ()), ends)
    frames = {identifier: clusters[name] for identifier, name in frame_names(picture).items() if name in clusters}
    handoffs = {name: handoff.identifier for name, handoff in handoff_names(picture)}
    nodes = {identifier: boxes[name] for identifier, name in names.items()}
    rows, columns = ((), ()) if picture.bands is None or engine is not Engine.DOT else band_boxes(picture.bands, nodes)
    return Layout(
        engine=engine,
        nodes=nodes,
        labels={identifier: boxes[name] for name, identifier in handoffs.items() if name in boxes},
        ways={identifier: ways[name] for name, identifier in handoffs.items()},
        lanes={
            lane: clusters[f"cluster_{place}"]
            for place, (lane, _) in enumerate(lane_members(picture), 1)
            if f"cluster_{place}" in clusters
        },
        frames=frames,
        rows=rows,
        columns=columns,
    )


def box_of(thing: Mapping[str, str]) -> Box:
    """Return where Graphviz put a thing."""
    x, y = _point(thing["pos"])
    width, height = (float(thing[side]) * _POINTS_PER_INCH for side in ("width", "height"))
    return Box(left=x - width / 2, top=y - height / 2, width=width, height=height)


def _cluster(bounds: str) -> Box:
    left, bottom, right, top = map(float, bounds.split(","))
    return Box(left=left, top=-top, width=right - left, height=top - bottom)


def ways_of(
    objects: Iterable[Mapping[str, Any]], edges: Iterable[Mapping[str, Any]], ends: Mapping[str, tuple[str, str]]
) -> dict[str, Way]:
    """Return each handoff's way by its DOT name: one line, or the two legs that meet at its label."""
    names = {each["_gvid"]: each["name"] for each in objects}
    legs: dict[str, list[tuple[bool, _Leg]]] = defaultdict(list)
    for edge in edges:
        if edge.get("style") == "invis":
            continue
        tail, head = names[edge["tail"]], names[edge["head"]]
        name = edge.get("id") or next((end for end in (tail, head) if end.startswith("h")), None)
        if name is not None:
            supplier, client = ends[name]
            is_last = client in (tail, head)
            legs[name].append((is_last, _leg(edge["pos"], backwards=tail == client or head == supplier)))
    return {name: _way(leg for _, leg in sorted(found, key=itemgetter(0))) for name, found in legs.items()}


def _leg(position: str, *, backwards: bool) -> _Leg:
    """Read one of Graphviz' splines, from supplier to client, and where its arrow ends, if it has one."""
    parts = position.split(" ")
    marks = [part for part in parts if part[0] in "se"]
    curve = tuple(_point(part) for part in parts if part not in marks)
    return curve[::-1] if backwards else curve, next((_point(mark[2:]) for mark in marks), None)


def _way(legs: Iterable[_Leg]) -> Way:
    """Join legs; the arrow is at the end."""
    curves, tips = zip(*legs, strict=True)
    return Way(curves=curves, tip=next(filter(None, tips), None) or curves[-1][-1])


def _point(text: str) -> Point:
    x, y = text.split(",")
    return float(x), -float(y)
