"""What reports are asked to be, kept by a team by a name: its people take them for its maps, its editors write them."""

from dataclasses import replace

from app.services.access import Actor, Forbidden, TeamNotFound
from app.services.accounts.people import tidy
from app.services.keeping import idempotency, maps
from app.services.reporting import choosing
from app.services.teams.teams import role_in
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import MapId, ReportTemplateId, TeamId
from process_models.domain.people import Role
from process_models.domain.problems import error
from process_models.domain.reports import ReportChoice, ReportTemplate
from process_models.storage import report_templates as stored
from process_models.storage.session import Session

LONGEST_NAME = 80
MOST = 20
"""Of one team."""


class TemplateRefused(EslabonError):
    """A template cannot be kept like this."""


class TemplateNotFound(EslabonError):
    """The team has no such template."""


class TemplateMoved(EslabonError):
    """Somebody else changed the template since it was read."""


def listed(session: Session, actor: Actor, *, map_id: MapId) -> tuple[ReportTemplate, ...]:
    """Return the templates of the team that owns a map, the oldest first; none to whoever is not in it.

    Raises:
        MapNotFound: the map is out of the actor's reach.
    """
    team = maps.opened(session, actor, map_id=map_id).team
    return () if _role(session, actor, team) is None else stored.of_team(session, team)


def choice_of(session: Session, actor: Actor, *, map_id: MapId, template: int) -> ReportChoice | None:
    """Return what a template says, in the name of whoever takes it; nothing where they have no such template.

    Raises:
        MapNotFound: the map is out of the actor's reach.
    """
    known = (each.choice for each in listed(session, actor, map_id=map_id) if each.id == template)
    choice = next(known, None)
    return None if choice is None else replace(choice, author=actor.name)


def may_write(session: Session, actor: Actor, *, map_id: MapId) -> bool:
    """Tell whether somebody may write the templates of the team that owns a map."""
    role = _role(session, actor, maps.opened(session, actor, map_id=map_id).team)
    return role is not None and role.allows(Role.EDITOR)


def save(
    session: Session, actor: Actor, *, map_id: MapId, name: str, choice: ReportChoice, key: str | None = None
) -> ReportTemplate:
    """Keep a choice by a name, in the place of what the team kept by that name before.

    Raises:
        MapNotFound, TeamNotFound, Forbidden: the actor may not.
        TemplateRefused: with everything that is wrong.
        IdempotencyKeyReused: the key came with another request.
    """
    team = _writable(session, actor, map_id)
    wanted, called = choosing.tidied(choice), tidy(name)
    former = idempotency.claim(session, actor, key, "report-template", map_id, name, repr(wanted))
    if former is not None:
        return _found(session, team, ReportTemplateId(int(former)))
    known = stored.of_team(session, team)
    same = next((each for each in known if each.name == called), None)
    wrong = [*choosing.problems(wanted)]
    wrong += [] if 0 < len(called) <= LONGEST_NAME else [error("template-name-wrong", "/name", most=LONGEST_NAME)]
    wrong += [error("templates-full", most=MOST)] if same is None and len(known) >= MOST else []
    if wrong:
        raise TemplateRefused(*wrong)
    if same is not None:
        stored.replace(session, same.id, wanted)
    kept = same.id if same is not None else stored.add(session, team, called, wanted).id
    idempotency.settle(session, actor, key, str(kept))
    return _found(session, team, kept)


def remove(
    session: Session, actor: Actor, *, map_id: MapId, template: ReportTemplateId, base_version: int
) -> ReportTemplate:
    """Forget a template; return what it was.

    Raises:
        MapNotFound, TeamNotFound, Forbidden: the actor may not.
        TemplateNotFound, TemplateMoved: see there.
    """
    known = _found(session, _writable(session, actor, map_id), template)
    if known.version != base_version:
        raise TemplateMoved(error("template-moved"))
    stored.remove(session, known.id)
    return known


def _writable(session: Session, actor: Actor, map_id: MapId) -> TeamId:
    team = maps.opened(session, actor, map_id=map_id, role=Role.EDITOR).team
    if not role_in(session, actor, team).allows(Role.EDITOR):
        raise Forbidden(error("needs-editor"))
    return team


def _role(session: Session, actor: Actor, team: TeamId) -> Role | None:
    try:
        return role_in(session, actor, team)
    except TeamNotFound:
        return None


def _found(session: Session, team: TeamId, template: ReportTemplateId) -> ReportTemplate:
    known = next((each for each in stored.of_team(session, team) if each.id == template), None)
    if known is None:
        raise TemplateNotFound(error("template-not-found"))
    return known
