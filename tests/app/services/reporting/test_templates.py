"""What reports are asked to be, kept by a team: taken for its maps, written by its editors."""

from dataclasses import replace

import pytest

from app.services.access import Forbidden, MapNotFound, TeamNotFound
from app.services.keeping import maps
from app.services.reporting import choosing, templates
from app.services.reporting.templates import MOST, TemplateMoved, TemplateNotFound, TemplateRefused
from process_models.domain.identifiers import MapId
from process_models.domain.people import Grant, Person, Role
from process_models.domain.reports import ReportTemplate
from process_models.storage import teams
from process_models.storage.session import Database
from tests.cast import Cast, actor
from tests.pictures import example

CHOICE = replace(choosing.usual("en", "Olga Ortiz"), paper="Letter", classification="Interno", uncontrolled="Copia")


@pytest.fixture
def map_id(database: Database, cast: Cast) -> MapId:
    """Keep a map of the cast's team."""
    with database.writing() as session:
        return maps.create(session, actor(cast.owner), chain=example())


def saved(database: Database, person: Person, map_id: MapId, name: str = "Gerencia") -> ReportTemplate:
    """Save a template."""
    with database.writing() as session:
        return templates.save(session, actor(person), map_id=map_id, name=name, choice=CHOICE)


def listed(database: Database, person: Person, map_id: MapId) -> tuple[ReportTemplate, ...]:
    """Return the templates that somebody sees."""
    with database.reading() as session:
        return templates.listed(session, actor(person), map_id=map_id)


def test_a_template_serves_every_map_of_the_team(database: Database, cast: Cast, map_id: MapId) -> None:
    """It is what was chosen, but for the author: that is whoever orders."""
    made = saved(database, cast.editor, map_id)
    with database.writing() as session:
        other = maps.create(session, actor(cast.owner), chain=example())
    assert listed(database, cast.viewer, other) == (made,)
    assert made.choice == replace(CHOICE, author="")


def test_a_name_that_is_there_is_written_over(database: Database, cast: Cast, map_id: MapId) -> None:
    """Its version rises; removing asks for the newest."""
    first, second = (saved(database, cast.editor, map_id, " Gerencia\u202e") for _ in range(2))
    assert (first.id, first.name) == (second.id, "Gerencia")
    with database.writing() as session:
        better = templates.save(
            session, actor(cast.editor), map_id=map_id, name="Gerencia", choice=replace(CHOICE, paper="A4")
        )
        assert (better.id, better.version, better.choice.paper) == (first.id, 2, "A4")
        with pytest.raises(TemplateMoved):
            templates.remove(session, actor(cast.editor), map_id=map_id, template=first.id, base_version=1)
        templates.remove(session, actor(cast.editor), map_id=map_id, template=first.id, base_version=2)
        with pytest.raises(TemplateNotFound):
            templates.remove(session, actor(cast.editor), map_id=map_id, template=first.id, base_version=2)


def test_whoever_is_not_in_the_team_neither_sees_nor_writes_them(database: Database, cast: Cast, map_id: MapId) -> None:
    """Though they may edit a map that was shared with them; whoever may only look writes none either."""
    saved(database, cast.editor, map_id)
    with pytest.raises(MapNotFound):
        listed(database, cast.outsider, map_id)
    with database.writing() as session:
        team = teams.memberships(session, cast.outsider.id)[0].team
        teams.grant(session, Grant(id=1, map=map_id, role=Role.EDITOR, team=team, person=None))  # type: ignore[arg-type]
    assert listed(database, cast.outsider, map_id) == ()
    for person, refused in ((cast.outsider, TeamNotFound), (cast.viewer, Forbidden)):
        with pytest.raises(refused):
            saved(database, person, map_id)
        with database.reading() as session:
            assert not templates.may_write(session, actor(person), map_id=map_id)


def test_what_is_wrong_is_told(database: Database, cast: Cast, map_id: MapId) -> None:
    """A name that nobody sees, a choice that there is not, one template too many."""
    for name in ("", " \n", "x" * 81):
        with pytest.raises(TemplateRefused):
            saved(database, cast.editor, map_id, name)
    for number in range(MOST):
        saved(database, cast.editor, map_id, f"Número {number}")
    with pytest.raises(TemplateRefused):
        saved(database, cast.editor, map_id)
