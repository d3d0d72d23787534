"""Scenarios: kept for a map by a name, compared in one batch, and what no longer fits the map is said."""

from dataclasses import replace

import pytest

from app.services.access import Forbidden, MapNotFound
from app.services.improving import comparing, scenarios
from app.services.improving.scenarios import MOST, ScenarioMoved, ScenarioNotFound, ScenarioRefused
from app.services.improving.supposing import Supposed, read
from app.services.keeping import maps
from app.services.keeping.idempotency import IdempotencyKeyReused
from app.services.showing import questions
from app.wording import wording
from process_models.domain.identifiers import HandoffId, MapId, ScenarioId
from process_models.domain.scenarios import SavedScenario, Supposition
from process_models.storage.session import Database
from tests.cast import BEGINNING, Cast, actor
from tests.kept import kept
from tests.pictures import example
from tests.values import HOSTILE_TEXTS

BETTER = read([("handoff:pedido.own_times", "40"), ("handoff:pago.containment", "33.3333")])


@pytest.fixture
def map_id(database: Database, cast: Cast) -> MapId:
    """Keep a map of the cast's team."""
    with database.writing() as session:
        return maps.create(session, actor(cast.owner), chain=example())


def saved(
    database: Database, cast: Cast, map_id: MapId, name: str = "Plantilla", key: str | None = None
) -> SavedScenario:
    """Save a scenario."""
    with database.writing() as session:
        return scenarios.save(
            session, actor(cast.editor), map_id=map_id, name=name, supposed=BETTER, at=BEGINNING, key=key
        )


def test_what_was_supposed_comes_back_as_it_was(database: Database, cast: Cast, map_id: MapId) -> None:
    """To the last digit, for whoever views the map."""
    made = saved(database, cast, map_id)
    with database.reading() as session:
        (found,) = scenarios.listed(session, actor(cast.viewer), map_id=map_id)
    assert found == made
    assert found.supposed == (
        Supposition(thing="handoff:pedido", field="own_times", value=0.4),
        Supposition(thing="handoff:pago", field="containment", value=0.333333),
    )
    assert scenarios.supposed_by(found).scenario == BETTER.scenario


def test_sent_twice_it_is_there_once(database: Database, cast: Cast, map_id: MapId) -> None:
    """A key that comes with another name is refused."""
    first, second = (saved(database, cast, map_id, key="k") for _ in range(2))
    assert first.id == second.id
    with pytest.raises(IdempotencyKeyReused):
        saved(database, cast, map_id, "Otra", key="k")


def test_names_are_kept_as_they_can_be_seen(database: Database, cast: Cast, map_id: MapId) -> None:
    """Whatever they are; those that nobody sees are refused."""
    for name in HOSTILE_TEXTS:
        assert saved(database, cast, map_id, f"a{name}").name.startswith("a")
    for name in ("", " \u202e\n", "x" * 121):
        with pytest.raises(ScenarioRefused):
            saved(database, cast, map_id, name)


def test_the_version_guards_what_somebody_else_changed(database: Database, cast: Cast, map_id: MapId) -> None:
    """Renaming raises it; removing asks for the newest."""
    made = saved(database, cast, map_id)
    editor = actor(cast.editor)
    with database.writing() as session:
        renamed = scenarios.rename(session, editor, map_id=map_id, scenario=made.id, name="Otra", base_version=1)
    assert (renamed.name, renamed.version) == ("Otra", 2)
    with database.writing() as session, pytest.raises(ScenarioMoved):
        scenarios.remove(session, editor, map_id=map_id, scenario=made.id, base_version=1)
    with database.writing() as session:
        scenarios.remove(session, editor, map_id=map_id, scenario=made.id, base_version=2)
    with database.writing() as session, pytest.raises(ScenarioNotFound):
        scenarios.rename(session, editor, map_id=map_id, scenario=made.id, name="Otra", base_version=2)


def test_rights_are_those_of_the_map(database: Database, cast: Cast, map_id: MapId) -> None:
    """Editors write, viewers see, others find nothing; a scenario of another map is not there."""
    made = saved(database, cast, map_id)
    with database.writing() as session:
        other = maps.create(session, actor(cast.owner), chain=example())
        with pytest.raises(Forbidden):
            scenarios.remove(session, actor(cast.viewer), map_id=map_id, scenario=made.id, base_version=1)
        with pytest.raises(ScenarioNotFound):
            scenarios.remove(session, actor(cast.editor), map_id=other, scenario=made.id, base_version=1)
        for stranger in (cast.outsider, cast.stranger):
            with pytest.raises(MapNotFound):
                scenarios.listed(session, actor(stranger), map_id=map_id)


def test_a_map_holds_so_many_scenarios(database: Database, cast: Cast, map_id: MapId) -> None:
    """And no empty one."""
    for number in range(MOST):
        saved(database, cast, map_id, f"Número {number}")
    with pytest.raises(ScenarioRefused):
        saved(database, cast, map_id, "Una más")
    with database.writing() as session, pytest.raises(ScenarioRefused):
        scenarios.save(session, actor(cast.editor), map_id=map_id, name="Nada", supposed=Supposed(), at=BEGINNING)


def of(number: int, *supposed: Supposition) -> SavedScenario:
    """Return a scenario."""
    return SavedScenario(id=ScenarioId(number), map=MapId("m"), name=f"E{number}", supposed=supposed, at=BEGINNING)


def test_scenarios_stand_side_by_side() -> None:
    """What no longer fits the map is counted, and the rest is answered; what cannot be says why."""
    gone = Supposition(thing="handoff:nada", field="own_times", value=0)
    no_route = Supposition(thing="handoff:pago", field="share", value=0.5)
    none = Supposition(thing="handoff:pago", field="own_times", value=0)
    impossible = Supposition(thing="handoff:pago", field="containment", value=3)
    told = comparing.side_by_side(
        kept(example()), [of(1, none), of(2, none, gone, no_route), of(3, impossible)], language="es"
    )
    first, second, third = told.columns
    assert (first.gone, second.gone) == (0, 2)
    assert first.effects == second.effects
    assert first.effects[0].said == "de 20 a 12 de cada 100 veces"
    assert (len(third.problems), third.effects) == (1, ())


def test_a_scenario_may_take_handoffs_away(database: Database, cast: Cast, map_id: MapId) -> None:
    """It is kept so, says so, and changes what the command says that it changes."""
    supposed = read([("remove", "handoff:pago"), ("handoff:pedido.own_times", "40")])
    with database.writing() as session:
        made = scenarios.save(
            session, actor(cast.editor), map_id=map_id, name="Sin pago", supposed=supposed, at=BEGINNING
        )
        alone = read([("remove", "handoff:pago")])
        scenarios.save(session, actor(cast.editor), map_id=map_id, name="Solo", supposed=alone, at=BEGINNING)
    with database.reading() as session:
        first, second = scenarios.listed(session, actor(cast.viewer), map_id=map_id)
    assert first == made
    assert scenarios.supposed_by(first).scenario == supposed.scenario
    both, one = comparing.side_by_side(kept(example()), [first, second], language="es").columns
    assert (one.said, one.gone) == (("Nómina → Agentes de atención: Pago correcto: se quita",), 0)
    (commanded,) = questions.comparisons(example(), [supposed.scenario])
    assert both.loss is not None
    assert both.loss.after == wording("es").number(commanded.found.loss_after, 2)
    gone = Supposition(thing="handoff:nada", field="removed", value=1)
    (column,) = comparing.side_by_side(kept(example()), [of(1, gone)], language="es").columns
    assert (column.gone, column.said) == (1, ())


def test_the_map_may_have_lost_everything_that_was_supposed() -> None:
    """Then nothing changes, and that is said."""
    told = example()
    smaller = replace(
        told,
        handoffs=tuple(each for each in told.handoffs if each.id != HandoffId("pago")),
        actions=(),
    )
    none = Supposition(thing="handoff:pago", field="own_times", value=0)
    (column,) = comparing.side_by_side(kept(smaller), [of(1, none)], language="en").columns
    assert (column.gone, column.effects[0].before) == (1, column.effects[0].after)
