"""Maps: listed, made, described and removed."""

from typing import Any

from pydantic import Field
from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import answer, created, nothing
from app.api.asking import Body, Query
from app.api.models import MapOut, MapsOut
from app.api.operations import Content, Operation, operation
from app.services.files import imports
from app.services.keeping import maps, whole
from app.web import context
from app.web.policies import Policy
from process_models.domain.identifiers import MapId, TeamId

MOST, PAGE = 200, 50


class ListQuery(Query):
    """Which maps."""

    cursor: str | None = Field(default=None, max_length=200)
    limit: int = Field(default=PAGE, ge=1, le=MOST)


class NewMap(Body):
    """A new map: its name, its first processes, one each, and the team that owns it."""

    name: str = Field(min_length=1, max_length=1000)
    processes: list[str] = Field(default=[], max_length=5000)
    team: int | None = Field(default=None, ge=1, le=2**31)


class MapFields(Body):
    """The own fields of a map; what is left out stays as it is, null empties."""

    name: str | None = None
    description: str | None = None
    language: str | None = None
    as_of: str | None = None
    minimum_group: int | None = None
    currency: str | None = None


@operation(
    Operation(
        name="list_maps",
        verb="GET",
        rule="/maps",
        tag="maps",
        policy=Policy.SIGNED_IN,
        query=ListQuery,
        answer=Content(schema=MapsOut),
    )
)
def list_maps() -> Response:
    """List the maps within reach."""
    asked = asking.query(ListQuery)
    after = asking.cursor(asked.cursor)
    with context.reading() as session:
        found = whole.page(session, context.actor(), after=after, limit=asked.limit + 1)
    shown = found[: asked.limit]
    more = asking.as_cursor(shown[-1].id) if len(found) > asked.limit else None
    return answer(MapsOut(maps=[MapOut.of(each) for each in shown], next=more))


@operation(
    Operation(
        name="create_map",
        verb="POST",
        rule="/maps",
        tag="maps",
        policy=Policy.EDIT,
        body=Content(schema=NewMap),
        example={"name": "Despachos", "processes": ["Ventas", "Bodega"]},
        status=201,
        answer=Content(schema=MapOut),
        takes_key=True,
        is_kept=True,
    )
)
def create_map() -> Response:
    """Keep a new map."""
    asked, key = asking.body(NewMap), asking.key()
    chain = imports.empty(asked.name, "\n".join(asked.processes))
    team = None if asked.team is None else TeamId(asked.team)
    with context.writing() as session:
        made = maps.create(session, context.actor(), chain=chain, team=team, key=key)
        found = maps.opened(session, context.actor(), map_id=made)
    return created(MapOut.of(found), "show_map", tag=found.revision, map_id=made)


@operation(
    Operation(
        name="show_map",
        verb="GET",
        rule="/maps/<map_id>",
        tag="maps",
        policy=Policy.VIEW,
        answer=Content(schema=MapOut),
        is_kept=True,
    )
)
def show_map(map_id: str) -> Response:
    """Tell about a map."""
    found = asking.opened(map_id)
    return answer(MapOut.of(found), tag=found.revision)


@operation(
    Operation(
        name="describe_map",
        verb="PATCH",
        rule="/maps/<map_id>",
        tag="maps",
        policy=Policy.EDIT,
        body=Content(schema=MapFields),
        example={"description": "De la venta a la entrega."},
        answer=Content(schema=MapOut),
        needs_match=True,
        is_kept=True,
    )
)
def describe_map(map_id: str) -> Response:
    """Set some of a map's own fields."""
    revision, asked = asking.revision(), asking.body(MapFields)
    given: dict[str, Any] = {name: getattr(asked, name) for name in asked.model_fields_set}
    with context.writing() as session:
        whole.describe(session, context.actor(), map_id=MapId(map_id), fields=given, revision=revision)
        found = maps.opened(session, context.actor(), map_id=MapId(map_id))
    return answer(MapOut.of(found), tag=found.revision)


@operation(
    Operation(
        name="remove_map",
        verb="DELETE",
        rule="/maps/<map_id>",
        tag="maps",
        policy=Policy.OWN,
        status=204,
        needs_match=True,
    )
)
def remove_map(map_id: str) -> Response:
    """Remove a map with its history."""
    revision = asking.revision()
    with context.writing() as session:
        maps.remove(session, context.actor(), map_id=MapId(map_id), base_revision=revision)
    return nothing()
