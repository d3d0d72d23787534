"""The maps of an organisation: each with its drawing, its worst outcome, and how much of it is measured."""

import time

from flask import abort, current_app, make_response, request
from werkzeug.wrappers import Response

from app.services.files import exchange
from app.services.keeping import maps
from app.services.showing import cards, diagrams
from app.services.showing.cards import Card
from app.services.showing.diagrams import DrawingFailed
from app.services.showing.memory import NotYet
from app.services.teams import teams
from app.web import context
from app.web.asking import base_revision, can_edit, key, new_key, opened
from app.web.maps.pages import Answer, blueprint
from app.web.policies import Policy, policy
from process_models.domain.maps import ValueChainMap

PATIENCE = 0.15
"""Seconds that the list waits for figures that are not ready, all maps together; a script asks for the others again."""

PATIENCE_FOR_PICTURE = 10.0
HINTS = "eslabon_hints"
"""The cookie of a browser in which somebody put the hints away."""

_A_YEAR = 365 * 24 * 3600


@blueprint.get("/")
@policy(Policy.VIEW)
def index() -> str:
    """Show the maps, the one that was changed last first; to a newcomer, the example with four hints."""
    with context.reading() as session:
        found = maps.listed(session, context.actor())
        names = teams.names(session, context.actor())
    owners = sorted({each.team for each in found}, key=lambda team: names[team].casefold())
    chosen = request.args.get("team", type=int)
    found = tuple(each for each in found if chosen not in owners or each.team == chosen)
    return context.page(
        "maps/list.html",
        cards=_cards(found),
        example=next((each for each in found if each.chain.id == exchange.EXAMPLE), None),
        hints=HINTS not in request.cookies,
        teams=[(team, names[team]) for team in owners] if len(owners) > 1 else [],
        chosen=chosen if chosen in owners else None,
        may_edit=can_edit(),
        key=new_key(),
    )


@blueprint.get("/maps/<map_id>/card")
@policy(Policy.VIEW)
def card(map_id: str) -> str:
    """Show the figure of one map, for a list that could not wait for it."""
    return context.page("maps/figure.html", card=cards.card(opened(map_id), within=PATIENCE), again=True)


@blueprint.get("/maps/<map_id>/thumbnail.svg")
@policy(Policy.VIEW)
def thumbnail(map_id: str) -> Response:
    """Give the drawing of a map alone, small; a browser keeps it until the map changes."""
    shown = opened(map_id)
    answer = make_response("")
    answer.set_etag(f"{shown.revision}-{shown.evidence_version}-{context.language()}")
    answer.cache_control.private, answer.cache_control.no_cache = True, True
    answer.content_type = "image/svg+xml"
    return answer if answer.make_conditional(request).status_code == 304 else _pictured(shown, answer)


@blueprint.post("/maps/<map_id>/remove")
@policy(Policy.OWN)
def remove(map_id: str) -> Answer:
    """Remove a map with its history."""
    known = opened(map_id)
    with context.writing() as session:
        maps.remove(session, context.actor(), map_id=known.id, base_revision=base_revision())
    context.notice("maps.removed", name=known.chain.name)
    return context.see_other("maps.index")


@blueprint.post("/maps/example")
@policy(Policy.EDIT)
def example() -> Answer:
    """Put the example map among the others."""
    read = exchange.read(exchange.example())
    with context.writing() as session:
        made = maps.create(session, context.actor(), chain=read.chain or abort(500), key=key())
    return context.see_other("map.show", map_id=made)


@blueprint.post("/hints")
@policy(Policy.SIGNED_IN)
def hints() -> Answer:
    """Put the hints away in this browser, or take them out again."""
    answer = context.see_other("maps.index")
    if request.form.get("show"):
        answer.delete_cookie(HINTS)
    else:
        is_secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        answer.set_cookie(HINTS, "away", max_age=_A_YEAR, secure=is_secure, httponly=True, samesite="Lax")
    return answer


def _pictured(shown: ValueChainMap, answer: Response) -> Response:
    """Return an answer with the drawing; what stands for one that is not made yet is kept by nobody."""
    try:
        drawn = diagrams.thumbnail(shown, language=context.language(), within=PATIENCE_FOR_PICTURE)
    except (NotYet, DrawingFailed):
        text = context.words().text("maps.thumbnail.pending")
        return Response(context.page("maps/no_thumbnail.xml", text=text), mimetype="image/svg+xml")
    none = context.words().text("maps.thumbnail.none")
    answer.data = drawn or context.page("maps/no_thumbnail.xml", text=none)
    return answer


def _cards(found: tuple[ValueChainMap, ...]) -> tuple[Card, ...]:
    end = time.monotonic() + PATIENCE
    return tuple(cards.card(each, within=max(0.0, end - time.monotonic())) for each in found)
