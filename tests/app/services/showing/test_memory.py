"""What is kept in a process: worked out once, bounded, and forgotten in its turn."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from app.services.showing.memory import Made, Memory, NotYet


def made(value: str, *, size: int = 1, seconds: float = 60.0) -> Made[str]:
    """Return something that was worked out."""
    return Made(value=value, size=size, seconds=seconds)


def counted(memory: Memory[str], key: str, counts: dict[str, int], *, size: int = 1, seconds: float = 60.0) -> str:
    """Ask for a key; note how often it was worked out."""

    def make() -> Made[str]:
        counts[key] = counts.get(key, 0) + 1
        return made(key, size=size, seconds=seconds)

    return memory.of(key, make)


def test_what_is_kept_is_not_worked_out_again() -> None:
    """Two questions, one computation."""
    memory, counts = Memory[str](most=2, largest=10), dict[str, int]()
    assert [counted(memory, "a", counts), counted(memory, "a", counts)] == ["a", "a"]
    assert counts == {"a": 1}


def test_the_least_recently_used_is_forgotten_first() -> None:
    """Bounded in number."""
    memory, counts = Memory[str](most=2, largest=10), dict[str, int]()
    for key in ("a", "b", "a", "c", "a", "b"):
        counted(memory, key, counts)
    assert counts == {"a": 1, "b": 2, "c": 1}


def test_what_is_kept_stays_within_its_bytes() -> None:
    """Bounded in bytes: what is larger than all the room is answered and not kept."""
    memory, counts = Memory[str](most=9, largest=10), dict[str, int]()
    for key, size in (("a", 6), ("b", 6), ("a", 6), ("large", 11), ("large", 11), ("a", 6)):
        counted(memory, key, counts, size=size)
    assert counts == {"a": 2, "b": 1, "large": 2}


def test_what_holds_for_a_while_is_worked_out_again_after_it() -> None:
    """A computation that was given up is tried again later."""
    memory, counts = Memory[str](most=9, largest=10), dict[str, int]()
    counted(memory, "a", counts, seconds=-1)
    counted(memory, "a", counts)
    assert counts == {"a": 2}


def test_threads_that_ask_for_the_same_wait_for_one_computation() -> None:
    """Twenty readers after an edit cost as much as one."""
    memory, counts, go = Memory[str](most=2, largest=10), list[int](), Event()

    def make() -> Made[str]:
        counts.append(1)
        go.wait(10)
        return made("a")

    with ThreadPoolExecutor(20) as threads:
        answers = [threads.submit(memory.of, "a", make) for _ in range(20)]
        go.set()
    assert {answer.result() for answer in answers} == {"a"}
    assert counts == [1]


def test_whoever_cannot_wait_hears_so_and_finds_it_later() -> None:
    """The computation goes on without the one who asked."""
    memory, go = Memory[str](most=2, largest=10), Event()

    def make() -> Made[str]:
        go.wait(10)
        return made("a")

    with pytest.raises(NotYet):
        memory.of("a", make, within=0.01)
    go.set()
    assert memory.of("a", lambda: made("another"), within=10) == "a"


def test_an_error_reaches_all_who_wait_and_is_not_kept() -> None:
    """The next one who asks tries again; a time limit of the work is not taken for the asker's own."""
    memory = Memory[str](most=2, largest=10)

    def fails() -> Made[str]:
        raise TimeoutError("the work")

    with pytest.raises(TimeoutError, match="the work"):
        memory.of("a", fails, within=10)
    assert memory.of("a", lambda: made("a")) == "a"


def held_up(memory: Memory[str]) -> Event:
    """Keep the only hand of a memory busy; return what lets it go on."""
    go, begun = Event(), Event()

    def make() -> Made[str]:
        begun.set()
        go.wait(10)
        return made("held up")

    with pytest.raises(NotYet):
        memory.of("held up", make, within=0.01)
    assert begun.wait(10)
    return go


def left(memory: Memory[str], key: str, order: list[str]) -> None:
    """Ask for a key, and do not wait for it."""

    def make() -> Made[str]:
        order.append(key)
        return made(key)

    with pytest.raises(NotYet):
        memory.of(key, make, within=0)


def test_the_newest_question_goes_first() -> None:
    """After many changes, what is looked at now does not queue behind what nobody looks at any more."""
    memory, order = Memory[str](most=9, largest=9, hands=1), list[str]()
    go = held_up(memory)
    for revision in ("1", "2", "3"):
        left(memory, revision, order)
    with ThreadPoolExecutor(1) as thread:
        waited_for = thread.submit(memory.of, "2", lambda: made("again"))
        time.sleep(0.3)
        left(memory, "4", order)
        go.set()
        assert waited_for.result(10) == "2"
    assert memory.of("1", lambda: made("again"), within=10) == "1"
    assert order == ["2", "4", "3", "1"]


def test_what_nobody_waits_for_any_more_is_dropped_where_too_much_waits() -> None:
    """The oldest first; asked for again, it is worked out."""
    memory, order = Memory[str](most=99, largest=99, hands=1), list[str]()
    go = held_up(memory)
    for revision in range(40):
        left(memory, str(revision), order)
    go.set()
    assert memory.of("39", lambda: made("again"), within=10) == "39"
    assert memory.of("8", lambda: made("again"), within=10) == "8"
    assert memory.of("0", lambda: made("again"), within=10) == "again"
