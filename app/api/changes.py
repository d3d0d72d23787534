"""Changes of a map: commands, what they did, and taking them back."""

from dataclasses import replace

from flask import request
from pydantic import Field
from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import answer
from app.api.asking import Body, Query
from app.api.models import ChangeOut, ChangesOut, EditedOut
from app.api.operations import Content, Operation, operation
from app.services.keeping import changes, editing, maps, scripted
from app.web import context
from app.web.policies import Policy
from process_models.domain.identifiers import MapId

MOST, PAGE = 200, 50
COMMAND_EXAMPLE = {
    "base_revision": 1,
    "command": {"kind": "add-node", "node": {"id": "recaudo", "name": "Recaudo", "kind": "process"}},
}


class ChangesQuery(Query):
    """Which changes."""

    cursor: str | None = Field(default=None, max_length=200)
    limit: int = Field(default=PAGE, ge=1, le=MOST)


class CommandIn(Body):
    """A command, and the revision on which it was made."""

    base_revision: int
    command: dict[str, object]
    key: str | None = None


class UndoIn(Body):
    """On which revision it was decided to take a change back."""

    base_revision: int = Field(ge=1, le=2**31)


@operation(
    Operation(
        name="list_changes",
        verb="GET",
        rule="/maps/<map_id>/changes",
        tag="changes",
        policy=Policy.VIEW,
        query=ChangesQuery,
        answer=Content(schema=ChangesOut),
    )
)
def list_changes(map_id: str) -> Response:
    """List what was done to a map, the newest first."""
    asked = asking.query(ChangesQuery)
    with context.reading() as session:
        found = editing.history(
            session,
            context.actor(),
            map_id=MapId(map_id),
            before=asking.number(asked.cursor),
            limit=asked.limit + 1,
        )
    shown = found[: asked.limit]
    more = asking.as_cursor(str(shown[-1].revision)) if len(found) > asked.limit else None
    return answer({"changes": [scripted.change_document(each) for each in shown], "next": more})


@operation(
    Operation(
        name="show_change",
        verb="GET",
        rule="/maps/<map_id>/changes/<int(max=2147483647):revision>",
        tag="changes",
        policy=Policy.VIEW,
        answer=Content(schema=ChangeOut),
    )
)
def show_change(map_id: str, revision: int) -> Response:
    """Tell what made a revision."""
    with context.reading() as session:
        maps.opened(session, context.actor(), map_id=MapId(map_id))
        found = changes.of_revision(session, MapId(map_id), revision)
    return answer(scripted.change_document(found))


@operation(
    Operation(
        name="send_command",
        verb="POST",
        rule="/maps/<map_id>/commands",
        tag="changes",
        policy=Policy.EDIT,
        body=Content(schema=CommandIn),
        example=COMMAND_EXAMPLE,
        answer=Content(schema=EditedOut),
        errors=(409,),
        takes_key=True,
        is_kept=True,
    )
)
def send_command(map_id: str) -> Response:
    """Change a map by a command, on top of what others changed meanwhile."""
    asked = scripted.read_request(request.get_data())
    asked = replace(asked, key=asking.key() or asked.key)
    with context.writing() as session:
        edited = editing.apply(
            session,
            context.actor(),
            map_id=MapId(map_id),
            command=asked.command,
            base_revision=asked.base_revision,
            key=asked.key,
        )
    return answer(scripted.edited_document(edited), tag=edited.revision)


@operation(
    Operation(
        name="undo_change",
        verb="POST",
        rule="/maps/<map_id>/changes/<int(max=2147483647):revision>/undo",
        tag="changes",
        policy=Policy.EDIT,
        body=Content(schema=UndoIn),
        example={"base_revision": 2},
        answer=Content(schema=EditedOut),
        errors=(409,),
        takes_key=True,
        is_kept=True,
    )
)
def undo_change(map_id: str, revision: int) -> Response:
    """Take a change back."""
    asked, key = asking.body(UndoIn), asking.key()
    with context.writing() as session:
        edited = editing.undo(
            session,
            context.actor(),
            map_id=MapId(map_id),
            revision=revision,
            base_revision=asked.base_revision,
            key=key,
        )
    return answer(scripted.edited_document(edited), tag=edited.revision)
