"""Texts as XML can hold them, and as two of them are compared."""

import re

from app.formats.handoff_table.cells import tidy

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def held(text: str) -> str:
    r"""Return what of a text XML can hold.

    >>> held("a\x00b\ufffe")
    'ab'
    """
    return _NOT_XML.sub("", text)


def folded(text: str) -> str:
    """Return a text as it is compared with another that went through XML and other programs."""
    return tidy(held(text))
