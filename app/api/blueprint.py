"""The resources of `/api/v1`, in the order in which their description names them."""

from app.api import (
    audits,
    changes,
    comments,
    content,
    customers,
    description,
    drawings,
    figures,
    files,
    for_me,
    handing_over,
    invitations,
    maps,
    me,
    members,
    people,
    reports,
    search,
    share_links,
    sharing,
    teams,
    things,
    tokens,
)
from app.api.operations import blueprint

__all__ = ["RESOURCES", "blueprint"]

RESOURCES = (
    *(me, maps, content, changes, things, figures, customers, drawings, reports, files),
    *(comments, for_me, search, people, tokens, audits, description),
    *(teams, members, invitations, sharing, share_links, handing_over),
)
