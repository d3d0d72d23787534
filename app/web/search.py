"""Search over everything that whoever asks reaches."""

from flask import Blueprint, request

from app.services.finding import search as finding
from app.services.finding.search import Found, Hit
from app.web import context
from app.web.comments import talk
from app.web.policies import Policy, policy
from process_models.domain.comments import SubjectKind

blueprint = Blueprint("search", __name__)


_LONGEST = 7


@blueprint.get("/search")
@policy(Policy.VIEW)
def show() -> str:
    """Show what was found, by kind, or more of one kind."""
    asked, kind = request.args.get("q", "")[: finding.LONGEST], _kind()
    start = _start() if kind else 0
    with context.reading() as session:
        groups = finding.search(session, context.actor(), asked=asked, kind=kind, start=start)
    return context.page(
        "search/show.html",
        asked=asked,
        has_words=bool(finding.words_of(asked)),
        groups=groups,
        kind=kind,
        most=finding.MOST_SHOWN,
        address_of=_address,
    )


def _kind() -> Found | None:
    said = request.args.get("kind", "")
    return Found(said) if said in set(Found) else None


def _start() -> int:
    said = request.args.get("start", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= _LONGEST else 0


def _address(hit: Hit) -> str:
    """Return where a hit is shown; a person is shown nowhere."""
    if hit.map_id is None or hit.subject is None:
        return ""
    if hit.comment is not None:
        return talk.comment_address(hit.map_id, hit.subject, hit.comment, hit.place)
    mark = "" if hit.subject.kind is SubjectKind.MAP else "#panel"
    return talk.address(hit.map_id, hit.subject) + mark
