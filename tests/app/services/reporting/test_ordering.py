"""Reports are ordered, made beside the requests, stopped, begun again, kept, and dropped."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from app.services.access import Forbidden, MapNotFound
from app.services.accounts import privacy
from app.services.keeping import maps
from app.services.keeping.idempotency import IdempotencyKeyReused
from app.services.reporting import choosing, ordering, past
from app.services.reporting.desk import MOST, Desk
from app.services.reporting.ordering import MOST_OF_A_MAP, Order, ReportMoved, ReportRefused
from app.services.reporting.past import MOST_FILES, ReportGone, ReportNotFound
from app.services.turns import TooMuchAtOnce
from process_models.domain.identifiers import MapId, ReportId
from process_models.domain.reports import KeptReport, ReportChoice, ReportState
from process_models.storage import maps as stored_maps
from process_models.storage import reports as stored
from process_models.storage.session import Database
from tests.cast import Cast, actor
from tests.pictures import example

SECONDS = 120.0
USUAL = choosing.usual("es", "Olga Ortiz")


@pytest.fixture
def map_id(database: Database, cast: Cast) -> MapId:
    """Keep a map of the cast's team."""
    with database.writing() as session:
        return maps.create(session, actor(cast.owner), chain=example())


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    """Give a desk that is cleared at the end."""
    made = Desk(database)
    yield made
    made.stop()


def now() -> datetime:
    """Return this moment."""
    return stored_maps.now()


def ordered(
    database: Database, cast: Cast, map_id: MapId, choice: ReportChoice = USUAL, key: str | None = None
) -> Order:
    """Order a report, as somebody who may only look."""
    with database.writing() as session:
        return ordering.order(session, actor(cast.viewer), map_id=map_id, choice=choice, at=now(), key=key)


def told(database: Database, cast: Cast, map_id: MapId, report: ReportId) -> KeptReport:
    """Return what is told of a report."""
    with database.reading() as session:
        return past.found(session, actor(cast.viewer), map_id=map_id, report=report, now=now())


def made(database: Database, cast: Cast, map_id: MapId, order: Order) -> KeptReport:
    """Return a report once nobody makes it any more."""
    until = time.monotonic() + SECONDS
    while (found := told(database, cast, map_id, order.report.id)).state.is_under_way:
        assert time.monotonic() < until, found.state
        time.sleep(0.05)
    return found


def content(database: Database, cast: Cast, map_id: MapId, report: ReportId) -> bytes:
    """Return the PDF of a report."""
    with database.reading() as session:
        return past.content(session, actor(cast.viewer), map_id=map_id, report=report, now=now())


def test_ordered_twice_it_is_the_same_to_the_byte(database: Database, cast: Cast, map_id: MapId, desk: Desk) -> None:
    """The same map at the same revision by the same choice; another language is another file."""
    orders = [ordered(database, cast, map_id) for _ in range(2)]
    orders.append(ordered(database, cast, map_id, replace(USUAL, language="en")))
    for order in orders:
        desk.take(order)
    first, second, third = (made(database, cast, map_id, order) for order in orders)
    assert {each.state for each in (first, second, third)} == {ReportState.DONE}
    assert first.fingerprint == second.fingerprint != third.fingerprint
    pdf = content(database, cast, map_id, first.id)
    assert pdf.startswith(b"%PDF-")
    assert (len(pdf), sha256(pdf).hexdigest()) == (first.size, first.fingerprint)
    assert pdf == content(database, cast, map_id, second.id)
    assert (first.revision, first.orderer, first.is_kept) == (1, cast.viewer.name, True)


def test_sent_twice_it_is_ordered_once(database: Database, cast: Cast, map_id: MapId, desk: Desk) -> None:
    """And made once, even where another process has it in hand; a key that comes with another choice is refused."""
    first, again = (ordered(database, cast, map_id, key="k") for _ in range(2))
    assert first.report.id == again.report.id
    other = Desk(database)
    desk.take(first)
    other.take(again)
    assert made(database, cast, map_id, first).state is ReportState.DONE
    other.stop()
    with pytest.raises(IdempotencyKeyReused):
        ordered(database, cast, map_id, replace(USUAL, paper="Letter"), key="k")


def test_what_is_stopped_is_not_made(database: Database, cast: Cast, map_id: MapId, desk: Desk) -> None:
    """Whoever views the map may; then it can be begun again, of the map as it then is."""
    order = ordered(database, cast, map_id)
    desk.take(order)
    with database.writing() as session:
        ordering.stop(session, actor(cast.editor), map_id=map_id, report=order.report.id, now=now())
    desk.drop(order.report.id)
    assert made(database, cast, map_id, order).state is ReportState.STOPPED
    with database.writing() as session:
        again = ordering.begin_again(session, actor(cast.viewer), map_id=map_id, report=order.report.id, at=now())
    desk.take(again)
    found = made(database, cast, map_id, again)
    assert (found.state, found.is_kept) == (ReportState.DONE, True)
    with database.writing() as session, pytest.raises(ReportMoved):
        ordering.begin_again(session, actor(cast.viewer), map_id=map_id, report=order.report.id, at=now())


def test_stopping_is_heard_by_the_process_that_makes_it(database: Database, cast: Cast, map_id: MapId) -> None:
    """Though another one was asked to: what it makes afterwards is kept by nobody."""
    order = ordered(database, cast, map_id)
    with database.writing() as session:
        ordering.stop(session, actor(cast.viewer), map_id=map_id, report=order.report.id, now=now())
        assert not stored.advance(session, order.report, ReportState.COMPUTING, now())
        assert not stored.finish(session, order.report, b"%PDF-", "0" * 64, now())
        assert stored.sign(session, [order.report.id], now()) == frozenset()
    assert not told(database, cast, map_id, order.report.id).is_kept


def test_an_order_that_nobody_makes_any_more_is_not_finished(
    database: Database, cast: Cast, map_id: MapId, desk: Desk
) -> None:
    """Because the server was stopped in the middle: it is told so, and can be begun again."""
    order = ordered(database, cast, map_id)
    later = now() + past.SILENCE + timedelta(seconds=1)
    with database.reading() as session:
        (found,) = past.listed(session, actor(cast.viewer), map_id=map_id, now=later)
    assert found.state is ReportState.UNFINISHED
    with database.writing() as session:
        again = ordering.begin_again(session, actor(cast.viewer), map_id=map_id, report=order.report.id, at=later)
        assert not stored.advance(session, order.report, ReportState.SETTING, later), "whoever made the first is late"
    desk.take(again)
    assert made(database, cast, map_id, again).state is ReportState.DONE


def test_a_process_that_ends_leaves_nothing_half(database: Database, cast: Cast, map_id: MapId) -> None:
    """Its order stays where it was, and is not finished once it is silent."""
    desk = Desk(database)
    order = ordered(database, cast, map_id)
    desk.take(order)
    desk.stop()
    found = told(database, cast, map_id, order.report.id)
    assert found.state.is_under_way or found.is_kept


def test_a_desk_has_so_many_orders_in_hand(database: Database, cast: Cast, map_id: MapId, desk: Desk) -> None:
    """Whoever comes then is asked to try again."""
    order = ordered(database, cast, map_id)
    for number in range(MOST):
        desk.require_room()
        later = order.report.at + timedelta(seconds=number)
        desk.take(replace(order, report=replace(order.report, at=later)))
    with pytest.raises(TooMuchAtOnce):
        desk.require_room()


def test_everything_that_is_wrong_is_told(database: Database, cast: Cast, map_id: MapId) -> None:
    """At once, and nothing is ordered."""
    wrong = ReportChoice(language="fr", paper="A3", sections=("nada",), classification="x" * 61, author="y" * 121)
    for choice, codes in (
        (
            wrong,
            {
                "report-language-unknown",
                "report-paper-unknown",
                "report-sections-wrong",
                "report-text-long",
            },
        ),
        (replace(USUAL, sections=()), {"report-empty"}),
        (replace(USUAL, sections=(*USUAL.sections, *USUAL.sections)), {"report-sections-wrong"}),
    ):
        with pytest.raises(ReportRefused) as refused:
            ordered(database, cast, map_id, choice)
        assert {problem.code for problem in refused.value.problems} == codes
    for _ in range(MOST_OF_A_MAP):
        ordered(database, cast, map_id)
    with pytest.raises(ReportRefused) as refused:
        ordered(database, cast, map_id)
    assert [problem.code for problem in refused.value.problems] == ["reports-under-way"]


def test_rights_are_those_of_the_map(database: Database, cast: Cast, map_id: MapId) -> None:
    """Whoever views it orders and takes; editors remove; others find nothing; another map's report is not there."""
    order = ordered(database, cast, map_id)
    with database.writing() as session:
        other = maps.create(session, actor(cast.owner), chain=example())
        with pytest.raises(Forbidden):
            past.remove(session, actor(cast.viewer), map_id=map_id, report=order.report.id, now=now())
        with pytest.raises(ReportNotFound):
            past.remove(session, actor(cast.editor), map_id=other, report=order.report.id, now=now())
        with pytest.raises(ReportGone):
            past.content(session, actor(cast.viewer), map_id=map_id, report=order.report.id, now=now())
        for stranger in (cast.outsider, cast.stranger):
            with pytest.raises(MapNotFound):
                past.listed(session, actor(stranger), map_id=map_id, now=now())
            with pytest.raises(MapNotFound):
                ordering.order(session, actor(stranger), map_id=map_id, choice=USUAL, at=now())
        past.remove(session, actor(cast.editor), map_id=map_id, report=order.report.id, now=now())
        with pytest.raises(ReportNotFound):
            past.found(session, actor(cast.viewer), map_id=map_id, report=order.report.id, now=now())


def done(database: Database, cast: Cast, map_id: MapId, number: int = 0) -> ReportId:
    """Have a report that was made long ago."""
    order = ordered(database, cast, map_id)
    with database.writing() as session:
        assert stored.finish(session, order.report, b"%PDF-" + bytes([number]), f"{number:064}", now())
    return order.report.id


def test_the_newest_files_are_kept(database: Database, cast: Cast, map_id: MapId) -> None:
    """Of older ones it is still told who ordered them, and what their fingerprint was."""
    numbers = [done(database, cast, map_id, each) for each in range(MOST_FILES + 2)]
    ordered(database, cast, map_id)
    with database.reading() as session:
        found = {each.id: each for each in past.listed(session, actor(cast.viewer), map_id=map_id, now=now())}
    assert [found[each].is_kept for each in numbers] == [False] * 2 + [True] * MOST_FILES
    assert found[numbers[0]].fingerprint == f"{0:064}"
    with pytest.raises(ReportGone):
        content(database, cast, map_id, numbers[0])


def test_who_is_erased_takes_the_files_along(database: Database, cast: Cast, map_id: MapId, tmp_path: Path) -> None:
    """For their name may stand in them; that there was a report stays, and who ordered it is a number."""
    number = done(database, cast, map_id)
    under_way = ordered(database, cast, map_id)
    with database.writing() as session:
        exported = privacy.export(session, actor(cast.viewer), person=cast.viewer)
        assert b"Olga Ortiz" in exported
        assert f"{0:064}".encode() in exported
        privacy.erase(session, actor(cast.owner), person=cast.viewer, data=tmp_path)
    with database.writing() as session:
        found = past.found(session, actor(cast.owner), map_id=map_id, report=number, now=now())
        assert (found.choice.author, found.is_kept, found.state) == ("", False, ReportState.DONE)
        assert str(cast.viewer.id) in found.orderer
        assert cast.viewer.name not in found.orderer
        assert not stored.finish(session, under_way.report, b"%PDF-", "0" * 64, now())


def test_reports_go_with_their_map(database: Database, cast: Cast, map_id: MapId) -> None:
    """Nothing is left of them."""
    number = done(database, cast, map_id)
    with database.writing() as session:
        maps.remove(session, actor(cast.owner), map_id=map_id, base_revision=1)
    with database.reading() as session:
        assert stored.by_id(session, map_id, number) is None
        assert stored.content(session, number) is None
