"""The content of a map as its document, now and at former revisions."""

from flask import request
from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import answer, answer_bytes, has_already
from app.api.models import EditedOut
from app.api.operations import JSON, Content, Operation, operation
from app.services.files import exchange, imports
from app.services.keeping import scripted, whole
from app.web import context
from app.web.guard.limits import takes_documents
from app.web.policies import Policy
from process_models.domain.identifiers import MapId
from process_models.domain.maps import ValueChainMap

EXAMPLE = {
    "format": "value-chain-map/1",
    "name": "Despachos",
    "nodes": [{"id": "ventas", "name": "Ventas", "kind": "process"}, {"id": "b", "name": "Bodega", "kind": "process"}],
    "handoffs": [{"id": "pedido", "supplier": "ventas", "client": "b", "deliverable": "Pedido"}],
    "groups": [],
}


@operation(
    Operation(
        name="show_content",
        verb="GET",
        rule="/maps/<map_id>/content",
        tag="content",
        policy=Policy.VIEW,
        answer=Content(schema="MapDocument"),
        is_kept=True,
    )
)
def show_content(map_id: str) -> Response:
    """Give the content of a map."""
    return _document(asking.opened(map_id))


@operation(
    Operation(
        name="show_former_content",
        verb="GET",
        rule="/maps/<map_id>/revisions/<int(max=2147483647):revision>/content",
        tag="content",
        policy=Policy.VIEW,
        answer=Content(schema="MapDocument"),
        is_kept=True,
    )
)
def show_former_content(map_id: str, revision: int) -> Response:
    """Give the content that a map had at a revision."""
    return _document(asking.opened(map_id, revision))


@operation(
    Operation(
        name="replace_content",
        verb="PUT",
        rule="/maps/<map_id>/content",
        tag="content",
        policy=Policy.EDIT,
        body=Content(schema="MapDocument"),
        example=EXAMPLE,
        answer=Content(schema=EditedOut),
        needs_match=True,
        is_kept=True,
    )
)
@takes_documents
def replace_content(map_id: str) -> Response:
    """Put a whole content in the place of the former."""
    revision = asking.revision()
    chain = imports.taken(request.get_data(), "map.json", language=context.language())
    with context.writing() as session:
        edited = whole.replace_content(session, context.actor(), map_id=MapId(map_id), chain=chain, revision=revision)
    return answer(scripted.edited_document(edited), tag=edited.revision)


def _document(shown: ValueChainMap) -> Response:
    content = b"" if has_already(shown.revision) else exchange.write(shown.chain, "json").content
    return answer_bytes(content, media=JSON, tag=shown.revision)
