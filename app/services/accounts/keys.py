"""Keys that somebody holds and we do not keep: the id of a sign-in, the secret part of a link, a recovery code."""

import hashlib
import secrets

_BYTES = 32
_CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without the letters and digits that are taken for one another."""
_CODE_PARTS, _PART = 4, 4


def new() -> str:
    """Return a key of 256 bits that fits into an address and a cookie.

    >>> len(new()), new() == new()
    (43, False)
    """
    return secrets.token_urlsafe(_BYTES)


def digest(key: str) -> str:
    """Return what is kept of a key: enough to know it again, useless to whoever reads the database.

    No salt and no slow hash: nobody guesses 256 bits.

    >>> len(digest("a")), digest("a") == digest("a")
    (64, True)
    """
    return hashlib.sha256(key.encode()).hexdigest()


def new_code() -> str:
    """Return a recovery code of 79 bits, written in groups so that it can be copied by hand.

    >>> [len(part) for part in new_code().split("-")]
    [4, 4, 4, 4]
    """
    return "-".join("".join(secrets.choice(_CODE_LETTERS) for _ in range(_PART)) for _ in range(_CODE_PARTS))


def code_digest(code: str) -> str:
    """Return what is kept of a recovery code, however its groups and letters were typed.

    >>> code_digest("ABCD efgh-2345 6789") == code_digest("abcd-efgh-2345-6789")
    True
    """
    return digest("".join(letter for letter in code.lower() if letter.isalnum()))
