"""Text as a terminal may show it: nothing that a file says steers it."""

LONGEST_SHOWN = 200

_SPACES = "\u00a0\u202f"
"""Spaces that our own sentences use, as in "15 %"."""


def literal(text: str) -> str:
    r"""Return a text in which every character that does not print is spelt out.

    >>> literal("Ventas\x1b[2J\n\u202e")
    'Ventas\\x1b[2J\\n\\u202e'
    """
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or sign in _SPACES else _spelt(sign) for sign in text)


def excerpt(text: str) -> str:
    """Return a text, cut where it is too long to be named in a sentence.

    >>> excerpt("Ventas")
    'Ventas'
    """
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def _spelt(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")
