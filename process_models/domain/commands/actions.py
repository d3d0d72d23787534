"""Commands on actions."""

from dataclasses import dataclass

from process_models.domain.chain import Action, ValueChain
from process_models.domain.commands.command import Applied
from process_models.domain.commands.edits import Edit, Edits, edited
from process_models.domain.commands.lookup import known_action
from process_models.domain.identifiers import ActionId


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAction:
    """Put an improvement on the list, at a place among the others or at the end."""

    action: Action
    at: int | None = None

    def perform(self, chain: ValueChain) -> Applied:
        """Return the chain with the action."""
        return edited(chain, Edits(actions=(Edit(after=self.action, at=self.at),)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceAction:
    """Give an improvement its new fields."""

    action: Action

    def perform(self, chain: ValueChain) -> Applied:
        """Return the chain with the action as it is now."""
        return edited(chain, Edits(actions=(Edit(before=known_action(chain, self.action.id), after=self.action),)))


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveAction:
    """Take an improvement off the list."""

    action: ActionId

    def perform(self, chain: ValueChain) -> Applied:
        """Return the chain without the action."""
        return edited(chain, Edits(actions=(Edit(before=known_action(chain, self.action)),)))
