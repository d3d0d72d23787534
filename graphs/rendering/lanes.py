"""A map that is too large for one sheet, drawn by lane: each lane a node, the handoffs between two lanes as one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from graphs.rendering.lettering import wrapped
from graphs.rendering.picture import DrawnHandoff, DrawnNode, Picture
from graphs.rendering.words import Words
from process_models.domain.vocabulary import EvidenceKind, NodeKind


def by_lane(picture: Picture, words: Words) -> Picture:
    """Return a picture with one node for each lane, and for each kind among the nodes that are in no lane.

    What is handed over within a lane is not drawn; a line between two lanes says how many handoffs it stands for, and
    is coloured by the worst of them.
    """
    members: dict[tuple[str, NodeKind | None], list[DrawnNode]] = defaultdict(list)
    for node in picture.nodes:
        members[node.lane, None if node.lane else node.kind].append(node)
    lanes = [_lane(f"lane-{place}", nodes, words) for place, nodes in enumerate(members.values(), 1)]
    homes = {node.identifier: lane for lane, nodes in zip(lanes, members.values(), strict=True) for node in nodes}
    between: dict[tuple[str, str], list[DrawnHandoff]] = defaultdict(list)
    for handoff in picture.handoffs:
        supplier, client = homes[handoff.supplier], homes[handoff.client]
        if supplier is not client:
            between[supplier.identifier, client.identifier].append(handoff)
    names = {lane.identifier: " ".join(lane.lines) for lane in lanes}
    bundles = tuple(_bundle(ends, handoffs, names, words) for ends, handoffs in between.items())
    return replace(picture, nodes=tuple(lanes), handoffs=bundles, has_routes=False, lanes=False)


def _lane(identifier: str, nodes: Sequence[DrawnNode], words: Words) -> DrawnNode:
    kinds = {node.kind for node in nodes}
    kind = kinds.pop() if len(kinds) == 1 else NodeKind.PROCESS
    name = nodes[0].lane or words.text(f"drawing.node.{kind}")
    size = words.text("drawing.lane.size", count=words.number(len(nodes)))
    return DrawnNode(identifier=identifier, kind=kind, lines=wrapped(name), figures=(size,), spoken=f"{name}, {size}")


def _bundle(
    ends: tuple[str, str], handoffs: Sequence[DrawnHandoff], names: dict[str, str], words: Words
) -> DrawnHandoff:
    known = [each for each in handoffs if each.evidence is not EvidenceKind.UNKNOWN]
    worst = max(known or handoffs, key=lambda each: each.share)
    supplier, client = ends
    count, percent = words.number(len(handoffs)), words.percent(worst.share)
    spoken = words.text("drawing.bundle", count=count, supplier=names[supplier], client=names[client])
    figure = words.text("drawing.worst", percent=percent) if known else words.text("drawing.figure.unknown")
    return DrawnHandoff(
        identifier=f"{supplier}-{client}",
        supplier=supplier,
        client=client,
        lines=(words.counted("drawing.handoffs", len(handoffs)),),
        figures=(figure,),
        share=worst.share,
        evidence=worst.evidence,
        spoken=f"{spoken}, {figure}",
    )
