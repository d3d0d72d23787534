"""Paired timings: the two sides in turn, so that a machine that slows down slows both."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

RUNS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """Median milliseconds of ours and of the peer, and the median of their ratios, pair by pair."""

    ours: float
    peer: float
    ratio: float


def paired(ours: Callable[[], object], peer: Callable[[], object], runs: int = RUNS) -> Paired:
    """Time two ways of doing the same, after one run of each that is not counted."""
    ours()
    peer()
    pairs = [(_milliseconds(ours), _milliseconds(peer)) for _ in range(runs)]
    return Paired(
        ours=statistics.median(own for own, _ in pairs),
        peer=statistics.median(other for _, other in pairs),
        ratio=statistics.median(other / own for own, other in pairs),
    )


def median_milliseconds(work: Callable[[], object], runs: int = 5) -> float:
    """Time what has no peer, after one run that is not counted."""
    work()
    return statistics.median(_milliseconds(work) for _ in range(runs))


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def heading(title: str, peer: str) -> None:
    """Print the head of a table."""
    print(f"\n### {title}\n\n| map | ours, ms | {peer}, ms | {peer} / ours |\n|---|---|---|---|")


def row(name: str, found: Paired) -> None:
    """Print a line of a table."""
    print(f"| {name} | {found.ours:.1f} | {found.peer:.1f} | {found.ratio:.2f} |", flush=True)
