"""The application, wired; nothing is decided here."""

from collections.abc import Callable

from flask import Flask, Response, abort, request
from werkzeug.middleware.proxy_fix import ProxyFix

from app.api import asking, errors, identity
from app.api.blueprint import RESOURCES
from app.api.blueprint import blueprint as api_blueprint
from app.config import Config
from app.secret import seal_of, secret_of
from app.services.access import Actor, role_on
from app.services.live.hub import Hub
from app.services.reporting.desk import Desk
from app.services.teams.teams import role_in
from app.web import context, policies
from app.web.accounts import keepers
from app.web.assets import asset
from app.web.blueprints import BLUEPRINTS
from app.web.comments.talk import unread
from app.web.context import Application, Visitor
from app.web.errors import answer_errors
from app.web.guard import forgery, headers, limits, visits
from process_models.domain.identifiers import MapId, TeamId
from process_models.domain.people import Role
from process_models.storage.session import Database

_LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})


def create_app(config: Config | None = None, *, identify: Callable[[], Visitor | None] | None = None) -> Flask:
    """Return the application for some settings, those of the environment unless given.

    `identify` tells who asks; it is the session's business unless a test has another way.
    """
    settings = Config.from_env() if config is None else config
    app = Flask("app", static_folder=None)
    database = Database(settings.database_url, seal=seal_of(settings))
    app.extensions[context.EXTENSION] = Application(
        config=settings,
        database=database,
        hub=Hub(database, streams=settings.streams),
        desk=Desk(database),
        identify=identify or _identify,
    )
    app.extensions[context.PAGE] = {"asset": asset, "unread": unread}  # what every template may call
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    _serve_programs(app)
    _guard(app, settings)
    app.after_request(_tell_followers)
    answer_errors(app)
    errors.answer_errors(app)
    policies.hold_to_policies(app)
    return app


def _serve_programs(app: Flask) -> None:
    assert RESOURCES  # noqa: S101 - imported, each has entered its operations
    app.register_blueprint(api_blueprint)


def _tell_followers(answer: Response) -> Response:
    """Have whoever follows a map see at once what a request did."""
    if request.method not in _LOOKING:
        context.application().hub.nudge()
    return answer


def _identify() -> Visitor | None:
    return identity.identify() if errors.is_program() else visits.identify()


def _guard(app: Flask, settings: Config) -> None:
    """Let nobody get where they do not belong; the checks run in this order, the cheapest first."""
    app.secret_key = secret_of(settings)
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    keepers.keep(app, app.secret_key, settings.provider)
    visits.keep_visits(app, is_secure=settings.is_secure)
    limits.hold_to_limits(app)
    forgery.refuse_other_names(app, settings.hosts)
    forgery.refuse_other_sites(app)
    forgery.refuse_forms_without_token(app).exempt(api_blueprint)
    app.before_request(_hold_to_policy(app))
    asking.hold_to_media(app)
    headers.send_headers(app, is_secure=settings.is_secure)


def _role(actor: Actor) -> Role:
    """Return what an actor may do: with the map, or in the team, of the request if it is of one, else at all.

    Raises:
        MapNotFound, TeamNotFound: it is out of reach.
    """
    asked = request.view_args or {}
    map_id, team_id = asked.get("map_id"), asked.get("team_id")
    if team_id is not None:
        with context.reading() as session:
            return role_in(session, actor, TeamId(team_id))
    if map_id is None:
        return actor.most
    with context.reading() as session:
        return role_on(session, actor, MapId(map_id))


def _hold_to_policy(app: Flask) -> Callable[[], None]:
    def hold() -> None:
        if request.endpoint is None:
            return
        declared = policies.policy_of(app, request.endpoint)
        if declared is policies.Policy.PUBLIC:
            return
        actor = context.actor()
        role = _role(actor.looking if declared is policies.Policy.OVERSEE else actor)
        if "map_id" in (request.view_args or {}):
            context.remember_role_on_map(role)
        if declared is None or (declared.role is not None and not role.allows(declared.role)):
            abort(403)
        if not actor.ceiling.allows(declared.ceiling):
            abort(403)

    return hold
