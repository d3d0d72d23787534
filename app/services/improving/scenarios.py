"""Scenarios of a map: kept by a name, renamed, removed. Whoever views the map sees them; editors write them."""

from datetime import datetime

from app.services.access import Actor, require_on
from app.services.accounts.people import tidy
from app.services.improving.supposing import Supposed
from app.services.keeping import idempotency
from graphs.propagation.questions.scenarios import Setting
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import MapId, ScenarioId
from process_models.domain.people import Role
from process_models.domain.problems import Problem, error
from process_models.domain.scenarios import REMOVED, SavedScenario, Supposition
from process_models.storage import scenarios as kept
from process_models.storage.session import Session

LONGEST_NAME = 120
MOST = 50
"""Of one map; what nobody compares any more is removed."""


class ScenarioRefused(EslabonError):
    """A scenario cannot be kept."""


class ScenarioNotFound(EslabonError):
    """The map has no such scenario."""


class ScenarioMoved(EslabonError):
    """Somebody else changed the scenario since it was read."""


def listed(session: Session, actor: Actor, *, map_id: MapId) -> tuple[SavedScenario, ...]:
    """Return the scenarios of a map, the oldest first."""
    require_on(session, actor, map_id, Role.VIEWER)
    return kept.of_map(session, map_id)


def save(
    session: Session,
    actor: Actor,
    *,
    map_id: MapId,
    name: str,
    supposed: Supposed,
    at: datetime,
    key: str | None = None,
) -> SavedScenario:
    """Keep what is supposed by a name.

    Raises:
        MapNotFound, Forbidden: the actor may not.
        ScenarioRefused: with everything that is wrong.
        IdempotencyKeyReused: the key came with another request.
    """
    require_on(session, actor, map_id, Role.EDITOR)
    former = idempotency.claim(session, actor, key, "scenario", map_id, name, supposed.query)
    if former is not None:
        return _found(session, map_id, ScenarioId(int(former)))
    wrong = [*_name_problems(name), *supposed.problems]
    wrong += [error("scenario-empty")] if supposed.is_empty else []
    wrong += [error("scenarios-full", most=MOST)] if len(kept.of_map(session, map_id)) >= MOST else []
    if wrong:
        raise ScenarioRefused(*wrong)
    settings = tuple(Supposition(thing=each.thing, field=each.field, value=each.value) for each in supposed.settings)
    removed = tuple(Supposition(thing=thing, field=REMOVED, value=1.0) for thing in supposed.removed)
    new = SavedScenario(id=ScenarioId(0), map=map_id, name=tidy(name), supposed=(*settings, *removed), at=at)
    made = kept.add(session, new)
    idempotency.settle(session, actor, key, str(made.id))
    return made


def rename(
    session: Session, actor: Actor, *, map_id: MapId, scenario: ScenarioId, name: str, base_version: int
) -> SavedScenario:
    """Give a scenario another name.

    Raises:
        MapNotFound, Forbidden: the actor may not.
        ScenarioNotFound, ScenarioMoved, ScenarioRefused: see there.
    """
    require_on(session, actor, map_id, Role.EDITOR)
    known = _unmoved(session, map_id, scenario, base_version)
    if wrong := _name_problems(name):
        raise ScenarioRefused(*wrong)
    kept.rename(session, known.id, tidy(name))
    return _found(session, map_id, known.id)


def remove(session: Session, actor: Actor, *, map_id: MapId, scenario: ScenarioId, base_version: int) -> SavedScenario:
    """Forget a scenario; return what it was.

    Raises:
        MapNotFound, Forbidden: the actor may not.
        ScenarioNotFound, ScenarioMoved: see there.
    """
    require_on(session, actor, map_id, Role.EDITOR)
    known = _unmoved(session, map_id, scenario, base_version)
    kept.remove(session, known.id)
    return known


def supposed_by(scenario: SavedScenario) -> Supposed:
    """Return what a scenario supposes, as pages and addresses have it."""
    numbers = (each for each in scenario.supposed if each.field != REMOVED)
    return Supposed(
        things=tuple(dict.fromkeys(each.thing for each in scenario.supposed)),
        settings=tuple(Setting(thing=each.thing, field=each.field, value=each.value) for each in numbers),
        removed=tuple(each.thing for each in scenario.supposed if each.field == REMOVED),
    )


def _unmoved(session: Session, map_id: MapId, scenario: ScenarioId, base_version: int) -> SavedScenario:
    known = _found(session, map_id, scenario)
    if known.version != base_version:
        raise ScenarioMoved(error("scenario-moved"))
    return known


def _found(session: Session, map_id: MapId, scenario: ScenarioId) -> SavedScenario:
    known = kept.by_id(session, map_id, scenario)
    if known is None:
        raise ScenarioNotFound(error("scenario-not-found"))
    return known


def _name_problems(name: str) -> list[Problem]:
    return [] if 0 < len(tidy(name)) <= LONGEST_NAME else [error("scenario-name-wrong", "/name", most=LONGEST_NAME)]
