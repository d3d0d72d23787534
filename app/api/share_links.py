"""Links by which anybody who has them looks at a map: listed, made and shown once, and taken back."""

from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import address, answer, created, nothing
from app.api.asking import Body
from app.api.operations import Content, Operation, operation
from app.api.shared_models import NewShareLinkOut, ShareLinkOut, ShareLinksOut
from app.services.teams import share_links
from app.web import clock, context
from app.web.policies import Policy
from process_models.domain.identifiers import MapId, ShareLinkId

_ALL = "/maps/<map_id>/share-links"
_ONE = f"{_ALL}/<int(max=2147483647):link_id>"


class NewShareLink(Body):
    """A link that is to be made: for whom or what, and for how many days: 7, 30, 90 or 365."""

    label: str
    days: int = share_links.USUAL_LIFE


@operation(
    Operation(
        name="list_share_links",
        verb="GET",
        rule=_ALL,
        tag="sharing",
        policy=Policy.OVERSEE,
        answer=Content(schema=ShareLinksOut),
    )
)
def list_share_links(map_id: str) -> Response:
    """List the links by which a map can be looked at."""
    with context.reading() as session:
        found = share_links.listed(session, context.actor(), map_id=MapId(map_id), now=clock.now())
    return answer(ShareLinksOut(links=[ShareLinkOut.of(each) for each in found]))


@operation(
    Operation(
        name="make_share_link",
        verb="POST",
        rule=_ALL,
        tag="sharing",
        policy=Policy.OWN,
        body=Content(schema=NewShareLink),
        example={"label": "Gerencia", "days": 30},
        status=201,
        answer=Content(schema=NewShareLinkOut),
        takes_key=True,
    )
)
def make_share_link(map_id: str) -> Response:
    """Make a link to look at a map; it is shown once."""
    asked, key, actor = asking.body(NewShareLink), asking.key(), context.actor()
    with context.writing() as session:
        made, opens = share_links.make_once(
            session, actor, map_id=MapId(map_id), label=asked.label, days=asked.days, now=clock.now(), key=key
        )
    link = None if opens is None else address(share_links.path(opens))
    told = NewShareLinkOut(**ShareLinkOut.of(made).model_dump(), link=link)
    return created(told, "show_share_link", map_id=map_id, link_id=made.id)


@operation(
    Operation(
        name="show_share_link",
        verb="GET",
        rule=_ONE,
        tag="sharing",
        policy=Policy.OVERSEE,
        answer=Content(schema=ShareLinkOut),
    )
)
def show_share_link(map_id: str, link_id: int) -> Response:
    """Tell about a link."""
    link = ShareLinkId(link_id)
    with context.reading() as session:
        found = share_links.of_id(session, context.actor(), map_id=MapId(map_id), link=link, now=clock.now())
    return answer(ShareLinkOut.of(found))


@operation(
    Operation(
        name="revoke_share_link",
        verb="DELETE",
        rule=_ONE,
        tag="sharing",
        policy=Policy.OWN,
        status=204,
    )
)
def revoke_share_link(map_id: str, link_id: int) -> Response:
    """Take a link back; it opens nothing any more."""
    link = ShareLinkId(link_id)
    with context.writing() as session:
        share_links.revoke(session, context.actor(), map_id=MapId(map_id), link=link, now=clock.now())
    return nothing()
