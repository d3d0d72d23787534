"""Users' texts as labels: whole where they fit, cut where they must be, never more than text."""

import pytest

from graphs.rendering.lettering import LONGEST_LABEL, MOST_LINES, fitted, literal, shown, width, wrapped
from tests.pictures import HOSTILE, NOT_FOR_PAPER


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_literal(text: str) -> None:
    """Nothing but what no document can hold is taken away."""
    assert literal(text) == text


@pytest.mark.parametrize(("text", "left"), NOT_FOR_PAPER)
def test_what_cannot_stand_on_paper_is_dropped(text: str, left: str) -> None:
    """Control characters, lone surrogates and signs that turn the reading direction."""
    assert literal(text) == left


def test_a_label_is_composed_and_on_one_line() -> None:
    """The same letters look the same, however they were typed."""
    assert shown(" e\u0301tapa\n\tuno ") == "étapa uno"


def test_a_long_label_is_cut() -> None:
    """At 200 characters, and it says so."""
    label = shown("x" * 20_000)
    assert len(label) == LONGEST_LABEL
    assert label.endswith("…")


def test_lines_are_of_about_equal_length() -> None:
    """No word is left alone on the last line where it can be helped."""
    assert wrapped("Agentes del centro de atención") == ("Agentes del centro", "de atención")


@pytest.mark.parametrize("text", [*HOSTILE, ""])
def test_a_label_has_few_short_lines(text: str) -> None:
    """Whatever is written, a node stays a node."""
    lines = wrapped(text)
    assert 1 <= len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= 24


def test_a_text_is_cut_to_its_room() -> None:
    """A title ends where its sheet ends."""
    cut = fitted("palabra " * 40, 10, 100)
    assert width(cut, 10) <= 100
    assert cut.endswith("…")
    assert fitted("corto", 10, 100) == "corto"
