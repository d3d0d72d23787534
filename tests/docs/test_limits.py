"""The table of limits in docs/propagation.md: its codes have words in both languages, its numbers are the engine's."""

import re
from pathlib import Path

import pytest

from graphs.propagation.cautions import CONVERGED
from graphs.propagation.drafts import LARGEST_TABLE, LARGEST_TOTAL
from graphs.propagation.intervals import DRAWS, FEWEST_DRAWS
from graphs.propagation.loops import LARGEST_STEP
from graphs.propagation.propagation import MOST_FIGURES
from graphs.propagation.questions.calibrated import MOST_ENTRIES
from graphs.propagation.questions.cut_sets import MOST_SETS, MOST_TRIED
from graphs.propagation.questions.diagnosis import SMALLEST_EVIDENCE
from graphs.propagation.sampled.effort import MOST_NUMBERS

ROOT = Path(__file__).parents[2]
ROWS = re.findall(
    r"^\| `([a-z-]+)` \| (.+?) \|.*\|.*\|$",
    (ROOT / "docs/propagation.md").read_text().partition("### Limits")[2].partition("\n### ")[0],
    re.MULTILINE,
)
LIMITS = {
    "too-large-for-exact": (LARGEST_TABLE, LARGEST_TOTAL),
    "loop-too-large-for-exact": (LARGEST_STEP,),
    "calibration-not-converged": (CONVERGED,),
    "too-large-to-sample": (MOST_NUMBERS,),
    "largest-figures-only": (MOST_FIGURES,),
    "fewer-draws": (DRAWS,),
    "draws-too-dear": (FEWEST_DRAWS,),
    "no-interval": (FEWEST_DRAWS,),
    "question-too-dear": (MOST_ENTRIES,),
    "too-many-cut-sets": (MOST_SETS, MOST_TRIED),
    "evidence-impossible": (SMALLEST_EVIDENCE,),
}


def test_every_limit_is_in_the_table() -> None:
    """None is forgotten, none is told that is not there."""
    assert {code for code, _ in ROWS} == set(LIMITS)


@pytest.mark.parametrize(("code", "told"), ROWS)
def test_what_is_told_is_what_holds(code: str, told: str) -> None:
    """Each number is the constant's."""
    assert tuple(map(_number, re.findall(r"2\^\d+|10\^-\d+|\d[\d,]*", told))) == LIMITS[code]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_limit_is_said_in_both_languages(language: str) -> None:
    """Whoever meets one is told so."""
    folder = ROOT / "app/translations" / language / "LC_MESSAGES"
    texts = "\n".join(file.read_text() for file in folder.glob("*.po"))
    assert [code for code in LIMITS if f'msgid "problem.{code}"' not in texts] == []


def _number(written: str) -> float:
    base, _, exponent = written.replace(",", "").partition("^")
    return float(f"1e{exponent}") if base == "10" and exponent else float(base) ** float(exponent or 1)
