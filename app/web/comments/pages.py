"""The area of comments."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

Answer = ResponseReturnValue

blueprint = Blueprint("comments", __name__)
