"""With whom a map is shared: shown, shared with a team or a person, changed and ended."""

from pydantic import Field
from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import answer, created, nothing
from app.api.asking import Body, RequestRefused
from app.api.operations import Content, Operation, operation
from app.api.shared_models import GrantListed, GrantOut, SharingOut, TeamOut
from app.services.teams import sharing
from app.services.teams.sharing import SharedWith
from app.web import context
from app.web.policies import Policy
from process_models.domain.identifiers import GrantId, MapId, PersonId, TeamId
from process_models.domain.people import Grant, Role
from process_models.domain.problems import error

_ALL = "/maps/<map_id>/sharing"
_ONE = f"{_ALL}/<int(max=2147483647):grant_id>"


class NewShare(Body):
    """Whom to share a map with, a team, a person whom one knows, or whoever has an address, and how far."""

    team: int | None = Field(default=None, ge=1, le=2**31 - 1)
    person: int | None = Field(default=None, ge=1, le=2**31 - 1)
    email: str | None = None
    role: Role = Field(strict=False)


class ShareRole(Body):
    """How far a map is shared: to view or to edit."""

    role: Role = Field(strict=False)


@operation(
    Operation(
        name="list_sharing",
        verb="GET",
        rule=_ALL,
        tag="sharing",
        policy=Policy.OVERSEE,
        answer=Content(schema=SharingOut),
    )
)
def list_sharing(map_id: str) -> Response:
    """Show which team owns a map, and whom it is shared with."""
    with context.reading() as session:
        found = sharing.seen(session, context.actor(), map_id=MapId(map_id))
    return answer(SharingOut(owner=TeamOut.of(found.owner), shared=[_listed(each) for each in found.shared]))


@operation(
    Operation(
        name="share_map",
        verb="POST",
        rule=_ALL,
        tag="sharing",
        policy=Policy.OWN,
        body=Content(schema=NewShare),
        example={"email": "nora@example.org", "role": "viewer"},
        status=201,
        answer=Content(schema=GrantOut),
        takes_key=True,
        is_kept=True,
    )
)
def share_map(map_id: str) -> Response:
    """Share a map with a team or with somebody."""
    asked, key = asking.body(NewShare), asking.key()
    _one_of(asked)
    made = _share(MapId(map_id), asked, key)
    return created(GrantOut.of(made), "show_share", tag=made.version, map_id=map_id, grant_id=made.id)


@operation(
    Operation(
        name="show_share",
        verb="GET",
        rule=_ONE,
        tag="sharing",
        policy=Policy.OVERSEE,
        answer=Content(schema=GrantOut),
        is_kept=True,
    )
)
def show_share(map_id: str, grant_id: int) -> Response:
    """Tell about one of the ways in which a map is shared."""
    with context.reading() as session:
        found = sharing.of_id(session, context.actor(), map_id=MapId(map_id), grant=GrantId(grant_id))
    return answer(GrantOut.of(found), tag=found.version)


@operation(
    Operation(
        name="change_share",
        verb="PATCH",
        rule=_ONE,
        tag="sharing",
        policy=Policy.OWN,
        body=Content(schema=ShareRole),
        example={"role": "editor"},
        answer=Content(schema=GrantOut),
        needs_match=True,
        is_kept=True,
    )
)
def change_share(map_id: str, grant_id: int) -> Response:
    """Let whoever a map is shared with do more or less."""
    base, role, actor = asking.revision(), asking.body(ShareRole).role, context.actor()
    chosen, grant = MapId(map_id), GrantId(grant_id)
    with context.writing() as session:
        now = sharing.change(session, actor, map_id=chosen, grant=grant, role=role, base_version=base)
    return answer(GrantOut.of(now), tag=now.version)


@operation(
    Operation(
        name="stop_sharing",
        verb="DELETE",
        rule=_ONE,
        tag="sharing",
        policy=Policy.OWN,
        status=204,
        needs_match=True,
    )
)
def stop_sharing(map_id: str, grant_id: int) -> Response:
    """Share a map no longer with somebody."""
    base, grant = asking.revision(), GrantId(grant_id)
    with context.writing() as session:
        sharing.revoke(session, context.actor(), map_id=MapId(map_id), grant=grant, base_version=base)
    return nothing()


def _one_of(asked: NewShare) -> None:
    """Refuse a request that names nobody, or more than one."""
    if sum(each is not None for each in (asked.team, asked.person, asked.email)) != 1:
        raise RequestRefused(error("share-with-one"))


def _share(map_id: MapId, asked: NewShare, key: str | None) -> Grant:
    actor, role, email = context.actor(), asked.role, asked.email or ""
    with context.writing() as session:
        if asked.team is not None:
            return sharing.share_with_team(session, actor, map_id=map_id, team=TeamId(asked.team), role=role, key=key)
        if asked.person is not None:
            known = PersonId(asked.person)
            return sharing.share_with_colleague(session, actor, map_id=map_id, person=known, role=role, key=key)
        return sharing.share_with_person(session, actor, map_id=map_id, email=email, role=role, key=key)


def _listed(each: SharedWith) -> GrantListed:
    return GrantListed(**GrantOut.of(each.grant).model_dump(), name=each.name, email=each.email)
