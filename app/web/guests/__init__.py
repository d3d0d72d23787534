"""Guests of a map: what its editors see and decide, and what whoever has the link sees."""

from app.web.guests.coming import coming
from app.web.guests.hosting import blueprint

__all__ = ["blueprint", "coming"]
