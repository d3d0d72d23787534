"""Coming in: by password, with a code, by a link. Whoever has no right to it gets nothing, and learns nothing."""

from contextlib import suppress
from datetime import datetime, timedelta

import pytest

from app.services.access import Actor, Forbidden
from app.services.accounts import entrance, keys, links, people, second_factor, security, sessions
from app.services.accounts.attempts import MOST, TooManyAttempts, Tried
from app.services.accounts.entrance import Newcomer, WrongCode, WrongSignIn
from app.services.accounts.links import LinkNotFound
from app.services.accounts.people import PersonRefused
from app.services.accounts.security import CredentialsMoved, SecondFactor
from app.services.accounts.sessions import CODE_TIME, IDLE, LIFE, Browser
from process_models.domain.people import Person
from process_models.storage import credentials
from process_models.storage.session import Database
from tests.cast import BEGINNING, Cast, actor

NOW = BEGINNING + timedelta(hours=1)
BROWSER = Browser(agent="Pruebas")
HASH, OTHER_HASH = "what the hasher made of a password", "of another"


def link_for(database: Database, cast: Cast, person: Person, *, now: datetime = NOW, resets_code: bool = False) -> str:
    """Return the key of a link that the owner makes."""
    with database.writing() as session:
        return links.make(session, actor(cast.owner), person=person, now=now, resets_code=resets_code)


def enter(database: Database, key: str, *, now: datetime = NOW, name: str = "Elías Duarte") -> entrance.Admission:
    """Come in by a link."""
    newcomer = Newcomer(name=name, email="", password_hash=HASH)
    with database.writing() as session:
        return entrance.enter_by_link(session, key=key, newcomer=newcomer, browser=BROWSER, now=now)


def who(database: Database, key: str, now: datetime = NOW) -> Person | None:
    """Return who is signed in with a key."""
    with database.reading() as session:
        found = sessions.found(session, key=key, now=now)
    return None if found is None or found.awaits_code else found.person


def claim(database: Database, email: str, address: str, *, now: datetime = NOW) -> entrance.Claim:
    """Say to have an account."""
    with database.writing() as session:
        return entrance.claimed(session, email=email, address=address, now=now)


def with_second_factor(database: Database, cast: Cast, *, counter: int = 100) -> tuple[str, ...]:
    """Give the editor a password and a second factor; return the recovery codes."""
    enter(database, link_for(database, cast, cast.editor))
    codes = second_factor.recovery_codes()
    second = SecondFactor(secret="encrypted", counter=counter, recovery_codes=codes)  # noqa: S106 - of a test
    with database.writing() as session:
        proved = credentials.load(session, cast.editor.id)
        security.turn_on(session, actor(cast.editor), proved=proved, second=second, browser=BROWSER, now=NOW)
    return codes


def test_a_link_lets_in_once(database: Database, cast: Cast) -> None:
    """Looking at it changes nothing; using it sets name and password; afterwards it is nothing."""
    key = link_for(database, cast, cast.editor)
    for _ in range(3):
        with database.reading() as session:
            assert links.looked_at(session, key=key, now=NOW).person.id == cast.editor.id
    admission = enter(database, key, name=" Elías  Duarte Ríos ")
    person = who(database, admission.key)
    assert person is not None
    assert person.name == "Elías Duarte Ríos"
    with pytest.raises(LinkNotFound):
        enter(database, key)


def test_a_newer_link_takes_the_older_ones_back(database: Database, cast: Cast) -> None:
    """Only the last one that was handed out lets in."""
    older, newer = (link_for(database, cast, cast.editor) for _ in range(2))
    with pytest.raises(LinkNotFound):
        enter(database, older)
    enter(database, newer)


def test_a_link_grows_old(database: Database, cast: Cast) -> None:
    """A week later it lets nobody in."""
    key = link_for(database, cast, cast.editor)
    with pytest.raises(LinkNotFound):
        enter(database, key, now=NOW + links.LIFE)


def test_a_refused_form_does_not_spend_the_link(database: Database, cast: Cast) -> None:
    """Whoever forgot the name may try again."""
    key = link_for(database, cast, cast.editor)
    with pytest.raises(PersonRefused):
        enter(database, key, name="  ")
    enter(database, key)


@pytest.mark.parametrize("role", ["editor", "viewer", "stranger"])
def test_only_an_owner_makes_links_and_accounts(database: Database, cast: Cast, role: str) -> None:
    """Nobody else lets people in, or out; an owner of another organisation does not find them."""
    asking: Actor = actor(getattr(cast, role))
    with database.writing() as session:
        if role == "stranger":
            with pytest.raises(people.PersonNotFound):
                people.by_email(session, asking, email=cast.editor.email)
        else:
            with pytest.raises(Forbidden):
                links.make(session, asking, person=cast.editor, now=NOW)
            with pytest.raises(Forbidden):
                people.disable(session, asking, person=cast.editor, now=NOW)
    with database.writing() as session, pytest.raises(people.PersonNotFound):
        links.make(session, actor(cast.stranger), person=cast.editor, now=NOW)
    with database.writing() as session, pytest.raises(people.PersonNotFound):
        people.disable(session, actor(cast.stranger), person=cast.editor, now=NOW)


def test_a_password_lets_in_whoever_proved_it(database: Database, cast: Cast) -> None:
    """The address may be typed in capitals."""
    enter(database, link_for(database, cast, cast.editor))
    with database.writing() as session:
        claim = entrance.claimed(session, email="ELIAS@andina.example ", address="192.0.2.1", now=NOW)
    assert claim.password_hash == HASH
    with database.writing() as session:
        admission = entrance.admit(session, claim, browser=BROWSER, now=NOW)
    assert who(database, admission.key) is not None


@pytest.mark.parametrize("email", ["nobody@andina.example", "vera@andina.example", "delia@andina.example", "", "\x00"])
def test_where_nobody_can_come_in_there_is_no_hash(database: Database, cast: Cast, email: str) -> None:
    """Nobody of that address, no password yet, no access any more: all alike, and none fits."""
    assert cast.viewer.email == "vera@andina.example"
    with database.writing() as session:
        claim = entrance.claimed(session, email=email, address="192.0.2.1", now=NOW)
    assert claim.password_hash is None


def test_a_password_changed_meanwhile_lets_nobody_in(database: Database, cast: Cast) -> None:
    """What was proved must still be so when the door opens."""
    enter(database, link_for(database, cast, cast.editor))
    with database.writing() as session:
        claim = entrance.claimed(session, email=cast.editor.email, address="192.0.2.1", now=NOW)
    with database.writing() as session:
        proved = credentials.load(session, cast.editor.id)
        security.change_password(
            session, actor(cast.editor), proved=proved, password_hash=OTHER_HASH, browser=BROWSER, now=NOW
        )
    with database.writing() as session, pytest.raises(WrongSignIn):
        entrance.admit(session, claim, browser=BROWSER, now=NOW)


def test_too_many_tries_at_an_account_are_refused_for_a_while(database: Database, cast: Cast) -> None:
    """From where they came; a quarter of an hour later one may try again."""
    for _ in range(MOST[Tried.ACCOUNT]):
        claim(database, cast.editor.email, "192.0.2.1")
    with pytest.raises(TooManyAttempts):
        claim(database, cast.editor.email.upper(), "192.0.2.1")
    claim(database, cast.editor.email, "192.0.2.1", now=NOW + timedelta(minutes=15))


def test_nobody_keeps_somebody_else_out_from_one_address(database: Database, cast: Cast) -> None:
    """Whatever somebody tries with another's address, its owner comes in from elsewhere."""
    for number in range(MOST[Tried.ADDRESS] + 5):
        with suppress(TooManyAttempts):
            claim(database, cast.editor.email, f"2001:db8::{number:x}")
    claim(database, cast.editor.email, "192.0.2.1")


def test_from_many_addresses_an_account_is_not_tried_for_ever(database: Database, cast: Cast) -> None:
    """However few tries come from each of them."""
    for number in range(MOST[Tried.ANYWHERE]):
        claim(database, cast.editor.email, f"192.0.2.{number}")
    with pytest.raises(TooManyAttempts):
        claim(database, cast.editor.email, "198.51.100.1")


def test_too_many_tries_from_an_address_are_refused(database: Database, cast: Cast) -> None:
    """Whatever accounts they were for."""
    assert cast.owner
    for number in range(MOST[Tried.ADDRESS]):
        with database.writing() as session:
            entrance.claimed(session, email=f"{number}@andina.example", address="192.0.2.1", now=NOW)
    with pytest.raises(TooManyAttempts), database.writing() as session:
        entrance.claimed(session, email="one@more.example", address="192.0.2.1", now=NOW)


def test_with_a_second_factor_a_password_opens_nothing(database: Database, cast: Cast) -> None:
    """The code does, once, and the key is another one then."""
    with_second_factor(database, cast)
    with database.writing() as session:
        claim = entrance.claimed(session, email=cast.editor.email, address="192.0.2.1", now=NOW)
        admission = entrance.admit(session, claim, browser=BROWSER, now=NOW)
    assert admission.awaits_code
    assert who(database, admission.key) is None
    with database.writing() as session:
        waiting = sessions.found(session, key=admission.key, now=NOW)
        assert waiting is not None
        browser = Browser(key=admission.key)
        key = entrance.admit_code(session, waiting, code="", counter=101, browser=browser, now=NOW)
    assert key != admission.key
    assert who(database, key) is not None
    with database.reading() as session:
        assert sessions.found(session, key=admission.key, now=NOW) is None
    with database.writing() as session, pytest.raises(WrongCode):
        entrance.admit_code(session, waiting, code="", counter=101, browser=BROWSER, now=NOW)


def test_a_right_password_does_not_wait_for_ever(database: Database, cast: Cast) -> None:
    """Ten minutes for the code."""
    with_second_factor(database, cast)
    with database.writing() as session:
        claim = entrance.claimed(session, email=cast.editor.email, address="192.0.2.1", now=NOW)
        admission = entrance.admit(session, claim, browser=BROWSER, now=NOW)
        assert sessions.found(session, key=admission.key, now=NOW + CODE_TIME) is None


def test_a_recovery_code_serves_once(database: Database, cast: Cast) -> None:
    """And only the person whose it is."""
    codes = with_second_factor(database, cast)
    with database.writing() as session:
        assert not entrance.is_proved(session, cast.viewer, code=codes[0], counter=None)
        assert entrance.is_proved(session, cast.editor, code=codes[0].upper(), counter=None)
        assert not entrance.is_proved(session, cast.editor, code=codes[0], counter=None)
        assert security.second_factor(session, actor(cast.editor)) == (True, 9)


def test_a_link_keeps_the_second_factor_unless_it_resets_it(database: Database, cast: Cast) -> None:
    """Whoever reads somebody's mail does not get past the telephone."""
    with_second_factor(database, cast)
    assert enter(database, link_for(database, cast, cast.editor)).awaits_code
    assert not enter(database, link_for(database, cast, cast.editor, resets_code=True)).awaits_code
    with database.reading() as session:
        assert security.second_factor(session, actor(cast.editor)) == (False, 0)


def test_a_browser_is_signed_out_when_idle_or_old(database: Database, cast: Cast) -> None:
    """Three days unused, or a month in all."""
    key = enter(database, link_for(database, cast, cast.editor)).key
    assert who(database, key, NOW + IDLE - timedelta(seconds=1)) is not None
    assert who(database, key, NOW + IDLE) is None
    day, days = timedelta(days=1), 1
    while NOW + days * day < NOW + LIFE:
        with database.writing() as session:
            sign_in = sessions.found(session, key=key, now=NOW + days * day)
            assert sign_in is not None
            sessions.touch(session, sign_in, now=NOW + days * day)
        days += 1
    assert who(database, key, NOW + LIFE) is None


def test_a_new_sign_in_ends_the_one_that_the_browser_had(database: Database, cast: Cast) -> None:
    """A key that somebody planted in the browser is worth nothing afterwards."""
    with database.writing() as session:
        planted = sessions.start(session, person=cast.stranger, browser=BROWSER, awaits_code=False, now=NOW)
        key = sessions.start(session, person=cast.editor, browser=Browser(key=planted), awaits_code=False, now=NOW)
    assert key != planted
    assert who(database, planted) is None


def test_everywhere_means_everywhere_and_nobody_else(database: Database, cast: Cast) -> None:
    """All of one's browsers, none of another's."""
    with database.writing() as session:
        mine = [
            sessions.start(session, person=cast.editor, browser=BROWSER, awaits_code=False, now=NOW) for _ in range(3)
        ]
        others = sessions.start(session, person=cast.viewer, browser=BROWSER, awaits_code=False, now=NOW)
    with database.writing() as session:
        assert len(sessions.listed(session, actor(cast.editor), now=NOW)) == 3
        theirs = sessions.listed(session, actor(cast.viewer), now=NOW)[0]
        sessions.end_one(session, actor(cast.editor), sign_in=theirs.id)
        sessions.end_all(session, actor(cast.editor))
    assert [who(database, key) for key in mine] == [None, None, None]
    assert who(database, others) is not None


def test_an_account_taken_away_is_signed_out_at_once(database: Database, cast: Cast) -> None:
    """Keys and links end with it."""
    key, link = enter(database, link_for(database, cast, cast.editor)).key, link_for(database, cast, cast.editor)
    with database.writing() as session:
        editor = people.by_email(session, actor(cast.owner), email=cast.editor.email)
        people.disable(session, actor(cast.owner), person=editor, now=NOW)
    assert who(database, key) is None
    with pytest.raises(LinkNotFound):
        enter(database, link)


def test_the_last_owner_stays(database: Database, cast: Cast) -> None:
    """Else nobody could let anybody in again."""
    with database.writing() as session, pytest.raises(PersonRefused):
        people.disable(session, actor(cast.owner), person=cast.owner, now=NOW)


def test_a_change_of_the_way_in_signs_out_every_other_browser(database: Database, cast: Cast) -> None:
    """And is refused if the way in was changed meanwhile."""
    former = enter(database, link_for(database, cast, cast.editor)).key
    with database.writing() as session:
        proved = security.claimed(session, actor(cast.editor), now=NOW)
    with database.writing() as session:
        key = security.change_password(
            session, actor(cast.editor), proved=proved, password_hash=OTHER_HASH, browser=BROWSER, now=NOW
        )
    assert who(database, former) is None
    assert who(database, key) is not None
    with database.writing() as session, pytest.raises(CredentialsMoved):
        security.turn_off(session, actor(cast.editor), proved=proved, browser=BROWSER, now=NOW)


@pytest.mark.parametrize(
    ("email", "name", "codes"),
    [
        ("ELIAS@ANDINA.example", "Otro", ["email-taken"]),
        ("saul@otra.example", "Otro", ["email-taken"]),
        ("sin arroba", "", ["email-wrong", "name-wrong"]),
        ("a@b@c", "x" * 121, ["email-wrong", "name-wrong"]),
        ("nueva@andina.example\nBcc: x@y.example", "Nueva", ["email-wrong"]),
    ],
)
def test_every_fault_of_a_new_account_is_told(
    database: Database, cast: Cast, email: str, name: str, codes: list[str]
) -> None:
    """An address belongs to one person, in any organisation."""
    with database.writing() as session, pytest.raises(PersonRefused) as refused:
        people.add(session, actor(cast.owner), email=email, name=name, role=cast.viewer.role, now=NOW)
    assert [problem.code for problem in refused.value.problems] == codes


def test_nothing_that_lets_in_can_be_read_from_the_database(database: Database, cast: Cast) -> None:
    """Keys, links and codes are kept as digests only."""
    codes = with_second_factor(database, cast)
    link = link_for(database, cast, cast.viewer)
    key = enter(database, link_for(database, cast, cast.owner), name="Olga Ortiz").key
    with database.reading() as session:
        tables = ("credentials", "recovery_codes", "sign_ins", "sign_in_links", "attempts")
        connection = session.connection()
        rows = "\n".join(str(row) for table in tables for row in connection.exec_driver_sql(f"SELECT * FROM {table}"))  # noqa: S608
    assert keys.digest(key) in rows
    assert keys.digest(link) in rows
    assert keys.code_digest(codes[0]) in rows
    assert not any(secret in rows for secret in (key, link, *codes))
