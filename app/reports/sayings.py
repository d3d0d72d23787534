"""What the values of a thing are called, in the reader's words."""

from dataclasses import dataclass
from datetime import date

from app.wording import Wording
from process_models.domain.chain import AgreedTime, HandoffGroup, Node, Requirement
from process_models.domain.evidence import Rate
from process_models.domain.vocabulary import EvidenceKind

DEPENDENCIES = {"100": "all", "80": "much", "50": "half", "20": "little", "0": "not"}
"""How much a client depends on a handoff: the per cents, and the word that stands for them."""


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
