"""Generated text that is kept beside the tests, so that it changes only on purpose."""

import os
from pathlib import Path

_KEPT = Path(__file__).parent / "snapshots"
_KEEP_ANEW = "ESLABON_KEEP_SNAPSHOTS"


def assert_as_kept(text: str, name: str) -> None:
    """Compare a text with the one kept by that name; with ESLABON_KEEP_SNAPSHOTS set, keep it instead."""
    kept = _KEPT / name
    if os.environ.get(_KEEP_ANEW):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(text, encoding="utf-8")
    assert text == kept.read_text(encoding="utf-8"), f"{name} changed; if on purpose: {_KEEP_ANEW}=1 make test"
