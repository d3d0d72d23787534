"""A map whose figures are sampled: calibrated, with importances, contributions and what the unknown could do."""

from dataclasses import dataclass

import numpy as np

from graphs.propagation.importance import OutcomeFigures
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters, declared
from graphs.propagation.results import Importance
from graphs.propagation.sampled.calibration import SampledCalibration, calibrate_sampled
from graphs.propagation.sampled.contributions import contributions
from graphs.propagation.sampled.crew import Progress
from graphs.propagation.sampled.effort import Effort, refuse_too_many
from graphs.propagation.sampled.figures import SampledFigures
from graphs.propagation.sampled.layout import layout
from graphs.propagation.sampled.network import network
from graphs.propagation.sampled.sampling import sample, sample_layout


@dataclass(frozen=True, slots=True, kw_only=True)
class SampledMap:
    """All that was sampled of a map.

    Attributes:
        parameters: one column, calibrated.
        pi: P(X_u | O_e = 0) of each handoff.
        residual: by how much the calibration missed a rate beyond its error; 0 where it did not.
        failures: P(X_v) of the nodes.
        outcomes: the figures of each outcome, by its index.
        errors: the standard error of P(X) of each outcome.
        if_unknown_fails: P(X) of each outcome with every unknown own failure at 1, calibrated anew.
        trials: how many.
    """

    parameters: Parameters
    pi: Array
    residual: float
    failures: Array
    outcomes: dict[int, OutcomeFigures]
    errors: dict[int, float]
    if_unknown_fails: dict[int, float]
    trials: int


def sampled_map(
    model: Model, effort: Effort, *, seed: int = 0, threads: int | None = None, progress: Progress | None = None
) -> SampledMap:
    """Return all figures of a map by sampling; see `sample` for the arguments.

    Raises:
        TooLargeToSample: outcomes times nodes and handoffs are too many.
    """
    refuse_too_many(model)
    calibrating, sweeps = effort.of_a_sweep(model), effort.most_sweeps(model)
    effort = effort.within_reason(model)
    found = calibrate_sampled(
        model, declared(model), effort=calibrating, sweeps=sweeps, seed=seed, threads=threads, progress=progress
    )
    plan, parameters = layout(network(model)), found.parameters
    figures = sample_layout(
        plan, parameters, outcomes=model.outcomes, effort=effort, seed=seed, threads=threads, progress=progress
    )
    parts = contributions(plan, parameters, figures, seed=seed, threads=threads, progress=progress)
    worst = _worst(model, calibrating, sweeps, seed, threads, progress) if model.unknown else None
    return SampledMap(
        parameters=parameters,
        pi=found.pi,
        residual=0.0 if found.settled else found.residual,
        failures=figures.failures.mean,
        outcomes={v: _outcome(figures, place, parts.handoffs, parts.nodes) for place, v in enumerate(model.outcomes)},
        errors={v: float(figures.failures.error[v]) for v in model.outcomes},
        if_unknown_fails=_failures(figures if worst is None else worst, model),
        trials=figures.trials,
    )


def _worst(
    model: Model, effort: Effort, sweeps: int, seed: int, threads: int | None, progress: Progress | None
) -> SampledFigures:
    """Return P(X_v) with every unknown own failure at 1."""
    start = declared(model)
    start.own[list(model.unknown)] = 1
    found: SampledCalibration = calibrate_sampled(
        model, start, effort=effort, sweeps=sweeps, seed=seed, threads=threads, progress=progress
    )
    return sample(
        model,
        found.parameters,
        outcomes=(),
        effort=effort,
        seed=seed,
        threads=threads,
        progress=progress,
    )


def _failures(figures: SampledFigures, model: Model) -> dict[int, float]:
    return {outcome: float(figures.failures.mean[outcome]) for outcome in model.outcomes}


def _outcome(figures: SampledFigures, place: int, by_handoff: Array, by_node: Array) -> OutcomeFigures:
    return OutcomeFigures(
        probability=float(figures.failures.mean[figures.outcomes[place]]),
        handoffs=np.arange(len(by_handoff[place])),
        nodes=np.arange(len(by_node[place])),
        handoff_birnbaum=figures.handoff_birnbaum.mean[place].clip(0, 1),
        node_birnbaum=figures.node_birnbaum.mean[place].clip(0, 1),
        handoff_contribution=by_handoff[place],
        node_contribution=by_node[place],
        node_failures=figures.given_failed[place],
    )


def sampled_importances(
    parameters: Parameters, figures: OutcomeFigures
) -> tuple[list[Importance], dict[int, Importance]]:
    """Return the six figures of every handoff, and of every node with an own failure."""
    by_handoff = [
        _importance(figures.probability, float(own), float(birnbaum), float(part))
        for own, birnbaum, part in zip(
            parameters.own[figures.handoffs, 0], figures.handoff_birnbaum, figures.handoff_contribution, strict=True
        )
    ]
    by_node = {
        int(v): _importance(
            figures.probability,
            float(parameters.node_own[v, 0]),
            float(figures.node_birnbaum[place]),
            float(figures.node_contribution[place]),
        )
        for place, v in enumerate(figures.nodes)
        if parameters.node_own[v, 0] > 0
    }
    return by_handoff, by_node


def _importance(probability: float, own: float, birnbaum: float, contribution: float) -> Importance:
    """Make the six figures; an improvement is at most all of P(X), whatever the trials say."""
    improvement = min(own * birnbaum, probability)
    rest = probability - improvement
    return Importance(
        birnbaum=birnbaum,
        improvement=improvement,
        contribution=contribution,
        fussell_vesely=improvement / probability if probability > 0 else None,
        raw=min(1, probability + (1 - own) * birnbaum) / probability if probability > 0 else None,
        rrw=probability / rest if rest > 0 else None,
    )
