"""What a handler works with: transactions, who asks, in which language, and the page that answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from flask import current_app, flash, g, get_flashed_messages, redirect, request
from werkzeug.wrappers import Response

from app.config import Config
from app.services.access import Actor
from app.services.live.hub import Hub
from app.services.reporting.desk import Desk
from app.templating import rendered
from app.web.addresses import url_for
from app.wording import DEFAULT_LANGUAGE, LANGUAGES, Wording, excerpt, wording
from process_models.domain.people import Role
from process_models.domain.problems import Field
from process_models.storage.session import Database, DatabaseBusy, DatabaseUnusable, Session

EXTENSION, PAGE = "eslabon", "eslabon-page"
THEME_COOKIE, THEMES = "theme", ("light", "dark")

UNAVAILABLE = (DatabaseBusy, DatabaseUnusable)
"""What no handler can mend; trying again later may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who asks: the actor, and the language of the account (None: the browser decides)."""

    actor: Actor
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What one server process holds: settings, database, what is followed and printed in it, how it tells who asks."""

    config: Config
    database: Database
    hub: Hub
    desk: Desk
    identify: Callable[[], Visitor | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What stands above a page on paper: when it was shown, and where it is found."""

    at: datetime
    address: str


class NotSignedIn(Exception):
    """A page for people with an account was asked for by somebody who has not signed in."""


def application() -> Application:
    """Return what this process holds."""
    return cast("Application", current_app.extensions[EXTENSION])


@contextmanager
def reading() -> Iterator[Session]:
    """Open a session that only reads."""
    with application().database.reading() as session:
        yield session


@contextmanager
def writing(*, patience: float | None = None) -> Iterator[Session]:
    """Open the one write transaction of a request: it is kept when the block ends, and dropped when it raises."""
    with application().database.writing(patience=patience) as session:
        yield session


def visitor() -> Visitor | None:
    """Return who asks, if anybody signed in; found out once for each request."""
    if "visitor" not in g:
        g.visitor = None  # whoever cannot be found out is nobody: the page that says so needs no second try
        g.visitor = application().identify()
    return cast("Visitor | None", g.visitor)


def actor() -> Actor:
    """Return on whose behalf the request is served."""
    found = visitor()
    if found is None:
        raise NotSignedIn
    return found.actor


def remember_role_on_map(role: Role) -> None:
    """Note what whoever asks may do with the map of the request."""
    g.role_on_map = role


def role_on_map() -> Role | None:
    """Return what whoever asks may do with the map of the request, None where it is of no map."""
    return cast("Role | None", g.get("role_on_map"))


def language() -> str:
    """Return the language of the account, else the browser's, else Spanish."""
    found = visitor()
    if found is not None and found.language is not None:
        return found.language
    return request.accept_languages.best_match(LANGUAGES) or DEFAULT_LANGUAGE


def words() -> Wording:
    """Return the words in which this request is answered."""
    return wording(language())


def theme() -> str:
    """Return the colours that this browser chose, `light` or `dark`; empty where the system decides."""
    chosen = request.cookies.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def is_partial() -> bool:
    """Tell whether a script asked for a part of the page."""
    return "HX-Request" in request.headers


def in_place_of_content() -> dict[str, str]:
    """Return the headers by which a script that asked for a part shows a whole page's content instead of that part."""
    if not is_partial():
        return {}
    return {"HX-Retarget": "#content", "HX-Reselect": "#content", "HX-Reswap": "outerHTML"}


def notice(code: str, **fields: Field) -> None:
    """Leave a sentence for the next page that this visitor sees; a cookie carries it, so long names are cut."""
    named = {name: excerpt(value) if isinstance(value, str) else value for name, value in fields.items()}
    flash(words().text(code, **named))


def page(template: str, **values: object) -> str:
    """Return a template filled in with its values and with what every page needs."""
    found = visitor()
    return rendered(
        template,
        words=words(),
        theme=theme(),
        actor=None if found is None else found.actor,
        url_for=url_for,
        path=request.path,
        printed=Printed(at=datetime.now(UTC), address=request.url),
        may_own_map=lambda: role_on_map() is Role.OWNER,
        notices=get_flashed_messages,
        **current_app.extensions[PAGE],
        **values,
    )


def see_other(endpoint: str, **values: Any) -> Response:  # noqa: ANN401 - as url_for
    """Answer a form that did its work: look there now."""
    return redirect(url_for(endpoint, **values), code=303)
