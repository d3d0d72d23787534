"""Invitations into teams; one is found by the digest of its key."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from process_models.domain.identifiers import InvitationId, OrganisationId, TeamId
from process_models.domain.sharing import Invitation
from process_models.storage.people import email_key
from process_models.storage.tables import InvitationRow, TeamRow


def add(session: Session, invitation: Invitation, digest: str) -> InvitationId:
    """Keep a new invitation; its id is given by the database."""
    row = InvitationRow(
        digest=digest,
        team_id=invitation.team,
        email=invitation.email,
        email_key=email_key(invitation.email),
        role=invitation.role,
        made_at=invitation.made_at,
        expires_at=invitation.expires_at,
        spent_at=None,
    )
    session.add(row)
    session.flush()
    return row.id


def usable(session: Session, digest: str, now: datetime) -> Invitation | None:
    """Return the invitation of a key while somebody can accept it."""
    return next(iter(_found(session, (InvitationRow.digest == digest) & _is_open(now))), None)


def open_in(session: Session, team: TeamId, now: datetime) -> tuple[Invitation, ...]:
    """Return the invitations into a team that were not accepted yet, the oldest first."""
    return _found(session, (InvitationRow.team_id == team) & _is_open(now))


def spend(session: Session, digest: str, now: datetime) -> bool:
    """Use an invitation up; of two who try at the same moment one gets in."""
    mine = (InvitationRow.digest == digest) & _is_open(now)
    statement = update(InvitationRow).where(mine).values(spent_at=now).returning(InvitationRow.id)
    return session.scalar(statement) is not None


def revoke(session: Session, team: TeamId, invitation: InvitationId, now: datetime) -> bool:
    """Take an open invitation into a team back; no if there is none."""
    mine = (InvitationRow.team_id == team) & (InvitationRow.id == invitation) & _is_open(now)
    statement = update(InvitationRow).where(mine).values(spent_at=now).returning(InvitationRow.id)
    return session.scalar(statement) is not None


def replace(session: Session, team: TeamId, email: str, now: datetime) -> None:
    """Take back what somebody was invited to a team by before, and forget what is past its time."""
    theirs = (InvitationRow.team_id == team) & (InvitationRow.email_key == email_key(email))
    session.execute(update(InvitationRow).where(theirs & InvitationRow.spent_at.is_(None)).values(spent_at=now))
    session.execute(delete(InvitationRow).where(InvitationRow.expires_at <= now))


def _found(session: Session, wanted: ColumnElement[bool]) -> tuple[Invitation, ...]:
    rows = session.execute(
        select(InvitationRow, TeamRow.organisation_id)
        .join(TeamRow, TeamRow.id == InvitationRow.team_id)
        .where(wanted)
        .order_by(InvitationRow.id)
    )
    return tuple(_invitation(row, organisation) for row, organisation in rows)


def _is_open(now: datetime) -> ColumnElement[bool]:
    return InvitationRow.spent_at.is_(None) & (InvitationRow.expires_at > now)


def _invitation(row: InvitationRow, organisation: OrganisationId) -> Invitation:
    return Invitation(
        id=row.id,
        organisation=organisation,
        team=row.team_id,
        email=row.email,
        role=row.role,
        made_at=row.made_at,
        expires_at=row.expires_at,
    )
