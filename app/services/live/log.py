"""What happened on one map while somebody in this process follows it, in its order."""

from collections import deque
from dataclasses import dataclass, field

from process_models.domain.presence import Presence

KEPT = 1000
"""Events that are at hand; whoever is further behind begins anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing to tell: its word, its text, and of a change its revision."""

    word: str
    text: str
    revision: int | None = None


@dataclass(slots=True, kw_only=True)
class MapLog:
    """The events of a map from a revision on, and what is known of it to find the next."""

    revision: int
    news: int
    followers: int = 0
    here: tuple[Presence, ...] | None = None
    total: int = 0
    events: deque[Event] = field(default_factory=lambda: deque(maxlen=KEPT))

    def add(self, event: Event) -> None:
        """Append an event."""
        self.events.append(event)
        self.total += 1

    def after(self, seen: int) -> tuple[Event, ...] | None:
        """Return the events after the first so many, None if not all of them are at hand any more."""
        missing = self.total - seen
        if missing > len(self.events):
            return None
        return tuple(self.events)[len(self.events) - missing :]
