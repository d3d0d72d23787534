"""One way to tell programs what went wrong: problem details (RFC 9457), in the language that they accept."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, make_response, request
from werkzeug.exceptions import HTTPException

from app.api.answering import text_of
from app.api.asking import MatchMissing
from app.api.operations import PREFIX, PROBLEM, VERSION
from app.services.accounts.people import PersonMoved
from app.services.accounts.tokens import TokenNotFound
from app.services.keeping import scripted
from app.services.keeping.editing import EditConflict
from app.services.keeping.maps import RevisionMoved
from app.services.talking.comments import CommentMoved
from app.services.teams.sharing import GrantMoved
from app.services.teams.teams import MemberNotFound, TeamMoved
from app.web import context
from app.web.errors import RETRY_AFTER, status_of
from process_models.domain.errors import EslabonError
from process_models.domain.problems import Problem

_STATUS: dict[type[EslabonError], int] = {
    MatchMissing: 428,
    TokenNotFound: 404,
    RevisionMoved: 412,
    PersonMoved: 412,
    CommentMoved: 412,
    MemberNotFound: 404,
    **dict.fromkeys((TeamMoved, GrantMoved), 412),
}
"""Where programs are answered otherwise than pages."""

TOLD = (400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 428, 429, 500, 503)


def answer_errors(app: Flask) -> None:
    """Answer programs with problem details wherever pages are answered with a page."""
    for handlers in app.error_handler_spec[None].values():
        for kind, page in handlers.items():
            handlers[kind] = _either(page)
    app.after_request(_say_version)


def is_program() -> bool:
    """Tell whether a request is one of a program."""
    return request.path == PREFIX or request.path.startswith(f"{PREFIX}/")


def status(reason: EslabonError) -> int:
    """Return the status of an error."""
    found = next((_STATUS[kind] for kind in type(reason).__mro__ if kind in _STATUS), None)
    return status_of(reason) if found is None else found


def _say_version(answer: Response) -> Response:
    if is_program():
        answer.headers["Eslabon-API"] = VERSION
        answer.vary.update(("Authorization", "Accept-Language"))
    return answer


def _either(page: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def answer(reason: Exception) -> object:
        return problem(reason) if is_program() else page(reason)

    return answer


def problem(reason: Exception) -> Response:
    """Return what a program is told of an error."""
    match reason:
        case context.NotSignedIn():
            return _told(401, headers={"WWW-Authenticate": 'Bearer realm="Eslabon"'})
        case EditConflict():
            return _told(status(reason), problems=reason.problems, more=scripted.conflict_document(reason))
        case EslabonError():
            return _told(status(reason), problems=reason.problems)
        case HTTPException():
            code = reason.code or 500
            known = code if code in TOLD else 400 if code < 500 else 500
            kept = {name: value for name, value in reason.get_headers() if name in {"Allow", "Location"}}
            return _told(known, headers=kept)
    return _told(500)


def _told(
    code: int,
    *,
    problems: tuple[Problem, ...] = (),
    more: dict[str, object] | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    words = context.words()
    content = {
        "type": f"{PREFIX}/docs#problem-{code}",
        "title": words.text(f"api.problem.{code}"),
        "status": code,
        "detail": " ".join(words.problem(each) for each in problems[:3]) or words.text(f"api.detail.{code}"),
        "instance": request.path,
        "problems": [scripted.problem_document(each, words) for each in problems],
        **(more or {}),
    }
    told = make_response(text_of(content), code)
    told.content_type = PROBLEM
    told.headers["Content-Language"] = words.language
    told.headers.update(headers or {})
    if code in RETRY_AFTER:
        told.headers["Retry-After"] = str(RETRY_AFTER[code])
    return told
