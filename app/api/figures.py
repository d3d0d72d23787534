"""The figures of a map: the same as on its pages and from the command line."""

from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import answer_bytes, figures_tag, has_already
from app.api.operations import JSON, Content, Operation, operation
from app.services.showing import analysis
from app.web import context
from app.web.policies import Policy


@operation(
    Operation(
        name="show_propagation",
        verb="GET",
        rule="/maps/<map_id>/propagation",
        tag="figures",
        policy=Policy.VIEW,
        answer=Content(schema="Propagation"),
        errors=(422,),
        is_kept=True,
    )
)
def show_propagation(map_id: str) -> Response:
    """Tell how likely each outcome is badly served, and where that is made."""
    found = asking.opened(map_id)
    tag = figures_tag(found, context.language())
    content = b"" if has_already(tag) else analysis.kept_json(found, context.language())
    return answer_bytes(content, media=JSON, tag=tag)
