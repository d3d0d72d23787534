"""What a map's figures are, and how they are told to programs and to people."""

import json
import time
from dataclasses import replace
from datetime import date
from typing import TypedDict, Unpack

from app.reports.propagation.document import propagation_document
from app.reports.propagation.text import propagation_text
from app.reports.sentences import warnings as told_warnings
from app.services.showing import simulating
from app.services.showing.computing import LARGEST, computed, key_of
from app.services.showing.computing import FiguresMissing as FiguresMissing  # noqa: PLC0414 - who asks for figures
from app.services.showing.computing import NoFigures as NoFigures  # noqa: PLC0414 - likewise
from app.services.showing.memory import Made, Memory, NotYet
from app.wording import wording
from graphs.propagation import CHAINS_PER_OUTCOME, propagate, warming
from graphs.propagation import DRAWS as DRAWS  # noqa: PLC0414 - the command asks for as many
from graphs.propagation import Propagation as Propagation  # noqa: PLC0414 - pages ask which of the two they got
from graphs.propagation.worker import Refusal
from process_models.domain.chain import ValueChain
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import warning

CHAINS = CHAINS_PER_OUTCOME
MOST_TRIALS = 1 << 30
"""How many trials may be asked for."""

_SECONDS_REMEMBERED = 300.0
"""How long a computation that was given up is not tried again: the machine may have been busy."""

_MOST = 64
"""Of the figures that are kept."""

_kept: Memory[Propagation | NoFigures] = Memory(most=_MOST, largest=LARGEST, hands=1)
"""One hand: while intervals are computed, and something is asked besides, a worker is there for others' figures."""

_points: Memory[Propagation | NoFigures] = Memory(most=_MOST, largest=LARGEST)
"""The same before their intervals are known."""


def figures(opened: ValueChainMap, *, within: float | None = None) -> Propagation | NoFigures:
    """Return the figures of a kept map, computed once for each revision and in another process.

    Where they are not ready `within` so many seconds, they come without their intervals (`is_refining`); where not even
    these are ready, the answer says that they are pending. Asking again finds them. Those of a map that is too large to
    be computed exactly are simulated.
    """
    until = None if within is None else time.monotonic() + within
    found = exact(opened, within=within)
    if isinstance(found, NoFigures) and found.is_too_large:
        return simulating.figures(opened, within=None if until is None else max(0.0, until - time.monotonic()))
    return found


def exact(opened: ValueChainMap, *, within: float | None = None) -> Propagation | NoFigures:
    """Return the same of a map that can be computed exactly, as what is asked besides must be; else why it cannot."""
    try:
        return _kept.of(key_of(opened), lambda: _whole(opened), within=within)
    except NotYet:
        return without_intervals(opened, within=0)


def drawn(opened: ValueChainMap) -> Propagation | NoFigures:
    """Return the figures that a drawing shows: it needs no intervals, and does not wait while a map is simulated."""
    found = without_intervals(opened)
    return simulating.figures(opened, within=0) if isinstance(found, NoFigures) and found.is_too_large else found


def without_intervals(opened: ValueChainMap, *, within: float | None = None) -> Propagation | NoFigures:
    """Return exact figures of a kept map without their intervals, which on a large map take by far the longest."""
    try:
        return _points.of(key_of(opened), lambda: _computed(opened), within=within)
    except NotYet:
        return NoFigures(problem=warning("figures-pending"), is_pending=True)


def is_refining(found: Propagation) -> bool:
    """Tell whether the intervals of these figures are still being computed."""
    is_given_up = any(each.code in {"intervals-not-done", "no-interval"} for each in found.warnings)
    return not is_given_up and any(risk.interval is None for risk in found.outcomes.values())


def _whole(opened: ValueChainMap) -> Made[Propagation | NoFigures]:
    """Return figures with their intervals; where these take too long, without them and with a warning."""
    made = without_intervals(opened)
    if isinstance(made, NoFigures):
        return Made(value=made, size=1, seconds=_SECONDS_REMEMBERED)
    try:
        answer, size = computed(opened, "intervals")
    except FiguresMissing:
        told = replace(made, warnings=(*made.warnings, warning("intervals-not-done")))
        return Made(value=told, size=1, seconds=_SECONDS_REMEMBERED)
    if isinstance(answer, Refusal):
        return Made(value=replace(made, warnings=(*made.warnings, warning("intervals-not-done"))), size=1)
    found, fewer = answer
    outcomes = {name: replace(risk, interval=found.get(name)) for name, risk in made.outcomes.items()}
    return Made(value=replace(made, outcomes=outcomes, warnings=(*made.warnings, *fewer)), size=size)


def _computed(opened: ValueChainMap) -> Made[Propagation | NoFigures]:
    try:
        found, size = computed(opened, "figures")
    except FiguresMissing as reason:
        return Made(value=NoFigures(problem=reason.problems[0]), size=1, seconds=_SECONDS_REMEMBERED)
    if isinstance(found, Refusal):
        return Made(value=NoFigures(problem=found.problems[0]), size=size)
    return Made(value=found, size=size)


def is_ready() -> bool:
    """Tell whether the engine is compiled for this machine."""
    return warming.is_warm()


def get_ready() -> None:
    """Compile it: that takes longer than a map may."""
    warming.warm()


class How(TypedDict, total=False):
    """How figures are computed (`graphs.propagation.propagate`): `method`; where sampled, how much; draws and seed.

    `cut_size` is of how many own failures the minimal cut sets to tell consist at most.
    """

    method: str
    samples: int | None
    standard_error: float | None
    draws: int
    seed: int
    cut_size: int | None


def propagation(chain: ValueChain, *, day: date | None = None, chains: int = CHAINS, **how: Unpack[How]) -> Propagation:
    """Return the figures of a chain as of a day, or of its own date where none is given.

    Raises:
        QuestionRefused: there are too many minimal cut sets of the size that was asked for.
        TooLargeForExact: the map is too large to be computed exactly, and nothing else was allowed; its problem says
            how large and which limit.
    """
    told = how.get("draws")
    how["draws"] = DRAWS if told is None else told
    dated = chain if day is None else replace(chain, as_of=day)
    return propagate(dated, chains=chains, every_draw=told is not None, **how)


def kept_json(opened: ValueChainMap, language: str) -> bytes:
    """Return the figures of a kept map as a JSON object.

    Raises:
        FiguresMissing: they could not be computed within their limits.
        TooMuchAtOnce: they have to be simulated, and too many programs wait for that already.
    """
    found = exact(opened)
    if isinstance(found, NoFigures) and found.is_too_large:
        found = simulating.waited_for(opened)
    if isinstance(found, NoFigures):
        raise FiguresMissing(found.problem)
    return as_json(replace(found, cut_sets=None), language)


def as_json(found: Propagation, language: str) -> bytes:
    """Return the figures as a JSON object."""
    document = propagation_document(found, wording(language))
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def as_text(found: Propagation, language: str) -> str:
    """Return the figures as text for people."""
    return propagation_text(found, wording(language))


def warnings(found: Propagation, language: str) -> list[str]:
    """Return what a reader should be told beside the figures."""
    return told_warnings(found, wording(language))
