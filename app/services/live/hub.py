"""One thread of a server process that sees what happens on the maps somebody follows, and wakes those who do.

It asks the database for all of them at once, four times a second and whenever this process has written: a change is
read once, however many follow, and nobody who waits holds a connection. It also writes down who is where, in one
transaction now and then, so that moving about costs nobody else anything.
"""

import json
import logging
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Condition, Event, Thread

from app.services.keeping import changes, scripted
from app.services.live import opening, places, proposing
from app.services.live.log import Event as Told
from app.services.live.log import MapLog
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import MapId, PersonId
from process_models.domain.presence import Presence
from process_models.domain.problems import error
from process_models.storage import guests, maps, presence
from process_models.storage.session import Database, Session

TICK = 0.25
"""Seconds between two looks; for what another process wrote, which is at most so long on its way."""

BETWEEN_WRITES, BETWEEN_SIGNS = 0.5, 10.0
"""Seconds between two writings of who is where: when somebody moved, and when nobody did."""

BETWEEN_FORGETTING = 60.0
"""Seconds between two looks for guests whose link is over."""

MOST_OF_ONE = 16
"""Streams that one person has from this process at once."""

_PATIENCE = 0.1
_SECONDS_IDLE = 30.0

Tab = tuple[PersonId, str]


class StreamsFull(EslabonError):
    """No stream is free: polling serves as well."""


@dataclass(slots=True, kw_only=True)
class Follower:
    """Somebody who follows a map; `seen` counts the events that they got."""

    hub: "Hub"
    map: MapId
    person: PersonId
    tab: str
    seen: int
    is_over: bool = False

    def wait(self, seconds: float) -> tuple[Told, ...] | None:
        """Return what happened since the last time, as soon as something does; None if that is not at hand any more."""
        return self.hub.wait_for(self, seconds)

    def close(self) -> None:
        """Follow no more."""
        self.hub.leave(self)


class Hub:
    """What one process knows of the maps that are followed in it; cheap to make, its thread begins when needed."""

    def __init__(self, database: Database, *, streams: int) -> None:
        self.streams = streams
        self._database = database
        self._changed = Condition()
        self._nudged = Event()
        self._logs: dict[MapId, MapLog] = {}
        self._people: Counter[PersonId] = Counter()
        self._tabs: Counter[Tab] = Counter()
        self._moved: dict[Tab, Presence] = {}
        self._kept: dict[Tab, Presence] = {}
        self._gone: set[Tab] = set()
        self._written = self._signed = self._forgets = 0.0
        self._thread: Thread | None = None
        self._is_over = False

    def nudge(self) -> None:
        """Look now: this process wrote something."""
        self._nudged.set()

    def follow(self, map_id: MapId, person: PersonId, tab: str, *, revision: int, news: int) -> Follower:
        """Follow a map from a revision on; the follower is to be closed.

        Raises:
            StreamsFull: all streams of this process, or of this person, are taken.
        """
        with self._changed:
            if self._is_over or self._people.total() >= self.streams or self._people[person] >= MOST_OF_ONE:
                raise StreamsFull(error("streams-full"))
            log = self._logs.setdefault(map_id, MapLog(revision=revision, news=news))
            log.followers += 1
            self._people[person] += 1
            self._follow_tab((person, tab), 1)
            self._begin()
            return Follower(hub=self, map=map_id, person=person, tab=tab, seen=log.total)

    def leave(self, follower: Follower) -> None:
        """Let a follower go, and with it where its tab was."""
        with self._changed:
            if follower.is_over:
                return
            follower.is_over = True
            self._people[follower.person] -= 1
            log = self._logs[follower.map]
            log.followers -= 1
            if not log.followers:
                del self._logs[follower.map]
            self._follow_tab((follower.person, follower.tab), -1)
            self._nudged.set()

    def wait_for(self, follower: Follower, seconds: float) -> tuple[Told, ...] | None:
        """Return what happened on a follower's map."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_over or self._log(follower).total > follower.seen, seconds)
            log = self._log(follower)
            found = log.after(follower.seen)
            follower.seen = log.total
            return found

    def here_event(self, map_id: MapId) -> Told | None:
        """Return who is where on a map that is followed, if this process looked already."""
        with self._changed:
            log = self._logs.get(map_id)
            return None if log is None or log.here is None else _here(log.here)

    def move(self, where: Presence) -> None:
        """Note where somebody is; while they follow the map from here, that needs no further sign."""
        with self._changed:
            tab = (where.person, where.tab)
            self._moved[tab] = where
            self._gone.discard(tab)
            if self._tabs[tab]:
                self._kept[tab] = where
            self._begin()
            self._nudged.set()

    @property
    def is_over(self) -> bool:
        """Whether the process ends."""
        return self._is_over

    @property
    def open_streams(self) -> int:
        """How many follow something."""
        with self._changed:
            return self._people.total()

    def stop(self) -> None:
        """Wake everybody for the last time."""
        with self._changed:
            self._is_over = True
            thread, self._thread = self._thread, None
            self._changed.notify_all()
            self._nudged.set()
        if thread is not None:
            thread.join(timeout=5)

    def _log(self, follower: Follower) -> MapLog:
        return self._logs.get(follower.map) or MapLog(revision=0, news=0, total=follower.seen)

    def _follow_tab(self, tab: Tab, by: int) -> None:
        """Keep where a tab is as long as a stream of it is open; with the last one it leaves."""
        self._tabs[tab] += by
        if self._tabs[tab] and tab in self._moved:
            self._kept[tab] = self._moved[tab]
        if not self._tabs[tab]:
            del self._tabs[tab]
            was = (self._kept.pop(tab, None), self._moved.pop(tab, None))
            if any(was):
                self._gone.add(tab)

    def _begin(self) -> None:
        if self._thread is None and not self._is_over:
            self._thread = Thread(target=self._run, name="live", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        busy = time.monotonic()
        while not self._is_over:
            self._nudged.wait(TICK)
            self._nudged.clear()
            with suppress(EslabonError):  # a database that is busy or away is asked again at the next look
                self._look_and_write()
            with self._changed:
                if self._logs or self._moved or self._gone:
                    busy = time.monotonic()
                elif time.monotonic() - busy > _SECONDS_IDLE:
                    self._thread = None
                    return

    def _look_and_write(self) -> None:
        try:
            self._forget_guests()
            self._look()
            if self._write():
                self._look()
        except EslabonError:
            raise
        except Exception:
            logging.getLogger(__name__).exception("live: looking again")
            time.sleep(1)

    def _write(self) -> bool:
        """Write down who moved, who left, and now and then who is still there; tell whether there was anything."""
        now = time.monotonic()
        with self._changed:
            is_due = bool(self._kept) and now - self._signed >= BETWEEN_SIGNS
            moved, gone = {**(self._kept if is_due else {}), **self._moved}, set(self._gone)
            if not (moved or gone) or now - self._written < BETWEEN_WRITES:
                return False
        at = datetime.now(UTC)
        self._written = now
        with self._database.writing(patience=_PATIENCE) as session:
            presence.leave(session, gone, before=places.shown_since(at))
            presence.put(session, moved.values(), at)
        self._was_written(moved, gone, now if is_due else self._signed)
        return True

    def _was_written(self, moved: dict[Tab, Presence], gone: set[Tab], signed: float) -> None:
        with self._changed:
            self._signed = signed
            self._gone -= gone
            for tab, where in moved.items():
                if self._moved.get(tab) == where:
                    del self._moved[tab]

    def _forget_guests(self) -> None:
        """Now and then forget the names of guests whose link is over."""
        if time.monotonic() < self._forgets:
            return
        self._forgets, at = time.monotonic() + BETWEEN_FORGETTING, datetime.now(UTC)
        with self._database.reading() as session:
            if not opening.is_to_forget(session, now=at):
                return
        with self._database.writing(patience=_PATIENCE) as session:
            opening.forget_over(session, now=at)

    def _look(self) -> None:
        with self._changed:
            known = {map_id: (log.revision, log.news) for map_id, log in self._logs.items()}
        if not known:
            return
        found: list[Callable[[], None]] = []
        with self._database.reading() as session:
            revisions, news = maps.revisions(session, known), guests.news(session, known)
            people = presence.here(session, known, since=places.shown_since(datetime.now(UTC)))
            for map_id, (revision, told) in known.items():
                if revisions.get(map_id, 0) > revision:
                    found.append(self._changes(session, map_id, revision))
                if news.get(map_id, 0) > told:
                    found.append(self._proposals(session, map_id, told))
        with self._changed:
            for tell in found:
                tell()
            for map_id in known:
                self._tell_here(map_id, tuple(each for each in people if each.map == map_id))
            self._changed.notify_all()

    def _changes(self, session: Session, map_id: MapId, revision: int) -> Callable[[], None]:
        told = tuple(told_change(entry) for entry in changes.since(session, map_id, revision))

        def tell() -> None:
            log = self._logs.get(map_id)
            for event in told:
                if log is not None and event.revision is not None and event.revision > log.revision:
                    log.revision = event.revision
                    log.add(event)

        return tell

    def _proposals(self, session: Session, map_id: MapId, news: int) -> Callable[[], None]:
        told = guests.proposals(session, map_id, after=news)

        def tell() -> None:
            log = self._logs.get(map_id)
            for each in told:
                if log is not None and each.news > log.news:
                    log.news = each.news
                    log.add(Told(word="proposal", text=json.dumps(proposing.document(each))))

        return tell

    def _tell_here(self, map_id: MapId, people: tuple[Presence, ...]) -> None:
        log = self._logs.get(map_id)
        if log is not None and log.here != people:
            log.here = people
            log.add(_here(people))


def told_change(entry: changes.ChangeEntry) -> Told:
    """Return a change as it is told to those who follow."""
    text = json.dumps(scripted.change_in_answer(entry))
    return Told(word="change", text=text, revision=entry.revision)


def _here(people: tuple[Presence, ...]) -> Told:
    return Told(word="here", text=json.dumps(places.documents(people)))
