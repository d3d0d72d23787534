"""What all tables have in common: names of constraints, and columns that give back exactly what they were given."""

import re
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Double, Integer, MetaData, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from process_models.domain.chain import JsonText
from process_models.domain.identifiers import (
    LONGEST_IDENTIFIER,
    ActionId,
    CommentId,
    GrantId,
    GroupId,
    GuestId,
    GuestLinkId,
    HandoffId,
    InvitationId,
    MapId,
    NodeId,
    OrganisationId,
    PersonId,
    ProposalId,
    ReportId,
    ReportTemplateId,
    RequirementId,
    ScenarioId,
    ShareLinkId,
    TeamId,
)

WordT = TypeVar("WordT", bound=StrEnum)

_NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

_MARK = "\ue000"
_TO_ESCAPE = re.compile(f"[\x00{_MARK}]")
_ESCAPED = re.compile(f"{_MARK}([01])")


class ExactText(TypeDecorator[str]):
    """Any text; PostgreSQL takes no NUL, and SQLite's functions stop at one, so it is written as two signs."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return what is kept."""
        del dialect
        return None if value is None else _TO_ESCAPE.sub(lambda sign: _MARK + "01"[sign[0] == _MARK], value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the text."""
        del dialect
        return None if value is None else _ESCAPED.sub(lambda sign: ("\x00", _MARK)[int(sign[1])], value)


class UtcTime(TypeDecorator[datetime]):
    """A moment, in UTC; SQLite keeps it without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC; one without a zone is a mistake of ours."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(value)
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment with its zone."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[WordT], Generic[WordT]):
    """A word of a closed list, kept as it stands in the map document."""

    impl = String(32)
    cache_ok = True

    def __init__(self, words: type[WordT]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: WordT | None, dialect: Dialect) -> str | None:
        """Return the word's text."""
        del dialect
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> WordT | None:
        """Return the word."""
        del dialect
        return None if value is None else self.words(value)


class Words(TypeDecorator[tuple[WordT, ...]], Generic[WordT]):
    """Some words of a closed list, in their order."""

    impl = String(255)
    cache_ok = True

    def __init__(self, words: type[WordT]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: tuple[WordT, ...] | None, dialect: Dialect) -> str | None:
        """Return the words with spaces between them."""
        del dialect
        return None if value is None else " ".join(word.value for word in value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[WordT, ...] | None:
        """Return the words."""
        del dialect
        return None if value is None else tuple(self.words(word) for word in value.split())


PERSONAL = {"personal": True}
"""What marks a column that says something of a person; `process_models.storage.erasing` says what becomes of it."""

IDENTIFIER = String(LONGEST_IDENTIFIER)
WHOLE = BigInteger().with_variant(Integer(), "sqlite")


class Base(DeclarativeBase):
    """The root of all tables."""

    metadata = MetaData(naming_convention=_NAMING)
    type_annotation_map = {  # noqa: RUF012 - read by SQLAlchemy, changed by nobody
        str: ExactText(),
        int: WHOLE,
        bool: Boolean(),
        float: Double(),
        date: Date(),
        datetime: UtcTime(),
        JsonText: ExactText(),
        OrganisationId: WHOLE,
        PersonId: WHOLE,
        TeamId: WHOLE,
        GrantId: WHOLE,
        InvitationId: WHOLE,
        ShareLinkId: WHOLE,
        CommentId: WHOLE,
        ScenarioId: WHOLE,
        GuestLinkId: WHOLE,
        GuestId: WHOLE,
        ProposalId: WHOLE,
        ReportId: WHOLE,
        ReportTemplateId: WHOLE,
        MapId: IDENTIFIER,
        NodeId: IDENTIFIER,
        HandoffId: IDENTIFIER,
        GroupId: IDENTIFIER,
        ActionId: IDENTIFIER,
        RequirementId: IDENTIFIER,
    }
