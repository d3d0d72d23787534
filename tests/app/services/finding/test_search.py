"""Search: what is found, in which order, and that nobody finds what they do not reach."""

from dataclasses import replace

import pytest

from app.services.finding import search as finding
from app.services.finding.search import Found, Group
from app.services.keeping import maps
from app.services.talking import comments
from process_models.domain.comments import Subject, SubjectKind
from process_models.domain.identifiers import MapId
from process_models.domain.people import Person
from process_models.storage.session import Database
from tests.cast import BEGINNING, Cast, actor
from tests.pictures import example


@pytest.fixture
def map_id(database: Database, cast: Cast) -> MapId:
    """Keep the example, with a canary in it and in a comment on it."""
    whole = replace(example(), description="Canario en la descripción")
    with database.writing() as session:
        made = maps.create(session, actor(cast.owner), chain=whole)
        about = Subject(kind=SubjectKind.HANDOFF, thing="pedido")
        comments.say(
            session, actor(cast.editor), map_id=made, subject=about, text="Un canario 100% @Vera", at=BEGINNING
        )
    return made


def found(database: Database, person: Person, asked: str) -> dict[Found, Group]:
    """Search as somebody."""
    with database.reading() as session:
        return {group.kind: group for group in finding.search(session, actor(person), asked=asked)}


def titles(group: Group) -> tuple[str, ...]:
    """Return what was found of a kind."""
    return tuple(hit.title for hit in group.hits)


def test_things_are_found_without_accents_by_the_beginnings_of_all_words(
    database: Database, cast: Cast, map_id: MapId
) -> None:
    """With their place; a handoff by its ends too, after those that are called so."""
    groups = found(database, cast.viewer, "NOMI")
    assert "Nómina" in titles(groups[Found.NODE])
    (hit,) = found(database, cast.viewer, "pedido comp")[Found.HANDOFF].hits
    assert (hit.title, hit.map_id, hit.map_name) == ("Pedido completo", map_id, example().name)
    assert "→" in (hit.place or "")
    assert found(database, cast.viewer, "pedido inexistente") == {}


@pytest.mark.parametrize("who", ["outsider", "stranger"])
def test_nobody_finds_what_they_do_not_reach(database: Database, cast: Cast, map_id: MapId, who: str) -> None:
    """Neither the map, nor what is on it, nor what was said, nor those who said it."""
    assert {Found.MAP, Found.COMMENT} == set(found(database, cast.owner, "canario"))
    assert map_id
    for asked in ("canario", "pedido", "nomina", "olga", "vera"):
        assert found(database, getattr(cast, who), asked) == {}


def test_people_are_found_by_name_and_addresses_only_by_owners(database: Database, cast: Cast, map_id: MapId) -> None:
    """An address is neither shown to others nor found by them; who is mentioned is no word of a comment."""
    assert map_id
    (seen,) = found(database, cast.owner, "elias")[Found.PERSON].hits
    assert seen.remark == cast.editor.email
    (seen,) = found(database, cast.viewer, "elias")[Found.PERSON].hits
    assert (seen.title, seen.remark) == (cast.editor.name, "")
    assert Found.PERSON not in found(database, cast.viewer, "andina.example")
    assert Found.COMMENT not in found(database, cast.owner, "vera")
    (said,) = found(database, cast.owner, "canario 100")[Found.COMMENT].hits
    assert said.title == "Un canario 100% @Vera Vargas"


@pytest.mark.parametrize("asked", ["", "  ", "%", "_", "'; DROP", "\x00", "\ud800", "a" * 100_000, "a " * 50_000])
def test_any_question_is_answered(database: Database, cast: Cast, map_id: MapId, asked: str) -> None:
    """However long; signs alone find nothing."""
    assert map_id
    assert len(finding.words_of(asked)) <= finding.MOST_WORDS
    groups = found(database, cast.owner, asked)
    assert groups == {} or finding.words_of(asked)


def test_a_change_is_found_at_once(database: Database, cast: Cast, map_id: MapId) -> None:
    """The next edition has its own words."""
    assert map_id
    assert Found.MAP not in found(database, cast.owner, "Zarzuela")
    with database.writing() as session:
        maps.create(session, actor(cast.owner), chain=replace(example(), name="Zarzuela"))
    assert titles(found(database, cast.owner, "zarzue")[Found.MAP]) == ("Zarzuela",)
