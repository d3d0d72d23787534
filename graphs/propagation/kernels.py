"""How loops over arrays are compiled: when first called, once for each machine, and free of Python's lock."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
"""Whole numbers: places in other arrays."""

Bits = NDArray[np.uint64]
"""Sets, packed."""

Function = TypeVar("Function", bound=Callable[..., Any])


def kernel(function: Function) -> Function:
    """Compile a kernel that Python calls, with all that it calls, and keep it: compiling takes half a minute."""
    return cast("Function", numba.njit(cache=True, nogil=True, error_model="numpy")(function))


def inner(function: Function) -> Function:
    """Compile a function for arrays and numbers into whatever kernel calls it."""
    return cast("Function", numba.njit(nogil=True)(function))


def inlined(function: Function) -> Function:
    """Write a function into each kernel that calls it: to hand over a map's arrays costs more than what it does."""
    return cast("Function", numba.njit(nogil=True, forceinline=True)(function))


def _forget_stale() -> None:
    """Remove what was compiled before any kernel changed: the compiler looks at the module of the entry only."""
    rooms = [room for room in Path(__file__).parent.iterdir() if room.is_dir() and room.name != "__pycache__"]
    with suppress(OSError):
        changed = max(source.stat().st_mtime for room in rooms for source in room.glob("*.py"))
        for room in rooms:
            for kept in (room / "__pycache__").glob("*.nbi"):
                if kept.stat().st_mtime < changed:
                    kept.unlink(missing_ok=True)


def kept() -> bool:
    """Tell whether the exact engine was compiled here and kept; numba's own settings say where else it may be."""
    room = Path(__file__).parent / "compiled" / "__pycache__"
    return "NUMBA_CACHE_DIR" in os.environ or any(room.glob("*.nbi"))


_forget_stale()
