"""What many do at the same moment, from as many connections as server processes would have."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from app.services.accounts import entrance, links, second_factor, security
from app.services.accounts.attempts import MOST, TooManyAttempts, Tried
from app.services.accounts.entrance import Newcomer
from app.services.accounts.links import LinkNotFound
from app.services.accounts.security import SecondFactor
from app.services.accounts.sessions import Browser
from process_models.storage import credentials
from process_models.storage.session import Database
from tests.cast import BEGINNING, Cast, actor

NOW = BEGINNING + timedelta(hours=1)
MANY = 12
BROWSER = Browser(agent="Pruebas")


def test_a_link_lets_in_one_of_many(database: Database, cast: Cast) -> None:
    """The others learn that it was used."""
    with database.writing() as session:
        key = links.make(session, actor(cast.owner), person=cast.editor, now=NOW)

    def enter(number: int) -> bool:
        newcomer = Newcomer(name=f"Elías {number}", email="", password_hash=str(number))
        try:
            with database.writing() as session:
                entrance.enter_by_link(session, key=key, newcomer=newcomer, browser=BROWSER, now=NOW)
        except LinkNotFound:
            return False
        return True

    with ThreadPoolExecutor(MANY) as people:
        let_in = list(people.map(enter, range(MANY)))
    assert sum(let_in) == 1
    with database.reading() as session:
        assert credentials.load(session, cast.editor.id).password_hash == str(let_in.index(True))


def test_no_try_goes_uncounted(database: Database, cast: Cast) -> None:
    """Of as many as like at once from one address, as many as are allowed get through."""

    def attempt(_number: int) -> bool:
        try:
            with database.writing() as session:
                entrance.claimed(session, email=cast.editor.email, address="192.0.2.7", now=NOW)
        except TooManyAttempts:
            return False
        return True

    with ThreadPoolExecutor(MANY) as people:
        assert sum(people.map(attempt, range(3 * MOST[Tried.ACCOUNT]))) == MOST[Tried.ACCOUNT]


def test_a_code_lets_in_one_of_many(database: Database, cast: Cast) -> None:
    """Whoever looked over the shoulder and was as fast does not get in too; nor by the same recovery code."""
    codes = second_factor.recovery_codes()
    second = SecondFactor(secret="encrypted", counter=100, recovery_codes=codes)  # noqa: S106 - of a test
    with database.writing() as session:
        proved = credentials.load(session, cast.editor.id)
        security.turn_on(session, actor(cast.editor), proved=proved, second=second, browser=BROWSER, now=NOW)

    def prove(counter: int | None) -> bool:
        with database.writing() as session:
            return entrance.is_proved(session, cast.editor, code=codes[0], counter=counter)

    with ThreadPoolExecutor(MANY) as people:
        assert sum(people.map(prove, [101] * MANY)) == 1
        assert sum(people.map(prove, [None] * MANY)) == 1
