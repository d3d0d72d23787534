"""What a worker answers: figures with what pages tell besides, answers to questions, and refusals as values."""

import pickle
from typing import Any

import pytest

from graphs.propagation import DRAWS, propagate, worker
from graphs.propagation.questions.calibrated import calibrated
from graphs.propagation.questions.diagnosis import diagnose
from graphs.propagation.questions.measuring import what_to_measure
from graphs.propagation.questions.plan import improvement_plan
from graphs.propagation.questions.scenarios import Scenario
from graphs.propagation.questions.what_if import what_if
from graphs.propagation.worker import LARGE, MOST_CUT_SETS, MOST_KEPT, Question, Refusal, answer
from process_models.domain.chain import ValueChain
from tests.chains import chain
from tests.kept import too_large
from tests.pictures import example


def asked(name: str, told: ValueChain, **options: Any) -> Any:  # noqa: ANN401 - each question's own
    """Return the answer, as it comes over the pipe."""
    return pickle.loads(answer(pickle.dumps(Question(name=name, chain=pickle.dumps(told), options=options))))  # noqa: S301 - ours


def test_every_question_is_answered_by_the_engine() -> None:
    """The same values as without a worker."""
    told = example()
    as_is = calibrated(told)
    assert asked("figures", told) == propagate(told, cut_size=3)
    intervals, fewer = asked("intervals", told)
    whole = propagate(told, draws=DRAWS)
    assert (intervals, fewer) == ({name: risk.interval for name, risk in whole.outcomes.items()}, ())
    assert asked("propagate", told, draws=10, seed=1) == propagate(told, draws=10, seed=1)
    assert asked("diagnose", told, failed=("node:agentes",), fine=()) == diagnose(as_is, failed=("node:agentes",))
    without = (Scenario(removed=("handoff:pago",)),)
    assert asked("what-if", told, scenarios=without) == what_if(as_is, without)
    assert asked("plan", told, budget=1e7) == improvement_plan(as_is, 1e7)
    assert asked("measure", told) == what_to_measure(as_is)


@pytest.mark.parametrize(
    ("told", "is_refused", "codes"),
    [(example(), True, ["unknown-node", "unknown-handoff"]), (too_large(45), False, ["too-large-for-exact"])],
    ids=["the question is wrong", "the map is too large"],
)
def test_why_there_is_no_answer_is_a_value(told: ValueChain, is_refused: bool, codes: list[str]) -> None:  # noqa: FBT001
    """With every problem, and whether it is the question that is wrong."""
    found = asked("diagnose", told, failed=("node:nadie",), fine=("handoff:nada",))
    assert isinstance(found, Refusal)
    assert (found.is_refused, [each.code for each in found.problems]) == (is_refused, codes)


def test_a_map_is_calibrated_once_and_the_last_ones_are_remembered() -> None:
    """Whatever is asked of it; older ones are forgotten."""
    for number in range(MOST_KEPT + 2):
        told = chain(f"ventas -> cliente: Pedido own=0.{number + 1}")
        asked("present", told)
        kept = list(worker._maps.values())  # noqa: SLF001 - what is remembered is what is tried
        asked("measure", told)
        assert list(worker._maps.values())[-1] is kept[-1]  # noqa: SLF001 - what is remembered is what is tried
    assert len(worker._maps) == MOST_KEPT  # noqa: SLF001 - what is remembered is what is tried


def carriers(count: int, required: int, rest: int = 0) -> ValueChain:
    """Return a customer served by so many carriers, of whom some are required, and by others who are all needed."""
    group = [f"p{place} -> cliente: Camión own=0.1 group=carriers" for place in range(count)]
    others = [f"q{place} -> cliente: Papel own=0.001" for place in range(rest)]
    return chain("\n".join([f"alternatives carriers required={required}", *group, *others]))


def test_a_list_that_nobody_reads_is_left_out() -> None:
    """Every three of 36 carriers are enough together: thousands of sets."""
    whole = propagate(carriers(36, 34), cut_size=3).cut_sets
    assert whole is not None
    assert len(whole) > MOST_CUT_SETS
    assert asked("figures", carriers(36, 34)).cut_sets is None


def test_a_large_map_tells_no_sets_of_three() -> None:
    """They take long there; those of a small one are told."""
    assert [len(cut.members) for cut in asked("figures", carriers(3, 1)).cut_sets] == [3]
    assert {len(cut.members) for cut in asked("figures", carriers(3, 1, rest=LARGE)).cut_sets} == {1}
