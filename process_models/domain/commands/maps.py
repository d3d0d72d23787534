"""Commands on the map as a whole."""

from dataclasses import dataclass, fields, replace
from datetime import date

from process_models.domain.chain import JsonText, ValueChain
from process_models.domain.commands.command import Applied, Command
from process_models.domain.identifiers import MapId


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribeMap:
    """Set all of the map's own fields; what is left out is emptied."""

    name: str
    id: MapId | None = None
    description: str = ""
    language: str | None = None
    as_of: date | None = None
    minimum_group: int | None = None
    currency: str = ""
    extensions: JsonText | None = None

    @classmethod
    def as_is(cls, chain: ValueChain) -> "DescribeMap":
        """Return the command that sets the fields that a chain has."""
        return cls(**{field.name: getattr(chain, field.name) for field in fields(cls)})

    def perform(self, chain: ValueChain) -> Applied:
        """Return the chain under its new description."""
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        return Applied(chain=replace(chain, **own), inverse=DescribeMap.as_is(chain))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportContent:
    """Put a whole content in the place of the former."""

    content: ValueChain

    def perform(self, chain: ValueChain) -> Applied:
        """Return the new content."""
        return Applied(chain=self.content, inverse=ImportContent(content=chain))


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Several changes, one after another, of which only the end must obey the rules."""

    commands: tuple[Command, ...]

    def perform(self, chain: ValueChain) -> Applied:
        """Return the chain after all of them."""
        inverses: list[Command] = []
        for command in self.commands:
            applied = command.perform(chain)
            chain = applied.chain
            inverses.append(applied.inverse)
        return Applied(chain=chain, inverse=Together(commands=tuple(reversed(inverses))))
