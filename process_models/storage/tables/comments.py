"""Comments on maps, and for whom they are."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from process_models.domain.comments import SubjectKind
from process_models.domain.identifiers import CommentId, MapId, PersonId
from process_models.storage.base import IDENTIFIER, PERSONAL, Base, Word

_COMMENT, _PERSON = "comments.id", "people.id"


class CommentRow(Base):
    """A comment, or an answer to one; `folded` is its text as it is searched.

    What it is about is no foreign key: the thing may be removed, and put back again.
    """

    __tablename__ = "comments"

    id: Mapped[CommentId] = mapped_column(primary_key=True)
    map_id: Mapped[MapId] = mapped_column(ForeignKey("maps.id", ondelete="CASCADE"))
    subject_kind: Mapped[SubjectKind] = mapped_column(Word(SubjectKind))
    subject_id: Mapped[str] = mapped_column(IDENTIFIER)
    thread_id: Mapped[CommentId | None] = mapped_column(ForeignKey(_COMMENT, ondelete="CASCADE"), index=True)
    author_id: Mapped[PersonId] = mapped_column(ForeignKey(_PERSON), index=True)
    text: Mapped[str] = mapped_column(info=PERSONAL)
    folded: Mapped[str] = mapped_column(info=PERSONAL)
    at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[PersonId | None] = mapped_column(ForeignKey(_PERSON), index=True)
    is_removed: Mapped[bool]
    version: Mapped[int] = mapped_column()

    __table_args__ = (Index(None, "map_id", "subject_kind", "subject_id"),)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy, changed by nobody


class CommentNoticeRow(Base):
    """A comment that is for somebody, until the comment or the person goes."""

    __tablename__ = "comment_notices"

    person_id: Mapped[PersonId] = mapped_column(ForeignKey(_PERSON, ondelete="CASCADE"), primary_key=True)
    comment_id: Mapped[CommentId] = mapped_column(
        ForeignKey(_COMMENT, ondelete="CASCADE"), primary_key=True, index=True
    )
    is_mention: Mapped[bool]
    is_read: Mapped[bool]

    __table_args__ = (Index(None, "person_id", "is_read"),)
