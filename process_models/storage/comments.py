"""Comments: those of a map, those for somebody, and those that have some words in them."""

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import ColumnElement, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from process_models.domain.comments import Comment, CommentNotice, Subject, SubjectKind
from process_models.domain.identifiers import CommentId, MapId, OrganisationId, PersonId
from process_models.storage.tables import CommentNoticeRow, CommentRow, MapRow


def add(session: Session, comment: Comment, folded: str) -> Comment:
    """Keep a new comment, or an answer in a thread; its `id` does not matter. `folded` is how it is searched."""
    row = CommentRow(
        map_id=comment.map,
        subject_kind=comment.subject.kind,
        subject_id=comment.subject.thing,
        thread_id=comment.thread,
        author_id=comment.author,
        text=comment.text,
        folded=folded,
        at=comment.at,
        is_removed=False,
    )
    session.add(row)
    session.flush()
    return _comment(row)


def by_id(session: Session, map_id: MapId, comment: CommentId) -> Comment | None:
    """Return a comment of a map, None where the map has none of that number."""
    wanted = select(CommentRow).where(CommentRow.id == comment, CommentRow.map_id == map_id)
    row = session.scalars(wanted).first()
    return None if row is None else _comment(row)


def save(session: Session, comment: Comment, folded: str) -> Comment:
    """Write what may change of a comment that was read in this transaction; the version rises."""
    row = session.get_one(CommentRow, comment.id)
    row.text, row.folded, row.edited_at, row.is_removed = comment.text, folded, comment.edited_at, comment.is_removed
    row.resolved_at, row.resolved_by = comment.resolved_at, comment.resolved_by
    session.flush()
    return _comment(row)


def remove(session: Session, comment: CommentId) -> None:
    """Take a comment away, and whoever it was for hears nothing of it."""
    session.execute(delete(CommentRow).where(CommentRow.id == comment))


def of_map(session: Session, map_id: MapId, subject: Subject | None = None) -> tuple[Comment, ...]:
    """Return the comments of a map, or those about one thing, the first that was said first."""
    wanted = select(CommentRow).where(CommentRow.map_id == map_id).order_by(CommentRow.id)
    if subject is not None:
        wanted = wanted.where(CommentRow.subject_kind == subject.kind, CommentRow.subject_id == subject.thing)
    return tuple(_comment(row) for row in session.scalars(wanted))


def firsts(
    session: Session,
    map_id: MapId,
    *,
    subject: Subject | None,
    is_resolved: bool | None,
    before: CommentId | None,
    limit: int,
) -> tuple[Comment, ...]:
    """Return the first comments of some threads of a map that still say something, the newest first."""
    wanted = select(CommentRow).where(*_saying(map_id, subject, is_resolved=is_resolved))
    if before is not None:
        wanted = wanted.where(CommentRow.id < before)
    return tuple(_comment(row) for row in session.scalars(wanted.order_by(CommentRow.id.desc()).limit(limit)))


def firsts_since(
    session: Session, map_id: MapId, *, is_resolved: bool, since: CommentId, limit: int
) -> tuple[CommentId, ...]:
    """Return the numbers of threads of a map that still say something, from one on, the oldest first."""
    wanted = select(CommentRow.id).where(*_saying(map_id, None, is_resolved=is_resolved), CommentRow.id >= since)
    return tuple(session.scalars(wanted.order_by(CommentRow.id).limit(limit)))


def answers(session: Session, *threads: CommentId) -> tuple[Comment, ...]:
    """Return the answers of some threads, the first that was said first."""
    rows = session.scalars(select(CommentRow).where(CommentRow.thread_id.in_(threads)).order_by(CommentRow.id))
    return tuple(_comment(row) for row in rows)


def open_counts(session: Session, map_id: MapId) -> dict[Subject, int]:
    """Return how many comments of open threads there are about each thing of a map."""
    first = (
        select(CommentRow.id, CommentRow.resolved_at)
        .where(CommentRow.map_id == map_id, CommentRow.thread_id.is_(None))
        .subquery()
    )
    thread = func.coalesce(CommentRow.thread_id, CommentRow.id)
    rows = session.execute(
        select(CommentRow.subject_kind, CommentRow.subject_id, func.count())
        .join(first, first.c.id == thread)
        .where(CommentRow.map_id == map_id, first.c.resolved_at.is_(None), ~CommentRow.is_removed)
        .group_by(CommentRow.subject_kind, CommentRow.subject_id)
    )
    return {Subject(kind=kind, thing=thing): count for kind, thing, count in rows}


def tell(session: Session, comment: CommentId, *, mentioned: Iterable[PersonId], answered: Iterable[PersonId]) -> None:
    """Have a comment be for those whom it mentions and whom it answers; who was told before is not told again."""
    wanted = dict.fromkeys(answered, False) | dict.fromkeys(mentioned, True)
    told = select(CommentNoticeRow).where(CommentNoticeRow.comment_id == comment)
    before = {row.person_id: row for row in session.scalars(told)}
    for person, row in before.items():
        if person not in wanted:
            session.delete(row)
    for person, is_mention in wanted.items():
        if person not in before:
            row = CommentNoticeRow(person_id=person, comment_id=comment, is_mention=is_mention, is_read=False)
            session.add(row)
    session.flush()


def tell_nobody(session: Session, comment: CommentId) -> None:
    """Have a comment be for nobody any more."""
    session.execute(delete(CommentNoticeRow).where(CommentNoticeRow.comment_id == comment))


def told(
    session: Session, person: PersonId, *, only: Collection[MapId] | None, before: CommentId | None, limit: int
) -> tuple[CommentNotice, ...]:
    """Return what is for somebody, of some maps or of all, the newest first."""
    wanted = (
        select(CommentNoticeRow, CommentRow)
        .join(CommentRow, CommentRow.id == CommentNoticeRow.comment_id)
        .where(CommentNoticeRow.person_id == person)
        .order_by(CommentRow.id.desc())
        .limit(limit)
    )
    if only is not None:
        wanted = wanted.where(CommentRow.map_id.in_(only))
    if before is not None:
        wanted = wanted.where(CommentRow.id < before)
    return tuple(
        CommentNotice(comment=_comment(row), is_mention=notice.is_mention, is_read=notice.is_read)
        for notice, row in session.execute(wanted)
    )


def unread(session: Session, person: PersonId) -> dict[MapId, int]:
    """Return how much is for somebody and not read yet, by the map that it is about."""
    rows = session.execute(
        select(CommentRow.map_id, func.count())
        .join(CommentNoticeRow, CommentNoticeRow.comment_id == CommentRow.id)
        .where(CommentNoticeRow.person_id == person, ~CommentNoticeRow.is_read)
        .group_by(CommentRow.map_id)
    )
    return {row[0]: row[1] for row in rows}


def mark_read(session: Session, person: PersonId, *, comment: CommentId | None = None) -> None:
    """Note that somebody read one of those that are for them, or all."""
    mine = [CommentNoticeRow.person_id == person, ~CommentNoticeRow.is_read]
    if comment is not None:
        mine.append(CommentNoticeRow.comment_id == comment)
    session.execute(update(CommentNoticeRow).where(*mine).values(is_read=True))


def with_words(
    session: Session,
    organisation: OrganisationId,
    words: Collection[str],
    *,
    only: Collection[MapId] | None,
    start: int = 0,
    limit: int,
) -> tuple[Comment, ...]:
    """Return comments of some maps, or of all, in which each of some words begins a word, the newest first."""
    wanted = (
        select(CommentRow)
        .join(MapRow, MapRow.id == CommentRow.map_id)
        .where(*_having(organisation, words, only))
        .order_by(CommentRow.id.desc())
        .offset(start)
        .limit(limit)
    )
    return tuple(_comment(row) for row in session.scalars(wanted))


def count_with_words(
    session: Session, organisation: OrganisationId, words: Collection[str], *, only: Collection[MapId] | None
) -> int:
    """Return how many comments there are in which each of some words begins a word."""
    wanted = (
        select(func.count())
        .select_from(CommentRow)
        .join(MapRow, MapRow.id == CommentRow.map_id)
        .where(*_having(organisation, words, only))
    )
    return session.execute(wanted).scalar_one()


def _saying(map_id: MapId, subject: Subject | None, *, is_resolved: bool | None) -> Iterator[ColumnElement[bool]]:
    answer = aliased(CommentRow)
    yield CommentRow.map_id == map_id
    yield CommentRow.thread_id.is_(None)
    yield or_(~CommentRow.is_removed, exists().where(answer.thread_id == CommentRow.id, ~answer.is_removed))
    if subject is not None:
        yield CommentRow.subject_kind == subject.kind
        yield CommentRow.subject_id == subject.thing
    if is_resolved is not None:
        yield CommentRow.resolved_at.is_not(None) if is_resolved else CommentRow.resolved_at.is_(None)


def _having(
    organisation: OrganisationId, words: Collection[str], only: Collection[MapId] | None
) -> Iterator[ColumnElement[bool]]:
    yield MapRow.organisation_id == organisation
    yield ~CommentRow.is_removed
    for word in words:
        yield CommentRow.folded.contains(f" {word}", autoescape=True)
    if only is not None:
        yield CommentRow.map_id.in_(only)


def _comment(row: CommentRow) -> Comment:
    return Comment(
        id=row.id,
        map=row.map_id,
        subject=Subject(kind=SubjectKind(row.subject_kind), thing=row.subject_id),
        author=row.author_id,
        text=row.text,
        at=row.at,
        thread=row.thread_id,
        edited_at=row.edited_at,
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by,
        is_removed=row.is_removed,
        version=row.version,
    )
