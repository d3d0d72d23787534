"""Identifiers, one type each, so that a node id is never taken for a handoff id."""

import re
from typing import NewType

MapId = NewType("MapId", str)
NodeId = NewType("NodeId", str)
HandoffId = NewType("HandoffId", str)
GroupId = NewType("GroupId", str)
ActionId = NewType("ActionId", str)
RequirementId = NewType("RequirementId", str)
OrganisationId = NewType("OrganisationId", int)
PersonId = NewType("PersonId", int)
TeamId = NewType("TeamId", int)
GrantId = NewType("GrantId", int)
SignInId = NewType("SignInId", int)
InvitationId = NewType("InvitationId", int)
ShareLinkId = NewType("ShareLinkId", int)
TokenId = NewType("TokenId", int)
CommentId = NewType("CommentId", int)
ScenarioId = NewType("ScenarioId", int)
GuestLinkId = NewType("GuestLinkId", int)
GuestId = NewType("GuestId", int)
ProposalId = NewType("ProposalId", int)
ReportId = NewType("ReportId", int)
ReportTemplateId = NewType("ReportTemplateId", int)

LONGEST_IDENTIFIER = 64
_WELL_FORMED = re.compile(rf"[a-z0-9_-]{{1,{LONGEST_IDENTIFIER}}}")


def is_well_formed(identifier: str) -> bool:
    """Tell whether a text may stand as an identifier: 1-64 of `a-z 0-9 _ -`.

    >>> is_well_formed("pedido-2"), is_well_formed("Pedido")
    (True, False)
    """
    return _WELL_FORMED.fullmatch(identifier) is not None
