"""What people say about a map, and what of it is for whoever asks."""

from app.web.comments import for_me, of_map
from app.web.comments.pages import blueprint

__all__ = ["blueprint", "for_me", "of_map"]
