"""Figures as sentences: failure chains, how a figure was computed, a handoff by its names."""

from collections.abc import Mapping

from app.wording import Wording
from graphs.propagation import FailureChain, Method, Propagation
from process_models.domain.chain import Handoff, ValueChain
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.problems import Problem


class Speaker:
    """Says the things of one chain in one language."""

    def __init__(self, chain: ValueChain, words: Wording) -> None:
        self.words = words
        self._names: Mapping[NodeId, str] = {node.id: in_line(node.name) for node in chain.nodes}
        self._handoffs: Mapping[HandoffId, Handoff] = {handoff.id: handoff for handoff in chain.handoffs}

    def node(self, node: NodeId) -> str:
        """Return the name of a node."""
        return self._names[node]

    def handoff(self, handoff: HandoffId) -> str:
        """Return a handoff as "Ventas → Bodega: Pedido"."""
        return self.words.text("figures.handoff", **self._parts(handoff))

    def thing(self, name: str) -> str:
        """Return an own failure that is named `node:ID` or `handoff:ID`."""
        kind, _, identifier = name.partition(":")
        if kind == "handoff":
            return self.handoff(HandoffId(identifier))
        return self.words.text("figures.node", node=self.node(NodeId(identifier)))

    def ends(self, handoff: HandoffId) -> str:
        """Return between whom a handoff is, as "Ventas → Bodega"."""
        parts = self._parts(handoff)
        return self.words.text("figures.ends", supplier=parts["supplier"], client=parts["client"])

    def deliverable(self, handoff: HandoffId) -> str:
        """Return what a handoff carries."""
        return in_line(self._handoffs[handoff].deliverable)

    def chain(self, told: FailureChain) -> str:
        """Return a failure chain as a sentence."""
        steps = [self.step(handoff) for handoff in told.path]
        if told.origin_node is not None:
            steps.insert(0, self.begins(told.origin_node))
        sentence = self.words.text("figures.chain.therefore").join(steps)
        return f"{sentence[0].upper()}{sentence[1:]}."

    def step(self, handoff: HandoffId) -> str:
        """Return a step of a failure chain: what a handoff passes on."""
        return self.words.text("figures.chain.step", **self._parts(handoff))

    def begins(self, node: NodeId) -> str:
        """Return the first step of a failure chain that begins in a node itself."""
        return self.words.text("figures.chain.origin", node=self.node(node))

    def _parts(self, handoff: HandoffId) -> dict[str, str]:
        known = self._handoffs[handoff]
        return {
            "supplier": self.node(known.supplier),
            "client": self.node(known.client),
            "deliverable": in_line(known.deliverable),
        }


def method(found: Method, words: Wording) -> str:
    """Return how the figures were computed, and where that was by sampling, why."""
    if found.trials is not None:
        return _sampled(found.trials, found.too_large, words)
    entries = words.number(found.largest_table)
    if found.whole_components:
        return words.counted("figures.why.exact-whole", found.whole_components, entries=entries)
    return words.text("figures.why.exact", entries=entries)


def _sampled(trials: int, too_large: Problem | None, words: Wording) -> str:
    if too_large is None:
        return words.text("figures.why.sampling-asked", trials=words.number(trials))
    return words.text("figures.why.sampling-too-large", trials=words.number(trials), reason=words.problem(too_large))


def warnings(found: Propagation, words: Wording) -> list[str]:
    """Return what a reader should be told beside the figures."""
    return [words.problem(warning) for warning in found.warnings]


def in_line(text: str) -> str:
    """Return a text without line breaks and doubled spaces."""
    return " ".join(text.split())
