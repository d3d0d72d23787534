"""The scene: a picture and its positions in one, all that is needed to write its marks, here or in a browser."""

from dataclasses import dataclass, replace

from graphs.rendering.geometry import Box, Way, along
from graphs.rendering.grounds import Plate, frame_plate, headings, plate
from graphs.rendering.layout import Layout
from graphs.rendering.picture import DrawnFrame, DrawnHandoff, DrawnNode, Picture
from graphs.rendering.sheet import Plan, planned
from graphs.rendering.styles import NodeLook, Stroke, frame_look, node_look, thin
from graphs.rendering.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneNode:
    """A node where it lies."""

    drawn: DrawnNode
    box: Box

    @property
    def look(self) -> NodeLook:
        """How it is drawn."""
        return node_look(self.drawn.kind, supports=self.drawn.supports, stacked=bool(self.drawn.opener))


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneHandoff:
    """A handoff with its line, and its label where there is room for it."""

    drawn: DrawnHandoff
    way: Way
    label: Box | None
    is_thin: bool = False

    @property
    def stroke(self) -> Stroke:
        """How its line is drawn."""
        return thin(self.drawn.stroke) if self.is_thin else self.drawn.stroke


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneFrame:
    """An open whole where it lies."""

    drawn: DrawnFrame
    box: Box
    plate: Plate

    @property
    def look(self) -> NodeLook:
        """How it is drawn."""
        return frame_look(self.drawn.depth)


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneLane:
    """A lane where it lies."""

    name: str
    box: Box
    plate: Plate


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that is drawn, where it lies and in the order in which it is drawn; `bands` are grounds alone."""

    plan: Plan
    lanes: tuple[SceneLane, ...]
    bands: tuple[Box, ...]
    headings: tuple[Plate, ...]
    frames: tuple[SceneFrame, ...]
    handoffs: tuple[SceneHandoff, ...]
    nodes: tuple[SceneNode, ...]


def scene(picture: Picture, layout: Layout, words: Words) -> Scene:
    """Return the scene of a picture as it was laid out."""
    crossed = layout.crossed if layout.lanes or layout.frames or layout.rows else frozenset()
    frames = [(frame, layout.frames[frame.identifier]) for frame in picture.frames if frame.identifier in layout.frames]
    return Scene(
        plan=planned(picture, layout.bounds, words),
        lanes=tuple(
            SceneLane(name=name, box=box, plate=plate(name, box, crossed)) for name, box in layout.lanes.items()
        ),
        bands=tuple(box for box in (*layout.rows, *layout.columns) if box is not None),
        headings=tuple(headings(picture.bands, layout)) if picture.bands is not None and layout.rows else (),
        frames=tuple(SceneFrame(drawn=frame, box=box, plate=frame_plate(frame, box, crossed)) for frame, box in frames),
        handoffs=tuple(
            _handoff(each, layout) for each in (picture.handoffs if layout.labels else _worst_on_top(picture))
        ),
        nodes=tuple(SceneNode(drawn=node, box=layout.nodes[node.identifier]) for node in picture.nodes),
    )


def _worst_on_top(picture: Picture) -> list[DrawnHandoff]:
    return sorted(picture.handoffs, key=lambda handoff: handoff.share)


def _handoff(handoff: DrawnHandoff, layout: Layout) -> SceneHandoff:
    """Return a handoff with its label; where there is no room for any, its mark stands on the middle of its line."""
    name = handoff.identifier
    way, label = layout.ways[name], layout.labels.get(name)
    if label is not None or not handoff.mark:
        return SceneHandoff(drawn=handoff, way=way, label=label, is_thin=label is None)
    points = tuple(point for curve in way.curves for point in along(curve))
    across, down = points[len(points) // 2]
    spot = Box(left=across, top=down, width=0, height=0)
    return SceneHandoff(drawn=replace(handoff, lines=(handoff.mark,), figures=()), way=way, label=spot, is_thin=True)
