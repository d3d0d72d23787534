"""Who is where on which map. A row is worth something for some seconds; nothing older is ever shown."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Table, delete, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from process_models.domain.identifiers import MapId, PersonId
from process_models.domain.presence import Presence
from process_models.storage.people import shown_name
from process_models.storage.rows import table
from process_models.storage.tables import MapRow, PersonRow, PresenceRow

_here, _people, _maps = table(PresenceRow), table(PersonRow), table(MapRow)


def put(session: Session, people: Iterable[Presence], at: datetime) -> None:
    """Note where some tabs are; of maps and people that are still there."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    for each in people:
        if not (_is_there(session, _people, each.person) and _is_there(session, _maps, each.map)):
            continue
        row = {"person_id": each.person, "tab": each.tab, "map_id": each.map, "thing": each.thing, "seen_at": at}
        session.execute(insert(_here).values(row).on_conflict_do_update(index_elements=["person_id", "tab"], set_=row))


def leave(session: Session, tabs: Collection[tuple[PersonId, str]], *, before: datetime) -> None:
    """Forget some tabs, and all that gave no sign since a moment."""
    session.execute(delete(_here).where(_here.c.seen_at < before))
    if tabs:
        session.execute(delete(_here).where(tuple_(_here.c.person_id, _here.c.tab).in_(sorted(tabs))))


def here(session: Session, map_ids: Collection[MapId], *, since: datetime) -> tuple[Presence, ...]:
    """Return who gave a sign on some maps since a moment, in an order that stays."""
    wanted = (
        select(_here, shown_name().label("name"))
        .join_from(_here, _people, _people.c.id == _here.c.person_id)
        .where(_here.c.map_id.in_(map_ids), _here.c.seen_at >= since)
        .order_by(_here.c.person_id, _here.c.tab)
    )
    return tuple(
        Presence(
            person=PersonId(row["person_id"]),
            tab=row["tab"],
            map=MapId(row["map_id"]),
            thing=row["thing"],
            name=row["name"],
        )
        for row in session.execute(wanted).mappings()
    )


def _is_there(session: Session, of: Table, wanted: str | int) -> bool:
    """Tell whether a person or a map is there, and will be to the end of the transaction."""
    held = select(of.c.id).where(of.c.id == wanted).with_for_update(read=True, key_share=True)
    return session.execute(held).first() is not None
