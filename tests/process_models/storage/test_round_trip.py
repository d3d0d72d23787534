"""What is kept comes back: any map, after any change, exactly, on both databases."""

from datetime import UTC, datetime

from hypothesis import given, settings

from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import OrganisationId, PersonId
from process_models.domain.maps import ValueChainMap
from process_models.domain.people import Role
from process_models.storage import maps, people
from process_models.storage.session import Database
from tests.strategies import chains

MOMENT = datetime(2026, 11, 22, 9, 30, 15, 123456, tzinfo=UTC)


def somebody(database: Database) -> tuple[OrganisationId, PersonId]:
    """Return an organisation and its owner, made for the occasion."""
    with database.writing() as session:
        organisation = people.add_organisation(session, "Acme", MOMENT)
        name = f"ana-{organisation}"
        owner = people.add(session, organisation, email=f"{name}@example.org", name="Ana", role=Role.OWNER, at=MOMENT)
        return organisation, owner


def reread(database: Database, organisation: OrganisationId, kept: ValueChainMap) -> ValueChain:
    """Return a map's content as another process finds it."""
    elsewhere = Database(database.url.render_as_string(hide_password=False))
    with elsewhere.reading() as session:
        found = maps.load(session, organisation, kept.id)
    elsewhere.close()
    assert found is not None
    return found.chain


@given(first=chains(), second=chains())
@settings(max_examples=60)
def test_any_map_comes_back_and_so_does_any_other_in_its_place(
    database: Database, first: ValueChain, second: ValueChain
) -> None:
    """Every field, the order, foreign content, evidence that says nothing and none at all; whatever was there."""
    organisation, owner = somebody(database)
    with database.writing() as session:
        map_id = maps.add(session, organisation, owner, first, MOMENT)
    with database.reading() as session:
        opened = maps.load(session, organisation, map_id)
    assert opened is not None
    assert reread(database, organisation, opened) == first
    with database.writing() as session:
        maps.save(session, opened, second, owner, MOMENT)
    assert reread(database, organisation, opened) == second
