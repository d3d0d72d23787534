"""The server's secret: made once, readable by its owner only, and never a known one."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.config import Config, WrongSettings
from app.secret import KEPT_IN, secret_of


def config(data: Path, secret_key: str | None = None) -> Config:
    """Return settings with a data folder, and perhaps a secret of the environment."""
    return Config.from_env({"ESLABON_DATA": str(data), **({"SECRET_KEY": secret_key} if secret_key else {})})


def test_the_first_start_makes_a_secret_that_stays(tmp_path: Path) -> None:
    """In a folder and a file that only its owner reads; nothing is left beside it."""
    data = tmp_path / "data"
    secret = secret_of(config(data))
    assert secret_of(config(data)) == secret
    assert (data / KEPT_IN).stat().st_mode & 0o777 == 0o600
    assert data.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in data.iterdir()] == [KEPT_IN]


def test_processes_that_start_at_once_agree(tmp_path: Path) -> None:
    """Else each would refuse the cookies of the others."""
    with ThreadPoolExecutor(16) as starting:
        secrets = set(starting.map(lambda _: secret_of(config(tmp_path)), range(16)))
    assert len(secrets) == 1
    assert [path.name for path in tmp_path.iterdir()] == [KEPT_IN]


def test_the_environment_goes_first(tmp_path: Path) -> None:
    """A secret that is given is used, and none is written."""
    given = "pV3x-0Rk9_nQ2mZ7tLwYb5sHc8dJf1gA4e"
    assert secret_of(config(tmp_path, given)) == given
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("secret", "code"),
    [
        ("short-but-random-9Zq", "secret-too-short"),
        ("change-me-please-change-me-please-now", "secret-known"),
        ("CHANGEME0123456789CHANGEME0123456789", "secret-known"),
        ("your-secret-key-goes-right-here-please", "secret-known"),
        ("1234123412341234123412341234123412341234", "secret-known"),
    ],
)
def test_a_weak_secret_is_refused(tmp_path: Path, secret: str, code: str) -> None:
    """The server does not start with one that somebody could guess."""
    with pytest.raises(WrongSettings) as refused:
        secret_of(config(tmp_path, secret))
    assert [problem.code for problem in refused.value.problems] == [code]
    assert secret not in str(refused.value)


def test_settings_do_not_show_the_secret(tmp_path: Path) -> None:
    """Neither in a log nor in a traceback."""
    given = "pV3x-0Rk9_nQ2mZ7tLwYb5sHc8dJf1gA4e"
    assert given not in repr(config(tmp_path, given))


@pytest.mark.parametrize(
    ("environment", "hosts"),
    [
        ({}, ("127.0.0.1", "localhost", "[::1]")),
        ({"HOST": "0.0.0.0"}, ()),  # noqa: S104 - read, not bound
        ({"BASE_URL": "https://mapas.ejemplo.co"}, ("mapas.ejemplo.co", "127.0.0.1", "localhost", "[::1]")),
        ({"HOSTS": "mapas.ejemplo.co, .interno.co"}, ("mapas.ejemplo.co", ".interno.co")),
    ],
)
def test_the_server_knows_its_names(environment: dict[str, str], hosts: tuple[str, ...]) -> None:
    """Those it is given, else the public one and this machine's own; any where nobody said."""
    assert Config.from_env(environment).hosts == hosts
