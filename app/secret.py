"""The server's own secret: it signs cookies and encrypts second factors. Made at the first start, never shown."""

import hmac
import os
import secrets
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from app.config import Config, WrongSettings
from process_models.domain.problems import error

KEPT_IN = "secret.key"
SHORTEST = 32
_BYTES = 48
_MODE = 0o600
_LEAST_DIFFERENT = 10
"""Signs that a secret consists of; `aaaa…` and `12341234…` are none."""

_EXAMPLES = ("change", "secret", "example", "default", "ejemplo", "cambi", "insecure", "development", "your-", "test")
"""Beginnings of words that stand in examples, and that a generated secret of this length does not begin with."""


def secret_of(config: Config) -> str:
    """Return the server's secret: `SECRET_KEY`, else the one in the data folder, made where there is none.

    Raises:
        WrongSettings: it is too short, or one that everybody knows.
    """
    secret = config.secret_key if config.secret_key is not None else _kept(config.data / KEPT_IN)
    if len(secret) < SHORTEST:
        raise WrongSettings(error("secret-too-short", least=SHORTEST))
    if secret.casefold().startswith(_EXAMPLES) or len(set(secret)) < _LEAST_DIFFERENT:
        raise WrongSettings(error("secret-known"))
    return secret


def seal_of(config: Config) -> Callable[[], bytes]:
    """Return what gives the key of the audit log's seals; the secret is not asked for, or made, before that."""
    return lambda: hmac.new(secret_of(config).encode(), b"audit", sha256).digest()


def _kept(path: Path) -> str:
    if not path.exists():
        _make(path)
    return path.read_text(encoding="ascii").strip()


def _make(path: Path) -> None:
    """Write a new secret for the owner's eyes only; of two processes that start at once, the first one's holds."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
    with os.fdopen(file, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(_BYTES))
        stream.flush()
        os.fsync(stream.fileno())
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        beside.rename(path)
    finally:
        beside.unlink(missing_ok=True)
