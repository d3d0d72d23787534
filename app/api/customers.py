"""The eight viewpoints: whom each process serves there, or why nobody."""

from pydantic import Field
from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import answer
from app.api.asking import Body
from app.api.models import CustomersOut, EditedOut
from app.api.operations import Content, Operation, operation
from app.services.keeping import scripted
from app.services.showing import customers
from app.web import context
from app.web.policies import Policy
from process_models.domain.identifiers import MapId, NodeId
from process_models.domain.vocabulary import Viewpoint


class ReasonIn(Body):
    """Why a process has no customers from a viewpoint; an empty reason takes the answer back."""

    base_revision: int = Field(ge=1, le=2**31)
    reason: str


@operation(
    Operation(
        name="show_customers",
        verb="GET",
        rule="/maps/<map_id>/customers",
        tag="customers",
        policy=Policy.VIEW,
        answer=Content(schema=CustomersOut),
    )
)
def show_customers(map_id: str) -> Response:
    """Show every process from the eight viewpoints."""
    found = asking.opened(map_id)
    rows = customers.coverage(found, language=context.language(), within=0).rows
    processes = {
        row.process: [
            {
                "viewpoint": cell.viewpoint.value,
                "customers": [node for node, _ in cell.clients],
                "none_because": cell.reason or None,
            }
            for cell in row.cells
        ]
        for row in rows
    }
    return answer({"revision": found.revision, "processes": processes})


@operation(
    Operation(
        name="say_why_none",
        verb="POST",
        rule=f"/maps/<map_id>/nodes/<node_id>/viewpoints/<any({','.join(Viewpoint)}):viewpoint>",
        tag="customers",
        policy=Policy.EDIT,
        body=Content(schema=ReasonIn),
        example={"base_revision": 1, "reason": "No atiende auditorías."},
        answer=Content(schema=EditedOut),
        errors=(409,),
        is_kept=True,
    )
)
def say_why_none(map_id: str, node_id: str, viewpoint: str) -> Response:
    """Say why a process has no customers from a viewpoint."""
    asked = asking.body(ReasonIn)
    with context.writing() as session:
        edited = customers.none_because(
            session,
            context.actor(),
            map_id=MapId(map_id),
            process=NodeId(node_id),
            viewpoint=Viewpoint(viewpoint),
            reason=asked.reason,
            base_revision=asked.base_revision,
        )
    return answer(scripted.edited_document(edited), tag=edited.revision)
