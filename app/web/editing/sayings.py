"""What can be chosen in a form, in the reader's words; and what a thing's values are called."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.services.showing.sayings import DEPENDENCIES, Sayings
from app.web.editing.thing_forms import OTHER
from app.wording import Wording
from process_models.domain.chain import HandoffGroup, Node, ValueChain
from process_models.domain.vocabulary import (
    EvidenceKind,
    GroupKind,
    NodeKind,
    ProcessKind,
    QualityDimension,
    Rater,
    RaterRole,
    RequirementKind,
    RequirementStatus,
    TimeUnit,
    Viewpoint,
)

__all__ = ["NOTHING", "Choices", "Option", "Sayings"]

Option = tuple[str, str]

NOTHING: Option = ("", "—")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What can be chosen in the forms of a map, as pairs of a value and its words."""

    words: Wording
    chain: ValueChain

    @property
    def nodes(self) -> tuple[Option, ...]:
        """Everybody who can give or get, by name; two of one name with their ids."""
        bearers = Counter(node.name for node in self.chain.nodes)
        said = [(node.id, node.name if bearers[node.name] == 1 else _told(node)) for node in self.chain.nodes]
        return (("", self.words.text("map.choose")), *sorted(said, key=lambda option: option[1].casefold()))

    def wholes(self, of: str) -> tuple[Option, ...]:
        """The processes that another can be a part of."""
        processes = (node for node in self.chain.nodes if node.kind is NodeKind.PROCESS and node.id != of)
        return (NOTHING, *((node.id, f"{node.code} {node.name}".strip()) for node in processes))

    def groups(self, client: str) -> tuple[Option, ...]:
        """The groups of a client: each by what it holds."""
        return (
            ("", self.words.text("handoffs.group.none")),
            *((group.id, self._group(group)) for group in self.chain.groups if group.client == client),
        )

    @property
    def node_kinds(self) -> tuple[Option, ...]:
        """What a node can be."""
        return self._words("map.node-kind.", NodeKind)

    @property
    def process_kinds(self) -> tuple[Option, ...]:
        """The four kinds of processes."""
        return (NOTHING, *self._words("map.process-kind.", ProcessKind))

    @property
    def channels(self) -> tuple[Option, ...]:
        """The eight viewpoints."""
        return self._words("map.channel.", Viewpoint)

    @property
    def units(self) -> tuple[Option, ...]:
        """The units of an agreed time."""
        return self._words("map.unit.", TimeUnit)

    @property
    def requirement_kinds(self) -> tuple[Option, ...]:
        """Needs and expectations."""
        return (NOTHING, *self._words("map.requirement-kind.", RequirementKind))

    @property
    def statuses(self) -> tuple[Option, ...]:
        """How a requirement came to be one."""
        return (NOTHING, *self._words("map.status.", RequirementStatus))

    @property
    def dimensions(self) -> tuple[Option, ...]:
        """The sides of quality."""
        return (NOTHING, *self._words("map.dimension.", QualityDimension))

    @property
    def evidence(self) -> tuple[Option, ...]:
        """What a figure or a requirement can rest on."""
        return (NOTHING, *self._words("map.evidence.", EvidenceKind))

    @property
    def raters(self) -> tuple[Option, ...]:
        """The two sides of a handoff."""
        return self._words("map.rater.", Rater)

    @property
    def rater_roles(self) -> tuple[Option, ...]:
        """The levels at which raters work."""
        return (NOTHING, *self._words("map.rater-role.", RaterRole))

    @property
    def group_kinds(self) -> tuple[Option, ...]:
        """Alternatives and routes."""
        return self._words("map.group-kind.", GroupKind)

    @property
    def group_kinds_explained(self) -> tuple[tuple[str, str, str], ...]:
        """Alternatives and routes, each with what it means."""
        return tuple((kind, said, self.words.text(f"map.group-kind.{kind}.help")) for kind, said in self.group_kinds)

    @property
    def dependency_words(self) -> frozenset[str]:
        """The per cents that have words, and none."""
        return frozenset({*DEPENDENCIES, ""})

    @property
    def dependencies(self) -> tuple[tuple[str, str, str], ...]:
        """How much a client depends: words, with the number as a remark."""
        said = ((percent, Sayings(words=self.words).dependency(int(percent) / 100), "") for percent in DEPENDENCIES)
        return (
            ("", self.words.text("map.dependency.not-said"), self.words.text("map.dependency.not-said.remark")),
            *said,
            (OTHER, self.words.text("map.dependency.other"), ""),
        )

    def _group(self, group: HandoffGroup) -> str:
        kind = self.words.text(f"map.group-kind.{group.kind}")
        members = self.chain.members(group.id)
        return f"{kind}: {', '.join(member.deliverable for member in members) or group.id}"

    def _words(self, beginning: str, values: Iterable[StrEnum]) -> tuple[Option, ...]:
        return tuple((value.value, self.words.text(f"{beginning}{value}")) for value in values)


def _told(node: Node) -> str:
    return f"{node.name} ({node.id})"
