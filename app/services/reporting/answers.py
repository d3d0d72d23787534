"""What a report says beside the figures: which actions to buy, and what to measure next; within limits, elsewhere."""

import pickle
from typing import cast

from app.reports.printed.material import Bought
from app.services.improving import asking
from app.services.showing.computing import LIMITS
from app.wording import Wording
from graphs.propagation.questions.measuring import Measurement
from graphs.propagation.questions.plan import Plan
from graphs.propagation.worker import Question, Refusal
from graphs.workers import TaskNotDone
from process_models.domain.chain import ValueChain
from process_models.domain.problems import error


def bought(chain: ValueChain, words: Wording) -> Bought | None:
    """Return which actions to buy for what all of them cost; None where there is none."""
    if not chain.actions:
        return None
    budget = sum(action.cost or 0.0 for action in chain.actions)
    found = _answer(chain, "plan", budget=budget)
    if isinstance(found, Refusal):
        return Bought(budget=budget, plan=None, refusal=words.problem(found.problems[0]))
    return Bought(budget=budget, plan=cast("Plan", found))


def measurements(chain: ValueChain) -> tuple[Measurement, ...] | None:
    """Return what to measure next, None where that cannot be told exactly, or not in time."""
    found = _answer(chain, "measure")
    return None if isinstance(found, Refusal) else cast("tuple[Measurement, ...]", found)


def _answer(chain: ValueChain, question: str, **options: float) -> object:
    """Return the answer of a worker to a question, or why there is none."""
    asked = pickle.dumps(Question(name=question, chain=pickle.dumps(chain), options=options))
    try:
        answer = asking.pool.run(asked, seconds=LIMITS.seconds, patience=LIMITS.patience)
    except TaskNotDone:
        return Refusal(problems=(error("figures-not-done"),), is_refused=False)
    return pickle.loads(answer)  # noqa: S301 - from our own worker process
