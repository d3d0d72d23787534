"""The engine's parts against plain computations: elimination, derivatives, the two ways through a cycle, the limit."""

import math

import numpy as np
import pytest

from graphs.propagation import TooLargeForExact, propagate
from graphs.propagation.cycles import components
from graphs.propagation.dense import dense_component
from graphs.propagation.elimination import Elimination
from graphs.propagation.exact import ExactPlan
from graphs.propagation.factors import Events
from graphs.propagation.levels import entered
from graphs.propagation.model import Model
from graphs.propagation.ordering import Scope, best_order
from graphs.propagation.parameters import Array, Parameters, declared
from process_models.domain.chain import ValueChain
from tests.chains import chain
from tests.graphs.propagation.random_maps import random_map

FAILS = np.array([[0.0], [1.0]])


@pytest.mark.parametrize("seed", range(20))
def test_elimination_is_the_sum_of_products(seed: int) -> None:
    """A random product of tables, some variables kept, equals one big einsum; so do its derivatives."""
    rng = np.random.default_rng(seed)
    domains = rng.integers(2, 4, 6).tolist()
    scopes: list[Scope] = [tuple(map(int, rng.choice(6, rng.integers(1, 4), replace=False))) for _ in range(8)]
    scopes += [(variable,) for variable in range(6)]
    tables = [rng.random((*(domains[v] for v in scope), 2)) for scope in scopes]
    kept = (4, 1)
    elimination = Elimination(domains, scopes, kept, best_order(domains, scopes, kept))
    values = np.zeros((elimination.rows, 2))
    for place, table in enumerate(tables):
        values[elimination.table(place)] = table.reshape(-1, 2)
    elimination.forward(values)
    result = values[elimination.result].reshape(*(domains[v] for v in kept), 2)
    assert result == pytest.approx(_sum_of_products(tables, scopes, kept))
    above = rng.random(result.shape)
    adjoints = elimination.backward(values, above.reshape(-1, 2))
    for place, scope in enumerate(scopes):
        adjoint = adjoints[elimination.table(place)].reshape(*(domains[v] for v in scope), 2)
        others = [np.ones_like(table) if i == place else table for i, table in enumerate(tables)]
        assert adjoint == pytest.approx(_sum_of_products([*others, above], [*scopes, kept], scope))


def _sum_of_products(tables: list[Array], scopes: list[Scope], kept: Scope) -> Array:
    letters = [f"{''.join(chr(97 + variable) for variable in scope)}z" for scope in (*scopes, kept)]
    product: Array = np.einsum(f"{','.join(letters[:-1])}->{letters[-1]}", *tables)
    return product


def test_an_order_that_is_given_up_says_how_large_it_had_become() -> None:
    """The table that was too large counts with the variable that was to go, not with another one."""
    pairs = [(one, other) for one in range(6) for other in range(one)]
    order = best_order([4, 4, 4, 4, 4, 2], pairs, most=2.0**10)
    assert (order.largest, order.total) == (2.0**11, math.inf)


@pytest.mark.parametrize("seed", range(40))
def test_derivatives_are_differences(seed: int) -> None:
    """P is linear in each parameter, so its derivative is P at 1 minus P at 0."""
    model = Model(random_map(seed))
    plan = ExactPlan(model, model.outcomes)
    outcome = model.outcomes[0]
    parameters = declared(model)
    found = plan.evaluate(parameters, {outcome: FAILS}).derivatives
    for name in ("own", "containment", "dependency", "node_own"):
        for place, derivative in enumerate(getattr(found, name)[:, 0]):
            low, high = (_probability(plan, outcome, _with(parameters, name, place, end)) for end in (0.0, 1.0))
            assert derivative == pytest.approx(high - low, abs=1e-12), (seed, name, place)


def _with(parameters: Parameters, name: str, place: int, value: float) -> Parameters:
    changed = parameters.repeated(1)
    getattr(changed, name)[place] = value
    return changed


def _probability(plan: ExactPlan, outcome: int, parameters: Parameters) -> float:
    return float(plan.evaluate(parameters, {outcome: FAILS}).probability[0])


def test_columns_are_computed_apart() -> None:
    """Many settings in one pass give what each gives alone, also where a pass is cut into parts."""
    model = Model(random_map(3))
    plan = ExactPlan(model, range(len(model.nodes)))
    wide = declared(model).scaled(np.linspace(0, 1, 7))
    together = plan.evaluate(wide).failures
    for column in range(7):
        alone = plan.evaluate(wide.part(slice(column, column + 1))).failures
        assert together[:, column] == pytest.approx(alone[:, 0], abs=1e-15)


def _loop_with_outside() -> ValueChain:
    return chain(
        """
        process a own=0.05
        routes rutas
        proveedor-x -> a: Insumo own=0.1 d=0.7
        proveedor-y -> b: Insumo own=0.2
        a -> b: Uno own=0.1 d=0.9 group=rutas share=2
        c -> b: Otro own=0.05 c=0.2 group=rutas share=1
        b -> c: Dos own=0.02 d=0.8
        c -> a: Tres own=0.03 d=0.5
        """
    )


def test_a_component_taken_whole_is_what_its_levels_give() -> None:
    """The recursion over subsets gives the marginals of the level variables, under every state outside."""
    model = Model(_loop_with_outside())
    (members,) = (found for found in components(model, range(len(model.nodes))) if len(found) > 1)
    numbers = {node: node for node in range(len(model.nodes))}
    component = dense_component(model, members, numbers, dict.fromkeys(numbers, 2))
    parameters = declared(model)
    events = Events(nodes=len(model.nodes), handoffs=len(model.handoffs))
    table, opened = component.table(events.probabilities(parameters))
    outside = [node for node in component.scope if node not in members]
    joint = table.reshape([2] * len(component.scope) + [1])
    levels = ExactPlan(model, members)
    for states in np.ndindex(*(2 for _ in outside)):
        fixed = parameters.repeated(1)
        for node, state in zip(outside, states, strict=True):
            fixed.node_own[node] = state
        failures = levels.evaluate(fixed).failures[:, 0]
        given = joint[states][..., 0]
        assert given.sum() == pytest.approx(1)
        for axis, member in enumerate(members):
            assert given.take(1, axis=axis).sum() == pytest.approx(failures[member], abs=1e-14)
    derivatives = np.zeros((events.rows, 1))
    opened.pull(np.ones_like(table), derivatives)
    assert np.abs(derivatives).max() < 1e-13, "probabilities add up to 1 whatever the parameters"


def test_every_cycle_enters_the_chosen_nodes() -> None:
    """Without them no cycle is left, and none of them is superfluous in a simple loop."""
    model = Model(_loop_with_outside())
    (members,) = (found for found in components(model, range(len(model.nodes))) if len(found) > 1)
    assert len(entered(model, members)) == 1


def test_a_dense_component_is_taken_whole() -> None:
    """Twelve processes that all serve each other are exact by recursion over subsets."""
    lines = [f"p{i} -> p{j}: Trabajo own=0.01 d=0.3" for i in range(12) for j in range(12) if i != j]
    model = Model(chain("\n".join([*lines, "p0 -> cliente: Entrega own=0"])))
    plan = ExactPlan(model, range(len(model.nodes)))
    assert plan.whole_components == 1
    failures = plan.evaluate(declared(model)).failures[:, 0]
    assert failures[:12] == pytest.approx([failures[0]] * 12, abs=1e-12)


def test_of_many_alternatives_of_which_one_is_enough_nothing_is_counted() -> None:
    """Also where no digit may be lost: all that matters is whether every one so far has failed."""
    lines = [f"p{i} -> cliente: Entrega own=0.1 group=g" for i in range(60)]
    model = Model(chain("\n".join(["alternatives g required=1", *lines])))
    plan = ExactPlan(model, model.outcomes, positive=True)
    assert plan.largest_table <= 2**6
    found = plan.evaluate(declared(model)).failures[model.outcomes[0], 0]
    assert found == pytest.approx(1e-60, rel=1e-9)


def test_what_is_too_large_says_how_large() -> None:
    """Forty processes that all serve each other are refused, with the sizes that say why."""
    lines = [f"p{i} -> p{j}: Trabajo own=0.01 d=0.3" for i in range(40) for j in range(40) if i != j]
    with pytest.raises(TooLargeForExact) as refused:
        propagate(chain("\n".join([*lines, "p0 -> cliente: Entrega"])), method="exact")
    assert refused.value.component == 40
    assert refused.value.entries > refused.value.limit
