"""Commands on handoffs."""

from dataclasses import dataclass

from process_models.domain.chain import Handoff, ValueChain
from process_models.domain.commands.command import Applied
from process_models.domain.commands.edits import Edit, Edits, edited
from process_models.domain.commands.followups import actions_without, groups_without
from process_models.domain.commands.lookup import known_handoff
from process_models.domain.identifiers import HandoffId


@dataclass(frozen=True, slots=True, kw_only=True)
class AddHandoff:
    """Put a handoff on the map, at a place among the others or at the end."""

    handoff: Handoff
    at: int | None = None

    def perform(self, chain: ValueChain) -> Applied:
        """Return the chain with the handoff."""
        return edited(chain, Edits(handoffs=(Edit(after=self.handoff, at=self.at),)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceHandoff:
    """Give a handoff its new fields; a group that it leaves requires at most those that stay, and goes if none does."""

    handoff: Handoff

    def perform(self, chain: ValueChain) -> Applied:
        """Return the chain with the handoff as it is now."""
        former = known_handoff(chain, self.handoff.id)
        leaving = {former.id} if former.group != self.handoff.group else set[HandoffId]()
        return edited(
            chain,
            Edits(
                handoffs=(Edit(before=former, after=self.handoff),),
                groups=tuple(groups_without(chain, leaving)),
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveHandoff:
    """Take a handoff off the map, out of its group and out of the actions that change it."""

    handoff: HandoffId

    def perform(self, chain: ValueChain) -> Applied:
        """Return the chain without the handoff."""
        handoff = known_handoff(chain, self.handoff)
        return edited(
            chain,
            Edits(
                handoffs=(Edit(before=handoff),),
                groups=tuple(groups_without(chain, {handoff.id})),
                actions=tuple(actions_without(chain, lambda change: change.handoff == handoff.id)),
            ),
        )
