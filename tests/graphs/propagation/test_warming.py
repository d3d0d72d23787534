"""The engine is compiled before anybody waits for figures."""

from graphs.propagation import warming
from graphs.propagation.exact import ExactPlan
from graphs.propagation.model import Model
from process_models.domain.rules import problems


def test_what_is_compiled_ahead_is_kept() -> None:
    """The next process finds it."""
    warming.warm()
    assert warming.is_warm()


def test_the_map_that_warms_needs_every_loop() -> None:
    """It has nothing wrong with it, and a circle that is taken whole."""
    chain = warming.small_map()
    assert not problems(chain)
    model = Model(chain)
    assert ExactPlan(model, range(len(model.nodes))).whole_components == 1
