"""Texts as they are searched: without accents, capitals and signs, so that whoever types in haste finds as well."""

import unicodedata


def folded(text: str) -> str:
    """Return the words of a text with a blank before and after each; `ñ` is found as `n`.

    >>> folded("Nómina, año 2026")
    ' nomina ano 2026 '
    """
    plain = text.casefold() if text.isascii() else unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join(("", *kept.split(), ""))
