"""What a thing's values are called on a page, and what can be chosen in a form: in the reader's words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.web.editing.thing_forms import DEPENDENCIES, OTHER
from app.wording import Wording
from process_models.domain.chain import AgreedTime, HandoffGroup, Node, Requirement, ValueChain
from process_models.domain.evidence import Rate
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

Option = tuple[str, str]

NOTHING: Option = ("", "—")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayings:
    """Sentences about the values of things."""

    words: Wording

    def agreed(self, agreed: AgreedTime) -> str:
        """Return an agreed time: "2 días hábiles"."""
        amount = self.words.number(agreed.amount, 2)
        if agreed.amount == 1:
            return self.words.text(f"map.time.one.{agreed.unit}", amount=amount)
        return self.words.text(f"map.time.{agreed.unit}", amount=amount)

    def dependency(self, value: float | None) -> str:
        """Return how much a client depends on a handoff, in words with the number beside."""
        if value is None:
            return self.words.text("map.dependency.unsaid")
        nearest = min(DEPENDENCIES, key=lambda percent: abs(int(percent) / 100 - value))
        said = self.words.text(f"map.dependency.{DEPENDENCIES[nearest]}")
        return self.words.text("map.dependency.with-number", said=said, percent=self.words.percent(value))

    def rate(self, rate: Rate) -> str:
        """Return a failure rate with its denominator; an own failure alone is said to be one."""
        if rate.evidence is EvidenceKind.UNKNOWN:
            return self.words.text("map.rate.unknown")
        if rate.count is not None and rate.failed is not None:
            return self.words.of(rate.failed, rate.count)
        percent = self.words.percent(rate.probability)
        return self.words.text("map.rate.whole" if rate.whole else "map.rate.own", percent=percent)

    def rests_on(self, rate: Rate) -> str:
        """Return what a rate rests on, with its denominator."""
        evidence = self.words.text(f"map.evidence.{rate.evidence}")
        if rate.count is None or rate.failed is None:
            return evidence
        counts = {"failed": self.words.number(rate.failed), "count": self.words.number(rate.count)}
        return self.words.text("map.rests-on", evidence=evidence, **counts)

    def kind(self, node: Node) -> str:
        """Return what a node is: "proceso misional"."""
        if node.process_kind is not None:
            return self.words.text(f"map.node.{node.process_kind}")
        return self.words.text(f"map.node-kind.{node.kind}")

    def validity(self, valid_from: date | None, valid_to: date | None) -> str:
        """Return from when to when a thing counts."""
        begins = "" if valid_from is None else self.words.text("map.valid.from", day=self.words.date(valid_from))
        ends = "" if valid_to is None else self.words.text("map.valid.to", day=self.words.date(valid_to))
        return " ".join(filter(None, (begins, ends)))

    def requirement(self, requirement: Requirement) -> str:
        """Return what is known about a requirement beside its statement."""
        said = (
            requirement.kind and self.words.text(f"map.requirement-kind.{requirement.kind}"),
            requirement.dimension and self.words.text(f"map.dimension.{requirement.dimension}"),
            requirement.status and self.words.text(f"map.status.{requirement.status}"),
            self.words.text("map.importance", importance=requirement.importance) if requirement.importance else "",
            requirement.evidence and self.words.text(f"map.evidence.{requirement.evidence}"),
            requirement.source,
            requirement.confirmed_by and self.words.text("map.confirmed-by", who=requirement.confirmed_by),
        )
        return " · ".join(filter(None, said))

    def group(self, group: HandoffGroup, size: int) -> str:
        """Return how many of a group are used on an occasion."""
        required, count = self.words.number(group.required or 1), self.words.number(size)
        return self.words.text(f"map.group.{group.kind}", required=required, count=count)

    def word(self, beginning: str, value: str) -> str:
        """Return what a word of a closed list is called."""
        return self.words.text(f"{beginning}{value}")


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
