"""Slow work takes turns, so that it never holds all threads of a server."""

import pytest

from app.services.turns import TooMuchAtOnce, Turns


def test_no_more_are_let_in_than_there_are_turns() -> None:
    """Whoever comes too many is told so soon; a turn that was given back is taken again, after an error too."""
    turns = Turns(1, patience=0.05)
    with turns.taken(), pytest.raises(TooMuchAtOnce), turns.taken():
        pass
    with pytest.raises(ZeroDivisionError), turns.taken():
        raise ZeroDivisionError
    with turns.taken():
        pass
