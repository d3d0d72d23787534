"""Figures of a kept map that is too large for the exact engine: simulated, in a process of their own.

They are those of `eslabon propagate` with the same seed. Simulating takes a while: meanwhile it is told how many
occasions were simulated, and whoever views the map may stop it. What was stopped begins
again when somebody asks for it.
"""

from collections import OrderedDict
from threading import Lock
from typing import Any

from app.services.showing.computing import (
    SIMULATING,
    STOPPED,
    FiguresMissing,
    Limits,
    NoFigures,
    computed,
    key_of,
    one_thread,
)
from app.services.showing.memory import Made, Memory, NotYet
from app.services.turns import Turns
from graphs.propagation import Propagation
from graphs.propagation.worker import Refusal
from graphs.workers import Watch, WorkerPool
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import warning

LIMITS = Limits(seconds=120.0, patience=300.0)
"""A map of some hundred processes takes a few seconds; the first one on a machine waits for the compiler."""

_SECONDS_REMEMBERED = 300.0
"""How long what was given up is not tried again."""

_MOST, _LARGEST = 32, 128 << 20
_MOST_STOPPED = 256
_TRIES = 3
"""What was stopped may still be on its way out when it is begun again."""

_MEMORY = 2 << 30

pool = WorkerPool("graphs.propagation.worker:answer", size=1, memory=_MEMORY, prepare=one_thread)
"""One: simulating must not keep exact figures of other maps waiting."""

turns = Turns(2)
"""For programs, which wait as long as it takes; pages ask again."""

Found = Propagation | NoFigures | Refusal

_kept: Memory[Found] = Memory(most=_MOST, largest=_LARGEST, hands=1)
_lock = Lock()
_watches: dict[object, Watch] = {}
_stopped: OrderedDict[object, None] = OrderedDict()


def figures(opened: ValueChainMap, *, within: float | None = None) -> Propagation | NoFigures:
    """Return the simulated figures of a map; why there are none, or how far they are, where they are not ready."""
    if _is_stopped(opened):
        return NoFigures(problem=warning(STOPPED))
    try:
        found = _found(opened, "simulated-figures", within)
    except NotYet:
        return NoFigures(problem=warning(SIMULATING, trials=trials(opened)), is_pending=True)
    return NoFigures(problem=found.problems[0]) if isinstance(found, Refusal) else found


def waited_for(opened: ValueChainMap) -> Propagation | NoFigures:
    """Return the same for a program, which waits for them; it wants them even if somebody stopped them on a page.

    Raises:
        TooMuchAtOnce: too many programs wait already.
    """
    with turns.taken():
        begin(opened)
        return figures(opened)


def asked(opened: ValueChainMap, **how: Any) -> Found:  # noqa: ANN401 - as `propagate` is asked
    """Return the figures of a map by other draws, another seed, or with its minimal cut sets; or why they are refused.

    Raises:
        TooMuchAtOnce: too many programs wait already.
    """
    with turns.taken():
        begin(opened)
        return _found(opened, "simulate", None, **how)


def are_there(opened: ValueChainMap) -> bool:
    """Tell whether the figures of a map were simulated already."""
    return isinstance(_kept.known((key_of(opened), "simulated-figures")), Propagation)


def stop(opened: ValueChainMap) -> None:
    """Stop simulating a map; it is not begun again until somebody asks for it."""
    with _lock:
        _stopped[key_of(opened)] = None
        while len(_stopped) > _MOST_STOPPED:
            _stopped.popitem(last=False)
        if (watch := _watches.get(key_of(opened))) is not None:
            watch.stop()


def begin(opened: ValueChainMap) -> None:
    """Let a map be simulated that somebody stopped."""
    with _lock:
        _stopped.pop(key_of(opened), None)


def _is_stopped(opened: ValueChainMap) -> bool:
    with _lock:
        return key_of(opened) in _stopped


def trials(opened: ValueChainMap) -> int:
    """Return how many occasions were simulated so far; 0 where it waits for its turn."""
    with _lock:
        watch = _watches.get(key_of(opened))
    return int(watch.told) if watch is not None and watch.told else 0


def _found(opened: ValueChainMap, question: str, within: float | None, **how: Any) -> Found:  # noqa: ANN401 - likewise
    key = (key_of(opened), question, *how.items())
    for _ in range(_TRIES):
        found = _kept.of(key, lambda: _simulated(opened, question, how), within=within)
        if not _was_stopped(found) or _is_stopped(opened):
            break
    return found


def _was_stopped(found: Found) -> bool:
    return isinstance(found, NoFigures) and found.problem.code == STOPPED


def _simulated(opened: ValueChainMap, question: str, how: dict[str, Any]) -> Made[Found]:
    watch = Watch()
    with _lock:
        _watches[key_of(opened)] = watch
        if key_of(opened) in _stopped:
            watch.stop()
    try:
        found, size = computed(opened, question, by=pool, limits=LIMITS, watch=watch, **how)
    except FiguresMissing as reason:
        seconds = -1.0 if watch.is_stopped else _SECONDS_REMEMBERED
        return Made(value=NoFigures(problem=reason.problems[0]), size=1, seconds=seconds)
    finally:
        with _lock:
            del _watches[key_of(opened)]
    return Made(value=found, size=size)
