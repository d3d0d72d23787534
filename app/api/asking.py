"""What a request of a program says: its query, its body, on which revision, by which key, and what it accepts."""

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from flask import Flask, abort, request
from pydantic import BaseModel, ConfigDict, ValidationError
from werkzeug.exceptions import NotAcceptable, UnsupportedMediaType

from app.api.operations import OPERATIONS, Operation, blueprint
from app.services.keeping import scripted
from app.services.keeping.scripted import LONGEST_KEY
from app.web import asking
from process_models.domain.errors import EslabonError
from process_models.domain.pointers import pointer
from process_models.domain.problems import Problem, error

Model = TypeVar("Model", bound=BaseModel)

_TAG = re.compile(r'(?:W/)?"([^"]*)"')
_REVISION = re.compile(r"[1-9][0-9]{0,11}")

opened, note_taken = asking.opened, asking.note_taken


class RequestRefused(EslabonError):
    """What a program asked cannot be understood; with everything that is wrong."""


class MatchMissing(EslabonError):
    """A whole resource is to be changed, and the request does not say on which version of it."""


class Query(BaseModel):
    """What may stand behind the question mark."""

    model_config = ConfigDict(extra="forbid")


class Body(BaseModel):
    """A JSON object that a request carries."""

    model_config = ConfigDict(extra="forbid", strict=True)


def query(model: type[Model]) -> Model:
    """Return the query of a request; what may be said several times, as a list.

    Raises:
        RequestRefused: with everything that is wrong.
    """
    shapes = model.model_json_schema()["properties"]
    several = {name for name, shape in shapes.items() if shape.get("type") == "array"}
    said: dict[str, Any] = {name: value for name, value in request.args.items(multi=False) if name != ""}
    return _valid(model, said | {name: request.args.getlist(name) for name in several & said.keys()})


def body(model: type[Model]) -> Model:
    """Return the JSON object of a request.

    Raises:
        RequestRefused: with everything that is wrong.
    """
    return _valid(model, scripted.read_object(request.get_data()))


def revision() -> int:
    """Return the revision, or version, on which a change is made, as `If-Match` says it.

    Raises:
        MatchMissing: it does not.
    """
    said = _TAG.fullmatch(request.headers.get("If-Match", "").strip())
    if said is None:
        raise MatchMissing(error("if-match-missing"))
    return int(said[1]) if _REVISION.fullmatch(said[1]) else 0  # a tag that is no revision of ours matches none


def key() -> str | None:
    """Return the key by which a request that is sent twice is known.

    Raises:
        RequestRefused: it is too long.
    """
    said = request.headers.get("Idempotency-Key", "").strip()
    if len(said) > LONGEST_KEY:
        raise RequestRefused(error("key-too-long", most=LONGEST_KEY))
    return said or None


def word(name: str, said: str, words: Iterable[str]) -> str:
    """Return a word of a closed list.

    Raises:
        RequestRefused: it is none of them.
    """
    if said not in words:
        raise RequestRefused(error("unknown-word", f"/{name}", value=said, words=", ".join(words)))
    return said


def cursor(said: str | None) -> str | None:
    """Return what a cursor stands for.

    Raises:
        RequestRefused: it is none of ours.
    """
    if said is None:
        return None
    try:
        return base64.b64decode(said.encode() + b"=" * (-len(said) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (ValueError, binascii.Error) as reason:
        raise RequestRefused(error("cursor-wrong", "/cursor")) from reason


def number(said: str | None) -> int | None:
    """Return the number that a cursor stands for.

    Raises:
        RequestRefused: it is none of ours.
    """
    found = cursor(said)
    if found is not None and not _REVISION.fullmatch(found):
        raise RequestRefused(error("cursor-wrong", "/cursor"))
    return None if found is None else int(found)


def as_cursor(place: str) -> str:
    """Return the cursor that leads on behind a place.

    >>> cursor(as_cursor("abc"))
    'abc'
    """
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def hold_to_media(app: Flask) -> None:
    """Refuse bodies of a kind that an operation does not take (415), and answers that nobody would take (406)."""

    def hold() -> None:
        said = request.endpoint or ""
        if request.blueprint == blueprint.name and request.method != "OPTIONS":
            _hold(OPERATIONS[said.removeprefix(f"{blueprint.name}.")])

    app.before_request(hold)


def _hold(asked: Operation) -> None:
    if asked.body is not None and "*/*" not in asked.body.media and request.mimetype not in asked.body.media:
        raise UnsupportedMediaType
    accepted = request.accept_mimetypes
    if asked.answer is not None and accepted and not accepted.best_match(asked.answer.media):
        raise NotAcceptable
    if any("\x00" in str(value) for value in (request.view_args or {}).values()):  # PostgreSQL takes no NUL
        abort(404)


def _valid(model: type[Model], said: Mapping[str, Any]) -> Model:
    try:
        return model.model_validate(said)
    except ValidationError as reason:
        raise RequestRefused(*map(_problem, reason.errors(include_url=False))) from reason


_CODES = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "string_type": "text-expected",
    "int_type": "whole-expected",
    "int_parsing": "whole-expected",
    "int_from_float": "whole-expected",
    "bool_type": "yes-or-no-expected",
    "bool_parsing": "yes-or-no-expected",
}


def _problem(wrong: Any) -> Problem:  # noqa: ANN401 - pydantic's own
    kind, place = wrong["type"], _place(wrong["loc"])
    if kind in {"enum", "literal_error"}:
        return error("unknown-word", place, value=str(wrong["input"]), words=_words(wrong["ctx"]))
    code = _CODES.get(kind, "value-refused")
    return error(code, place, **({"key": str(wrong["loc"][-1])} if code in {"missing-key", "unknown-key"} else {}))


def _place(steps: Iterable[str | int]) -> str:
    return "".join(pointer(step) for step in steps)


def _words(said: Mapping[str, str]) -> str:
    return re.sub(r"'| or ", lambda found: ", " if found[0] == " or " else "", said["expected"])
