"""What reports are asked to be, kept by teams by a name."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from process_models.domain.identifiers import ReportTemplateId, TeamId
from process_models.domain.reports import ReportChoice, ReportTemplate
from process_models.storage.reports import CHOSEN, packed
from process_models.storage.tables import ReportTemplateRow


def add(session: Session, team: TeamId, name: str, choice: ReportChoice) -> ReportTemplate:
    """Keep a new template."""
    row = ReportTemplateRow(team_id=team, name=name, **packed(choice))
    session.add(row)
    session.flush()
    return _template(row)


def of_team(session: Session, team: TeamId) -> tuple[ReportTemplate, ...]:
    """Return the templates of a team, the oldest first."""
    rows = session.scalars(
        select(ReportTemplateRow).where(ReportTemplateRow.team_id == team).order_by(ReportTemplateRow.id)
    )
    return tuple(_template(row) for row in rows)


def replace(session: Session, template: ReportTemplateId, choice: ReportChoice) -> None:
    """Give a template that was read in this transaction another choice; its version rises."""
    row = session.get_one(ReportTemplateRow, template)
    for name, value in packed(choice).items():
        setattr(row, name, value)
    session.flush()


def remove(session: Session, template: ReportTemplateId) -> None:
    """Forget a template."""
    session.execute(delete(ReportTemplateRow).where(ReportTemplateRow.id == template))


def _template(row: ReportTemplateRow) -> ReportTemplate:
    chosen = {name: getattr(row, name) for name in CHOSEN}
    return ReportTemplate(
        id=row.id,
        team=row.team_id,
        name=row.name,
        choice=ReportChoice(**chosen, sections=tuple(row.sections.split())),
        version=row.version,
    )
