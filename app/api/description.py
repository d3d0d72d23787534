"""`/api/v1` described: for programs as OpenAPI, for people as a page."""

from werkzeug.wrappers import Response

from app.api import errors, openapi
from app.api.answering import answer, answer_bytes
from app.api.operations import OPERATIONS, Content, Operation, operation
from app.web import context
from app.web.policies import Policy


@operation(
    Operation(
        name="describe_api",
        verb="GET",
        rule="/openapi.json",
        tag="description",
        policy=Policy.PUBLIC,
        answer=Content(schema="OpenApi"),
    )
)
def describe_api() -> Response:
    """Describe everything that can be done, for programs."""
    return answer(openapi.document(context.words()))


@operation(
    Operation(
        name="read_api",
        verb="GET",
        rule="/docs",
        tag="description",
        policy=Policy.PUBLIC,
        answer=Content(media=("text/html",)),
    )
)
def read_api() -> Response:
    """Describe everything that can be done, for people."""
    told = openapi.sections(context.words())
    page = context.page("api/docs.html", sections=told, problems=errors.TOLD, count=len(OPERATIONS))
    return answer_bytes(page.encode(), media="text/html; charset=utf-8")
