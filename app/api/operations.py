"""What `/api/v1` can do: each operation says of itself what it takes and gives, and the description is made of that."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint
from pydantic import BaseModel

from app.web.guard.forgery import PROGRAMS
from app.web.guard.limits import takes_documents
from app.web.policies import Policy, policy

View = TypeVar("View", bound=Callable[..., Any])
Schema = type[BaseModel] | str | None
"""A model, the name of a shape of the map document, or None for bytes of any kind."""

PREFIX, VERSION = "/api/v1", "1.0.0"
JSON, PROBLEM = "application/json", "application/problem+json"

blueprint = Blueprint(PROGRAMS, __name__, url_prefix=PREFIX)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a request carries or an answer gives: its media types, and its shape."""

    schema: Schema = None
    media: tuple[str, ...] = (JSON,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that can be done.

    `needs_match` asks for `If-Match`, `is_kept` gives an `ETag`, and `takes_key` an `Idempotency-Key`; `example` is a
    body that works, `errors` are the statuses beside those that follow from the rest.
    """

    name: str
    verb: str
    rule: str
    tag: str
    policy: Policy
    query: type[BaseModel] | None = None
    body: Content | None = None
    example: object = None
    status: int = 200
    answer: Content | None = None
    errors: tuple[int, ...] = ()
    needs_match: bool = False
    is_kept: bool = False
    takes_key: bool = False

    @property
    def problems(self) -> tuple[int, ...]:
        """Every status with which it may be refused."""
        found = {400, 429, 503, *self.errors}
        if self.policy is not Policy.PUBLIC:
            found |= {401, 403}
        if "<" in self.rule:
            found.add(404)
        if self.answer is not None:
            found.add(406)
        if self.query is not None or self.takes_key:
            found.add(422)
        if self.body is not None:
            found |= {413, 415, 422}
        if self.needs_match:
            found |= {412, 428}
        return tuple(sorted(found))


OPERATIONS: dict[str, Operation] = {}
"""Every operation by its name, in the order in which they are written."""


def operation(declared: Operation) -> Callable[[View], View]:
    """Let a function answer an operation."""

    def declaring(view: View) -> View:
        OPERATIONS[declared.name] = declared
        guarded = policy(declared.policy)(view)
        if declared.body is not None and JSON not in declared.body.media:
            guarded = takes_documents(guarded)
        blueprint.add_url_rule(declared.rule, declared.name, guarded, methods=[declared.verb])
        return guarded

    return declaring
