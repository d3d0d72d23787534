"""Addresses are Flask's own, whichever page asked first."""

from flask import Flask
from flask import url_for as built_address

from app.web.addresses import url_for


def test_they_are_what_flask_makes_of_them(app: Flask) -> None:
    """With values, a query and a fragment, and below another root."""
    asked = ("customers.show", {"map_id": "abcdefghijkl", "process": "á b", "_anchor": "x"})
    for root in ("", "/mapas", ""):
        with app.test_request_context(environ_overrides={"SCRIPT_NAME": root}):
            address = url_for(asked[0], **asked[1])
            assert address == built_address(asked[0], **asked[1])  # type: ignore[arg-type]
            assert address.startswith(f"{root}/maps/abcdefghijkl/customers?process=")
