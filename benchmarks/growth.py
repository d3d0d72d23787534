"""How the cost of both engines grows with nodes, handoffs, cycle and group, and where exact ends.

Exact: P of one customer with every derivative, compiling included. Sampling: as many trials as bring the standard error
of P below 0.002, with every importance. One thread. `python -m benchmarks.growth` prints the figures and draws them
into docs/pictures/; `python -m benchmarks.growth FOLDER` elsewhere.
"""

import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks import maps
from benchmarks.curves import Curve, Panel, draw
from benchmarks.timing import median_milliseconds
from graphs.propagation.exact import ExactPlan, TooLargeForExact
from graphs.propagation.model import Model
from graphs.propagation.parameters import declared
from graphs.propagation.sampled.effort import Effort
from graphs.propagation.sampled.sampling import sample
from process_models.domain.chain import ValueChain
from tests.graphs.propagation.processes import layered, process_like

TRIALS = 1 << 16
RUNS = 5
PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
_FAILS = np.array([[0.0], [1.0]])

Work = Callable[[], object]
Engine = Callable[[Model], Work]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Maps of one kind, by size; `further` are sizes for sampling alone."""

    name: str
    maps: Callable[[int], ValueChain]
    sizes: Sequence[int]
    further: Sequence[int] = field(default=())


GROWING = {
    "nodes": (
        Family(
            name="process-like, 15 % rework",
            maps=partial(process_like, seed=1),
            sizes=(50, 100, 200, 400, 800, 1600),
            further=(3200,),
        ),
        Family(
            name="random layers",
            maps=partial(layered, seed=1),
            sizes=(50, 100, 150, 200, 225, 250, 300),
            further=(1000, 10_000, 50_000),
        ),
    ),
    "handoffs between 100 processes": (
        Family(name="from the six before", maps=maps.near, sizes=(100, 150, 200, 300, 400, 550)),
        Family(
            name="from any before",
            maps=maps.anywhere,
            sizes=(100, 120, 140, 160, 180, 200, 220, 240),
            further=(400, 1600, 4800),
        ),
    ),
    "processes in one cycle": (
        Family(name="handing on and back", maps=maps.ring, sizes=(4, 8, 16, 32, 64, 96, 128, 192), further=(512, 1024)),
        Family(name="each serving three", maps=maps.tangle, sizes=(4, 6, 8, 10, 12, 14, 16, 18), further=(64, 256)),
    ),
    "handoffs in one group": (
        Family(name="half are enough", maps=maps.alternatives, sizes=(2, 8, 32, 64, 128, 256, 384)),
        Family(name="one is used", maps=maps.routes, sizes=(2, 8, 32, 64, 128, 256), further=(1024,)),
    ),
}


def main() -> None:
    """Print the tables and draw them."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES
    for name, engine in (("exact", exact), ("sampling", sampling)):
        panels = [_panel(engine, name, what, families) for what, families in GROWING.items()]
        (folder / f"growth-{name}.svg").write_text(draw(panels), encoding="utf-8")


def _panel(engine: Engine, name: str, what: str, families: Sequence[Family]) -> Panel:
    print(f"\n### {name.capitalize()}, by {what}\n\n| map | size | ms |\n|---|---|---|", flush=True)
    curves = [_curve(engine, family) for family in families]
    return Panel(what=what, curves=curves)


def _curve(engine: Engine, family: Family) -> Curve:
    """Return the cost of the sizes that are not refused, and the first one that is."""
    points: list[tuple[int, float]] = []
    for size in (*family.sizes, *(family.further if engine is sampling else ())):
        try:
            work = engine(Model(family.maps(size)))
            points.append((size, median_milliseconds(work, RUNS)))
        except TooLargeForExact as refused:
            print(f"| {family.name} | {size} | refused: 2^{math.log2(refused.entries):.0f} entries |", flush=True)
            return Curve(name=family.name, points=points, ends=size)
        print(f"| {family.name} | {size} | {points[-1][1]:,.1f} |", flush=True)
    return Curve(name=family.name, points=points, ends=None)


def exact(model: Model) -> Work:
    """P of the first customer and every derivative."""

    def run() -> object:
        plan = ExactPlan(model, range(len(model.nodes)))
        return plan.evaluate(declared(model), {model.outcomes[0]: _FAILS})

    return run


def sampling(model: Model) -> Work:
    """P of the first customer with every importance."""
    effort = Effort(samples=TRIALS)
    return partial(sample, model, declared(model), outcomes=model.outcomes[:1], effort=effort, seed=1, threads=1)


if __name__ == "__main__":
    main()
