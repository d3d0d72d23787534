"""What people say about a map: who may, whom it reaches, and that nothing of it is lost or told to others."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.access import Actor, Forbidden, MapNotFound
from app.services.accounts import people
from app.services.keeping import editing, maps
from app.services.showing.overview import ThingNotFound
from app.services.talking import comments, mentions, threads
from app.services.talking.comments import CommentMoved, CommentNotFound, CommentRefused
from process_models.domain.commands import RemoveHandoff
from process_models.domain.comments import Comment, Subject, SubjectKind, mention_of, mentioned
from process_models.domain.identifiers import CommentId, GrantId, HandoffId, MapId, PersonId
from process_models.domain.people import Grant, Person, Role
from process_models.storage import people as stored
from process_models.storage import teams
from process_models.storage.session import Database, Session
from tests.cast import BEGINNING, Cast, actor
from tests.chains import chain
from tests.values import HOSTILE_TEXTS

STORY = chain("""
    ventas -> bodega: Pedido id=pedido 30/200
    bodega -> cliente: Entrega id=entrega ratings=2,4
""")
PEDIDO = Subject(kind=SubjectKind.HANDOFF, thing="pedido")
WHOLE = Subject(kind=SubjectKind.MAP)


@pytest.fixture
def map_id(database: Database, cast: Cast) -> MapId:
    """Keep a map of the cast's team."""
    with database.writing() as session:
        return maps.create(session, actor(cast.owner), chain=STORY)


def say(session: Session, who: Actor, map_id: MapId, text: str, subject: Subject = PEDIDO) -> Comment:
    """Say something."""
    return comments.say(session, who, map_id=map_id, subject=subject, text=text, at=BEGINNING)


def unread(database: Database, person: Person) -> int:
    """Return how much is for somebody."""
    with database.reading() as session:
        return threads.unread(session, actor(person))


def test_a_viewer_says_something_and_whom_it_mentions_is_told(database: Database, cast: Cast, map_id: MapId) -> None:
    """By the number; nothing of it touches the map's revision; whoever reads it sees the present name."""
    with database.writing() as session:
        said = say(session, actor(cast.viewer), map_id, "¿Y esto, @elias duarte?")
    assert mentioned(said.text) == (cast.editor.id,)
    assert "Elías" not in said.text
    assert (unread(database, cast.editor), unread(database, cast.viewer), unread(database, cast.owner)) == (1, 0, 0)
    with database.writing() as session:
        person = stored.by_id(session, cast.editor.id)
        assert person is not None
        stored.save(session, replace(person, name="Persona retirada"))
    with database.reading() as session:
        (thread,) = threads.about(session, actor(cast.owner), map_id=map_id, subject=PEDIDO)
        assert "".join(piece.text for piece in thread.first.pieces) == "¿Y esto, Persona retirada?"
        assert threads.counts(session, actor(cast.owner), map_id=map_id) == {PEDIDO: 1}
        assert maps.opened(session, actor(cast.owner), map_id=map_id).revision == 1


def test_an_answer_is_for_whoever_asked(database: Database, cast: Cast, map_id: MapId) -> None:
    """Not for those who answer themselves; reading one counts it, and only it."""
    with database.writing() as session:
        first = say(session, actor(cast.viewer), map_id, "¿Quién?")
        for who in (cast.editor, cast.viewer):
            comments.answer(session, actor(who), map_id=map_id, thread=first.id, text="Yo", at=BEGINNING)
        second = say(session, actor(cast.owner), map_id, "@Vera", WHOLE)
    assert unread(database, cast.viewer) == 2
    with database.writing() as session:
        threads.mark_read(session, actor(cast.viewer), comment=second.id)
    with database.reading() as session:
        told = threads.for_me(session, actor(cast.viewer))
    assert [(each.is_mention, each.is_read, each.place) for each in told] == [
        (True, True, ""),
        (False, False, "Pedido · ventas → bodega"),
    ]
    with database.writing() as session:
        threads.mark_read(session, actor(cast.viewer))
    assert unread(database, cast.viewer) == 0


def test_out_of_reach_nothing_is_said_or_heard(database: Database, cast: Cast, map_id: MapId) -> None:
    """404 for another team and organisation; what was for somebody vanishes with their reach, and comes back."""
    for who in (cast.outsider, cast.stranger):
        with pytest.raises(MapNotFound), database.writing() as session:
            say(session, actor(who), map_id, "Hola")
    with database.writing() as session:
        shared = Grant(id=GrantId(0), map=map_id, role=Role.VIEWER, person=cast.outsider.id)
        grant = teams.grant(session, shared)
        say(session, actor(cast.owner), map_id, "@Tomás Tovar, mire")
    assert unread(database, cast.outsider) == 1
    with database.writing() as session:
        teams.revoke(session, grant)
        alone = say(session, actor(cast.owner), map_id, "@Tomás Tovar")
    assert alone.text == "@Tomás Tovar"
    assert unread(database, cast.outsider) == 0
    with database.reading() as session:
        assert threads.for_me(session, actor(cast.outsider)) == ()


def test_a_token_that_only_reads_says_nothing(database: Database, cast: Cast, map_id: MapId) -> None:
    """However much its person may do."""
    with pytest.raises(Forbidden), database.writing() as session:
        say(session, replace(actor(cast.owner), ceiling=Role.VIEWER), map_id, "Hola")


def test_a_comment_of_another_map_is_not_there(database: Database, cast: Cast, map_id: MapId) -> None:
    """Not to be read, answered, resolved or removed by the address of a map of one's own."""
    with database.writing() as session:
        said = say(session, actor(cast.owner), map_id, "Aquí")
        own = maps.create(session, actor(cast.outsider), chain=STORY)
    tom = actor(cast.outsider)
    with database.writing() as session:
        with pytest.raises(CommentNotFound):
            comments.found(session, tom, comment=said.id, map_id=own)
        with pytest.raises(CommentNotFound):
            comments.answer(session, tom, thread=said.id, text="x", at=BEGINNING, map_id=own)
        with pytest.raises(CommentNotFound):
            comments.resolve(session, tom, thread=said.id, is_resolved=True, at=BEGINNING, map_id=own)
        with pytest.raises(CommentNotFound):
            comments.remove(session, tom, comment=said.id, base_version=1, map_id=own)


def test_a_thread_is_resolved_and_opened_again_by_anybody(database: Database, cast: Cast, map_id: MapId) -> None:
    """Who did it is told; a thread that is resolved counts no more."""
    with database.writing() as session:
        first = say(session, actor(cast.owner), map_id, "¿Quién?")
        for _ in range(2):
            comments.resolve(
                session, actor(cast.viewer), map_id=map_id, thread=first.id, is_resolved=True, at=BEGINNING
            )
    with database.writing() as session:
        (thread,) = threads.of_map(session, actor(cast.owner), map_id=map_id, resolved=True)
        assert (thread.is_resolved, thread.first.resolved_by) == (True, cast.viewer.name)
        assert threads.of_map(session, actor(cast.owner), map_id=map_id) == ()
        assert threads.counts(session, actor(cast.owner), map_id=map_id) == {}
        comments.resolve(session, actor(cast.editor), map_id=map_id, thread=first.id, is_resolved=False, at=BEGINNING)
        assert len(threads.of_map(session, actor(cast.owner), map_id=map_id)) == 1


def test_one_mends_what_one_said_and_nobody_else_does(database: Database, cast: Cast, map_id: MapId) -> None:
    """On the version that was seen; who comes second is told what it says now."""
    later = BEGINNING + timedelta(minutes=1)
    with database.writing() as session:
        said = say(session, actor(cast.viewer), map_id, "Uno @Vera Vargas")
        edit = partial(comments.edit, session, map_id=map_id, comment=said.id, at=later)
        assert comments.as_typed(session, actor(cast.viewer), comment=said) == "Uno @Vera Vargas"
        edited = edit(actor(cast.viewer), text="Dos", base_version=said.version)
        assert (edited.text, edited.edited_at) == ("Dos", later)
        with pytest.raises(CommentMoved) as moved:
            edit(actor(cast.viewer), text="Tres", base_version=said.version)
        assert moved.value.now == edited
        with pytest.raises(Forbidden):
            edit(actor(cast.owner), text="Mío", base_version=edited.version)


def test_one_removes_what_one_said_and_the_owner_what_others_did(database: Database, cast: Cast, map_id: MapId) -> None:
    """Answers stay, under a comment without its text; whom it mentioned hears no more of it."""
    with database.writing() as session:
        first = say(session, actor(cast.viewer), map_id, "¿@Elías?")
        comments.answer(session, actor(cast.owner), map_id=map_id, thread=first.id, text="Sí", at=BEGINNING)
        with pytest.raises(Forbidden):
            comments.remove(session, actor(cast.editor), map_id=map_id, comment=first.id, base_version=first.version)
        comments.remove(session, actor(cast.owner), map_id=map_id, comment=first.id, base_version=first.version)
        (thread,) = threads.of_map(session, actor(cast.viewer), map_id=map_id)
        assert (thread.first.comment.text, len(thread.answers)) == ("", 1)
        answer = thread.answers[0].comment
        comments.remove(session, actor(cast.owner), map_id=map_id, comment=answer.id, base_version=answer.version)
        assert threads.of_map(session, actor(cast.viewer), map_id=map_id) == ()
    assert unread(database, cast.editor) == 0


def test_what_was_said_of_a_removed_thing_stays(database: Database, cast: Cast, map_id: MapId) -> None:
    """It is listed as of something removed, nothing new is said of it, and undo attaches it again."""
    olga = actor(cast.owner)
    with database.writing() as session:
        say(session, olga, map_id, "Hola")
        removal = RemoveHandoff(handoff=HandoffId("pedido"))
        editing.apply(session, olga, map_id=map_id, command=removal, base_revision=1)
        assert [thread.place for thread in threads.of_map(session, olga, map_id=map_id)] == [None]
        with pytest.raises(ThingNotFound):
            say(session, olga, map_id, "Hola")
        editing.undo(session, olga, map_id=map_id, revision=2, base_revision=2)
        (thread,) = threads.about(session, olga, map_id=map_id, subject=PEDIDO)
        assert thread.place == "Pedido · ventas → bodega"


def test_what_is_sent_twice_is_said_once(database: Database, cast: Cast, map_id: MapId) -> None:
    """By its key: a comment and an answer."""
    olga = actor(cast.owner)
    with database.writing() as session:
        first, again = (
            comments.say(session, olga, map_id=map_id, subject=WHOLE, text="Sí", at=BEGINNING, key="k")
            for _ in range(2)
        )
        answer = partial(comments.answer, session, olga, map_id=map_id, thread=first.id, text="Sí", at=BEGINNING)
        answers = [answer(key="l").id for _ in range(2)]
    assert first == again
    assert answers[0] == answers[1]


@pytest.mark.parametrize("text", ["", " \n", "\u202e", "x" * (comments.LONGEST_TEXT + 1)])
def test_nothing_and_too_much_is_not_said(database: Database, cast: Cast, map_id: MapId, text: str) -> None:
    """With the place of what is wrong."""
    with pytest.raises(CommentRefused) as refused, database.writing() as session:
        say(session, actor(cast.owner), map_id, text)
    assert [problem.pointer for problem in refused.value.problems] == ["/text"]


def test_a_name_that_two_have_is_asked_about(database: Database, cast: Cast, map_id: MapId) -> None:
    """With what to type for each; that is understood."""
    with database.writing() as session:
        twins = [
            people.add(
                session, actor(cast.owner), email=f"{at}@x.example", name="Ana Gil", role=Role.VIEWER, now=BEGINNING
            )
            for at in ("ana", "gil")
        ]
        with pytest.raises(CommentRefused) as refused:
            say(session, actor(cast.owner), map_id, "@Ana Gil, ¿qué opina?")
        assert dict(refused.value.problems[0].fields)["people"] == f"Ana Gil#{twins[0].id}, Ana Gil#{twins[1].id}"
        assert mentioned(say(session, actor(cast.owner), map_id, f"@Ana Gil#{twins[1].id}!").text) == (twins[1].id,)
        assert mentioned(say(session, actor(cast.owner), map_id, "@gil").text) == (twins[1].id,)


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_any_text_comes_back_as_it_is(database: Database, cast: Cast, map_id: MapId, text: str) -> None:
    """Without what cannot be seen."""
    with database.writing() as session:
        said = say(session, actor(cast.owner), map_id, f"x {text} x")
        assert comments.found(session, actor(cast.owner), map_id=map_id, comment=CommentId(said.id)).text == said.text
        assert said.text == comments.tidy(f"x {text} x")


OLGA, ELIAS = (
    Person(id=PersonId(number), organisation=1, email=f"{name[0]}@x.example", name=name, role=Role.EDITOR)  # type: ignore[arg-type]
    for number, name in ((7, "Olga Ortiz"), (8, "Elías Duarte"))
)


@given(st.lists(st.one_of(st.text(max_size=6), st.sampled_from(["@", "@Olga Ortiz", "@elias", " ", "#7", "\n"]))))
def test_typing_a_text_again_mentions_the_same(parts: list[str]) -> None:
    """What is shown in the form of a comment means what the comment says."""
    text = comments.tidy("".join(parts))
    kept, problems = mentions.resolved(text, (OLGA, ELIAS))
    assert problems == ()
    again, _ = mentions.resolved(mentions.typed(kept, mentions.handles((OLGA, ELIAS))), (OLGA, ELIAS))
    assert mentioned(again) == mentioned(kept)


def test_a_name_ends_where_it_ends() -> None:
    """An address is nobody; a name is followed by anything."""
    said, _ = mentions.resolved("olga@x.example, (@Olga Ortiz) @nadie", (OLGA, ELIAS))
    assert said == f"olga@x.example, ({mention_of(OLGA.id)}) @nadie"
