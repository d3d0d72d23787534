"""From what is supposed to an improvement on the map's list: what of it makes things better than they are today."""

from collections.abc import Iterable

from app.services.improving import asking
from app.services.improving.supposing import CONTAINMENT, DEPENDENCY, OWN, OWN_TIMES, Supposed
from graphs.propagation.questions.present import Present
from graphs.propagation.questions.scenarios import Setting
from process_models.domain.chain import Action, ActionChange
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import ActionId, HandoffId, NodeId
from process_models.domain.maps import ValueChainMap
from process_models.domain.naming import identifier
from process_models.domain.problems import error

_LEAST = 1e-9
"""A difference below this is rounding."""


class ActionRefused(EslabonError):
    """What is supposed is no improvement."""


def action(opened: ValueChainMap, supposed: Supposed, *, name: str, within: float | None = None) -> tuple[Action, bool]:
    """Return what is supposed as an improvement, and whether some of it was left out: it makes nothing worse.

    Raises:
        ActionRefused: it has no name, or nothing of it would make anything better.
        NotYet, FiguresMissing: as `asking.present`.
    """
    title = " ".join(name.split())
    present = asking.present(opened, within=within) if title and supposed.settings else {}
    better = [each for each in supposed.settings if _is_better(each, present.get(each.thing))]
    problems = [*([] if title else [error("action-without-name", "/name")])]
    if not better and (title or not supposed.settings):
        problems.append(error("supposed-no-improvement"))
    if problems:
        raise ActionRefused(*problems)
    taken = {each.id for each in opened.chain.actions}
    made = Action(
        id=ActionId(identifier(title, taken=taken, fallback="accion")),
        name=title,
        changes=tuple(_change(thing, better) for thing in dict.fromkeys(each.thing for each in better)),
    )
    left_out = len(supposed.settings) - len(better) + len(supposed.removed)
    return made, left_out > 0


def _is_better(setting: Setting, now: Present | None) -> bool:
    """Tell whether fewer failures arrive by it; a share is no improvement but a choice."""
    if now is None:
        return False
    match setting.field:
        case field if field == OWN:
            return setting.value < now.own - _LEAST
        case field if field == OWN_TIMES:
            return setting.value < 1 - _LEAST
        case field if field == DEPENDENCY:
            return now.dependency is not None and setting.value < now.dependency - _LEAST
        case field if field == CONTAINMENT:
            return now.containment is not None and setting.value > now.containment + _LEAST
    return False


def _change(thing: str, settings: Iterable[Setting]) -> ActionChange:
    kind, _, name = thing.partition(":")
    values = {each.field: each.value for each in settings if each.thing == thing}
    return ActionChange(
        handoff=HandoffId(name) if kind == "handoff" else None,
        node=NodeId(name) if kind == "node" else None,
        own=values.get(OWN),
        own_times=values.get(OWN_TIMES),
        dependency=values.get(DEPENDENCY),
        containment=values.get(CONTAINMENT),
    )
