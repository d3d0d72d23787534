"""What a server process has once for all its requests: whoever hashes passwords, and whoever reads codes."""

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from app.provider_settings import ProviderSettings
from app.services.accounts.passwords import Passwords
from app.services.accounts.provider import Provider
from app.services.accounts.second_factor import Authenticator

EXTENSION = "eslabon-keepers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keepers:
    """Who proves what people claim."""

    passwords: Passwords
    authenticator: Authenticator
    provider: Provider | None = None


def keep(app: Flask, secret: str, provider: ProviderSettings | None = None) -> None:
    """Give an application its own."""
    app.extensions[EXTENSION] = Keepers(
        passwords=Passwords(),
        authenticator=Authenticator(secret),
        provider=None if provider is None else Provider(provider),
    )


def passwords() -> Passwords:
    """Return whoever hashes."""
    return _keepers().passwords


def authenticator() -> Authenticator:
    """Return whoever reads codes."""
    return _keepers().authenticator


def provider() -> Provider | None:
    """Return whoever vouches for people, if anybody does."""
    return _keepers().provider


def _keepers() -> Keepers:
    return cast("Keepers", current_app.extensions[EXTENSION])
