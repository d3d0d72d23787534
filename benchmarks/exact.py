"""The exact engine against exact Bayesian networks: pyAgrum (C++) and pgmpy.

The peers know no cycles, groups or calibration, so the maps shared with them have none, and every own failure given.
What only ours can do is timed beside them, as a multiple of one value with its derivatives.
"""

import math
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from app.services.files import exchange
from benchmarks.patience import MEMORY, PATIENCE, Answer, ask
from benchmarks.peers import (
    Calibrating,
    Work,
    derivatives_by_pyagrum,
    plain,
    shared_map,
    value_by_pgmpy,
    value_by_pyagrum,
)
from benchmarks.timing import Paired, heading, median_milliseconds, paired, row
from graphs.propagation import propagate
from graphs.propagation.calibration import calibrate
from graphs.propagation.exact import ExactPlan
from graphs.propagation.intervals import DRAWS, Draws, draws_of
from graphs.propagation.model import Model
from graphs.propagation.parameters import declared
from graphs.propagation.plans import Plans
from process_models.domain.chain import ValueChain
from tests.graphs.propagation.processes import process_like
from tests.shared import SHARED

TOLERANCE, CALIBRATED = 1e-9, 1e-7
FEW = 3
DRAWS_BY_PEER = 5
LOOPED = (50, 100, 200, 300)
RECEIPT = SHARED / "data" / "receipt-handoffs.csv"
_FAILS = np.array([[0.0], [1.0]])


def main() -> None:
    """Print the tables."""
    _derivatives()
    _values_at_once()
    _values_with_patience()
    _reported()
    _receipt()
    _draws()


def _derivatives() -> None:
    heading("P and every derivative, exactly", "pyAgrum (explicit handoffs, one calibration)")
    for family, sizes in (("process-like", (50, 100, 200)), ("random", (50, 100, 150))):
        for size in sizes:
            chain = shared_map(family, size)
            runs = FEW if size >= 150 and family == "random" else None
            found = _agreed(derivatives_by_ours(chain), derivatives_by_pyagrum(chain), runs)
            row(_named(f"{family} {size}", chain), found)


def _values_at_once() -> None:
    """Compare where the peers answer soon."""
    for peer, by_peer in (("pyAgrum", value_by_pyagrum), ("pgmpy", value_by_pgmpy)):
        heading(f"One customer's P, exactly, beside {peer}", peer)
        for family, size in (("process-like", 200), ("random", 100)):
            chain = shared_map(family, size)
            row(_named(f"{family} {size}", chain), _agreed(value_by_ours(chain), by_peer(chain)))


def _values_with_patience() -> None:
    """Compare where they may not: each is asked once, in a process of its own."""
    print(f"\n### One customer's P, where peers take long (asked once; {PATIENCE} s, {MEMORY} GiB)\n")
    print("| map | ours, ms | pyAgrum, ms | pgmpy, ms | pyAgrum / ours | pgmpy / ours |\n|---|---|---|---|---|---|")
    for family, size in (("random", 150), ("random", 200), ("process-like", 1000)):
        chain = shared_map(family, size)
        work = value_by_ours(chain)
        value, ours = work(), median_milliseconds(work)
        answers = [ask("benchmarks.peers", peer, family, str(size)) for peer in ("pyAgrum", "pgmpy")]
        for peer in answers:
            _same(value, peer)
        told = [peer.told() for peer in answers] + [peer.ratio(ours) for peer in answers]
        print(f"| {_named(f'{family} {size}', chain)} | {ours:.1f} | {' | '.join(told)} |", flush=True)
    large = shared_map("process-like", 1000)
    print(f"\nprocess-like 1000 with every derivative: {median_milliseconds(derivatives_by_ours(large)):,.0f} ms")


def _same(value: float, peer: Answer) -> None:
    if not peer.refusal and abs(value - peer.value) > TOLERANCE:
        raise SystemExit(f"the peer says {peer.value}, we say {value}")


def _reported() -> None:
    """Print what is reported, on maps with rework loops, groups, four customers and every handoff measured."""
    print("\n### With rework loops and groups, four outcomes, every handoff measured\n")
    print(
        "| map | P and every derivative, ms | calibration, ms | all figures and contributions, ms |\n|---|---|---|---|"
    )
    for size in LOOPED:
        chain = process_like(size, seed=1, customers=4)
        works = (derivatives_by_ours(chain), calibrated(chain), partial(propagate, chain))
        told = " | ".join(f"{median_milliseconds(work):.1f}" for work in works)
        print(f"| {_named(f'process-like {size}', chain)} | {told} |", flush=True)


def _receipt(table: Path = RECEIPT) -> None:
    """Print the real component of ten groups that serve each other, where its table lies beside the project."""
    chain = exchange.read(table.read_bytes(), table.name).chain if table.exists() else None
    if chain is None:
        print("\nThe permit cases (docs/permits.md) are not measured: their table does not lie beside the project.")
        return
    milliseconds = [median_milliseconds(work) for work in (calibrated(chain), partial(propagate, chain))]
    print(
        f"\nThe permit cases ({len(chain.handoffs)} handoffs, one component of ten groups): calibrated in "
        f"{milliseconds[0]:,.0f} ms, all figures and contributions in {milliseconds[1]:,.0f} ms"
    )


def _draws() -> None:
    """Print the draws of the intervals, and what pyAgrum's user would have to do for as many."""
    print(f"\n### {DRAWS:,} calibrated draws of one outcome\n")
    print("| map | largest table | ours, ms |\n|---|---|---|")
    looped = {f"process-like {size}": process_like(size, seed=1) for size in LOOPED}
    for name, chain in looped.items():
        bits = math.log2(Plans(Model(chain)).whole.largest_table)
        took = median_milliseconds(draws_by_ours(chain), FEW)
        print(f"| {_named(name, chain)} | 2^{bits:.1f} | {took:,.0f} |", flush=True)
    chain = plain(process_like(200, seed=1, rework=0))
    heading(f"{DRAWS:,} draws of one outcome, on a map without loops", "pyAgrum")
    calibrating = _calibrating(chain, draws_by_ours(chain)())
    row(_named("process-like 200, calibrated for each draw by both", chain), _a_thousand(chain, calibrating))
    inferring = value_by_pyagrum(chain)
    row(_named("process-like 200, the peer only infers, not calibrated", chain), _a_thousand(chain, inferring))


def _calibrating(chain: ValueChain, draws: Draws) -> Callable[[], object]:
    """Return what calibrates one draw after the other by pyAgrum, once it has been seen to find what ours did."""
    peer = Calibrating(chain)
    rates = peer.parameters.own[:, 0].copy()

    def once(draw: int) -> float:
        rates[list(draws.handoffs)] = draws.rates[:, draw]
        return peer.once(rates)

    for draw in range(DRAWS_BY_PEER):
        if abs(once(draw) - draws.probabilities[draw]) > CALIBRATED:
            raise SystemExit(f"draw {draw}: the peer says {once(draw)}, we say {draws.probabilities[draw]}")
    return partial(once, 0)


def _a_thousand(chain: ValueChain, one_by_peer: Callable[[], object]) -> Paired:
    """Time all draws by ours and a few by the peer, as if it had done all."""
    found = paired(draws_by_ours(chain), lambda: [one_by_peer() for _ in range(DRAWS_BY_PEER)], runs=FEW)
    times = DRAWS / DRAWS_BY_PEER
    return Paired(ours=found.ours, peer=found.peer * times, ratio=found.ratio * times)


def _named(name: str, chain: ValueChain) -> str:
    return f"{name} ({len(chain.handoffs)} handoffs)"


def _agreed(ours: Work, peer: Work, runs: int | None = None) -> Paired:
    """Time two ways, and refuse to compare speeds of different results."""
    own, other = ours(), peer()
    if abs(own - other) > TOLERANCE:
        raise SystemExit(f"the peer says {other}, we say {own}")
    return paired(ours, peer, runs) if runs else paired(ours, peer)


def derivatives_by_ours(chain: ValueChain) -> Work:
    """P and all derivatives, compiling included."""

    def run() -> float:
        model = Model(chain)
        plan = ExactPlan(model, range(len(model.nodes)))
        return float(plan.evaluate(declared(model), {model.outcomes[0]: _FAILS}).probability[0])

    return run


def value_by_ours(chain: ValueChain) -> Work:
    """P alone, compiling included."""

    def run() -> float:
        model = Model(chain)
        plan = ExactPlan(model, model.outcomes[:1])
        return float(plan.probability(declared(model), {model.outcomes[0]: _FAILS})[0])

    return run


def calibrated(chain: ValueChain) -> Callable[[], object]:
    """The calibration, compiling included."""

    def run() -> object:
        model = Model(chain)
        return calibrate(model, Plans(model), declared(model))

    return run


def draws_by_ours(chain: ValueChain) -> Callable[[], Draws]:
    """A thousand draws, each calibrated anew."""
    model = Model(chain)
    return partial(draws_of, model, model.outcomes[0], DRAWS, 0)


if __name__ == "__main__":
    main()
