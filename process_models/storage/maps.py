"""The maps of an organisation: which there are, what is in them, and how they are written."""

import secrets
from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import RowMapping, Select, delete, insert, select, update
from sqlalchemy.orm import Session

from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import MapId, OrganisationId, PersonId, TeamId
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import error
from process_models.storage.errors import RevisionMoved
from process_models.storage.loading import load as load_chains
from process_models.storage.memory import ChainMemory, Edition
from process_models.storage.people import shown_name
from process_models.storage.rows import header, table
from process_models.storage.saving import save as save_chain
from process_models.storage.tables import MapRow, PersonRow

FIRST_REVISION = 1

_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_LENGTH = 12

_maps, _people = table(MapRow), table(PersonRow)


def new_id() -> MapId:
    """Return an id that nobody guesses: 60 random bits."""
    return MapId("".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)))


def load(session: Session, organisation: OrganisationId, map_id: MapId) -> ValueChainMap | None:
    """Return a map of an organisation at its newest revision.

    In a transaction that writes, nobody else changes the map from here to its end.
    """
    if not map_id.isprintable():  # PostgreSQL takes no NUL
        return None
    return next(iter(_opened(session, _headers(organisation).where(_maps.c.id == map_id))), None)


def load_all(
    session: Session, organisation: OrganisationId, *, only: Collection[MapId] | None = None
) -> tuple[ValueChainMap, ...]:
    """Return the maps of an organisation, or some of them, the one that was changed last first."""
    wanted = _headers(organisation).order_by(_maps.c.changed_at.desc(), _maps.c.id)
    return _opened(session, wanted if only is None else wanted.where(_maps.c.id.in_(only)))


def add(
    session: Session, organisation: OrganisationId, team: TeamId, author: PersonId, chain: ValueChain, at: datetime
) -> MapId:
    """Keep a new map of a team; return where it is found."""
    map_id = new_id()
    owned = {"id": map_id, "organisation_id": organisation, "team_id": team}
    row = {**owned, "revision": FIRST_REVISION, "evidence_version": 0}
    written = {"created_at": at, "changed_at": at, "changed_by": author}
    session.execute(insert(_maps), [{**row, **written, **header(chain)}])
    save_chain(session, map_id, ValueChain(name=""), chain)
    session.info["written"][Edition(map_id, FIRST_REVISION, 0)] = chain
    return map_id


def save(session: Session, opened: ValueChainMap, chain: ValueChain, author: PersonId, at: datetime) -> int:
    """Write a map's next content; return its revision.

    Raises:
        RevisionMoved: somebody saved the map after it was opened.
    """
    revision = opened.revision + 1
    written = {"revision": revision, "changed_at": at, "changed_by": author, **header(chain)}
    still = (_maps.c.id == opened.id) & (_maps.c.revision == opened.revision)
    if session.execute(update(_maps).where(still).values(written).returning(_maps.c.id)).first() is None:
        raise RevisionMoved(error("revision-moved"))
    save_chain(session, opened.id, opened.chain, chain)
    session.info["written"][Edition(opened.id, revision, opened.evidence_version)] = chain
    return revision


def remove(session: Session, opened: ValueChainMap) -> None:
    """Remove a map with everything that belongs to it.

    Raises:
        RevisionMoved: somebody saved the map after it was opened.
    """
    still = (_maps.c.id == opened.id) & (_maps.c.revision == opened.revision)
    if session.execute(delete(_maps).where(still).returning(_maps.c.id)).first() is None:
        raise RevisionMoved(error("revision-moved"))


def hand_over(session: Session, map_id: MapId, team: TeamId, *, owner: TeamId) -> bool:
    """Let another team own a map of `owner`; its content stays as it is. No if it is not theirs any more."""
    theirs = (_maps.c.id == map_id) & (_maps.c.team_id == owner)
    return session.scalar(update(_maps).where(theirs).values(team_id=team).returning(_maps.c.id)) is not None


def ids(session: Session, organisation: OrganisationId) -> tuple[MapId, ...]:
    """Return every map of an organisation."""
    return tuple(session.scalars(select(_maps.c.id).where(_maps.c.organisation_id == organisation)))


def owned_by(session: Session, team: TeamId) -> tuple[MapId, ...]:
    """Return the maps of a team."""
    return tuple(session.scalars(select(_maps.c.id).where(_maps.c.team_id == team).order_by(_maps.c.id)))


def revisions(session: Session, map_ids: Collection[MapId]) -> dict[MapId, int]:
    """Return at which revision some maps are; of a map that is gone nothing."""
    wanted = select(_maps.c.id, _maps.c.revision).where(_maps.c.id.in_(map_ids))
    return {MapId(row.id): row.revision for row in session.execute(wanted)}


def names(session: Session, team: TeamId) -> tuple[tuple[MapId, str], ...]:
    """Return the maps of a team with their names, in the order of these."""
    rows = session.execute(select(_maps.c.id, _maps.c.name).where(_maps.c.team_id == team).order_by(_maps.c.name))
    return tuple((row.id, row.name) for row in rows)


def names_of(session: Session, organisation: OrganisationId, maps: Collection[MapId]) -> dict[MapId, str]:
    """Return the names of those of some maps that an organisation has."""
    wanted = select(_maps.c.id, _maps.c.name).where(_maps.c.organisation_id == organisation, _maps.c.id.in_(set(maps)))
    return {MapId(row.id): row.name for row in session.execute(wanted)}


def now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(tz=UTC)


def nearest_at_hand(session: Session, opened: ValueChainMap, revision: int) -> tuple[ValueChain, int]:
    """Return the content at hand of the first revision from one on, and which it is; at last that of the map."""
    for each in range(revision, opened.revision):
        found = memory(session).find(Edition(opened.id, each, opened.evidence_version))
        if found is not None:
            return found, each
    return opened.chain, opened.revision


def learn(session: Session, opened: ValueChainMap, revision: int, chain: ValueChain) -> None:
    """Have the content of a former revision at hand from now on."""
    memory(session).keep(Edition(opened.id, revision, opened.evidence_version), chain)


def memory(session: Session) -> ChainMemory:
    """Return the contents that this process has at hand."""
    found = session.info["memory"]
    assert isinstance(found, ChainMemory)  # noqa: S101 - every session of ours has one
    return found


def _headers(organisation: OrganisationId) -> Select[tuple[object, ...]]:
    """Return how maps are looked for.

    Their author is no join: PostgreSQL drops a row that it waited for if it then fits the former author no more.
    """
    author = select(shown_name()).where(_people.c.id == _maps.c.changed_by).scalar_subquery().label("author")
    return select(*_maps.c, author).where(_maps.c.organisation_id == organisation)


def _opened(session: Session, wanted: Select[tuple[object, ...]]) -> tuple[ValueChainMap, ...]:
    """Return the maps of some rows, which others cannot change before their contents are read.

    Whoever only reads sees one moment anyway.
    """
    if session.info["writes"]:
        wanted = wanted.with_for_update(of=_maps)
    headers = session.execute(wanted).mappings().all()
    at_hand = {row["id"]: _at_hand(session, _edition(row)) for row in headers}
    read = load_chains(session, {row["id"]: row for row in headers if at_hand[row["id"]] is None})
    for row in headers:
        if row["id"] in read:
            memory(session).keep(_edition(row), read[row["id"]])
    return tuple(_map(row, read.get(row["id"]) or at_hand[row["id"]]) for row in headers)


def _map(row: RowMapping, chain: ValueChain | None) -> ValueChainMap:
    assert chain is not None  # noqa: S101 - it was at hand, or it was read
    return ValueChainMap(
        id=row["id"],
        team=row["team_id"],
        revision=row["revision"],
        evidence_version=row["evidence_version"],
        chain=chain,
        changed_at=row["changed_at"],
        changed_by=row["author"],
    )


def _edition(row: RowMapping) -> Edition:
    return Edition(row["id"], row["revision"], row["evidence_version"])


def _at_hand(session: Session, edition: Edition) -> ValueChain | None:
    written: ValueChain | None = session.info["written"].get(edition)
    return memory(session).find(edition) if written is None else written
