"""The server: gunicorn with threads, whose processes have their worker processes from the fork to the end."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from app.config import Config
from app.factory import create_app
from app.patience import PatientWorker
from app.request_log import RequestLog
from app.services.running import readiness
from app.turnstile import Turnstile
from app.web.context import EXTENSION

_SECONDS_TO_END = 2
"""How long requests under way may take once the server is told to stop: streams never end by themselves."""

_SECONDS_OF_SILENCE = 60
"""After which a process that does not even turn its own loop is replaced."""


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn tells no types
    """Gunicorn for one configuration."""

    def __init__(self, config: Config, *, logs_requests: bool = False) -> None:
        self._config = config
        self._logs_requests = logs_requests
        self._ends: list[Callable[[], None]] = []
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's own defaults."""
        for name, value in self._settings().items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application; every process makes its own."""
        app = create_app(self._config)
        app.wsgi_app = Turnstile(app.wsgi_app, self._config.threads)  # type: ignore[method-assign]
        held = app.extensions[EXTENSION]
        self._ends = [held.hub.stop, held.desk.stop]
        return app

    def _settings(self) -> Mapping[str, Any]:
        config = self._config
        return {
            "bind": bound(config),
            "workers": config.workers,
            "worker_class": PatientWorker,
            "threads": config.threads + config.streams,
            "worker_connections": 1000 + 2 * config.streams,
            "graceful_timeout": _SECONDS_TO_END,
            "timeout": _SECONDS_OF_SILENCE,
            "accesslog": "-" if self._logs_requests else None,
            "logger_class": RequestLog,
            "loglevel": "warning",
            "forwarded_allow_ips": "",  # what a proxy says counts where PROXIES says so, and nowhere else
            "forwarder_headers": "",
            "control_socket_disable": True,
            "post_worker_init": _begin,
            "worker_exit": self._end,
        }

    def _end(self, _server: object, _worker: object) -> None:
        for end in self._ends:
            end()
        readiness.end()


def bound(config: Config) -> str:
    """Return the address that a server listens at.

    >>> from pathlib import Path
    >>> bound(Config(data=Path(), database_url="", host="::1", port=80))
    '[::1]:80'
    """
    return f"[{config.host}]:{config.port}" if ":" in config.host else f"{config.host}:{config.port}"


def _begin(_worker: object) -> None:
    readiness.warm()
