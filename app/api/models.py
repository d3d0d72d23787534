"""What programs are told of the things of an organisation."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel

from process_models.domain.maps import ValueChainMap
from process_models.domain.people import Person, Role
from process_models.domain.tokens import Scope, Token


class MapOut(BaseModel):
    """A map without its content."""

    id: str
    team: int
    revision: int
    evidence_version: int
    changed_at: datetime
    changed_by: str
    name: str
    description: str
    language: str | None
    as_of: date | None
    minimum_group: int | None
    currency: str
    nodes: int
    handoffs: int

    @classmethod
    def of(cls, opened: ValueChainMap) -> "MapOut":
        """Return what is told of a map."""
        chain = opened.chain
        own = {name: getattr(chain, name) for name in ("name", "description", "language", "as_of", "currency")}
        kept = {name: getattr(opened, name) for name in ("id", "team", "revision", "evidence_version")}
        changed = {"changed_at": opened.changed_at, "changed_by": opened.changed_by}
        counts = {"nodes": len(chain.nodes), "handoffs": len(chain.handoffs), "minimum_group": chain.minimum_group}
        return cls.model_validate({**kept, **changed, **own, **counts})


class MapsOut(BaseModel):
    """Some maps; `next` is the cursor of the ones behind them."""

    maps: list[MapOut]
    next: str | None


class ProblemItem(BaseModel):
    """One thing that is wrong, or worth a look: its code, its place and a sentence."""

    code: str
    pointer: str
    message: str
    severity: Literal["error", "warning"]
    row: int | None = None
    column: str | None = None


class ProblemDetails(BaseModel):
    """What went wrong (RFC 9457). `revision` and `things` are there in a conflict: the values on each side."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    problems: list[ProblemItem]
    revision: int | None = None
    things: dict[str, Any] | None = None


class ChangeOut(BaseModel):
    """One change of a map; `command` is what was done."""

    revision: int
    at: datetime
    author: str
    touched: list[str]
    command: dict[str, Any]
    undoes: int | None = None
    undone_by: int | None = None


class ChangesOut(BaseModel):
    """Some changes, the newest first; `next` is the cursor of the ones before them."""

    changes: list[ChangeOut]
    next: str | None


class EditedOut(BaseModel):
    """What came of a change: the new revision, and the changes since the one on which it was made, its own last."""

    revision: int
    changes: list[ChangeOut]


class PersonOut(BaseModel):
    """Somebody with an account."""

    id: int
    email: str
    name: str
    role: Role
    language: str | None
    is_disabled: bool
    version: int

    @classmethod
    def of(cls, person: Person) -> "PersonOut":
        """Return what is told of a person."""
        return cls.model_validate({name: getattr(person, name) for name in cls.model_fields})


class PeopleOut(BaseModel):
    """Everybody with an account."""

    people: list[PersonOut]


class LinkOut(BaseModel):
    """A person, and the link that lets them in once; `link` is told only here."""

    person: PersonOut
    link: str


class TokenOut(BaseModel):
    """A token without what opens anything."""

    id: int
    prefix: str
    name: str
    scope: Scope
    person: int
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None

    @classmethod
    def of(cls, token: Token) -> "TokenOut":
        """Return what is told of a token."""
        own = {name: getattr(token, name) for name in cls.model_fields if name != "person"}
        return cls.model_validate({**own, "person": token.person.id})


class TokensOut(BaseModel):
    """Some tokens, the newest first."""

    tokens: list[TokenOut]


class NewTokenOut(TokenOut):
    """A new token with the whole of it, shown once; null where the same request made it before."""

    token: str | None


class MeOut(BaseModel):
    """On whose behalf a program works: the person, the most that it may do, and the teams in which it may make maps."""

    person: int
    organisation: int
    name: str
    role: Role
    may: Role
    teams: list[int]


class CheckedOut(BaseModel):
    """What a file would make: whether it can be taken, how much is in it, and every problem of it."""

    ok: bool
    name: str
    nodes: int
    handoffs: int
    problems: list[ProblemItem]


class ImportedOut(CheckedOut):
    """What came of an import: the map and its revision, both null in a dry run; what is different, in sentences."""

    map: str | None
    revision: int | None
    differences: list[str]
    summary: str


class NodeOut(BaseModel):
    """A node and everybody round it."""

    revision: int
    node: Any
    received: list[Any]
    given: list[Any]
    parts: list[str]


class ThingOut(BaseModel):
    """One thing of a map as its document has it, with the map's revision."""

    revision: int
    thing: Any


class ThingsOut(BaseModel):
    """The things of a kind of a map, in the document's order, with the map's revision."""

    revision: int
    things: list[Any]


class Asked(BaseModel):
    """What a viewpoint asks of a process: how many customers it gave, or why there are none."""

    viewpoint: str
    customers: list[str]
    none_because: str | None


class CustomersOut(BaseModel):
    """The eight viewpoints of every process."""

    revision: int
    processes: dict[str, list[Asked]]
