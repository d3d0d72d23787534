"""Working on a map together, for scripts: the stream of what happens, and where one is."""

from app.web.live.stream import blueprint

__all__ = ["blueprint"]
