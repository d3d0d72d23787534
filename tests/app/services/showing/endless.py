"""A simulation without end, for whoever tries what is told meanwhile and how it is stopped."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from app.services.showing import simulating
from app.services.showing.analysis import NoFigures
from process_models.domain.maps import ValueChainMap

_TRIALS = 1 << 30


@contextmanager
def endless(opened: ValueChainMap) -> Iterator[None]:
    """Simulate a map that is too large, from when its first occasions were simulated until it is stopped."""
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(simulating.asked, opened, samples=_TRIALS, draws=0)
        try:
            while not simulating.trials(opened):
                assert not asked.done()
                time.sleep(0.05)
            yield
        finally:
            simulating.stop(opened)
        assert isinstance(asked.result(20), NoFigures)
