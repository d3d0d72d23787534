"""Addresses of pages, remembered: a page of a large map has hundreds of links, and each reader of it the same ones."""

from functools import lru_cache
from typing import Any

from flask import request
from flask import url_for as built_address

_KEPT = 1 << 15


def url_for(endpoint: str, **values: Any) -> str:  # noqa: ANN401 - as Flask's own
    """Return the address of an endpoint, as Flask's `url_for` does; `values` can be hashed."""
    return _address(request.script_root, endpoint, tuple(values.items()))


@lru_cache(maxsize=_KEPT)
def _address(_root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    return built_address(endpoint, **dict(values))
