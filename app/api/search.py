"""Search over everything that whoever asks reaches."""

import re
from typing import Literal

from pydantic import BaseModel, Field
from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import answer
from app.api.asking import Query, RequestRefused
from app.api.operations import Content, Operation, operation
from app.services.finding import search as finding
from app.services.finding.search import Found, Group, Hit
from app.web import context
from app.web.policies import Policy
from process_models.domain.comments import SubjectKind
from process_models.domain.problems import error

MOST = 200
_CURSOR = re.compile(r"([a-z]+):([1-9][0-9]{0,8})")


class SearchQuery(Query):
    """What is looked for, of which kind, and from where on."""

    q: str = Field(default="", max_length=finding.LONGEST)
    kind: Literal["map", "node", "handoff", "requirement", "comment", "person"] | None = None
    cursor: str | None = Field(default=None, max_length=200)
    limit: int = Field(default=finding.MOST_SHOWN, ge=1, le=MOST)


class HitOut(BaseModel):
    """Something that was found, and where: what of which map shows it; `place` is null where that is gone."""

    title: str
    place: str | None
    remark: str
    map: str | None
    map_name: str
    kind: SubjectKind | None
    thing: str | None
    comment: int | None

    @classmethod
    def of(cls, hit: Hit) -> "HitOut":
        """Return what is told of a hit."""
        about = None if hit.subject is None else hit.subject
        own = {name: getattr(hit, name) for name in ("title", "place", "remark", "map_name", "comment")}
        where = {"map": hit.map_id, "kind": about and about.kind, "thing": about and about.thing}
        return cls.model_validate({**own, **where})


class GroupOut(BaseModel):
    """What was found of one kind: some of it, how much there is, and the cursor of the rest."""

    kind: Found
    count: int
    hits: list[HitOut]
    next: str | None

    @classmethod
    def of(cls, group: Group) -> "GroupOut":
        """Return what is told of a group."""
        more = asking.as_cursor(f"{group.kind}:{group.end}") if group.end < group.count else None
        return cls(kind=group.kind, count=group.count, hits=[HitOut.of(each) for each in group.hits], next=more)


class FoundOut(BaseModel):
    """What was found, by kind."""

    groups: list[GroupOut]


@operation(
    Operation(
        name="search",
        verb="GET",
        rule="/search",
        tag="search",
        policy=Policy.VIEW,
        query=SearchQuery,
        answer=Content(schema=FoundOut),
    )
)
def search() -> Response:
    """Find things by the beginnings of words; a cursor goes on with its own kind."""
    asked = asking.query(SearchQuery)
    kind, start = _after(asked)
    with context.reading() as session:
        found = finding.search(session, context.actor(), asked=asked.q, kind=kind, start=start, most=asked.limit)
    return answer(FoundOut(groups=[GroupOut.of(each) for each in found]))


def _after(asked: SearchQuery) -> tuple[Found | None, int]:
    said = asking.cursor(asked.cursor)
    kind = None if asked.kind is None else Found(asked.kind)
    if said is None:
        return kind, 0
    found = _CURSOR.fullmatch(said)
    if found is None or found[1] not in set(Found) or (kind is not None and found[1] != kind):
        raise RequestRefused(error("cursor-wrong", "/cursor"))
    return Found(found[1]), int(found[2])
