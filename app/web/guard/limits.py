"""How large a request may be; bodies past it are not read."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, request

View = TypeVar("View", bound=Callable[..., Any])

MEGABYTE = 1_000_000
LARGEST = 10 * MEGABYTE
LARGEST_DOCUMENT = 100 * MEGABYTE
LARGEST_FIELDS = 2 * MEGABYTE
"""All fields of a form together, files apart."""
MOST_FIELDS = 5_000

_DECLARED = "eslabon_takes_documents"


def takes_documents(view: View) -> View:
    """Let a route take whole map documents; stands beside its policy."""
    setattr(view, _DECLARED, True)
    return view


def hold_to_limits(app: Flask) -> None:
    """Refuse what is larger than its route takes (413)."""
    app.config.update(MAX_CONTENT_LENGTH=LARGEST, MAX_FORM_MEMORY_SIZE=LARGEST_FIELDS, MAX_FORM_PARTS=MOST_FIELDS)

    def allow() -> None:
        if request.endpoint is not None and hasattr(app.view_functions[request.endpoint], _DECLARED):
            request.max_content_length = LARGEST_DOCUMENT

    app.before_request(allow)
