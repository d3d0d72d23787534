"""The page of a map's reports: one is ordered, and those that were are listed."""

from flask import Blueprint, request

from app.services.reporting import choosing, past, templates
from app.services.reporting.past import MOST_FILES
from app.services.reporting.templates import LONGEST_NAME
from app.web import asking, clock, context
from app.web.policies import Policy, policy
from app.web.reports.choices import in_order
from app.wording import LANGUAGES
from process_models.domain.identifiers import MapId
from process_models.domain.problems import Problem
from process_models.domain.reports import ReportChoice

blueprint = Blueprint("reports", __name__)

Answer = tuple[str, int]

ALL = "/maps/<map_id>/reports"
ONE = f"{ALL}/<int(max=999999999999999):report_id>"


@blueprint.get(ALL)
@policy(Policy.VIEW)
def index(map_id: str) -> str:
    """Show what reports there are of a map, and what the next one should be."""
    return page(map_id)


def page(
    map_id: str, choice: ReportChoice | None = None, problems: tuple[Problem, ...] = (), *, template_name: str = ""
) -> str:
    """Return the page; after a refusal with what was chosen and typed."""
    opened, actor, now, words = asking.opened(map_id), context.actor(), clock.now(), context.words()
    with context.reading() as session:
        reports = past.listed(session, actor, map_id=opened.id, now=now)
        known = templates.listed(session, actor, map_id=opened.id)
        may_write = templates.may_write(session, actor, map_id=opened.id)
    wanted = choice or choosing.fitting(_former(map_id) or choosing.usual(context.language(), actor.name))
    return context.page(
        "printing/index.html",
        opened=opened,
        reports=reports,
        templates=known,
        may_write=may_write,
        may_edit=asking.can_edit(),
        choice=wanted,
        sections=in_order(wanted),
        papers=choosing.PAPER_NAMES,
        languages=LANGUAGES,
        longest={**choosing.LONGEST, "name": LONGEST_NAME},
        most=MOST_FILES,
        problems=problems,
        errors={problem.pointer.lstrip("/"): words.problem(problem) for problem in problems},
        typed_name=template_name,
        is_chosen=choice is not None or bool(request.args.keys() & {"template", "like"}),
        key=asking.new_key(),
        again=request.path,
    )


def _former(map_id: str) -> ReportChoice | None:
    """Return what was chosen before and is taken again: that of a template, or of a report."""
    template, like = (request.args.get(name, type=int) for name in ("template", "like"))
    actor, known = context.actor(), MapId(map_id)
    with context.reading() as session:
        if template is not None:
            return templates.choice_of(session, actor, map_id=known, template=template)
        reports = past.listed(session, actor, map_id=known, now=clock.now()) if like is not None else ()
    return next((each.choice for each in reports if each.id == like), None)
