"""Links that somebody hands out: an invitation into a team, and a map to look at without an account."""

from dataclasses import dataclass
from datetime import datetime

from process_models.domain.identifiers import InvitationId, MapId, OrganisationId, ShareLinkId, TeamId
from process_models.domain.people import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A link that lets one person into a team once; whoever has no account yet gets one by it.

    `email` is whom it is for; `role` is what they may do in the team. Looking at the link changes nothing.
    """

    id: InvitationId
    organisation: OrganisationId
    team: TeamId
    email: str
    role: Role
    made_at: datetime
    expires_at: datetime

    @property
    def account_role(self) -> Role:
        """The role of an account that is made by the invitation: enough for the team, never the whole organisation."""
        return self.role.at_most(Role.EDITOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLink:
    """A link by which anybody who has it looks at one map, until it expires or is revoked.

    `label` is for whoever handed it out: to whom, or what for.
    """

    id: ShareLinkId
    map: MapId
    organisation: OrganisationId
    label: str
    made_at: datetime
    expires_at: datetime
