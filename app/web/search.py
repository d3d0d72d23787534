"""Search over everything that whoever asks reaches."""

from flask import Blueprint, request

from app.services.finding import search as finding
from app.web import context
from app.web.comments import talk
from app.web.policies import Policy, policy

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
@policy(Policy.VIEW)
def show() -> str:
    """Show what was found, by kind."""
    asked = request.args.get("q", "")[: finding.LONGEST]
    with context.reading() as session:
        groups = finding.search(session, context.actor(), asked=asked)
    return context.page(
        "search/show.html",
        asked=asked,
        has_words=bool(finding.words_of(asked)),
        groups=groups,
        most=finding.MOST_SHOWN,
        address_of=talk.address,
    )
