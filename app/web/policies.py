"""Who may call a route: each declares it, and the application does not start while one has not."""

from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, TypeVar

from flask import Flask

from process_models.domain.people import Role

View = TypeVar("View", bound=Callable[..., Any])

_DECLARED = "eslabon_policy"


class Policy(Enum):
    """Whom a route serves; some ask for a role: on the map or in the team of the address, else at all.

    `OVERSEE` shows owners what they decide, and shows it to each of their tokens. `TOKENS` serves whoever is signed in,
    and of tokens only those that may decide about others. `SPEAK` serves whoever may look, and of tokens only those
    that do more than read.
    """

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    VIEW = "view"
    EDIT = "edit"
    OWN = "own"
    OVERSEE = "oversee"
    TOKENS = "tokens"
    SPEAK = "speak"

    @property
    def role(self) -> Role | None:
        """The least role that the route asks for."""
        return _ROLES.get(self)

    @property
    def ceiling(self) -> Role:
        """The least that a token must allow, whatever its person may do."""
        return {Policy.TOKENS: Role.OWNER, Policy.SPEAK: Role.EDITOR}.get(self, Role.VIEWER)


_ROLES = {
    Policy.VIEW: Role.VIEWER,
    Policy.SPEAK: Role.VIEWER,
    Policy.EDIT: Role.EDITOR,
    Policy.OWN: Role.OWNER,
    Policy.OVERSEE: Role.OWNER,
}


class RoutesWithoutPolicy(Exception):
    """Routes that anybody could call because nobody said who may."""


def policy(declared: Policy) -> Callable[[View], View]:
    """Declare whom a route serves; stands below the blueprint's own decorator."""

    def declaring(view: View) -> View:
        setattr(view, _DECLARED, declared)
        return view

    return declaring


def policy_of(app: Flask, endpoint: str) -> Policy | None:
    """Return what an endpoint declared."""
    declared = getattr(app.view_functions[endpoint], _DECLARED, None)
    return declared if isinstance(declared, Policy) else None


def hold_to_policies(app: Flask) -> None:
    """Refuse an application in which a route has no policy.

    Raises:
        RoutesWithoutPolicy: with the routes that have none.
    """
    open_routes = sorted(_without_policy(app))
    if open_routes:
        raise RoutesWithoutPolicy(", ".join(open_routes))


def _without_policy(app: Flask) -> Iterator[str]:
    for rule in app.url_map.iter_rules():
        if policy_of(app, rule.endpoint) is None:
            yield rule.rule
