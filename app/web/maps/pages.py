"""What the pages of whole maps have in common."""

from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("maps", __name__)

Answer = str | tuple[str, int] | Response
