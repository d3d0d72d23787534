"""What-if: other numbers, other shares, handoffs that go or come; the new figures and the differences.

Calibration is not redone: what was found for the map as it is stays, and the rates downstream move. All scenarios that
leave the map's structure as it is are columns of one batch; each other structure has a batch of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graphs.propagation.calibration import supplier_failures
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters, declared
from graphs.propagation.plans import Plans
from graphs.propagation.questions.calibrated import CalibratedMap, by_outcome, expected_loss, outcome_probabilities
from graphs.propagation.questions.changes import with_changes
from graphs.propagation.questions.scenarios import Scenario, Understood, understood
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Figures before and after: P(X) by outcome, and the expected loss. Differences are after - before."""

    before: Mapping[NodeId, float]
    after: Mapping[NodeId, float]
    loss_before: float
    loss_after: float
    warnings: tuple[Problem, ...] = ()

    @property
    def difference(self) -> dict[NodeId, float]:
        """By how much each outcome's probability rises."""
        return {outcome: self.after[outcome] - before for outcome, before in self.before.items()}

    @property
    def loss_difference(self) -> float:
        """By how much the expected loss rises."""
        return self.loss_after - self.loss_before


def what_if(asked: CalibratedMap, scenarios: Sequence[Scenario]) -> tuple[Comparison, ...]:
    """Return what each scenario would change.

    Raises:
        QuestionRefused: a scenario names what is not in the map or gives it a number that it cannot have; the problems
            of all scenarios at once.
        TooLargeForExact: for a changed structure no exact plan stays within the limit.
    """
    read = understood(asked, [Scenario(), *scenarios])
    probabilities = np.zeros((len(asked.model.outcomes), len(read)))
    for chain in {id(each.chain): each.chain for each in read}.values():
        alike = [place for place, each in enumerate(read) if each.chain is chain]
        probabilities[:, alike] = _evaluated(asked, chain, [read[place] for place in alike])
    losses = expected_loss(asked.model, probabilities)
    return tuple(
        Comparison(
            before=by_outcome(asked.model, probabilities[:, 0]),
            after=by_outcome(asked.model, probabilities[:, place]),
            loss_before=float(losses[0]),
            loss_after=float(losses[place]),
            warnings=read[place].warnings,
        )
        for place in range(1, len(read))
    )


def rates_if(asked: CalibratedMap, scenario: Scenario) -> dict[HandoffId, float]:
    """Return how often every handoff would fail its client, but for rounding; those that go are not in it.

    Raises:
        QuestionRefused, TooLargeForExact: as `what_if`.
    """
    (read,) = understood(asked, [scenario])
    left = _restructured(asked, read.chain)
    model, parameters = left.model, with_changes(left.parameters, [read.changes(left.model)])
    failures = left.plans.whole.evaluate(parameters).failures[:, 0].clip(0, 1)
    pi = supplier_failures(model, left.plans, parameters, failures, rounded=True)
    inherited = (1 - parameters.containment[:, 0]) * pi
    own = parameters.own[:, 0]
    rates = (own + (1 - own) * inherited).clip(0, 1)
    return {handoff.id: float(rates[e]) for e, handoff in enumerate(model.handoffs)}


def _evaluated(asked: CalibratedMap, chain: ValueChain, scenarios: Sequence[Understood]) -> Array:
    """Return P(X) of every outcome under scenarios of one structure."""
    left = _restructured(asked, chain)
    supposed = with_changes(left.parameters, [each.changes(left.model) for each in scenarios])
    return outcome_probabilities(left.model, left.plans, supposed)


def _restructured(asked: CalibratedMap, chain: ValueChain) -> CalibratedMap:
    """Return a map with another structure, under the numbers found for the map as it is."""
    if chain is asked.model.chain:
        return asked
    model = Model(chain)
    return CalibratedMap(model=model, plans=Plans(model), parameters=_carried(asked, model))


def _carried(asked: CalibratedMap, model: Model) -> Parameters:
    """Return the calibrated numbers for the handoffs that stay; a new handoff's are as declared."""
    carried = declared(model)
    places = {handoff.id: e for e, handoff in enumerate(asked.model.handoffs)}
    for e, handoff in enumerate(model.handoffs):
        if (old := places.get(handoff.id)) is not None:
            carried.own[e] = asked.parameters.own[old]
            carried.containment[e] = asked.parameters.containment[old]
    return carried
