"""The description of `/api/v1` (OpenAPI 3.1), made of what the operations say of themselves."""

import re
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from app.api.models import ProblemDetails
from app.api.operations import OPERATIONS, PREFIX, PROBLEM, VERSION, Content, Operation
from app.services.files import exchange
from app.web.policies import Policy
from app.wording import Wording

Document = dict[str, Any]

_PLACE = "#/components/schemas/"
_GAP = re.compile(r"<(?:(?P<kind>\w+)(?:\((?P<limits>[^)]*)\))?:)?(?P<name>\w+)>")
_SCOPES = {Policy.OWN: "manage", Policy.TOKENS: "manage", Policy.EDIT: "write", Policy.SPEAK: "write"}
_OPEN: dict[str, Document] = {"Propagation": {"type": "object"}, "OpenApi": {"type": "object"}}
"""Objects whose keys are told in docs/cli.md, or elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What one operation says to people."""

    operation: Operation
    address: str
    summary: str
    description: str
    scope: str
    parameters: tuple[tuple[str, str, str], ...]
    schemas: tuple[str, ...]


def document(words: Wording) -> Document:
    """Return the whole description."""
    paths: Document = {}
    for each in OPERATIONS.values():
        paths.setdefault(address(each), {})[each.verb.lower()] = _operation(each, words)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Eslabón", "version": VERSION, "description": words.text("api.about")},
        "servers": [{"url": PREFIX}],
        "tags": [{"name": tag, "description": words.text(f"api.tag.{tag}")} for tag in _tags()],
        "paths": paths,
        "components": {"schemas": _schemas(), "securitySchemes": _security(words)},
    }


def sections(words: Wording) -> tuple[tuple[str, tuple[Section, ...]], ...]:
    """Return what each operation says to people, by its area."""
    return tuple(
        (words.text(f"api.tag.{tag}"), tuple(_section(each, words) for each in OPERATIONS.values() if each.tag == tag))
        for tag in _tags()
    )


def address(asked: Operation) -> str:
    """Return the address of an operation, as it is written in descriptions."""
    return _GAP.sub(r"{\g<name>}", asked.rule)


def scope_of(asked: Operation) -> str:
    """Return the scope that an operation needs; none where it is public."""
    return "" if asked.policy is Policy.PUBLIC else _SCOPES.get(asked.policy, "read")


def _tags() -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.tag for each in OPERATIONS.values()))


def _section(asked: Operation, words: Wording) -> Section:
    summary, _, description = words.text(f"api.op.{asked.name}").partition("\n")
    parameters = tuple((each["name"], each["in"], each["description"]) for each in _parameters(asked, words))
    names = tuple(_name(each) for each in (asked.body, asked.answer) if each is not None)
    return Section(
        operation=asked,
        address=PREFIX + address(asked),
        summary=summary,
        description=description,
        scope=scope_of(asked),
        parameters=parameters,
        schemas=tuple(filter(None, names)),
    )


def _operation(asked: Operation, words: Wording) -> Document:
    summary, _, description = words.text(f"api.op.{asked.name}").partition("\n")
    told: Document = {
        "operationId": asked.name,
        "summary": summary,
        "description": description or summary,
        "tags": [asked.tag],
        "security": [] if not scope_of(asked) else [{"token": [scope_of(asked)]}],
        "parameters": _parameters(asked, words),
        "responses": _responses(asked, words),
    }
    if asked.body is not None:
        told["requestBody"] = {"required": True, "content": _content(asked.body, asked.example)}
    return told


def _responses(asked: Operation, words: Wording) -> Document:
    done: Document = {"description": words.text("api.done")}
    if asked.answer is not None:
        done["content"] = _content(asked.answer)
    if asked.is_kept:
        done["headers"] = {"ETag": {"schema": {"type": "string"}, "description": words.text("api.header.etag")}}
    refused = {"content": {PROBLEM: {"schema": {"$ref": f"{_PLACE}ProblemDetails"}}}}
    told = {str(asked.status): done}
    if asked.is_kept and asked.verb == "GET":
        told["304"] = {"description": words.text("api.unchanged")}
    return told | {str(code): {"description": words.text(f"api.problem.{code}"), **refused} for code in asked.problems}


def _content(content: Content, example: object = None) -> Document:
    shape = {} if content.schema is None else {"schema": {"$ref": f"{_PLACE}{_name(content)}"}}
    return {media: {**shape, **({} if example is None else {"example": example})} for media in content.media}


def _name(content: Content) -> str:
    if content.schema is None or isinstance(content.schema, str):
        return content.schema or ""
    return content.schema.__name__


def _parameters(asked: Operation, words: Wording) -> list[Document]:
    found = [_gap(each) for each in _GAP.finditer(asked.rule)]
    if asked.query is not None:
        found += _query(asked.query)
    if asked.needs_match:
        found.append({"name": "If-Match", "in": "header", "required": True, "schema": {"type": "string"}})
    if asked.takes_key:
        key = {"type": "string", "minLength": 1, "maxLength": 128}
        found.append({"name": "Idempotency-Key", "in": "header", "required": False, "schema": key})
    return [{**each, "description": words.text(f"api.param.{each['name'].lower()}")} for each in found]


def _gap(found: re.Match[str]) -> Document:
    shape: Document = {"type": "string", "minLength": 1}
    if found["kind"] == "int":
        shape = {"type": "integer", "minimum": 0, "maximum": 2**31 - 1}
    elif found["kind"] == "any":
        shape = {"type": "string", "enum": found["limits"].split(",")}
    return {"name": found["name"], "in": "path", "required": True, "schema": shape}


def _query(model: type[BaseModel]) -> list[Document]:
    shapes = model.model_json_schema()["properties"]
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "schema": {key: value for key, value in shape.items() if key != "title"},
        }
        for name, shape in shapes.items()
    ]


def _schemas() -> Document:
    found: Document = {**_OPEN, **exchange.schemas(_PLACE)}
    contents = (each for one in OPERATIONS.values() for each in (one.body, one.answer) if each is not None)
    shown: set[type[BaseModel]] = {asked for each in contents if (asked := _model(each)) is not None}
    for model in sorted(shown | {ProblemDetails}, key=lambda each: each.__name__):
        shape = model.model_json_schema(ref_template=f"{_PLACE}{{model}}")
        found.update(shape.pop("$defs", {}))
        found[model.__name__] = shape
    found["CommandIn"]["properties"]["command"] = {"$ref": f"{_PLACE}Command"}
    return dict(sorted(found.items()))


def _model(content: Content) -> type[BaseModel] | None:
    return None if content.schema is None or isinstance(content.schema, str) else content.schema


def _security(words: Wording) -> Document:
    return {"token": {"type": "http", "scheme": "bearer", "description": words.text("api.security")}}
