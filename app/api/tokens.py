"""Tokens: one's own, and to those who look after accounts everybody's."""

from pydantic import Field
from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import answer, created, nothing
from app.api.asking import Body, Query
from app.api.models import NewTokenOut, TokenOut, TokensOut
from app.api.operations import Content, Operation, operation
from app.services.accounts import tokens
from app.web import clock, context
from app.web.policies import Policy
from process_models.domain.identifiers import TokenId
from process_models.domain.tokens import Scope

_ONE = "/tokens/<int(max=2147483647):token_id>"


class TokensQuery(Query):
    """Whose tokens: one's own, or everybody's."""

    everybody: bool = False


class NewToken(Body):
    """A token that is to be made: what it is for, how much it opens, and for how many days."""

    name: str
    scope: Scope = Field(strict=False)
    days: int = Field(default=tokens.DAYS, ge=1, le=tokens.MOST_DAYS)


@operation(
    Operation(
        name="list_tokens",
        verb="GET",
        rule="/tokens",
        tag="tokens",
        policy=Policy.TOKENS,
        query=TokensQuery,
        answer=Content(schema=TokensOut),
    )
)
def list_tokens() -> Response:
    """List tokens."""
    asked = asking.query(TokensQuery)
    with context.reading() as session:
        found = (tokens.of_everybody if asked.everybody else tokens.listed)(session, context.actor())
    return answer(TokensOut(tokens=[TokenOut.of(each) for each in found]))


@operation(
    Operation(
        name="create_token",
        verb="POST",
        rule="/tokens",
        tag="tokens",
        policy=Policy.TOKENS,
        body=Content(schema=NewToken),
        example={"name": "Informe semanal", "scope": "read", "days": 30},
        status=201,
        answer=Content(schema=NewTokenOut),
        takes_key=True,
    )
)
def create_token() -> Response:
    """Make a token; it is shown once."""
    asked, key = asking.body(NewToken), asking.key()
    with context.writing() as session:
        made, shown = tokens.make(
            session, context.actor(), name=asked.name, scope=asked.scope, days=asked.days, now=clock.now(), key=key
        )
    told = NewTokenOut(**TokenOut.of(made).model_dump(), token=shown)
    return created(told, "show_token", token_id=made.id)


@operation(
    Operation(
        name="show_token",
        verb="GET",
        rule=_ONE,
        tag="tokens",
        policy=Policy.TOKENS,
        answer=Content(schema=TokenOut),
    )
)
def show_token(token_id: int) -> Response:
    """Tell about a token."""
    with context.reading() as session:
        found = tokens.of_id(session, context.actor(), token=TokenId(token_id))
    return answer(TokenOut.of(found))


@operation(Operation(name="revoke_token", verb="DELETE", rule=_ONE, tag="tokens", policy=Policy.TOKENS, status=204))
def revoke_token(token_id: int) -> Response:
    """End a token at once."""
    with context.writing() as session:
        tokens.revoke(session, context.actor(), token=TokenId(token_id), now=clock.now())
    return nothing()
