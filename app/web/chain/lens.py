"""The lens of the map page: three questions asked of the drawing, answered in the panel beside it."""

import json
from dataclasses import dataclass, replace

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from app.services.improving import acting, answers, drawn, supposing
from app.services.improving.answers import Answer as Supposition
from app.services.improving.supposing import REMOVE, THING, Supposed
from app.services.keeping import editing
from app.services.showing import answers as asked
from app.services.showing.memory import NotYet
from app.web import asking, context
from app.web.addresses import url_for
from app.web.chain.looked import Looked
from app.web.improvement.what_if import SECONDS_MOVING, told
from app.web.policies import Policy, policy
from process_models.domain.chain import ValueChain
from process_models.domain.commands import AddAction
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import Problem
from process_models.domain.validity import as_of

PATIENCE, SHORT_PATIENCE = 0.25, 0.05
"""Seconds that a page, and a panel, wait for figures that are not there; then they come without, and ask for them."""

DOWNSTREAM = "downstream:handoff:"

blueprint = Blueprint("lens", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A row of the Pareto: it leads to its handoff or node, and `drawn` is what is lit in the drawing meanwhile."""

    name: str
    remark: str
    href: str
    share: float
    cumulative: float
    evidence: str
    drawn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """What is answered beside the drawing: why an outcome fails or whom a handoff reaches (`found`), what would be if.

    `bars` are the rows of the Pareto, `ways` the steps of each chain, for the script that plays it. `thing`
    is what the sliders move. `again` asks for the same, while it is still being computed (`is_pending`).
    """

    again: str = ""
    missing: Problem | None = None
    is_pending: bool = False
    found: asked.Answer | None = None
    bars: tuple[Bar, ...] = ()
    ways: tuple[str, ...] = ()
    supposition: Supposition | None = None
    thing: str = ""


@blueprint.get("/maps/<map_id>/lens")
@policy(Policy.VIEW)
def show(map_id: str) -> str:
    """Show the answers alone, once they are there."""
    opened = asking.opened(map_id)
    return context.page("lens/lens.html", **values(opened, Looked.asked(opened.chain), PATIENCE))


@blueprint.get("/maps/<map_id>/lens/answer")
@policy(Policy.VIEW)
def answer(map_id: str) -> ResponseReturnValue:
    """Say what would be if while a slider moves: the figures, and what of the drawing looks otherwise; 202: not yet."""
    opened = asking.opened(map_id)
    looked = Looked.asked(opened.chain)
    supposed = _supposed(looked)
    language = context.language()
    found = answers.effect(opened, supposed, language=language, within=SECONDS_MOVING)
    said = told(found, address(opened, looked, supposed))
    if found.is_pending:
        return jsonify(said), 202
    try:
        marks = drawn.marks(opened, looked.view, supposed, language=language, within=SECONDS_MOVING)
    except NotYet:
        return jsonify(said), 202
    except EslabonError:
        marks = ()
    nodes = {f"node-{each.outcome}": drawn.figure(each) for each in found.effects if drawn.figure(each)}
    return jsonify({**said, "handoffs": {mark.identifier: _written(mark) for mark in marks}, "nodes": nodes})


@blueprint.post("/maps/<map_id>/lens/action")
@policy(Policy.EDIT)
def act(map_id: str) -> ResponseReturnValue:
    """Put what is supposed on the list of improvements."""
    opened = asking.opened(map_id)
    said = supposing.of_query(request.form.get("supposed", ""))
    made, left_out = acting.action(opened, said, name=request.form.get("name", ""))
    with context.writing() as session:
        editing.apply(
            session,
            context.actor(),
            map_id=opened.id,
            command=AddAction(action=made),
            base_revision=asking.base_revision(),
            key=asking.key(),
        )
    context.notice("lens.action.done", name=made.name)
    if left_out:
        context.notice("lens.action.left-out")
    return context.see_other("improvement.plan", map_id=opened.id)


def values(opened: ValueChainMap, looked: Looked, within: float) -> dict[str, object]:
    """Return all that the lens shows."""
    return {
        "opened": opened,
        "looked": looked,
        "lens": of(opened, looked, within),
        "lens_view": lambda view: url_for("map.show", map_id=opened.id, **replace(looked, view=view).values()),
        "lens_answers": url_for("lens.answer", map_id=opened.id, **looked.values()),
        "lens_here": url_for("map.show", map_id=opened.id, **looked.values()),
        "can_edit": asking.can_edit(),
        "key": asking.new_key(),
        "thing": THING,
        "remove": REMOVE,
    }


def of(opened: ValueChainMap, looked: Looked, within: float) -> Lens:
    """Return the answers to what is looked at; none where nothing is chosen that could be asked about."""
    chain = as_of(opened.chain, opened.chain.as_of).chain
    language, supposed = context.language(), _supposed(looked)
    about, handoff = _outcome(chain, looked), _handoff(chain, looked)
    lens = Lens(again=_again(opened, looked, supposed))
    if about is not None:
        why = asked.why(opened, outcome=about, language=language, within=within, drawn=False)
        lens = _with_why(lens, opened, looked, why)
    elif handoff is not None:
        reach = asked.reach(opened, handoff=handoff, language=language, within=within, drawn=False)
        lens = replace(lens, found=reach, missing=reach.missing, is_pending=reach.is_pending)
    if lens.is_pending or not _can_be_moved(chain, looked):
        return lens
    if not supposed.things:
        return lens
    found = answers.what_if(opened, supposed, language=language, within=within)
    return replace(
        lens, supposition=found, missing=found.missing, is_pending=found.is_pending, thing=supposed.things[0]
    )


def address(opened: ValueChainMap, looked: Looked, supposed: Supposed) -> str:
    """Return where a map page shows the same under what is supposed."""
    here = url_for("map.show", map_id=opened.id, **looked.values())
    return _joined(here, replace(supposed, things=()).query)


def _with_why(lens: Lens, opened: ValueChainMap, looked: Looked, found: asked.Answer) -> Lens:
    ways = found.why.ways if found.why else ()
    return replace(
        lens,
        found=found,
        bars=_bars(opened, looked, found),
        ways=tuple(json.dumps(way, ensure_ascii=False) for way in ways),
        missing=found.missing,
        is_pending=found.is_pending,
    )


def _bars(opened: ValueChainMap, looked: Looked, found: asked.Answer) -> tuple[Bar, ...]:
    return tuple(
        Bar(
            name=part.name,
            remark=part.remark,
            href=_where(opened, looked, part.handoff, part.node),
            share=part.share,
            cumulative=part.cumulative,
            evidence=part.evidence,
            drawn=f"handoff-{part.handoff}" if part.handoff is not None else f"node-{part.node}",
        )
        for part in (found.why.parts if found.why else ())
    )


def _where(opened: ValueChainMap, looked: Looked, handoff: HandoffId | None, node: NodeId | None) -> str:
    there = Looked(view=looked.view, handoff=handoff or "", node=node or "")
    return url_for("map.show", map_id=opened.id, **there.values()) + "#panel"


def _outcome(chain: ValueChain, looked: Looked) -> NodeId | None:
    """Return the outcome that is asked about: the one that is chosen, else the one whose view it is."""
    if looked.handoff or looked.is_arrow:
        return None
    node = chain.node(NodeId(looked.node or looked.outcome or ""))
    return node.id if node is not None and node.is_outcome else None


def _handoff(chain: ValueChain, looked: Looked) -> HandoffId | None:
    """Return the handoff that is asked about, likewise."""
    of_view = looked.view.removeprefix(DOWNSTREAM) if looked.view.startswith(DOWNSTREAM) else ""
    name = looked.handoff or ("" if looked.node or looked.is_arrow else of_view)
    found = chain.handoff(HandoffId(name)) if name else None
    return None if found is None else found.id


def _can_be_moved(chain: ValueChain, looked: Looked) -> bool:
    if looked.handoff:
        return chain.handoff(HandoffId(looked.handoff)) is not None
    node = chain.node(NodeId(looked.node)) if looked.node else None
    return node is not None and not node.is_outcome


def _supposed(looked: Looked) -> Supposed:
    """Return what the address supposes of what is chosen."""
    thing = f"handoff:{looked.handoff}" if looked.handoff else f"node:{looked.node}" if looked.node else ""
    if not thing:
        return Supposed()
    return supposing.read([(THING, thing), *request.args.items(multi=True)]).only(thing)


def _again(opened: ValueChainMap, looked: Looked, supposed: Supposed) -> str:
    there = url_for("lens.show", map_id=opened.id, **looked.values())
    return _joined(there, replace(supposed, things=()).query)


def _joined(there: str, query: str) -> str:
    return f"{there}{'&' if '?' in there else '?'}{query}" if query else there


def _written(mark: drawn.Mark) -> dict[str, object]:
    return {
        "color": mark.stroke.color,
        "width": mark.stroke.width,
        "dashes": mark.stroke.dashes,
        "lines": mark.lines,
        "figures": mark.figures,
        "gone": mark.is_gone,
    }
