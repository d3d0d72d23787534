"""Where everything lies: the only place that runs Graphviz, in warm worker processes with limits.

`dot` first; what it cannot do in time goes to `sfdp`, which draws almost anything but keeps no room for labels; what
that cannot do either has no layout, and its caller shows a table.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from graphs.rendering import fonts
from graphs.rendering.dot import crowded_dot, dot, handoff_names, lane_members, node_names
from graphs.rendering.geometry import Box, Point, Way, along, around, cell
from graphs.rendering.picture import Picture
from graphs.workers import TaskNotDone, WorkerPool

DOT_SECONDS = 5.0
SFDP_SECONDS = 3.0
_MEMORY = 1 << 30
_POINTS_PER_INCH = 72
_KEPT = 32
_CLOSE = 24


class Engine(StrEnum):
    """The two of Graphviz' ways of laying out that are used."""

    DOT = "dot"
    SFDP = "sfdp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Positions by the identifiers of the picture; labels only where there is room for them."""

    engine: Engine
    nodes: Mapping[str, Box]
    labels: Mapping[str, Box]
    ways: Mapping[str, Way]
    lanes: Mapping[str, Box]

    @property
    def bounds(self) -> Box:
        """The box that holds everything."""
        corners = [box.corners for boxes in (self.nodes, self.labels, self.lanes) for box in boxes.values()]
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
        placed = _placed(engine, text)
        if placed is not None:
            return _layout(engine, picture, json.loads(placed))
    return None


@lru_cache(maxsize=_KEPT)
def _placed(engine: Engine, text: str) -> bytes | None:
    """Return Graphviz' answer for a text, remembered by that text; None where there is none."""
    seconds = DOT_SECONDS if engine is Engine.DOT else SFDP_SECONDS
    try:
        return _pool.run(f"{engine}\n{text}".encode(), seconds=seconds)
    except TaskNotDone:
        return None


def _layout(engine: Engine, picture: Picture, placed: Mapping[str, Any]) -> Layout:
    objects = placed.get("objects", ())
    boxes = {each["name"]: _box(each) for each in objects if "pos" in each}
    clusters = {each["name"]: _cluster(each["bb"]) for each in objects if each["name"].startswith("cluster_")}
    ways = _ways(objects, placed.get("edges", ()))
    handoffs = {name: handoff.identifier for name, handoff in handoff_names(picture)}
    return Layout(
        engine=engine,
        nodes={identifier: boxes[name] for identifier, name in node_names(picture).items()},
        labels={identifier: boxes[name] for name, identifier in handoffs.items() if name in boxes},
        ways={identifier: ways[name] for name, identifier in handoffs.items()},
        lanes={
            lane: clusters[f"cluster_{place}"]
            for place, (lane, _) in enumerate(lane_members(picture), 1)
            if f"cluster_{place}" in clusters
        },
    )


def _box(placed: Mapping[str, str]) -> Box:
    x, y = _point(placed["pos"])
    width, height = (float(placed[side]) * _POINTS_PER_INCH for side in ("width", "height"))
    return Box(left=x - width / 2, top=y - height / 2, width=width, height=height)


def _cluster(bounds: str) -> Box:
    left, bottom, right, top = map(float, bounds.split(","))
    return Box(left=left, top=-top, width=right - left, height=top - bottom)


def _ways(objects: Iterable[Mapping[str, Any]], edges: Iterable[Mapping[str, Any]]) -> dict[str, Way]:
    """Return each handoff's way by its DOT name: one line, or the two legs that meet at its label."""
    names = {each["_gvid"]: each["name"] for each in objects}
    legs: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        ends = names[edge["tail"]], names[edge["head"]]
        name = edge.get("id") or next((end for end in ends if end.startswith("h")), None)
        if name is not None:
            legs[name].append(edge["pos"])
    return {name: _way(positions) for name, positions in legs.items()}


def _way(positions: Iterable[str]) -> Way:
    """Read Graphviz' splines; an arrow at the start means that the handoff runs against the flow."""
    curves: list[tuple[Point, ...]] = []
    tip: Point | None = None
    backwards = False
    for position in positions:
        parts = position.split(" ")
        marks = [part for part in parts if part[0] in "se"]
        curves.append(tuple(_point(part) for part in parts if part not in marks))
        for mark in marks:
            tip, backwards = _point(mark[2:]), mark[0] == "s"
    if backwards:
        curves = [curve[::-1] for curve in reversed(curves)]
    return Way(curves=tuple(curves), tip=tip or curves[-1][-1])


def _point(text: str) -> Point:
    x, y = text.split(",")
    return float(x), -float(y)
