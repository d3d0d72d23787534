"""Templates: what reports of a team's maps are asked to be, kept by a name."""

from flask import request
from flask.typing import ResponseReturnValue

from app.services.reporting import templates
from app.services.reporting.templates import TemplateRefused
from app.web import asking, context
from app.web.errors import status_of
from app.web.policies import Policy, policy
from app.web.reports.choices import typed
from app.web.reports.pages import ALL, blueprint, page
from process_models.domain.identifiers import MapId, ReportTemplateId


@blueprint.post(f"{ALL}/templates")
@policy(Policy.EDIT)
def save_template(map_id: str) -> ResponseReturnValue:
    """Keep what was chosen by a name."""
    choice, name = typed(), request.form.get("name", "")
    try:
        with context.writing() as session:
            kept = templates.save(
                session, context.actor(), map_id=MapId(map_id), name=name, choice=choice, key=asking.key()
            )
    except TemplateRefused as reason:
        return page(map_id, choice, reason.problems, template_name=name), status_of(reason)
    context.notice("reports.template.saved", name=kept.name)
    return context.see_other("reports.index", map_id=map_id, template=kept.id)


@blueprint.post(f"{ALL}/templates/<int(max=999999999999999):template_id>/remove")
@policy(Policy.EDIT)
def remove_template(map_id: str, template_id: int) -> ResponseReturnValue:
    """Forget a template."""
    base, template = asking.base_version(), ReportTemplateId(template_id)
    with context.writing() as session:
        gone = templates.remove(session, context.actor(), map_id=MapId(map_id), template=template, base_version=base)
    context.notice("reports.template.removed", name=gone.name)
    return context.see_other("reports.index", map_id=map_id)
