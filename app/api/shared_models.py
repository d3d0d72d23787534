"""What programs are told of teams, and of what is shared and handed out."""

from datetime import datetime

from pydantic import BaseModel

from process_models.domain.people import Grant, Membership, Role, Team
from process_models.domain.sharing import Invitation, ShareLink


class TeamOut(BaseModel):
    """A team."""

    id: int
    name: str
    version: int

    @classmethod
    def of(cls, team: Team) -> "TeamOut":
        """Return what is told of a team."""
        return TeamOut(id=team.id, name=team.name, version=team.version)


class TeamListed(TeamOut):
    """A team among others: what one may do in it, null only to owners of the organisation, and how big it is."""

    role: Role | None
    people: int
    maps: int


class TeamsOut(BaseModel):
    """The teams that one is in; to an owner of the organisation all of them."""

    teams: list[TeamListed]


class MemberOut(BaseModel):
    """Somebody in a team, and what they may do with its maps."""

    team: int
    person: int
    role: Role
    version: int

    @classmethod
    def of(cls, member: Membership) -> "MemberOut":
        """Return what is told of a membership."""
        return MemberOut(team=member.team, person=member.person.id, role=member.role, version=member.version)


class MemberListed(MemberOut):
    """Somebody in a team, by name."""

    name: str
    email: str
    is_disabled: bool

    @classmethod
    def of(cls, member: Membership) -> "MemberListed":
        """Return what is told of a membership among others."""
        who = member.person
        own = {"name": who.name, "email": who.email, "is_disabled": who.is_disabled}
        return MemberListed.model_validate({**MemberOut.of(member).model_dump(), **own})


class MembersOut(BaseModel):
    """Everybody in a team."""

    members: list[MemberListed]


class InvitationOut(BaseModel):
    """An invitation that nobody accepted yet."""

    id: int
    team: int
    email: str
    role: Role
    made_at: datetime
    expires_at: datetime

    @classmethod
    def of(cls, invitation: Invitation) -> "InvitationOut":
        """Return what is told of an invitation."""
        return InvitationOut.model_validate({name: getattr(invitation, name) for name in InvitationOut.model_fields})


class InvitationsOut(BaseModel):
    """The open invitations into a team."""

    invitations: list[InvitationOut]


class NewInvitationOut(InvitationOut):
    """A new invitation with its link, shown once; null where the same request made it before."""

    link: str | None


class GrantOut(BaseModel):
    """One way in which a map is shared: with a team or with a person, the other is null."""

    id: int
    team: int | None
    person: int | None
    role: Role
    version: int

    @classmethod
    def of(cls, grant: Grant) -> "GrantOut":
        """Return what is told of a grant."""
        return GrantOut.model_validate({name: getattr(grant, name) for name in GrantOut.model_fields})


class GrantListed(GrantOut):
    """One way in which a map is shared, by name; `email` is empty unless one may know it."""

    name: str
    email: str


class SharingOut(BaseModel):
    """Who reaches a map: the team that owns it, and whom it is shared with."""

    owner: TeamOut
    shared: list[GrantListed]


class OwnerOut(BaseModel):
    """Which team owns a map."""

    team: int


class ShareLinkOut(BaseModel):
    """A link by which a map can be looked at, without what opens anything."""

    id: int
    label: str
    made_at: datetime
    expires_at: datetime

    @classmethod
    def of(cls, link: ShareLink) -> "ShareLinkOut":
        """Return what is told of a link."""
        return ShareLinkOut.model_validate({name: getattr(link, name) for name in ShareLinkOut.model_fields})


class ShareLinksOut(BaseModel):
    """The links by which a map can be looked at."""

    links: list[ShareLinkOut]


class NewShareLinkOut(ShareLinkOut):
    """A new link with where it leads, shown once; null where the same request made it before."""

    link: str | None
