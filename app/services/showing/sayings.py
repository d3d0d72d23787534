"""What the values of a thing are called, for pages and forms."""

from app.reports.sayings import DEPENDENCIES, Sayings

__all__ = ["DEPENDENCIES", "Sayings"]
