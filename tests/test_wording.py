"""Figures in the signs of both languages."""

import pytest

from app.wording import WordsMissing, wording
from process_models.domain.problems import error


@pytest.mark.parametrize(
    ("share", "spanish", "english"),
    [
        (0.0, "0 %", "0%"),
        (0.00001, "< 0,1 %", "< 0.1%"),
        (0.045, "4,5 %", "4.5%"),
        (0.125, "13 %", "13%"),
        (0.15, "15 %", "15%"),
        (0.995, "99,5 %", "99.5%"),
        (0.99999, "> 99,9 %", "> 99.9%"),
        (1 - 1e-15, "100 %", "100%"),
        (1.0, "100 %", "100%"),
    ],
)
def test_a_share_is_never_a_false_zero_or_hundred(share: float, spanish: str, english: str) -> None:
    """Small and large shares keep their meaning, halves are rounded up, rounding noise is not shown."""
    assert wording("es").percent(share) == spanish
    assert wording("en").percent(share) == english


def test_numbers_stand_in_the_language_s_signs() -> None:
    """Decimal comma and point, thousands, and no decimals that are not there."""
    assert wording("es").number(12345.675, 2) == "12.345,68"
    assert wording("en").number(12345.675, 2) == "12,345.68"
    assert wording("es").of(30, 200) == "15 % (30 de 200)"


def test_a_text_without_words_is_a_mistake_of_ours() -> None:
    """A missing entry does not reach the screen as its code."""
    with pytest.raises(WordsMissing):
        wording("es").text("no.such.code")


def test_an_unknown_language_falls_back_to_spanish() -> None:
    """The users' first language."""
    assert wording("pt").language == "es"


def test_a_sentence_about_a_long_text_stays_a_sentence() -> None:
    """A number of a million digits in a file is named by its beginning."""
    said = wording("es").problem(error("unknown-key", key="9" * 1_000_000))
    assert "99999…" in said
    assert len(said) < 300
