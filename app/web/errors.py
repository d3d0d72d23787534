"""One table from what went wrong to what is answered, in the reader's language."""

from typing import cast

from flask import Flask, redirect, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from app.services.access import Forbidden, MapNotFound, TeamNotFound
from app.services.accounts.attempts import TooManyAttempts
from app.services.accounts.links import LinkNotFound
from app.services.accounts.passwords import TooManyAtOnce
from app.services.accounts.people import PersonMoved, PersonNotFound
from app.services.accounts.provider import ProviderUnavailable
from app.services.accounts.security import CredentialsMoved
from app.services.accounts.single_sign_on import PasswordsOff
from app.services.files.starters import StarterNotFound
from app.services.files.uploads import UploadNotFound, UploadsFull
from app.services.improving.scenarios import ScenarioMoved, ScenarioNotFound
from app.services.keeping.changes import RevisionNotFound
from app.services.keeping.editing import EditConflict
from app.services.keeping.maps import RevisionMoved
from app.services.live.guests import GuestsLocked
from app.services.live.hub import StreamsFull
from app.services.live.opening import GuestLinkNotFound
from app.services.live.proposing import ProposalDecided, ProposalNotFound
from app.services.reporting.ordering import ReportMoved
from app.services.reporting.past import ReportGone, ReportNotFound
from app.services.reporting.templates import TemplateMoved, TemplateNotFound
from app.services.showing.answers import HandoffUnknown
from app.services.showing.diagrams import ViewRefused
from app.services.showing.overview import ThingNotFound
from app.services.talking.comments import CommentMoved, CommentNotFound
from app.services.teams.invitations import InvitationNotFound
from app.services.teams.share_links import ShareLinkNotFound
from app.services.teams.sharing import GrantMoved, GrantNotFound
from app.services.teams.teams import TeamMoved
from app.services.turns import TooMuchAtOnce
from app.web import context
from app.web.editing import conflicts
from process_models.domain.errors import CommandRefused, EslabonError

Answer = tuple[str, int]

STATUS: dict[type[EslabonError], int] = {
    MapNotFound: 404,
    HandoffUnknown: 404,
    ViewRefused: 404,
    ThingNotFound: 404,
    RevisionNotFound: 404,
    StarterNotFound: 404,
    UploadNotFound: 404,
    CommentNotFound: 404,
    CommentMoved: 409,
    ScenarioNotFound: 404,
    ScenarioMoved: 409,
    **dict.fromkeys((ReportNotFound, ReportGone, TemplateNotFound), 404),
    **dict.fromkeys((ReportMoved, TemplateMoved), 409),
    UploadsFull: 503,
    EditConflict: 409,
    RevisionMoved: 409,
    Forbidden: 403,
    LinkNotFound: 404,
    ProviderUnavailable: 503,
    PasswordsOff: 403,
    PersonNotFound: 404,
    PersonMoved: 409,
    **dict.fromkeys((TeamNotFound, InvitationNotFound, ShareLinkNotFound, GrantNotFound), 404),
    **dict.fromkeys((TeamMoved, GrantMoved), 409),
    CredentialsMoved: 409,
    TooManyAttempts: 429,
    TooManyAtOnce: 503,
    TooMuchAtOnce: 503,
    StreamsFull: 503,
    **dict.fromkeys((GuestLinkNotFound, ProposalNotFound), 404),
    **dict.fromkeys((GuestsLocked, ProposalDecided), 409),
    **dict.fromkeys(context.UNAVAILABLE, 503),
    CommandRefused: 422,
    EslabonError: 422,
}
"""A subclass without a line of its own is answered like its parent."""

RETRY_AFTER = {429: 900, 503: 5}
"""Seconds after which it is worth another try."""

_TOLD = frozenset({400, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503})


def answer_errors(app: Flask) -> None:
    """Answer every error with a page."""
    app.register_error_handler(context.NotSignedIn, _sign_in)
    app.register_error_handler(EslabonError, _mendable)
    app.register_error_handler(EditConflict, conflicts.answer)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(500, _ours)


def status_of(reason: EslabonError) -> int:
    """Return the status of an error: its own line of the table, else the nearest parent's."""
    return next(STATUS[kind] for kind in type(reason).__mro__ if kind in STATUS)


def _sign_in(_reason: Exception) -> Response:
    """Lead to the sign-in and back; a script that wanted a part of a page is told to load the whole one."""
    if context.is_partial():
        return Response(status=401, headers={"HX-Redirect": url_for("accounts.sign_in")})
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=wanted), code=303)


def _mendable(reason: EslabonError) -> tuple[str, int, dict[str, str]]:
    status = status_of(reason)
    wait = {"Retry-After": str(RETRY_AFTER[status])} if status in RETRY_AFTER else {}
    headers = {**wait, **context.in_place_of_content()}
    return context.page("errors/error.html", status=status, problems=reason.problems), status, headers


def _http(reason: HTTPException) -> tuple[str, int, list[tuple[str, str]]] | Response:
    if reason.response is not None:
        return cast("Response", reason.response)
    code = reason.code or 500
    if 300 <= code < 400:
        return Response.force_type(reason.get_response())
    status = code if code in _TOLD else 400
    told = [(name, value) for name, value in reason.get_headers() if name.lower() != "content-type"]
    headers = [*told, *context.in_place_of_content().items()]
    return context.page("errors/error.html", status=status, problems=()), code, headers


def _ours(_reason: Exception) -> tuple[str, int, dict[str, str]]:
    return context.page("errors/error.html", status=500, problems=()), 500, context.in_place_of_content()
