"""Scenarios: what somebody supposes about a map, kept by a name; nothing of it is part of the map's document."""

from dataclasses import dataclass
from datetime import datetime

from process_models.domain.identifiers import MapId, ScenarioId

REMOVED = "removed"
"""The field that says of a handoff that it goes; its value is 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposition:
    """One number supposed of a thing (`node:ID`, `handoff:ID`), or that it goes; it need not be on the map any more."""

    thing: str
    field: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedScenario:
    """What was supposed at once, under a name. `version` rises with every change."""

    id: ScenarioId
    map: MapId
    name: str
    supposed: tuple[Supposition, ...]
    at: datetime
    version: int = 1
