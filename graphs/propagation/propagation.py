"""Propagation as a whole: a chain goes in, its figures come out."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from graphs.propagation.calibration import calibrate, node_failures, supplier_failures
from graphs.propagation.cautions import cautions, loops_alike
from graphs.propagation.chains import Links, failure_chains
from graphs.propagation.cycles import components
from graphs.propagation.exact import TooLargeForExact
from graphs.propagation.importance import OutcomeFigures, importances, outcome_figures, posterior
from graphs.propagation.intervals import MOST_ENTRIES, intervals_of
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters, declared
from graphs.propagation.plans import Plans
from graphs.propagation.questions.cut_sets import cut_sets
from graphs.propagation.results import (
    FailureChain,
    HandoffFigures,
    Importance,
    LoopSum,
    Method,
    OutcomeRisk,
    Posterior,
    Propagation,
)
from graphs.propagation.settled import settled
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.problems import Problem, warning
from process_models.domain.validity import DatedChain, as_of
from process_models.domain.vocabulary import EvidenceKind

CHAINS_PER_OUTCOME = 10

MOST_FIGURES = 1_000_000
"""Own failures whose figures are told, of all outcomes together; of each outcome those that contribute most."""

Progress = Callable[[int], None]
"""Is told how many trials more are done; what it raises ends the sampling."""


def propagate(  # noqa: PLR0913 - each is a choice of its own
    chain: ValueChain,
    *,
    chains: int = CHAINS_PER_OUTCOME,
    draws: int = 0,
    every_draw: bool = False,
    cut_size: int | None = None,
    method: str = "auto",
    samples: int | None = None,
    standard_error: float | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Propagation:
    """Return how internal failures reach the customers and employees of a map, as of its date.

    Args:
        chain: a chain without problems (`rules.problems`).
        chains: how many failure chains to tell for each outcome.
        draws: on how many calibrated draws the credible intervals rest; 0 for none.
        every_draw: as many as that, however long it takes, not fewer on a map whose tables are large.
        cut_size: of how many own failures the minimal cut sets to tell consist at most; None for none to be told.
        method: `exact`, `sampling`, or `auto`: exactly, and by sampling what is too large for that.
        samples: how many trials, where sampled.
        standard_error: down to which standard error of each outcome's probability, where sampled.
        seed: of the random numbers.
        progress: where sampled, told how many trials more are done.

    Raises:
        QuestionRefused: there are too many minimal cut sets of that size.
        TooLargeForExact: `exact` was asked for, and no exact plan stays within the limit.
    """
    dated, sampling = as_of(chain, chain.as_of), _Sampling(samples, standard_error, seed, progress)
    if method == "sampling":
        return _completed(_sampled(dated, chains, sampling, too_large=None), (draws, every_draw), seed, cut_size)
    try:
        found = _exact(dated, chains)
    except TooLargeForExact as reason:
        if method == "exact":
            raise
        (too_large,) = reason.problems
        found = _sampled(dated, chains, sampling, too_large=too_large)
    return _completed(found, (draws, every_draw), seed, cut_size)


def _completed(found: "_Found", wanted: tuple[int, bool], seed: int, cut_size: int | None) -> Propagation:
    """Add the intervals and the cut sets that were asked for."""
    model, figures = found.model, found.figures
    draws, every_draw = wanted
    intervals, said = intervals_of(model, draws, seed, math.inf if every_draw else MOST_ENTRIES)
    return replace(
        figures,
        outcomes={name: replace(risk, interval=intervals.get(name)) for name, risk in figures.outcomes.items()},
        cut_sets=None if cut_size is None else cut_sets(model, found.parameters, cut_size),
        warnings=(*figures.warnings, *said),
    )


class _Sampling(NamedTuple):
    """How to sample, as `propagate` was told."""

    samples: int | None
    standard_error: float | None
    seed: int
    progress: Progress | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The figures, and the calibrated map behind them."""

    model: Model
    parameters: Parameters
    figures: Propagation


def _exact(dated: DatedChain, chains: int) -> _Found:
    model = Model(dated.chain)
    found_map = settled(model)
    plans, parameters, failures = found_map.plans, found_map.parameters, found_map.failures
    figures = outcome_figures(model, plans, parameters, failures)
    if_unknown_fails = _if_unknown_fails(model, plans, figures)
    told, stopped = _chains(model, parameters, chains)
    figures_of_all = Propagation(
        chain=dated.chain,
        nodes={node.id: float(failures[v]) for v, node in enumerate(model.nodes)},
        handoffs=_handoff_figures(model, parameters, supplier_failures(model, plans, parameters, failures)),
        outcomes={
            model.nodes[outcome].id: _risk(model, plans, parameters, outcome, found, if_unknown_fails[outcome])
            for outcome, found in figures.items()
        },
        chains=told,
        cycles=_cycles(model),
        unknown=tuple(model.handoffs[e].id for e in model.unknown),
        loop_sums=tuple(_loop_sum(model, loop, figures) for loop in loops_alike(model)),
        expected_loss=sum(model.nodes[v].severity * found.probability for v, found in figures.items()),
        method=Method(
            name="exact",
            largest_table=round(plans.whole.largest_table),
            whole_components=plans.whole.whole_components,
            residual=found_map.residual,
        ),
        warnings=(*dated.warnings, *cautions(model, found_map.residual), *_largest_only(model, figures), *stopped),
    )
    return _Found(model=model, parameters=parameters, figures=figures_of_all)


def _sampled(dated: DatedChain, chains: int, sampling: _Sampling, *, too_large: Problem | None) -> _Found:
    from graphs.propagation.sampled import Effort, sampled_importances, sampled_map  # noqa: PLC0415 - loads a compiler

    model = Model(dated.chain)
    effort = Effort(samples=sampling.samples, standard_error=sampling.standard_error)
    found = sampled_map(model, effort, seed=sampling.seed, progress=sampling.progress)
    told, stopped = _chains(model, found.parameters, chains)
    figures_of_all = Propagation(
        chain=dated.chain,
        nodes={node.id: float(found.failures[v]) for v, node in enumerate(model.nodes)},
        handoffs=_handoff_figures(model, found.parameters, found.pi),
        outcomes={
            model.nodes[v].id: _outcome_risk(
                model,
                found.parameters,
                v,
                figures.largest(_most_told(model)),
                sampled_importances(found.parameters, figures.largest(_most_told(model))),
                (found.if_unknown_fails[v], found.errors[v], _evidence_shares(model, figures)),
            )
            for v, figures in found.outcomes.items()
        },
        chains=told,
        cycles=_cycles(model),
        unknown=tuple(model.handoffs[e].id for e in model.unknown),
        loop_sums=tuple(_loop_sum(model, loop, found.outcomes) for loop in loops_alike(model)),
        expected_loss=sum(model.nodes[v].severity * figures.probability for v, figures in found.outcomes.items()),
        method=Method(name="sampling", residual=found.residual, trials=found.trials, too_large=too_large),
        warnings=(
            *dated.warnings,
            *cautions(model, found.residual),
            *_largest_only(model, found.outcomes),
            *stopped,
        ),
    )
    return _Found(model=model, parameters=found.parameters, figures=figures_of_all)


def _if_unknown_fails(model: Model, plans: Plans, figures: Mapping[int, OutcomeFigures]) -> dict[int, float]:
    """Return P(X) of each outcome with every unknown own failure at 1, calibrated anew."""
    if not model.unknown:
        return {outcome: found.probability for outcome, found in figures.items()}
    worst = declared(model)
    worst.own[list(model.unknown)] = 1
    failures = node_failures(model, plans.whole, calibrate(model, plans, worst).parameters)
    return {outcome: float(failures[outcome]) for outcome in figures}


def _chains(model: Model, parameters: Parameters, most: int) -> tuple[tuple[FailureChain, ...], tuple[Problem, ...]]:
    """Return the chains of all outcomes, and a warning for each whose search was stopped."""
    told: list[FailureChain] = []
    stopped: list[Problem] = []
    links = Links(model, parameters)
    for outcome in model.outcomes:
        found = failure_chains(model, links, outcome, most)
        told += found.chains
        if not found.complete:
            stopped.append(warning("chains-incomplete", outcome=model.nodes[outcome].name, found=len(found.chains)))
    return tuple(told), tuple(stopped)


def _handoff_figures(model: Model, parameters: Parameters, pi: Array) -> dict[HandoffId, HandoffFigures]:
    """Return the calibrated handoffs; `pi` is P(X_u | O_e = 0) of each."""
    own, containment = parameters.own[:, 0], parameters.containment[:, 0]
    inherited = (1 - containment) * pi
    rate = own + (1 - own) * inherited
    return {
        handoff.id: HandoffFigures(
            rate=float(rate[e]),
            own=float(own[e]),
            containment=float(containment[e]),
            inherited=float(inherited[e]),
            evidence=model.rates[e],
        )
        for e, handoff in enumerate(model.handoffs)
    }


def _risk(
    model: Model,
    plans: Plans,
    parameters: Parameters,
    outcome: int,
    figures: OutcomeFigures,
    if_unknown_fails: float,
) -> OutcomeRisk:
    shares = _evidence_shares(model, figures)
    figures = figures.largest(_most_told(model))
    found = importances(model, plans, parameters, outcome, figures)
    return _outcome_risk(model, parameters, outcome, figures, found, (if_unknown_fails, None, shares))


def _most_told(model: Model) -> int:
    """Return of how many handoffs, and of how many nodes, each outcome tells its figures."""
    return max(1, MOST_FIGURES // max(1, len(model.outcomes)))


def _largest_only(model: Model, figures: Mapping[int, OutcomeFigures]) -> Iterator[Problem]:
    """Say that not all figures are told, where the outcomes times what reaches them are too many."""
    most = _most_told(model)
    if any(max(len(each.handoffs), len(each.nodes)) > most for each in figures.values()):
        yield warning("largest-figures-only", outcomes=len(model.outcomes), handoffs=len(model.handoffs), told=most)


def _outcome_risk(
    model: Model,
    parameters: Parameters,
    outcome: int,
    figures: OutcomeFigures,
    found: tuple[list[Importance], dict[int, Importance]],
    beside: tuple[float, float | None, Mapping[EvidenceKind, float]],
) -> OutcomeRisk:
    """Return an outcome's figures; `beside` P(X) stand what the unknown would make of it, its error and evidence."""
    by_handoff, by_node = found
    if_unknown_fails, standard_error, evidence = beside
    return OutcomeRisk(
        probability=figures.probability,
        standard_error=standard_error,
        if_unknown_fails=if_unknown_fails,
        weight=model.nodes[outcome].severity,
        handoffs={model.handoffs[e].id: one for e, one in zip(figures.handoffs.tolist(), by_handoff, strict=True)},
        nodes={model.nodes[v].id: found for v, found in by_node.items()},
        posterior_given_failed=_posterior(model, parameters, figures),
        evidence=evidence,
    )


def _posterior(model: Model, parameters: Parameters, figures: OutcomeFigures) -> Posterior:
    probability = figures.probability
    if probability == 0:
        return Posterior(handoffs={}, nodes={}, node_failures={})
    handoffs, nodes = figures.handoffs.tolist(), figures.nodes.tolist()
    own, node_own = parameters.own[handoffs, 0], parameters.node_own[nodes, 0]
    by_handoff = posterior(own, figures.handoff_birnbaum, probability).tolist()
    by_node = posterior(node_own, figures.node_birnbaum, probability).tolist()
    failures = figures.node_failures.tolist()
    return Posterior(
        handoffs={model.handoffs[e].id: by_handoff[place] for place, e in enumerate(handoffs)},
        nodes={model.nodes[v].id: by_node[place] for place, v in enumerate(nodes) if node_own[place] > 0},
        node_failures={model.nodes[v].id: failures[place] for place, v in enumerate(nodes)},
    )


def _evidence_shares(model: Model, figures: OutcomeFigures) -> dict[EvidenceKind, float]:
    """Return the share of the contributions to P(X) that rests on each kind of evidence; empty where P(X) = 0."""
    if figures.probability == 0:
        return {}
    shares = dict.fromkeys((EvidenceKind.FACT, EvidenceKind.OPINION, EvidenceKind.ASSUMPTION), 0.0)
    for rates, places, contributions in (
        (model.rates, figures.handoffs, figures.handoff_contribution),
        (model.node_rates, figures.nodes, figures.node_contribution),
    ):
        for place, contribution in zip(places.tolist(), contributions.tolist(), strict=True):
            if rates[place].evidence in shares:
                shares[rates[place].evidence] += contribution / figures.probability
    return shares


def _loop_sum(model: Model, handoffs: tuple[int, ...], figures: Mapping[int, OutcomeFigures]) -> LoopSum:
    return LoopSum(
        handoffs=tuple(model.handoffs[e].id for e in handoffs),
        contributions={
            model.nodes[outcome].id: float(found.handoff_contribution[np.isin(found.handoffs, handoffs)].sum())
            for outcome, found in figures.items()
        },
    )


def _cycles(model: Model) -> tuple[tuple[NodeId, ...], ...]:
    found = components(model, range(len(model.nodes)))
    named = [tuple(sorted(model.nodes[v].id for v in members)) for members in found if len(members) > 1]
    return tuple(sorted(named))
