"""Scenarios of maps, kept by name."""

import json

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from process_models.domain.identifiers import MapId, ScenarioId
from process_models.domain.scenarios import SavedScenario, Supposition
from process_models.storage.tables import ScenarioRow


def add(session: Session, scenario: SavedScenario) -> SavedScenario:
    """Keep a new scenario; its `id` does not matter."""
    row = ScenarioRow(map_id=scenario.map, name=scenario.name, supposed=_packed(scenario.supposed), at=scenario.at)
    session.add(row)
    session.flush()
    return _scenario(row)


def of_map(session: Session, map_id: MapId) -> tuple[SavedScenario, ...]:
    """Return the scenarios of a map, the oldest first."""
    rows = session.scalars(select(ScenarioRow).where(ScenarioRow.map_id == map_id).order_by(ScenarioRow.id))
    return tuple(_scenario(row) for row in rows)


def by_id(session: Session, map_id: MapId, scenario: ScenarioId) -> SavedScenario | None:
    """Return a scenario of a map, None where the map has none of that number."""
    wanted = select(ScenarioRow).where(ScenarioRow.id == scenario, ScenarioRow.map_id == map_id)
    row = session.scalars(wanted).first()
    return None if row is None else _scenario(row)


def rename(session: Session, scenario: ScenarioId, name: str) -> None:
    """Give a scenario that was read in this transaction another name; its version rises."""
    session.get_one(ScenarioRow, scenario).name = name
    session.flush()


def remove(session: Session, scenario: ScenarioId) -> None:
    """Forget a scenario."""
    session.execute(delete(ScenarioRow).where(ScenarioRow.id == scenario))


def _packed(supposed: tuple[Supposition, ...]) -> str:
    return json.dumps([[each.thing, each.field, each.value] for each in supposed], allow_nan=False)


def _scenario(row: ScenarioRow) -> SavedScenario:
    return SavedScenario(
        id=row.id,
        map=row.map_id,
        name=row.name,
        supposed=tuple(
            Supposition(thing=thing, field=field, value=value) for thing, field, value in json.loads(row.supposed)
        ),
        at=row.at,
        version=row.version,
    )
