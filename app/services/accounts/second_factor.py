"""The second factor: codes of an authenticator app (RFC 6238), and recovery codes for when the telephone is lost."""

from datetime import datetime

import segno
from passlib.exc import TokenError
from passlib.totp import TOTP

from app.services.accounts import keys

ISSUER = "Eslabón"
RECOVERY_CODES = 10
_WINDOW = 30
"""Seconds by which a telephone's clock may be wrong."""


class Authenticator:
    """Makes and reads the shared secrets of authenticator apps, kept encrypted with the server's own secret."""

    def __init__(self, secret: str) -> None:
        self._totp = TOTP.using(issuer=ISSUER, secrets={"1": secret})

    def new(self) -> str:
        """Return a new shared secret, encrypted."""
        return str(self._totp.new().to_json(encrypt=True))

    def address(self, kept: str, email: str) -> str:
        """Return the address that tells an app the secret, as a QR code carries it."""
        return str(self._totp.from_json(kept).to_uri(email))

    def typed(self, kept: str) -> str:
        """Return the secret in groups, for whoever types it into the app."""
        return str(self._totp.from_json(kept).pretty_key())

    def counter(self, kept: str, code: str, *, last: int | None, now: datetime) -> int | None:
        """Return the half minute that a code belongs to; None where it is wrong, or was taken before.

        Codes of the half minute before and after are taken too. `last` is the latest half minute already used.
        """
        try:
            match = self._totp.from_json(kept).match(code, time=now, window=_WINDOW, last_counter=last)
        except (TokenError, ValueError):
            return None
        return int(match.counter)


def picture(address: str) -> str:
    """Return the QR code of an address as the address of an image."""
    return segno.make(address, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff")


def recovery_codes() -> tuple[str, ...]:
    """Return new recovery codes, to be shown once."""
    return tuple(keys.new_code() for _ in range(RECOVERY_CODES))
