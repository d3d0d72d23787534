"""A drawing by a warm worker against pygraphviz in a process of its own for each drawing, and against the cache."""

import subprocess
import sys
from collections.abc import Callable

from app.services.files import exchange
from app.services.showing import diagrams
from benchmarks.timing import heading, paired, row
from graphs.rendering import fonts
from graphs.workers import WorkerPool
from process_models.domain.chain import ValueChain
from tests.graphs.propagation.processes import process_like

_SECONDS = 30.0
_BY_HAND = """
import sys, pygraphviz
sys.stdout.buffer.write(pygraphviz.AGraph(string=sys.stdin.read()).draw(format="json", prog="dot"))
"""


def main() -> None:
    """Print both tables."""
    example = exchange.read(exchange.example()).chain
    assert example is not None  # noqa: S101 - the tests see to it
    maps = {
        "example": example,
        "process-like 60": process_like(60, seed=1),
        "process-like 100": process_like(100, seed=1),
    }
    pool = WorkerPool("graphs.rendering.graphviz_worker:place", size=1, memory=1 << 30, prepare=fonts.configured)
    heading("Positions of all nodes and handoffs", "a process each")
    for name, chain in maps.items():
        text = diagrams.dot(chain)
        row(_sized(name, chain), paired(_warm(pool, text), _process(text)))
    heading("The whole SVG, when nothing changed since", "a process each, positions alone")
    for name, chain in maps.items():
        row(_sized(name, chain), paired(_drawn(chain), _process(diagrams.dot(chain))))


def _sized(name: str, chain: ValueChain) -> str:
    return f"{name} ({len(chain.nodes)} nodes, {len(chain.handoffs)} handoffs)"


def _warm(pool: WorkerPool, text: str) -> Callable[[], object]:
    return lambda: pool.run(f"dot\n{text}".encode(), seconds=_SECONDS)


def _process(text: str) -> Callable[[], object]:
    return lambda: subprocess.run(
        [sys.executable, "-c", _BY_HAND], input=text.encode(), check=True, capture_output=True
    )


def _drawn(chain: ValueChain) -> Callable[[], object]:
    return lambda: diagrams.draw(chain, "svg")


if __name__ == "__main__":
    main()
