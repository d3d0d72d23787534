"""Saved scenarios: kept by a name, compared side by side, renamed and removed."""

from collections.abc import Mapping
from types import MappingProxyType

from flask import request

from app.services.improving import comparing, scenarios, supposing
from app.services.improving.scenarios import MOST, ScenarioMoved, ScenarioRefused
from app.web import asking, clock, context
from app.web.errors import status_of
from app.web.improvement.pages import PATIENCE, Answer, address, blueprint
from app.web.policies import Policy, policy
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import MapId, ScenarioId

_ONE = "/maps/<map_id>/improvement/scenarios/<int(max=999999999999999):scenario_id>"


@blueprint.get("/maps/<map_id>/improvement/scenarios")
@policy(Policy.VIEW)
def index(map_id: str) -> Answer:
    """Show the scenarios of a map side by side."""
    return _page(map_id)


@blueprint.post("/maps/<map_id>/improvement/scenarios")
@policy(Policy.EDIT)
def save(map_id: str) -> Answer:
    """Keep what is supposed by a name."""
    name, said = request.form.get("name", ""), supposing.of_query(request.form.get("supposed", ""))
    try:
        with context.writing() as session:
            scenarios.save(
                session,
                context.actor(),
                map_id=MapId(map_id),
                name=name,
                supposed=said,
                at=clock.now(),
                key=asking.key(),
            )
    except ScenarioRefused as reason:
        return _page(map_id, reason, name=name, query=said.query)
    return _done(map_id, "improvement.saved")


@blueprint.post(f"{_ONE}/name")
@policy(Policy.EDIT)
def rename(map_id: str, scenario_id: int) -> Answer:
    """Give a scenario another name."""
    name, base, scenario = request.form.get("name", ""), asking.base_version(), ScenarioId(scenario_id)
    try:
        with context.writing() as session:
            scenarios.rename(
                session, context.actor(), map_id=MapId(map_id), scenario=scenario, name=name, base_version=base
            )
    except (ScenarioMoved, ScenarioRefused) as reason:
        return _page(map_id, reason, typed={scenario: name})
    return _done(map_id, "improvement.renamed")


@blueprint.post(f"{_ONE}/remove")
@policy(Policy.EDIT)
def remove(map_id: str, scenario_id: int) -> Answer:
    """Forget a scenario."""
    base, scenario = asking.base_version(), ScenarioId(scenario_id)
    try:
        with context.writing() as session:
            scenarios.remove(session, context.actor(), map_id=MapId(map_id), scenario=scenario, base_version=base)
    except ScenarioMoved as reason:
        return _page(map_id, reason)
    return _done(map_id, "improvement.removed")


def _page(
    map_id: str,
    reason: EslabonError | None = None,
    *,
    name: str = "",
    query: str = "",
    typed: Mapping[ScenarioId, str] = MappingProxyType({}),
) -> Answer:
    """Show the scenarios; after a refusal with what was typed: a new one's name, or the name meant for one."""
    opened = asking.opened(map_id)
    with context.reading() as session:
        known = scenarios.listed(session, context.actor(), map_id=opened.id)
    found = comparing.side_by_side(opened, known, language=context.language(), within=PATIENCE)
    page = context.page(
        "improvement/scenarios.html",
        opened=opened,
        compared=found,
        problems=() if reason is None else reason.problems,
        link=lambda column: address(opened.id, column.supposed),
        can_edit=asking.can_edit(),
        key=asking.new_key(),
        most=MOST,
        name=name,
        query=query,
        typed=typed,
        again=request.full_path if request.method == "GET" else request.path,
    )
    return page, 200 if reason is None else status_of(reason)


def _done(map_id: str, code: str) -> Answer:
    context.notice(code)
    return context.see_other("improvement.index", map_id=map_id)
