"""What holds for every test: no property fails because the machine was busy, and databases of its own."""

import pytest
from hypothesis import HealthCheck, settings

from tests import postgresql
from tests.cast import app, cast
from tests.databases import database, empty_database, engine, migrated

__all__ = ["app", "cast", "database", "empty_database", "engine", "migrated"]

settings.register_profile(
    "eslabon", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("eslabon")


def pytest_configure(config: pytest.Config) -> None:
    """Say to the workers of a run, before they start, where they would share a server."""
    if not hasattr(config, "workerinput"):
        postgresql.begin_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    if not hasattr(config, "workerinput"):
        postgresql.end_run()
