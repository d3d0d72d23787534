"""With whom a map is shared, which team owns it, and the links by which it can be looked at."""

from flask import request

from app.services.teams import share_links, sharing
from app.web import asking, clock, context
from app.web.policies import Policy, policy
from app.web.teams.pages import Answer, address, blueprint, roles, shown
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import GrantId, MapId, PersonId, ShareLinkId, TeamId
from process_models.domain.people import Role


@blueprint.get("/maps/<map_id>/sharing")
@policy(Policy.OWN)
def sharing_page(map_id: str) -> Answer:
    """Show who reaches a map."""
    return _page(map_id)


@blueprint.post("/maps/<map_id>/sharing")
@policy(Policy.OWN)
def share(map_id: str) -> Answer:
    """Share a map with a team, with somebody of one's teams, or with whoever has an address."""
    role, whom = asking.role(), request.form.get("with", "")
    try:
        with context.writing() as session:
            if whom == "team":
                team = TeamId(asking.whole("team"))
                sharing.share_with_team(
                    session, context.actor(), map_id=MapId(map_id), team=team, role=role, key=asking.key()
                )
            elif whom == "colleague":
                person = PersonId(asking.whole("person"))
                sharing.share_with_colleague(
                    session, context.actor(), map_id=MapId(map_id), person=person, role=role, key=asking.key()
                )
            else:
                email = request.form.get("email", "")
                sharing.share_with_person(
                    session, context.actor(), map_id=MapId(map_id), email=email, role=role, key=asking.key()
                )
    except EslabonError as reason:
        return _page(map_id, reason)
    return _done(map_id, "teams.shared")


@blueprint.post("/maps/<map_id>/sharing/<int(max=2147483647):grant_id>/role")
@policy(Policy.OWN)
def change_share(map_id: str, grant_id: int) -> Answer:
    """Let whoever a map is shared with do more or less."""
    grant, role, base = GrantId(grant_id), asking.role(), asking.base_version()
    try:
        with context.writing() as session:
            sharing.change(session, context.actor(), map_id=MapId(map_id), grant=grant, role=role, base_version=base)
    except EslabonError as reason:
        return _page(map_id, reason)
    return _done(map_id, "teams.share-changed")


@blueprint.post("/maps/<map_id>/sharing/<int(max=2147483647):grant_id>/revoke")
@policy(Policy.OWN)
def revoke_share(map_id: str, grant_id: int) -> Answer:
    """Share a map no longer with somebody."""
    grant, base = GrantId(grant_id), asking.base_version()
    try:
        with context.writing() as session:
            sharing.revoke(session, context.actor(), map_id=MapId(map_id), grant=grant, base_version=base)
    except EslabonError as reason:
        return _page(map_id, reason)
    return _done(map_id, "teams.share-revoked")


@blueprint.post("/maps/<map_id>/sharing/owner")
@policy(Policy.OWN)
def hand_over(map_id: str) -> Answer:
    """Let another team own a map."""
    team, base = TeamId(asking.whole("new_team")), TeamId(asking.whole("base_team"))
    try:
        with context.writing() as session:
            sharing.hand_over(session, context.actor(), map_id=MapId(map_id), team=team, base_team=base)
    except EslabonError as reason:
        return _page(map_id, reason)
    context.notice("teams.handed-over")
    return context.see_other("maps.index")


@blueprint.post("/maps/<map_id>/sharing/links")
@policy(Policy.OWN)
def make_link(map_id: str) -> Answer:
    """Make a link to look at a map, and show it once."""
    label, days = request.form.get("label", ""), request.form.get("days", 0, type=int)
    try:
        with context.writing() as session:
            _, key = share_links.make(
                session,
                context.actor(),
                map_id=MapId(map_id),
                label=label,
                days=days,
                now=clock.now(),
                key=asking.key(),
            )
    except EslabonError as reason:
        return _page(map_id, reason)
    return _page(map_id, link=address(share_links.path(key)))


@blueprint.post("/maps/<map_id>/sharing/links/<int(max=2147483647):link_id>/revoke")
@policy(Policy.OWN)
def revoke_link(map_id: str, link_id: int) -> Answer:
    """Take a link back."""
    link = ShareLinkId(link_id)
    with context.writing() as session:
        share_links.revoke(session, context.actor(), map_id=MapId(map_id), link=link, now=clock.now())
    return _done(map_id, "teams.link-revoked")


def _page(map_id: str, reason: EslabonError | None = None, link: str = "") -> Answer:
    known = asking.opened(map_id)
    with context.reading() as session:
        found = sharing.seen(session, context.actor(), map_id=known.id)
        links = share_links.listed(session, context.actor(), map_id=known.id, now=clock.now())
    sent = request.form if reason else {}
    typed = {name: sent.get(name, "") for name in ("email", "label", "role", "days", "team", "person", "with")}
    given = roles(Role.VIEWER, Role.EDITOR)
    return shown(
        "teams/sharing.html",
        reason,
        opened=known,
        sharing=found,
        links=links,
        typed=typed,
        roles=given,
        lives=share_links.LIVES,
        usual=share_links.USUAL_LIFE,
        link=link,
    )


def _done(map_id: str, code: str) -> Answer:
    context.notice(code)
    return context.see_other("teams.sharing_page", map_id=map_id)
