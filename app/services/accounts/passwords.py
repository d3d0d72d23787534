"""Passwords: hashed with argon2id, never more than two at once, and with the same work whoever asks."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from process_models.domain.errors import EslabonError
from process_models.domain.problems import Problem, error

SHORTEST, LONGEST = 10, 200
AT_ONCE = 2
_PATIENCE = 20.0
"""Seconds that a sign-in waits for its turn."""

NOBODYS_HASH = "$argon2id$v=19$m=65536,t=3,p=4$i7mWGM7inWLyWjH2tvwAPw$ZbZdRlzjHGUSJpxf2OlnwRYNr9Jlyi9z9UZMpUDlH4s"
"""Checked where there is no account, or no password yet, so that the answer takes as much work as any other."""

_COMMON = frozenset({
    "1234567890", "0123456789", "0987654321", "12345678910", "123456789a", "1q2w3e4r5t", "1qaz2wsx3edc", "abcdefghij",
    "administrador", "bienvenido", "bienvenidos", "colombia123", "contraseña", "contrasena", "password123",
    "password1234", "passwordpassword", "qwerty12345", "qwertyuiop", "secreto123",
})  # fmt: skip


class TooManyAtOnce(EslabonError):
    """More people sign in at this moment than the server has memory for; trying again helps."""


class PasswordRefused(EslabonError):
    """A new password cannot be used."""


class Passwords:
    """Makes and checks hashes; one for each process, so that its limit holds."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turns = BoundedSemaphore(AT_ONCE)

    def hashed(self, password: str) -> str:
        """Return the hash to keep of a password."""
        with self._turn():
            return self._hasher.hash(_same(password))

    def fits(self, password: str, kept: str | None) -> bool:
        """Tell whether a password is the one whose hash was kept; where none was, the same work ends in no."""
        with self._turn():
            try:
                self._hasher.verify(kept or NOBODYS_HASH, _same(password))
            except (VerificationError, InvalidHashError):
                return False
        return kept is not None

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=_PATIENCE):
            raise TooManyAtOnce(error("too-many-at-once"))
        try:
            yield
        finally:
            self._turns.release()


def problems(password: str, again: str, *, email: str) -> tuple[Problem, ...]:
    """Return what is wrong with a new password, at the fields `password` and `password_again` of a form.

    Long enough, not a famous one, not the person's own address. Signs and capitals are nobody's business.

    >>> [problem.code for problem in problems("corta", "corta", email="ana@x.co")]
    ['password-too-short']
    >>> problems("la bodega abre a las siete", "la bodega abre a las siete", email="ana@x.co")
    ()
    """
    found: list[Problem] = []
    same = _same(password)
    if len(same) < SHORTEST:
        found.append(error("password-too-short", "/password", least=SHORTEST))
    elif len(same) > LONGEST:
        found.append(error("password-too-long", "/password", most=LONGEST))
    elif len(set(same)) < 4 or same.casefold() in _COMMON or same.casefold() in {email, email.partition("@")[0]}:
        found.append(error("password-too-easy", "/password"))
    if same != _same(again):
        found.append(error("password-unlike", "/password_again"))
    return tuple(found)


def _same(password: str) -> str:
    """Return the one form of a password, whichever keyboard composed its accents."""
    return unicodedata.normalize("NFKC", password)
