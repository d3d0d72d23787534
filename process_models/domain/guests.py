"""Guests of a map: who came by a link that a facilitator showed, and what they propose."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from process_models.domain.identifiers import GuestId, GuestLinkId, MapId, OrganisationId, ProposalId


class ProposalState(StrEnum):
    """What became of a proposal."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestLink:
    """A link by which guests come to one map for some hours. While it is locked nobody comes or proposes."""

    id: GuestLinkId
    map: MapId
    organisation: OrganisationId
    made_at: datetime
    expires_at: datetime
    is_locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody without an account: a name, which goes when the link is over, and the area they speak for."""

    id: GuestId
    link: GuestLinkId
    name: str
    area: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a guest says of their area: whom it serves and what it gives, what it receives and from whom.

    A half that was left out is empty. `guest` is the name as it is shown now; `news` orders what happened on its link.
    """

    id: ProposalId
    map: MapId
    guest: str
    area: str
    client: str = ""
    gives: str = ""
    supplier: str = ""
    receives: str = ""
    state: ProposalState = ProposalState.WAITING
    news: int = 0
