"""Who is where on a map at this moment."""

from dataclasses import dataclass

from process_models.domain.identifiers import MapId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Somebody who has a map open in one tab of a browser; `thing` is what they are at (`node:ventas`), or empty."""

    person: PersonId
    tab: str
    map: MapId
    thing: str
    name: str = ""
