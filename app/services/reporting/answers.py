"""What a report says beside the figures: which actions to buy, and what to measure next."""

from app.reports.printed.material import Bought
from app.services.showing import questions
from app.wording import Wording
from graphs.propagation import TooLargeForExact
from graphs.propagation.questions.measuring import Measurement
from graphs.propagation.questions.things import QuestionRefused
from process_models.domain.chain import ValueChain


def bought(chain: ValueChain, words: Wording) -> Bought | None:
    """Return which actions to buy for what all of them cost; None where there is none."""
    if not chain.actions:
        return None
    budget = sum(action.cost or 0.0 for action in chain.actions)
    try:
        return Bought(budget=budget, plan=questions.plan(chain, budget).found)
    except (TooLargeForExact, QuestionRefused) as reason:
        return Bought(budget=budget, plan=None, refusal=words.problem(reason.problems[0]))


def measurements(chain: ValueChain) -> tuple[Measurement, ...] | None:
    """Return what to measure next, None where that cannot be told exactly."""
    try:
        return questions.measuring(chain).found
    except (TooLargeForExact, QuestionRefused):
        return None
