"""Printed reports of a map: ordered, followed while they are made, taken home, and the choices that a team keeps."""

from app.web.reports import ordering, past, templates
from app.web.reports.pages import blueprint

__all__ = ["blueprint", "ordering", "past", "templates"]
