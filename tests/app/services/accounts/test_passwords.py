"""Passwords: what is kept, what is refused, and how much work an answer takes."""

from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any

import pytest
from argon2 import PasswordHasher

from app.services.accounts import passwords
from app.services.accounts.passwords import NOBODYS_HASH, Passwords

GOOD = "la bodega abre a las siete"


class CountingHasher(PasswordHasher):
    """Hashes as always, and counts: how often, and how many at the same time."""

    def __init__(self) -> None:
        super().__init__()
        self.times = self.at_once = self.most = 0
        self._lock = Lock()

    def verify(self, *arguments: Any) -> Any:  # noqa: ANN401 - the library's own signature is overloaded
        """Check a hash."""
        with self._lock:
            self.times += 1
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        try:
            return super().verify(*arguments)
        finally:
            with self._lock:
                self.at_once -= 1


def test_a_hash_is_argon2id_and_fits_only_its_password() -> None:
    """Nothing of the password is in it."""
    kept = Passwords().hashed(GOOD)
    assert kept.startswith("$argon2id$")
    assert Passwords().fits(GOOD, kept)
    assert not Passwords().fits(GOOD + " ", kept)


def test_accents_fit_however_a_keyboard_composes_them() -> None:
    """`é` as one sign or as two is the same password."""
    kept = Passwords().hashed("caf\u00e9 de la ma\u00f1ana")
    assert Passwords().fits("cafe\u0301 de la man\u0303ana", kept)


@pytest.mark.parametrize("kept", [None, NOBODYS_HASH, "no hash at all"])
def test_nobody_gets_in_where_there_is_no_password(kept: str | None) -> None:
    """Neither an account without a password nor a broken hash lets anybody in."""
    assert not Passwords().fits(GOOD, kept)


def test_an_unknown_account_takes_the_same_work() -> None:
    """One hash with today's costs, account or not."""
    hasher = CountingHasher()
    assert not hasher.check_needs_rehash(NOBODYS_HASH)
    Passwords(hasher).fits(GOOD, None)
    assert hasher.times == 1


def test_never_more_than_two_hashes_at_once() -> None:
    """Twelve people sign in at the same moment: each gets an answer, two at a time."""
    hasher = CountingHasher()
    keeper = Passwords(hasher)
    kept = keeper.hashed(GOOD)
    with ThreadPoolExecutor(12) as people:
        answers = list(people.map(lambda _: keeper.fits(GOOD, kept), range(12)))
    assert answers == [True] * 12
    assert hasher.times == 12
    assert hasher.most == 2


@pytest.mark.parametrize(
    ("password", "again", "codes"),
    [
        (GOOD, GOOD, []),
        ("corta", "corta", ["password-too-short"]),
        ("corta", "larga", ["password-too-short", "password-unlike"]),
        ("x" * 201, "x" * 201, ["password-too-long"]),
        ("aaaaaaaaaaaa", "aaaaaaaaaaaa", ["password-too-easy"]),
        ("Contraseña", "Contraseña", ["password-too-easy"]),
        ("ana.gomez@ejemplo.co", "ana.gomez@ejemplo.co", ["password-too-easy"]),
        ("ana.gomez1", "ana.gomez1", []),
    ],
)
def test_every_fault_of_a_new_password_is_told(password: str, again: str, codes: list[str]) -> None:
    """At the field in which it stands."""
    found = passwords.problems(password, again, email="ana.gomez@ejemplo.co")
    assert [problem.code for problem in found] == codes
    assert all(problem.pointer in {"/password", "/password_again"} for problem in found)
