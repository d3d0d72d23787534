"""Which failures are enough together, in words."""

from app.reports.propagation import enough as module
from app.reports.propagation.enough import enough
from app.reports.sentences import Speaker
from app.wording import wording
from graphs.propagation import propagate
from process_models.domain.identifiers import NodeId
from tests.chains import chain


def test_they_are_told_by_size_the_likeliest_first_and_the_rest_is_counted() -> None:
    """Forty handoffs that are each enough: thirty are told, ten counted."""
    many = chain("\n".join(f"p{place} -> cliente: x own={place / 100}" for place in range(1, 41)))
    found = propagate(many, cut_size=2)
    (alone,) = enough(found, NodeId("cliente"), Speaker(found.chain, wording("en")))
    assert alone.title == "40 failures are each enough by themselves"
    assert (len(alone.sets), alone.more) == (module.MOST, 10)
    assert alone.sets[0] == ("40%", "p40 → cliente: x")


def test_where_there_are_too_many_none_is_told() -> None:
    """The worker leaves them out."""
    found = propagate(chain("a -> cliente: x 1/10"))
    assert enough(found, NodeId("cliente"), Speaker(found.chain, wording("es"))) == ()
