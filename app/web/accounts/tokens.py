"""One's own tokens: listed, made, shown once and revoked; to an owner everybody's."""

from flask import request
from werkzeug.wrappers import Response

from app.services.accounts import tokens
from app.web import asking, clock, context
from app.web.accounts.pages import blueprint, form
from app.web.policies import Policy, policy
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import TokenId
from process_models.domain.people import Role
from process_models.domain.tokens import Scope, Token

Answer = tuple[str, int] | Response

_NEW = {"name": "", "scope": Scope.READ.value, "days": str(tokens.DAYS)}


@blueprint.get("/account/tokens")
@policy(Policy.TOKENS)
def own_tokens() -> Answer:
    """Show one's tokens."""
    return _tokens()


@blueprint.post("/account/tokens")
@policy(Policy.TOKENS)
def make_token() -> Answer:
    """Make a token and show it, once."""
    given = {name: request.form.get(name, default) for name, default in _NEW.items()}
    try:
        made, shown = _made(given)
    except EslabonError as reason:
        return _tokens(reason=reason, given=given)
    return form("accounts/token_made.html", token=made, shown=shown)


@blueprint.post("/account/tokens/<int(max=2147483647):token_id>/revoke")
@policy(Policy.TOKENS)
def revoke_token(token_id: int) -> Answer:
    """End a token at once."""
    with context.writing() as session:
        ended = tokens.revoke(session, context.actor(), token=TokenId(token_id), now=clock.now())
    context.notice("tokens.revoked-now", name=ended.name)
    return context.see_other("accounts.own_tokens")


def _made(given: dict[str, str]) -> tuple[Token, str | None]:
    scope = Scope(given["scope"]) if given["scope"] in set(Scope) else Scope.READ
    days = int(given["days"]) if given["days"].isascii() and given["days"].isdigit() and len(given["days"]) < 6 else 0
    with context.writing() as session:
        return tokens.make(
            session,
            context.actor(),
            name=given["name"],
            scope=scope,
            days=days,
            now=clock.now(),
            key=asking.key(),
        )


def _tokens(*, reason: EslabonError | None = None, given: dict[str, str] | None = None) -> Answer:
    actor = context.actor()
    with context.reading() as session:
        own = tokens.listed(session, actor)
        everybody = tokens.of_everybody(session, actor) if actor.most.allows(Role.OWNER) else ()
    return form(
        "accounts/tokens.html",
        reason=reason,
        own=own,
        others=tuple(each for each in everybody if each.person.id != actor.person),
        now=clock.now(),
        given=given or _NEW,
        scopes=tuple((each.value, context.words().text(f"tokens.scope.{each}")) for each in Scope),
        most=tokens.MOST_DAYS,
        key=asking.new_key(),
    )
