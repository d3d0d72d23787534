"""Material beside the project, used where it lies; without it the tests pass and say what went unchecked."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


def shared(path: str, unchecked: str) -> Path:
    """Return a file or folder of the shared material, or skip the test with what then goes unchecked."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"unchecked without the shared material: {unchecked}")
    return found
