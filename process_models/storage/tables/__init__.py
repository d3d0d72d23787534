"""The tables, by what they hold."""

from process_models.storage.tables.accounts import (
    AttemptsRow,
    CredentialsRow,
    IdentityRow,
    LinkRow,
    RecoveryCodeRow,
    SignInRow,
)
from process_models.storage.tables.actions import ActionChangeRow, ActionRow
from process_models.storage.tables.audit import AuditHeadRow, AuditRow
from process_models.storage.tables.changes import ChangeRow, KeyRow
from process_models.storage.tables.comments import CommentNoticeRow, CommentRow
from process_models.storage.tables.evidence import DeliveriesRow, EvidenceRow, RatingRow, ScoreCountRow
from process_models.storage.tables.handoffs import HandoffGroupRow, HandoffRow, RequirementRow
from process_models.storage.tables.live import GuestLinkRow, GuestRow, PresenceRow, ProposalRow
from process_models.storage.tables.maps import MapRow
from process_models.storage.tables.nodes import NodeRow, NoneBecauseRow
from process_models.storage.tables.people import OrganisationRow, PersonRow
from process_models.storage.tables.reports import ReportFileRow, ReportRow, ReportTemplateRow
from process_models.storage.tables.scenarios import ScenarioRow
from process_models.storage.tables.sharing import InvitationRow, ShareLinkRow
from process_models.storage.tables.teams import GrantRow, MembershipRow, TeamRow
from process_models.storage.tables.tokens import TokenRow

__all__ = [
    "ActionChangeRow",
    "ActionRow",
    "AttemptsRow",
    "AuditHeadRow",
    "AuditRow",
    "ChangeRow",
    "CommentNoticeRow",
    "CommentRow",
    "CredentialsRow",
    "DeliveriesRow",
    "EvidenceRow",
    "GrantRow",
    "GuestLinkRow",
    "GuestRow",
    "HandoffGroupRow",
    "HandoffRow",
    "IdentityRow",
    "InvitationRow",
    "KeyRow",
    "LinkRow",
    "MapRow",
    "MembershipRow",
    "NodeRow",
    "NoneBecauseRow",
    "OrganisationRow",
    "PersonRow",
    "PresenceRow",
    "ProposalRow",
    "RatingRow",
    "RecoveryCodeRow",
    "ReportFileRow",
    "ReportRow",
    "ReportTemplateRow",
    "RequirementRow",
    "ScenarioRow",
    "ScoreCountRow",
    "ShareLinkRow",
    "SignInRow",
    "TeamRow",
    "TokenRow",
]
