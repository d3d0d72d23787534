"""A peer that may take for ever: asked once, in a process of its own, with so much time and memory and no more."""

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

PATIENCE = 60
"""Seconds after which a peer is said not to answer."""

MEMORY = 8
"""GiB that a peer may use."""

_OUT_OF_MEMORY = ("MemoryError", "bad_alloc", "OutOfMemory", "Unable to allocate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a peer said, and how many milliseconds it took; where it did not answer, `refusal` says why.

    A `note` is what it printed besides.
    """

    value: float = 0.0
    note: str = ""
    milliseconds: float = 0.0
    refusal: str = ""

    def told(self) -> str:
        """Return the cell of a table."""
        return self.refusal or f"{self.milliseconds:,.0f}"

    def ratio(self, ours: float) -> str:
        """Return how many times longer than ours it took, at least: the cell of a table."""
        if not self.refusal:
            return f"{self.milliseconds / ours:,.1f}"
        return f"> {self.milliseconds / ours:,.0f}" if self.milliseconds else "-"


def ask(module: str, *arguments: str, seconds: float = PATIENCE) -> Answer:
    """Run `python -m module arguments`, which ends by `answer`."""
    command = [sys.executable, "-W", "ignore", "-m", module, *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return Answer(refusal=f"no answer in {seconds:g} s", milliseconds=1000 * seconds)
    if done.returncode == 0:
        *note, value, milliseconds = done.stdout.split()
        return Answer(value=float(value), note=" ".join(note), milliseconds=float(milliseconds))
    if any(word in done.stderr for word in _OUT_OF_MEMORY):
        return Answer(refusal=f"needs more than {MEMORY} GiB")
    raise SystemExit(f"{' '.join(command)}: {done.stderr}")


def answer(work: Callable[[], float]) -> None:
    """Do it once within the memory that there is, and print what comes out and how long it took."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY << 30, MEMORY << 30))
    start = time.perf_counter()
    value = work()
    print(value, 1000 * (time.perf_counter() - start))
