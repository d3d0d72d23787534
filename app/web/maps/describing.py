"""What a map is called, and what holds for all of it: the settings of a map."""

from collections.abc import Mapping

from flask import request

from app.services.keeping import editing, histories
from app.services.keeping.editing import EditConflict
from app.services.keeping.histories import Clash
from app.web import context
from app.web.asking import base_revision, can_edit, may, new_key, opened
from app.web.editing import saving
from app.web.errors import status_of
from app.web.maps.pages import Answer, blueprint
from app.web.policies import Policy, policy
from process_models.domain.commands import DescribeMap
from process_models.domain.errors import CommandRefused, EslabonError
from process_models.domain.maps import ValueChainMap
from process_models.domain.people import Role

FIELDS = ("name", "description", "language", "as_of", "minimum_group", "currency")


@blueprint.get("/maps/<map_id>/settings")
@policy(Policy.VIEW)
def settings(map_id: str) -> Answer:
    """Show a map's own fields."""
    known = opened(map_id)
    return _page(known, _shown(known))


@blueprint.post("/maps/<map_id>/settings")
@policy(Policy.EDIT)
def describe(map_id: str) -> Answer:
    """Keep a map's own fields."""
    known, base = opened(map_id), base_revision()
    typed = {name: _typed(name) for name in FIELDS}
    try:
        saving.apply(known.id, _command(known, typed), base)
    except EditConflict as reason:
        return _page(known, typed, clash=_clash(known, reason, base)), 409
    except EslabonError as reason:
        return _page(known, typed, reason=reason), status_of(reason)
    context.notice("maps.described")
    return context.see_other("maps.settings", map_id=known.id)


def _typed(name: str) -> str:
    """Return what stands in a field; a browser ends lines in its own way."""
    return request.form.get(name, "").replace("\r\n", "\n").strip()


def _command(known: ValueChainMap, typed: Mapping[str, str]) -> DescribeMap:
    """Return the command that a form means; what it does not show stays as it is.

    Raises:
        CommandRefused: with every field that cannot be read.
    """
    own = {"kind": "describe-map", "name": typed["name"], "description": typed["description"]}
    said: dict[str, object] = {**own, "currency": typed["currency"]}
    said |= {name: typed[name] for name in ("language", "as_of") if typed[name]}
    if typed["minimum_group"]:
        said["minimum_group"] = _whole(typed["minimum_group"])
    parsed = editing.parse(said)
    if not isinstance(parsed.command, DescribeMap):
        raise CommandRefused(*parsed.problems)
    return DescribeMap(
        **{name: getattr(parsed.command, name) for name in FIELDS}, id=known.chain.id, extensions=known.chain.extensions
    )


def _whole(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text


def _shown(known: ValueChainMap) -> dict[str, str]:
    values = {name: getattr(known.chain, name) for name in FIELDS}
    return {name: "" if value is None else str(value) for name, value in values.items()}


def _clash(known: ValueChainMap, reason: EditConflict, base: int) -> Clash:
    with context.reading() as session:
        return histories.clash(
            session, context.actor(), map_id=known.id, conflict=reason, since=base, language=context.language()
        )


def _page(
    known: ValueChainMap,
    typed: Mapping[str, str],
    *,
    reason: EslabonError | None = None,
    clash: Clash | None = None,
) -> str:
    problems = () if reason is None else reason.problems
    return context.page(
        "maps/settings.html",
        opened=known,
        typed=typed,
        problems=problems,
        errors={problem.pointer.lstrip("/"): context.words().problem(problem) for problem in problems},
        clash=clash,
        may_edit=can_edit(),
        may_remove=may(Role.OWNER),
        key=new_key(),
    )
