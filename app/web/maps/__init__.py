"""Maps as wholes: the list of them, new ones, files in and out, what each is called."""

from app.web.maps import creating, describing, exporting, importing, listing, starting
from app.web.maps.pages import blueprint

__all__ = ["blueprint", "creating", "describing", "exporting", "importing", "listing", "starting"]
