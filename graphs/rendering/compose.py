"""From a chain and its figures to the picture of one view, in the reader's words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from graphs.collapsing import Arrow, Collapsed, collapsed
from graphs.hierarchy import Hierarchy, process_kinds
from graphs.rendering.lenses import lens_of, through
from graphs.rendering.lettering import literal
from graphs.rendering.picture import Band, Bands, DrawnHandoff, Figures, Picture, View
from graphs.rendering.scribe import NEEDS, Scribe, identifier
from graphs.rendering.words import Words
from graphs.structure import downstream, upstream
from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import NodeKind, ProcessKind


def compose(chain: ValueChain, figures: Figures, view: View, words: Words, *, today: date | None = None) -> Picture:
    """Return the picture of a view of a chain, dated as of the chain's day, else today."""
    seen = _seen(chain, figures, view)
    hierarchy = _hierarchy(seen, view)
    by_share = view.outcome is not None and figures.shares is not None and not view.fold.by_lane
    scribe = Scribe.of(chain, figures, words, hierarchy, by_share=by_share, narrow=view.narrow)
    content = collapsed(
        seen,
        figures.rates,
        hierarchy,
        hierarchy.opened(view.fold.levels, view.fold.opened),
        framed=not (view.lanes or view.fold.bands),
        bundled=view.fold.bands,
    )
    arrows = _in_order(seen, content)
    places = {frame.place for frame in content.frames}
    picture = Picture(
        language=words.language,
        title=literal(chain.name),
        subtitle=scribe.subtitle(seen, content, view, today),
        nodes=tuple(scribe.shown(each, places) for each in content.shown),
        handoffs=tuple(_handoffs(seen, arrows, scribe)),
        by_share=scribe.by_share,
        has_routes=scribe.has_routes(arrow.tally.handoffs[0] for arrow in content.arrows if _is_one(arrow)),
        lanes=view.lanes and any(node.lane for node in seen.nodes),
        frames=tuple(scribe.frame(frame, places) for frame in content.frames),
        narrow=view.narrow,
    )
    if view.fold.bands:
        return _in_bands(picture, seen, hierarchy, scribe)
    lens = lens_of(view, seen, figures, words)
    return picture if lens is None else through(lens, picture, seen, content, arrows)


def upstream_part(chain: ValueChain, outcome: NodeId) -> ValueChain:
    """Return the part of a chain that can reach an outcome: its suppliers and theirs, and the handoffs on the way."""
    kept = upstream(chain, outcome) | {outcome}
    nodes = tuple(node for node in chain.nodes if node.id in kept)
    clients = {node.id for node in nodes if node.passes_failures_on} | {outcome}
    return replace(chain, nodes=nodes, handoffs=tuple(each for each in chain.handoffs if each.client in clients))


def downstream_part(chain: ValueChain, origin: HandoffId, figures: Figures) -> ValueChain:
    """Return what the failure of a handoff can reach, with that handoff; what is known to get nothing of it is not."""
    failing = chain.handoff(origin)
    if failing is None:
        return replace(chain, nodes=(), handoffs=())
    nodes_reached, reached = figures.nodes_reached or {}, figures.reached or {}
    spoiled = {node for node in downstream(chain, failing) if nodes_reached.get(node, 1.0) > 0}
    passing = {node.id for node in chain.nodes if node.id in spoiled and node.passes_failures_on}
    handoffs = tuple(
        each
        for each in chain.handoffs
        if each.id == origin or (each.supplier in passing and reached.get(each.id, 1.0) > 0)
    )
    ends = {end for each in handoffs for end in (each.supplier, each.client)}
    return replace(chain, nodes=tuple(node for node in chain.nodes if node.id in ends), handoffs=handoffs)


def _seen(chain: ValueChain, figures: Figures, view: View) -> ValueChain:
    if view.origin is not None:
        return downstream_part(chain, view.origin, figures)
    return chain if view.outcome is None else upstream_part(chain, view.outcome)


def _hierarchy(seen: ValueChain, view: View) -> Hierarchy:
    """Return what is a part of what in a view; upstream and downstream of one thing every node stands for itself."""
    if view.fold.by_lane:
        return Hierarchy.of_lanes(seen, kinds=view.fold.by_kind)
    return Hierarchy.of(seen) if view.is_whole else Hierarchy.flat(seen)


def _is_one(arrow: Arrow) -> bool:
    return len(arrow.tally.handoffs) == 1


def _in_order(seen: ValueChain, content: Collapsed) -> list[Arrow]:
    """Return the arrows in the order of the document."""
    order = {handoff.id: place for place, handoff in enumerate(seen.handoffs)}
    return sorted(content.arrows, key=lambda arrow: order[arrow.tally.handoffs[0]])


def _handoffs(seen: ValueChain, arrows: Sequence[Arrow], scribe: Scribe) -> list[DrawnHandoff]:
    """Write on the arrows: on one that is a single handoff what it is."""
    handoffs: dict[HandoffId, Handoff] = {handoff.id: handoff for handoff in seen.handoffs}
    return [
        scribe.handoff(handoffs[arrow.tally.handoffs[0]], arrow) if _is_one(arrow) else scribe.bundle(arrow, place)
        for place, arrow in enumerate(arrows, 1)
    ]


def _in_bands(picture: Picture, seen: ValueChain, hierarchy: Hierarchy, scribe: Scribe) -> Picture:
    """Put a picture into the bands of the process map; customers stand at both sides, and hand over at the left."""
    customers = [node for node in seen.nodes if node.kind is NodeKind.CUSTOMER]
    needing = tuple(map(scribe.needing, customers))
    ends = {identifier(node.id): f"{NEEDS}{node.id}" for node in customers}
    handoffs = tuple(replace(each, supplier=ends.get(each.supplier, each.supplier)) for each in picture.handoffs)
    kinds = process_kinds(seen, hierarchy)
    nodes = {node.id: node for node in seen.nodes}
    roots = [place for place in hierarchy.roots if nodes[NodeId(place)].kind is NodeKind.PROCESS]
    rows = [
        Band(
            heading=scribe.heading(kind),
            members=tuple(identifier(place) for place in roots if kinds[place] is kind),
            is_chain=kind is ProcessKind.CORE,
        )
        for kind in (*ProcessKind, None)
    ]
    bands = Bands(
        rows=tuple(row for row in rows if row.members),
        needs=Band(
            heading=scribe.column("needs"),
            members=(*(each.identifier for each in needing), *_of(seen.nodes, NodeKind.SUPPLIER)),
        ),
        satisfaction=Band(
            heading=scribe.column("satisfaction"),
            members=(*_of(seen.nodes, NodeKind.CUSTOMER), *_of(seen.nodes, NodeKind.EMPLOYEES)),
        ),
    )
    return replace(picture, nodes=(*needing, *picture.nodes), handoffs=handoffs, bands=bands)


def _of(nodes: tuple[Node, ...], kind: NodeKind) -> tuple[str, ...]:
    return tuple(identifier(node.id) for node in nodes if node.kind is kind)
