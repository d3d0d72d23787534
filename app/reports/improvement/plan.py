"""The actions of a map and which of them to buy, in words."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from app.reports.improvement.effects import amount, cost
from app.reports.sentences import Speaker, in_line
from graphs.propagation.questions.plan import Plan
from graphs.propagation.questions.scenarios import FIELDS, SHARE
from process_models.domain.chain import Action, ActionChange, ValueChain
from process_models.domain.identifiers import ActionId, HandoffId, NodeId


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAction:
    """An action as the map has it: what it is called, costs and changes, who answers for it and until when."""

    id: ActionId
    name: str
    cost: str
    owner: str
    due: str
    changes: tuple[str, ...]
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPlan:
    """What to buy: `said` what it costs and saves, `certainty` how good the choice is."""

    said: str
    certainty: str
    is_exact: bool
    chosen: tuple[ActionId, ...]
    before: str
    after: str


def actions(chain: ValueChain, chosen: Collection[ActionId], speaker: Speaker) -> tuple[ListedAction, ...]:
    """Return the actions of a chain, in its order."""
    return tuple(_listed(action, chain, action.id in chosen, speaker) for action in chain.actions)


def told_plan(found: Plan, budget: float, chain: ValueChain, speaker: Speaker) -> ToldPlan:
    """Return a plan in words."""
    words, currency = speaker.words, in_line(chain.currency)
    before, after = amount(found.before, words), amount(found.after, words)
    names = {action.id: in_line(action.name) or action.id for action in chain.actions}
    chosen = words.text("improvement.list.and").join(names[action] for action in found.chosen)
    told = {"budget": cost(budget, currency, words), "cost": cost(found.cost, currency, words)}
    code = "improvement.plan.said" if found.chosen else "improvement.plan.nothing"
    certainty = "improvement.plan.exact" if found.is_exact else "improvement.plan.bound"
    return ToldPlan(
        said=words.text(code, actions=chosen, before=before, after=after, **told),
        certainty=words.text(certainty, bound=amount(found.bound, words)),
        is_exact=found.is_exact,
        chosen=found.chosen,
        before=before,
        after=after,
    )


def _listed(action: Action, chain: ValueChain, is_chosen: bool, speaker: Speaker) -> ListedAction:  # noqa: FBT001 - a fact
    words = speaker.words
    return ListedAction(
        id=action.id,
        name=in_line(action.name) or action.id,
        cost="" if action.cost is None else cost(action.cost, in_line(chain.currency), words),
        owner=in_line(action.owner),
        due="" if action.due is None else words.date(action.due),
        changes=tuple(sentence for change in action.changes for sentence in _changes(change, speaker)),
        is_chosen=is_chosen,
    )


def _changes(change: ActionChange, speaker: Speaker) -> Iterator[str]:
    """Yield each number that an action changes, in words."""
    thing = f"node:{change.node}" if change.node is not None else f"handoff:{change.handoff}"
    for field in (each for each in FIELDS["handoff"] if each != SHARE):
        value: float | None = getattr(change, field)
        if value is not None:
            yield supposed(thing, field, value, speaker)


def supposed(thing: str, field: str, value: float, speaker: Speaker) -> str:
    """Return a number that is supposed of a thing, in words."""
    kind, _, identifier = thing.partition(":")
    name = speaker.handoff(HandoffId(identifier)) if kind == "handoff" else speaker.node(NodeId(identifier))
    number = speaker.words.text("improvement.per-cent", number=speaker.words.number(100 * value, 1))
    return speaker.words.text(f"improvement.supposed.{field}", thing=name, value=number)


def without(thing: str, speaker: Speaker) -> str:
    """Return that a handoff is supposed to go, in words."""
    return speaker.words.text("improvement.supposed.removed", thing=speaker.thing(thing))
