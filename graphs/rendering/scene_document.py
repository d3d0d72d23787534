"""The scene as JSON, for a browser that writes the same marks from it."""

import json
from typing import Any

from graphs.rendering.geometry import Box, Point
from graphs.rendering.grounds import Plate
from graphs.rendering.marks import SampleLine, SampleShape, Text
from graphs.rendering.scene import Scene, SceneFrame, SceneHandoff, SceneNode
from graphs.rendering.sheet import LegendMark
from graphs.rendering.styles import NodeLook, Stroke

Written = dict[str, Any]


def scene_json(scene: Scene) -> bytes:
    """Return a scene as JSON text."""
    return json.dumps(scene_document(scene), ensure_ascii=False, separators=(",", ":")).encode()


def scene_document(scene: Scene) -> Written:
    """Return a scene as values of JSON."""
    plan = scene.plan
    page = plan.unwritten
    return {
        "language": page.language,
        "title": page.title,
        "spoken": page.spoken,
        "described": plan.description,
        "size": [page.width, page.height],
        "bounds": _box(plan.bounds),
        "shift": _point(plan.shift),
        "head": [_text(each) for each in plan.head],
        "rule": _box(plan.rule),
        "legend": [_mark(each) for each in plan.legend],
        "lanes": [{"name": each.name, "box": _box(each.box), "plate": _plate(each.plate)} for each in scene.lanes],
        "bands": [_box(each) for each in scene.bands],
        "headings": [_plate(each) for each in scene.headings],
        "frames": [_frame(each) for each in scene.frames],
        "handoffs": [_handoff(each) for each in scene.handoffs],
        "nodes": [_node(each) for each in scene.nodes],
    }


def _node(node: SceneNode) -> Written:
    drawn = node.drawn
    return {
        "id": drawn.identifier,
        "kind": drawn.kind,
        "lane": drawn.lane,
        "box": _box(node.box),
        "lines": drawn.lines,
        "figures": drawn.figures,
        "spoken": drawn.spoken,
        "look": _look(node.look),
        "opener": drawn.opener,
    }


def _handoff(handoff: SceneHandoff) -> Written:
    drawn = handoff.drawn
    return {
        "id": drawn.identifier,
        "supplier": drawn.supplier,
        "client": drawn.client,
        "lines": drawn.lines,
        "figures": drawn.figures,
        "spoken": drawn.spoken,
        "count": drawn.count,
        "evidence": drawn.evidence,
        "stroke": _stroke(handoff.stroke),
        "label": None if handoff.label is None else _point(handoff.label.centre),
        "curves": [[_point(point) for point in curve] for curve in handoff.way.curves],
        "tip": _point(handoff.way.tip),
    }


def _frame(frame: SceneFrame) -> Written:
    drawn = frame.drawn
    return {
        "id": drawn.identifier,
        "place": drawn.place,
        "box": _box(frame.box),
        "look": _look(frame.look),
        "spoken": drawn.spoken,
        "closer": drawn.closer,
        "plate": _plate(frame.plate),
    }


def _mark(mark: LegendMark) -> Written:
    match mark:
        case Text():
            return {"text": _text(mark)}
        case SampleLine():
            return {"curve": [_point(point) for point in mark.curve], "stroke": _stroke(mark.stroke)}
        case SampleShape():
            return {"box": _box(mark.box), "look": _look(mark.look)}


def _plate(plate: Plate) -> Written:
    return {"box": _box(plate.box), "fill": plate.fill, "text": _text(plate.text)}


def _text(text: Text) -> Written:
    how = text.lettering
    return {
        "at": _point(text.at),
        "words": text.words,
        "size": how.size,
        "ink": how.ink,
        "anchor": how.anchor,
        "bold": how.bold,
    }


def _look(look: NodeLook) -> Written:
    return {
        "fill": look.fill,
        "outline": look.outline,
        "ink": look.ink,
        "borders": look.borders,
        "rounding": look.rounding,
        "stacked": look.stacked,
    }


def _stroke(stroke: Stroke) -> Written:
    return {"color": stroke.color, "width": stroke.width, "dashes": stroke.dashes}


def _box(box: Box) -> list[float]:
    return [box.left, box.top, box.width, box.height]


def _point(point: Point) -> list[float]:
    return [point[0], point[1]]
