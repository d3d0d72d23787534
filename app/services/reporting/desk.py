"""Where a server process makes the reports that were ordered in it, in threads of their own beside the requests.

What is known of an order stands in the database: whichever process is asked tells it. While an order is under way its
process gives a sign of life there every few seconds, and hears in the same way that somebody stopped it; of an order
without a sign, because the server ended, it is told that it was not finished (`past.SILENCE`).
"""

import logging
import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from threading import BoundedSemaphore, Event, Lock, Thread

from app.services.reporting import printing
from app.services.reporting.ordering import Order
from app.services.reporting.printing import ReportStopped
from app.services.turns import TooMuchAtOnce
from graphs.workers import Watch
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import ReportId
from process_models.domain.problems import error
from process_models.domain.reports import ReportState
from process_models.storage import maps, reports
from process_models.storage.session import Database, DatabaseBusy, DatabaseUnusable

AT_ONCE, MOST = 1, 12
"""Reports that a process makes at once, and those that it has in hand: made, or waiting for their turn."""

BETWEEN_SIGNS = 2.0
"""Seconds."""

_SECONDS_TO_END = 2.0

Run = tuple[ReportId, datetime]

_log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class _InHand:
    order: Order
    watch: Watch = field(default_factory=Watch)
    thread: Thread | None = None

    @property
    def run(self) -> "Run":
        """What it is known by: an order that is begun again is another, though of the same report."""
        return self.order.report.id, self.order.report.at


class Desk:
    """The reports that one process has in hand; cheap to make, its threads begin when needed and end by themselves."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()
        self._in_hand: dict[Run, _InHand] = {}
        self._places = BoundedSemaphore(AT_ONCE)
        self._signing: Thread | None = None
        self._ended = Event()

    def require_room(self) -> None:
        """Refuse a new order while there are too many.

        Raises:
            TooMuchAtOnce: trying again later helps.
        """
        with self._lock:
            if len(self._in_hand) >= MOST:
                raise TooMuchAtOnce(error("too-much-at-once"))

    def take(self, order: Order) -> None:
        """Have a report made; one that is in hand already, or not waiting any more, is not made twice."""
        if order.report.state is not ReportState.WAITING:
            return
        taken = _InHand(order=order)
        with self._lock:
            if taken.run in self._in_hand:
                return
            self._in_hand[taken.run] = taken
            taken.thread = Thread(target=self._work, args=(taken,), name=f"report-{order.report.id}", daemon=True)
            taken.thread.start()
            if self._signing is None:
                self._signing = Thread(target=self._sign, name="report-signs", daemon=True)
                self._signing.start()

    def drop(self, report: ReportId) -> None:
        """Stop at once what was stopped in the database; another process hears of it with its next sign."""
        with self._lock:
            self._stop(report)

    def stop(self) -> None:
        """Stop everything, and wait a moment for its end: the process ends."""
        self._ended.set()
        with self._lock:
            known, signing = tuple(self._in_hand.values()), self._signing
        for taken in known:
            taken.watch.stop()
        until = time.monotonic() + _SECONDS_TO_END
        for thread in (*(taken.thread for taken in known), signing):
            if thread is not None:
                thread.join(max(0.0, until - time.monotonic()))

    def _stop(self, *gone: ReportId) -> None:
        for (report, _), taken in self._in_hand.items():
            if report in gone:
                taken.watch.stop()

    def _work(self, taken: _InHand) -> None:
        try:
            with self._places:
                self._make(taken)
        finally:
            with self._lock:
                del self._in_hand[taken.run]

    def _make(self, taken: _InHand) -> None:
        order = taken.order
        try:
            made = printing.of_map(
                order.opened,
                order.report.choice,
                organisation=order.organisation,
                note=lambda state: self._note(taken, state),
                watch=taken.watch,
            )
            self._finish(taken, made)
        except ReportStopped:
            pass  # whoever stopped it wrote that down; where the process ends, nobody does
        except EslabonError as reason:
            self._fail(taken, reason.problems[0].code)
        except Exception:  # noqa: BLE001 - whatever goes wrong is told of the report, and noted
            _log.exception("report %s", order.report.id)
            self._fail(taken, "report-failed")

    def _note(self, taken: _InHand, state: ReportState) -> None:
        if taken.watch.is_stopped:
            raise ReportStopped
        with self._database.writing() as session:
            if not reports.advance(session, taken.order.report, state, maps.now()):
                raise ReportStopped

    def _finish(self, taken: _InHand, made: bytes) -> None:
        fingerprint = sha256(made).hexdigest()
        with self._database.writing() as session:
            reports.finish(session, taken.order.report, made, fingerprint, maps.now())

    def _fail(self, taken: _InHand, reason: str) -> None:
        with suppress(DatabaseBusy, DatabaseUnusable), self._database.writing() as session:
            reports.end(session, taken.order.report, ReportState.FAILED, reason)

    def _sign(self) -> None:
        while not self._ended.wait(BETWEEN_SIGNS):
            with self._lock:
                known = {report for report, _ in self._in_hand}
                if not known:
                    self._signing = None
                    return
            with suppress(DatabaseBusy, DatabaseUnusable):
                self._sign_once(known)

    def _sign_once(self, known: Collection[ReportId]) -> None:
        with self._database.writing() as session:
            wanted = reports.sign(session, known, maps.now())
        with self._lock:
            self._stop(*(report for report in known if report not in wanted))
