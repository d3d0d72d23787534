"""A file into a map that is there: what it says is updated and added, what it does not say stays."""

from app.services.files.merging.chains import Merge, merged

__all__ = ["Merge", "merged"]
