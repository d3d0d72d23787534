"""Answers for programs: JSON, with the tag by which a program knows that it has it already."""

import json
from typing import Any

from flask import make_response, request, url_for
from pydantic import BaseModel
from werkzeug.wrappers import Response

from app.api.operations import JSON
from app.web import context
from process_models.domain.maps import ValueChainMap


def answer(content: BaseModel | dict[str, Any], *, status: int = 200, tag: object = None) -> Response:
    """Return a JSON answer; with a `tag`, an empty one (304) to whoever has it already."""
    shown = content.model_dump(mode="json", by_alias=True) if isinstance(content, BaseModel) else content
    return answer_bytes(text_of(shown), media=JSON, status=status, tag=tag)


def answer_bytes(content: bytes, *, media: str, status: int = 200, tag: object = None) -> Response:
    """Return an answer of any media type."""
    made = make_response(content, status)
    made.content_type = media
    if tag is not None:
        made.set_etag(str(tag))
        made.cache_control.private, made.cache_control.no_cache = True, True
        if request.method in {"GET", "HEAD"}:
            made.make_conditional(request)
    return made


def created(content: BaseModel, endpoint: str, *, tag: object = None, **where: Any) -> Response:  # noqa: ANN401 - parts of an address
    """Return the answer to what was made, with where it is found."""
    made = answer(content, status=201, tag=tag)
    made.headers["Location"] = url_for(f"api.{endpoint}", **where)
    return made


def nothing(*, tag: object = None) -> Response:
    """Return the answer to what was done and has nothing to tell."""
    made = make_response("", 204)
    made.headers.pop("Content-Type", None)
    if tag is not None:
        made.set_etag(str(tag))
    return made


def has_already(tag: object) -> bool:
    """Tell whether whoever asks has what the tag stands for, so that it need not be made."""
    return request.method in {"GET", "HEAD"} and request.if_none_match.contains_weak(str(tag))


def figures_tag(opened: ValueChainMap, *more: object) -> str:
    """Return the tag of what is computed from a map: its revision, its evidence, and what else was asked."""
    return "-".join(str(part) for part in (opened.revision, opened.evidence_version, *more))


def address(path: str) -> str:
    """Return the whole address of something that is handed out."""
    return (context.application().config.base_url or request.host_url.rstrip("/")) + path


def text_of(content: object) -> bytes:
    """Return a value as JSON text."""
    return (json.dumps(content, ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8", "surrogatepass")
