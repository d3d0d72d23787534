"""Commands on groups of handoffs."""

from dataclasses import dataclass, replace

from process_models.domain.chain import HandoffGroup, ValueChain
from process_models.domain.commands.command import Applied
from process_models.domain.commands.edits import Edit, Edits, edited
from process_models.domain.commands.followups import groups_without
from process_models.domain.commands.lookup import known_group, known_handoff
from process_models.domain.identifiers import GroupId, HandoffId


@dataclass(frozen=True, slots=True, kw_only=True)
class AddGroup:
    """Make a group of handoffs, which leave the groups that they were in."""

    group: HandoffGroup
    members: tuple[HandoffId, ...] = ()
    at: int | None = None

    def perform(self, chain: ValueChain) -> Applied:
        """Return the chain with the group."""
        members = [known_handoff(chain, member) for member in dict.fromkeys(self.members)]
        joined = [replace(member, group=self.group.id, share=None) for member in members]
        return edited(
            chain,
            Edits(
                handoffs=tuple(Edit(before=was, after=now) for was, now in zip(members, joined, strict=True)),
                groups=(*groups_without(chain, set(self.members)), Edit(after=self.group, at=self.at)),
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceGroup:
    """Give a group its new fields; who is in it is said by the handoffs."""

    group: HandoffGroup

    def perform(self, chain: ValueChain) -> Applied:
        """Return the chain with the group as it is now."""
        return edited(chain, Edits(groups=(Edit(before=known_group(chain, self.group.id), after=self.group),)))


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveGroup:
    """Dissolve a group: its handoffs stay, each for itself."""

    group: GroupId

    def perform(self, chain: ValueChain) -> Applied:
        """Return the chain without the group."""
        group = known_group(chain, self.group)
        alone = (
            Edit(before=member, after=replace(member, group=None, share=None)) for member in chain.members(group.id)
        )
        return edited(chain, Edits(handoffs=tuple(alone), groups=(Edit(before=group),)))
