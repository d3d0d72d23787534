"""Charts as pictures of their own: shown on pages, and taken home with a heading."""

from collections.abc import Callable

from flask import Blueprint, make_response, request
from werkzeug.wrappers import Response

from app.services.improving import planning
from app.services.showing import charts
from app.services.showing.charts import ToldChart
from app.services.showing.memory import NotYet
from app.web import asking, clock, context
from app.web.improvement.planning import asked_budget
from app.web.maps.exporting import disposition
from app.web.policies import Policy, policy
from process_models.domain.maps import ValueChainMap

PATIENCE = 10.0
"""Seconds that a picture waits for figures that are not ready."""

blueprint = Blueprint("charts", __name__)

Telling = Callable[[ValueChainMap, str], ToldChart]
"""From a map and a subtitle to its chart."""


@blueprint.get("/maps/<map_id>/charts/pareto.svg")
@policy(Policy.VIEW)
def pareto(map_id: str) -> Response:
    """Give the Pareto chart of an outcome."""
    outcome = request.args.get("outcome")

    def told(opened: ValueChainMap, subtitle: str) -> ToldChart:
        return charts.pareto(opened, outcome=outcome, language=context.language(), subtitle=subtitle, within=PATIENCE)

    return _picture(asking.opened(map_id), told)


@blueprint.get("/maps/<map_id>/charts/outcomes.svg")
@policy(Policy.VIEW)
def outcomes(map_id: str) -> Response:
    """Give the chart of the intervals of all outcomes."""
    return _intervals(map_id, of_handoffs=False)


@blueprint.get("/maps/<map_id>/charts/handoffs.svg")
@policy(Policy.VIEW)
def handoffs(map_id: str) -> Response:
    """Give the chart of the intervals of all handoffs."""
    return _intervals(map_id, of_handoffs=True)


@blueprint.get("/maps/<map_id>/charts/budget.svg")
@policy(Policy.VIEW)
def budget(map_id: str) -> Response:
    """Give the chart of what is lost for what is spent."""
    most, _ = asked_budget()

    def told(opened: ValueChainMap, subtitle: str) -> ToldChart:
        return planning.chart(opened, most, language=context.language(), subtitle=subtitle, within=PATIENCE)

    return _picture(asking.opened(map_id), told)


def _intervals(map_id: str, *, of_handoffs: bool) -> Response:
    def told(opened: ValueChainMap, subtitle: str) -> ToldChart:
        return charts.intervals(
            opened, of_handoffs=of_handoffs, language=context.language(), subtitle=subtitle, within=PATIENCE
        )

    return _picture(asking.opened(map_id), told)


def _picture(opened: ValueChainMap, telling: Telling) -> Response:
    """Return a chart; a browser keeps it until it changes. What goes home says what it is."""
    is_file = "file" in request.args
    language = context.language()
    subtitle = charts.subtitle(opened, language=language, today=clock.now().date()) if is_file else ""
    try:
        told = telling(opened, subtitle)
        content = charts.svg(told, charts.NARROW if "narrow" in request.args else charts.WIDE, within=PATIENCE)
    except NotYet:
        text = context.words().text("charts.pending")
        return Response(context.page("maps/no_thumbnail.xml", text=text), mimetype="image/svg+xml")
    return _answered(opened, content, told.title if is_file else "")


def _answered(opened: ValueChainMap, content: bytes, title: str) -> Response:
    answer = make_response(content)
    answer.content_type = "image/svg+xml"
    answer.cache_control.private, answer.cache_control.no_cache = True, True
    answer.add_etag()
    if title:
        answer.headers["Content-Disposition"] = disposition(title, "svg")
        asking.note_taken(opened, "svg")
    return answer.make_conditional(request)
