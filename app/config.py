"""The settings of a server, read once from the environment; every wrong one is told at once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from app import provider_settings
from app.provider_settings import ProviderSettings
from process_models.domain.errors import EslabonError
from process_models.domain.problems import Problem, error

DATABASE_FILE = "eslabon.sqlite"

_HOST, _PORT, _WORKERS, _THREADS, _STREAMS = "127.0.0.1", 8000, 2, 8, 200
_MOST = {"PORT": 65535, "WORKERS": 64, "THREADS": 256, "STREAMS": 1000, "PROXIES": 8, "SMTP_PORT": 65535}
_LEAST = {"PROXIES": 0, "STREAMS": 0}
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class WrongSettings(EslabonError):
    """Settings of the environment that cannot be used; one problem each, with its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Smtp:
    """The mail server that takes what is sent; `tls` is `starttls`, `tls` from the first byte, or `none`."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    sender: str
    tls: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a server is told from outside.

    `data` is the folder of everything that is kept; `database_url` is SQLite in it unless `DATABASE_URL` says
    otherwise; `streams` live streams of a process have threads beside its `threads`; `base_url` is how people reach
    the server, for the links that it gives out; `proxies` is how many reverse proxies of our own stand before it;
    `hosts` are the names that a browser may call it by (empty: any); without `secret_key` one is kept in the data
    folder; without `smtp` no mail is sent.
    """

    data: Path
    database_url: str
    host: str = _HOST
    port: int = _PORT
    workers: int = _WORKERS
    threads: int = _THREADS
    streams: int = _STREAMS
    proxies: int = 0
    base_url: str = ""
    hosts: tuple[str, ...] = ()
    secret_key: str | None = field(default=None, repr=False)
    provider: ProviderSettings | None = None
    smtp: Smtp | None = None

    @classmethod
    def from_env(cls, environment: Mapping[str, str] = os.environ) -> "Config":
        """Return the settings that the environment gives.

        Raises:
            WrongSettings: with every setting that cannot be used.
        """
        wrong: list[Problem] = []
        data = Path(environment.get("ESLABON_DATA") or _home(environment)).expanduser().absolute()
        host = environment.get("HOST") or _HOST
        port = _whole(environment, "PORT", _PORT, wrong)
        config = cls(
            data=data,
            database_url=environment.get("DATABASE_URL") or f"sqlite:///{data / DATABASE_FILE}",
            host=host,
            port=port,
            workers=_whole(environment, "WORKERS", _WORKERS, wrong),
            threads=_whole(environment, "THREADS", _THREADS, wrong),
            streams=_whole(environment, "STREAMS", _STREAMS, wrong),
            proxies=_whole(environment, "PROXIES", 0, wrong),
            base_url=(environment.get("BASE_URL") or f"http://{_reached_as(host)}:{port}").rstrip("/"),
            hosts=_names(environment, host),
            secret_key=environment.get("SECRET_KEY") or None,
            provider=provider_settings.read(environment, wrong),
            smtp=_smtp(environment, wrong),
        )
        if not config.base_url.startswith(("http://", "https://")):
            wrong.append(error("setting-not-an-address", setting="BASE_URL", value=config.base_url))
        if wrong:
            raise WrongSettings(*wrong)
        return config

    @property
    def is_secure(self) -> bool:
        """Whether people reach the server by TLS."""
        return self.base_url.startswith("https://")


def _home(environment: Mapping[str, str]) -> str:
    return str(Path(environment.get("XDG_DATA_HOME") or "~/.local/share") / "eslabon")


def _reached_as(host: str) -> str:
    """Return the name under which a server that listens everywhere is reached on its own machine."""
    name = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound
    return f"[{name}]" if ":" in name else name


def _names(environment: Mapping[str, str], host: str) -> tuple[str, ...]:
    """Return the names that the server answers to: those of `HOSTS`, else its own where it is known."""
    given = tuple(name.strip() for name in environment.get("HOSTS", "").split(",") if name.strip())
    public = urlsplit(environment.get("BASE_URL", "")).hostname
    if given or not (public or _is_local(host)):
        return given
    return (*((public,) if public else ()), *_LOOPBACK)


def _smtp(environment: Mapping[str, str], wrong: list[Problem]) -> Smtp | None:
    """Return the mail server, None where no host is given; then the other settings of it are of no use."""
    names = ("SMTP_HOST", "SMTP_USER", "SMTP_PASSWORD", "SMTP_FROM", "SMTP_TLS")
    host, user, password, sender, tls = (environment.get(name, "").strip() for name in names)
    tls = tls or "starttls"
    port = _whole(environment, "SMTP_PORT", 465 if tls == "tls" else 587, wrong)
    if not host:
        return None
    if tls not in {"starttls", "tls", "none"}:
        wrong.append(error("setting-not-a-word", setting="SMTP_TLS", value=tls, words="starttls, tls, none"))
    if "@" not in sender or not sender.isprintable():
        wrong.append(error("setting-not-an-email", setting="SMTP_FROM", value=sender))
    if bool(user) is not bool(password):
        wrong.append(error("setting-alone", setting="SMTP_USER", other="SMTP_PASSWORD"))
    if user and tls == "none" and not _is_local(host):
        wrong.append(error("setting-in-the-clear", setting="SMTP_TLS"))
    return Smtp(host=host, port=port, user=user, password=password, sender=sender, tls=tls)


def _is_local(host: str) -> bool:
    return host in _LOOPBACK or host == "::1"


def _whole(environment: Mapping[str, str], name: str, default: int, wrong: list[Problem]) -> int:
    given = environment.get(name)
    if not given:
        return default
    least, most = _LEAST.get(name, 1), _MOST[name]
    if given.isascii() and given.isdigit() and least <= int(given) <= most:
        return int(given)
    wrong.append(error("setting-not-a-number", setting=name, value=given, least=least, most=most))
    return default
