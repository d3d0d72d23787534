"""The second factor: a code proves the telephone once."""

from datetime import UTC, datetime, timedelta

from passlib.totp import TOTP

from app.services.accounts import keys, second_factor
from app.services.accounts.second_factor import Authenticator

SECRET = "one long secret of a server, for tests"  # noqa: S105 - of no server
NOON = datetime(2026, 9, 30, 12, 0, 10, tzinfo=UTC)


def code(authenticator: Authenticator, kept: str, when: datetime) -> str:
    """Return what the app on the telephone shows, which knows the secret by its QR code."""
    return str(TOTP.from_uri(authenticator.address(kept, "ana@ejemplo.co")).generate(time=when).token)


def test_the_code_of_the_moment_is_taken_once() -> None:
    """Whoever looked over the shoulder cannot use it again."""
    authenticator = Authenticator(SECRET)
    kept = authenticator.new()
    shown = code(authenticator, kept, NOON)
    counter = authenticator.counter(kept, shown, last=None, now=NOON)
    assert counter is not None
    assert authenticator.counter(kept, shown, last=counter, now=NOON) is None


def test_a_clock_may_be_half_a_minute_wrong_and_no_more() -> None:
    """The code before and the one after are taken; older ones are not."""
    authenticator = Authenticator(SECRET)
    kept = authenticator.new()
    for seconds, taken in ((-90, False), (-30, True), (30, True), (90, False)):
        shown = code(authenticator, kept, NOON + timedelta(seconds=seconds))
        assert (authenticator.counter(kept, shown, last=None, now=NOON) is not None) is taken


def test_what_is_not_a_code_is_wrong() -> None:
    """Letters, nothing, or a code of another telephone."""
    authenticator = Authenticator(SECRET)
    kept = authenticator.new()
    other = code(authenticator, authenticator.new(), NOON)
    assert all(authenticator.counter(kept, text, last=None, now=NOON) is None for text in ("", "abc", "١٢٣٤٥٦", other))


def test_the_secret_is_kept_encrypted() -> None:
    """Whoever reads the database, or another server's, cannot make codes."""
    kept = Authenticator(SECRET).new()
    assert Authenticator(SECRET).typed(kept).replace("-", "") not in kept
    assert Authenticator("another secret of another server").typed(kept) != Authenticator(SECRET).typed(kept)


def test_the_picture_is_an_image_by_itself() -> None:
    """It needs no script and no second request."""
    assert second_factor.picture("otpauth://totp/x").startswith("data:image/svg+xml")


def test_recovery_codes_are_ten_and_different() -> None:
    """Each is recognised however it was typed."""
    codes = second_factor.recovery_codes()
    assert len(set(codes)) == 10
    assert len({keys.code_digest(one) for one in codes}) == 10
