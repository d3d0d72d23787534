"""Text as a terminal may show it: nothing that a file says steers it."""

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


def _spelt(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")
