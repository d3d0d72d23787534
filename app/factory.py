"""The application, wired; nothing is decided here."""

from collections.abc import Callable

from flask import Flask, abort, request

from app.config import Config
from app.web import context, policies
from app.web.blueprints import BLUEPRINTS
from app.web.context import Application, Visitor
from app.web.errors import answer_errors
from process_models.storage.session import Database


def create_app(config: Config | None = None, *, identify: Callable[[], Visitor | None] | None = None) -> Flask:
    """Return the application for some settings, those of the environment unless given.

    `identify` tells who asks; it is the session's business unless a test has another way.
    """
    settings = Config.from_env() if config is None else config
    app = Flask("app", static_folder=None)
    app.extensions[context.EXTENSION] = Application(
        config=settings, database=Database(settings.database_url), identify=identify or _nobody
    )
    app.extensions[context.PAGE] = {}  # what every template may call: asset, csrf_token
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.before_request(_hold_to_policy(app))
    answer_errors(app)
    policies.hold_to_policies(app)
    return app


def _nobody() -> Visitor | None:
    return None


def _hold_to_policy(app: Flask) -> Callable[[], None]:
    def hold() -> None:
        if request.endpoint is None:
            return
        declared = policies.policy_of(app, request.endpoint)
        if declared is policies.Policy.PUBLIC:
            return
        role = context.actor().role
        if declared is None or (declared.role is not None and not role.allows(declared.role)):
            abort(403)

    return hold
