"""The figures of a kept map: the same as the engine's, made elsewhere, once for each revision."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from app.services.showing import analysis
from app.services.showing.analysis import NoFigures, Propagation
from graphs.propagation import DRAWS, propagate
from tests.graphs.propagation.processes import process_like
from tests.kept import kept, too_large
from tests.pictures import example


def test_they_are_the_engines() -> None:
    """The value that comes back from the worker equals the one made here."""
    assert analysis.figures(kept(example())) == propagate(example(), draws=DRAWS, cut_size=3)


def test_all_who_ask_get_the_same_value() -> None:
    """Made once for a revision, and anew for the next."""
    opened = kept(example())
    with ThreadPoolExecutor(8) as threads:
        found = set(map(id, threads.map(analysis.figures, [opened] * 8)))
    assert len(found) == 1
    assert id(analysis.figures(replace(opened, revision=opened.revision + 1))) not in found
    assert id(analysis.figures(replace(opened, evidence_version=1))) not in found


def test_a_map_that_is_too_large_says_so() -> None:
    """What must be exact is refused with the size and the limit, as a value for the page."""
    found = analysis.exact(kept(too_large()))
    assert isinstance(found, NoFigures)
    assert (found.problem.code, found.is_pending) == ("too-large-for-exact", False)


def test_whoever_cannot_wait_is_told_that_they_are_coming() -> None:
    """A page of a large map is answered before its figures are there; later they are, at last with their intervals."""
    opened = kept(process_like(120, seed=3))
    found = analysis.figures(opened, within=0.001)
    assert isinstance(found, NoFigures)
    assert (found.problem.code, found.is_pending) == ("figures-pending", True)
    points = analysis.without_intervals(opened)
    assert isinstance(points, Propagation)
    assert analysis.is_refining(points)
    whole = analysis.figures(opened)
    assert isinstance(whole, Propagation)
    assert not analysis.is_refining(whole)
    assert {name: risk.probability for name, risk in whole.outcomes.items()} == {
        name: risk.probability for name, risk in points.outcomes.items()
    }


def test_figures_without_intervals_are_better_than_none() -> None:
    """While the intervals are computed, whoever asks gets the points."""
    opened = kept(process_like(150, seed=3))
    assert isinstance(analysis.without_intervals(opened), Propagation)
    found = analysis.figures(opened, within=0.001)
    assert isinstance(found, Propagation)
    assert analysis.is_refining(found)
