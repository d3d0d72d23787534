"""Compiled kernels: loops over arrays that numpy would walk several times."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
"""Whole numbers: places in other arrays."""

Bits = NDArray[np.uint64]
"""Sets, packed."""

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def kernel(function: Kernel) -> Kernel:
    """Compile a function over arrays, once for each machine; it holds no lock of the interpreter."""
    return cast("Kernel", numba.njit(cache=True, nogil=True, error_model="numpy")(function))
