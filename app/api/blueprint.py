"""The resources of `/api/v1`, in the order in which their description names them."""

from app.api import changes, content, customers, description, drawings, figures, files, maps, me, people, things, tokens
from app.api.operations import blueprint

__all__ = ["RESOURCES", "blueprint"]

RESOURCES = (me, maps, content, changes, things, figures, customers, drawings, files, people, tokens, description)
