"""The propagation page: why an outcome is badly served, and whom the failure of a handoff reaches."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, request
from markupsafe import Markup

from app.services.showing import answers, charts, complaints
from app.services.showing.answers import Answer
from app.web import asking, context, drawings
from app.web.addresses import url_for
from app.web.policies import Policy, policy
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.maps import ValueChainMap

PATIENCE = 0.25
"""Seconds that a page waits for figures and for a drawing that are not ready; then it says so and asks again."""

blueprint = Blueprint("propagation", __name__)

Address = Callable[[HandoffId | None, NodeId | None], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A row of the Pareto, leading to its handoff or node."""

    name: str
    remark: str
    href: str
    share: float
    cumulative: float
    evidence: str


@blueprint.get("/maps/<map_id>/propagation")
@policy(Policy.VIEW)
def show(map_id: str) -> str:
    """Show why an outcome is badly served, or whom a handoff's failure reaches."""
    opened = asking.opened(map_id)
    return _page("propagation/show.html", opened, _answer(opened))


@blueprint.get("/maps/<map_id>/propagation/figures")
@policy(Policy.VIEW)
def figures(map_id: str) -> str:
    """Show the six figures of every failure that reaches an outcome."""
    opened = asking.opened(map_id)
    answer = _answer(opened)
    return _page("propagation/figures.html" if answer.why else "propagation/show.html", opened, answer)


def _page(template: str, opened: ValueChainMap, answer: Answer) -> str:
    address = addresses(opened)
    return context.page(
        template,
        opened=opened,
        answer=answer,
        bars=_bars(answer, address),
        observable=complaints.observable(opened, language=context.language()),
        address=address,
        drawing=_drawing(opened, answer),
        pareto=charts.of_why(answer.why, language=context.language()) if answer.why else None,
        again=request.full_path,
        request_args=request.args,
    )


def _answer(opened: ValueChainMap) -> Answer:
    language, handoff = context.language(), request.args.get("handoff")
    if handoff:
        return answers.reach(opened, handoff=handoff, language=language, within=PATIENCE)
    outcome = request.args.get("outcome") or request.args.get("node")
    return answers.why(opened, outcome=outcome, language=language, within=PATIENCE)


def addresses(opened: ValueChainMap) -> Address:
    """Return where the handoffs and the nodes of a map are shown."""

    def address(handoff: HandoffId | None, node: NodeId | None) -> str:
        if handoff is not None:
            return url_for("handoffs.show", map_id=opened.id, handoff_id=handoff)
        return url_for("nodes.show", map_id=opened.id, node_id=node)

    return address


def _bars(answer: Answer, address: Address) -> tuple[Bar, ...]:
    return tuple(
        Bar(
            name=part.name,
            remark=part.remark,
            href=address(part.handoff, part.node),
            share=part.share,
            cumulative=part.cumulative,
            evidence=part.evidence,
        )
        for part in (answer.why.parts if answer.why else ())
    )


def _drawing(opened: ValueChainMap, answer: Answer) -> Markup | None:
    """Return the drawing, in which a handoff leads to whom its failure reaches, an outcome to why it fails."""
    if answer.drawing is None:
        return None
    linked = {f"handoff-{handoff.id}" for handoff in opened.chain.handoffs}
    linked.update(f"node-{choice.node}" for choice in answer.choices)
    chosen = f"handoff-{answer.reach.handoff}" if answer.reach else f"node-{answer.about}"
    here = url_for("propagation.show", map_id=opened.id)
    return drawings.inline(answer.drawing.content, page=f"{here}?", linked=linked, chosen=chosen)
