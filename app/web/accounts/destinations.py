"""Where somebody wanted to go before signing in: a path of this site, or nowhere."""

from urllib.parse import urlsplit

_LONGEST = 2_000


def own_path(wanted: str | None) -> str | None:
    r"""Return a path of this site, None for whatever leads elsewhere or may be read as such.

    >>> own_path("/maps/abc?x=1"), own_path("//evil.example"), own_path("https://evil.example"), own_path("/\\evil")
    ('/maps/abc?x=1', None, None, None)
    """
    if not wanted or len(wanted) > _LONGEST or not wanted.isprintable():
        return None
    if not wanted.startswith("/") or wanted.startswith("//") or "\\" in wanted:
        return None
    parts = urlsplit(wanted)
    return None if parts.scheme or parts.netloc else wanted
