"""The order of the things of a map, as numbers with gaps: one put in between moves no other."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

GAP = 2**20


def places(order: Sequence[str], known: Mapping[str, int]) -> dict[str, int]:
    """Return the places that are new or other than known, so that sorting by place gives the order.

    >>> places(["a", "b"], {}) == {"a": GAP, "b": 2 * GAP}
    True
    >>> places(["a", "new", "b"], {"a": 10, "b": 20})
    {'new': 15}
    >>> places(["new", "a", "b"], {"a": 10, "b": 20}) == {"new": 10 - GAP}
    True
    >>> places(["b", "a"], {"a": 10, "b": 20}) == {"b": GAP, "a": 2 * GAP}
    True
    """
    kept = [known[each] for each in order if each in known]
    if all(first < second for first, second in pairwise(kept)):
        fitted = dict(_fitted(order, known))
        if all(first < second for first, second in _pairs(order, {**known, **fitted})):
            return fitted
    return {each: place for index, each in enumerate(order, 1) if known.get(each) != (place := GAP * index)}


def _fitted(order: Sequence[str], known: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Give the new ones of each gap places between their neighbours'."""
    new: list[str] = []
    before: int | None = None
    for each in order:
        if each not in known:
            new.append(each)
            continue
        yield from _between(before, known[each], new)
        before, new = known[each], []
    yield from _between(before, None, new)


def _between(before: int | None, after: int | None, new: Sequence[str]) -> Iterator[tuple[str, int]]:
    for index, each in enumerate(new, 1):
        if before is not None and after is not None:
            yield each, before + (after - before) * index // (len(new) + 1)
        elif after is not None:
            yield each, after - GAP * (len(new) + 1 - index)
        else:
            yield each, (before or 0) + GAP * index


def _pairs(order: Sequence[str], known: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    return ((known[first], known[second]) for first, second in pairwise(order))
