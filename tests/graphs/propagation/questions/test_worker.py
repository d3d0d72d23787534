"""The worker of questions: the engine's answers, maps remembered, refusals as values."""

import pickle

from graphs.propagation.questions import worker
from graphs.propagation.questions.calibrated import calibrated
from graphs.propagation.questions.plan import improvement_plan
from graphs.propagation.questions.scenarios import Scenario, Setting
from graphs.propagation.questions.worker import MOST_KEPT, Refused, Request, answer, present
from process_models.domain.chain import ValueChain
from tests.chains import chain
from tests.kept import too_large
from tests.pictures import example

ROUTES = chain("""
    routes canal
    ventas -> cliente: Pedido id=a own=0.1 group=canal share=0.25
    bodega -> cliente: Entrega id=b own=0.2 group=canal share=0.75
""")


def asked(question: str, of: ValueChain, **options: object) -> object:
    """Ask as a page's process does."""
    return pickle.loads(answer(pickle.dumps(Request(question=question, chain=pickle.dumps(of), options=options))))  # noqa: S301


def test_a_map_is_calibrated_once_and_the_last_ones_are_remembered() -> None:
    """Whatever is asked of it; older ones are forgotten."""
    for number in range(MOST_KEPT + 2):
        told = chain(f"ventas -> cliente: Pedido own=0.{number + 1}")
        asked("present", told)
        kept = list(worker._maps.values())  # noqa: SLF001 - what is remembered is what is tried
        asked("measure", told)
        assert list(worker._maps.values())[-1] is kept[-1]  # noqa: SLF001 - what is remembered is what is tried
    assert len(worker._maps) == MOST_KEPT  # noqa: SLF001 - what is remembered is what is tried


def test_the_answer_is_the_engines() -> None:
    """Through the pickles."""
    assert asked("plan", example(), budget=9e6) == improvement_plan(calibrated(example()), 9e6)


def test_what_scenarios_start_from_is_what_was_calibrated() -> None:
    """With the shares of routes as they are divided up; a node has its own failure only."""
    found = present(calibrated(ROUTES))
    assert (found["handoff:a"].own, found["handoff:a"].share) == (0.1, 0.25)
    assert found["handoff:b"].dependency == 1
    assert (found["node:ventas"].own, found["node:ventas"].containment) == (0, None)


def test_why_there_is_no_answer_is_a_value() -> None:
    """The question's fault, or the map's."""
    wrong = Scenario(settings=(Setting(thing="handoff:nada", field="own", value=0.5),))
    refused, large = asked("what-if", ROUTES, scenarios=(wrong,)), asked("present", too_large())
    assert isinstance(refused, Refused)
    assert isinstance(large, Refused)
    assert [problem.code for problem in (*refused.problems, *large.problems)] == [
        "unknown-handoff",
        "too-large-for-exact",
    ]
