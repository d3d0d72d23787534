"""Guests: they come by a link with a name and an area, and propose what they give and receive."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.services.accounts import attempts, keys
from app.services.accounts.attempts import Tried
from app.services.accounts.people import tidy
from app.services.live.opening import GuestLinkNotFound, GuestsRefused
from process_models.domain.errors import EslabonError
from process_models.domain.guests import Guest, GuestLink, Proposal
from process_models.domain.problems import Problem, error
from process_models.storage import guests, maps
from process_models.storage.session import Session

MOST_GUESTS = 200
MOST_OF_ONE = 60
MOST_OF_ALL = 2000
"""How many come by one link, how much one of them proposes, and all of them."""

LONGEST_NAME, LONGEST = 60, 120

FIELDS = ("area", "client", "gives", "supplier", "receives")


class GuestsLocked(EslabonError):
    """The facilitator let nobody come or propose for the moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a guest finds behind a link: the map's name, and oneself with what one proposed, once one has come in."""

    link: GuestLink
    map_name: str
    guest: Guest | None = None
    proposals: tuple[Proposal, ...] = ()


def entered(session: Session, *, key: str, guest_key: str, now: datetime) -> Room:
    """Return what a link opens, for whoever holds the key of a guest, or none yet.

    Raises:
        GuestLinkNotFound: it opens nothing.
    """
    link = _link(session, key, now)
    name = maps.names_of(session, link.organisation, (link.map,)).get(link.map, "")
    guest = guests.guest_of(session, keys.digest(guest_key), link.id) if guest_key else None
    own = guests.of_guest(session, guest.id) if guest else ()
    return Room(link=link, map_name=name, guest=guest, proposals=own)


def come_in(session: Session, *, key: str, name: str, area: str, address: str, now: datetime) -> str:
    """Let somebody in by a link; return the key by which their browser is known.

    Raises:
        GuestLinkNotFound: the link opens nothing.
        GuestsLocked: nobody is let in for the moment.
        GuestsRefused: name or area cannot be kept, or the room is full.
        TooManyAttempts: too many came from one address.
    """
    link = _unlocked(session, key, now)
    known = {"name": tidy(name), "area": tidy(area)}
    wrong = [*_text("name", known["name"], LONGEST_NAME), *_text("area", known["area"], LONGEST)]
    if guests.count_guests(session, link.id) >= MOST_GUESTS:
        wrong.append(error("guests-full", most=MOST_GUESTS))
    if wrong:
        raise GuestsRefused(*wrong)
    attempts.count(session, Tried.GUEST, f"{link.id} {attempts.network(address)}", now=now)
    new = keys.new()
    guests.add_guest(session, link.id, name=known["name"], area=known["area"], digest=keys.digest(new))
    return new


def propose(session: Session, *, key: str, guest_key: str, said: Mapping[str, str], now: datetime) -> None:
    """Keep what a guest proposes.

    Raises:
        GuestLinkNotFound: the link opens nothing, or nobody came by it with that key.
        GuestsLocked: nothing is taken for the moment.
        GuestsRefused: it cannot be kept, with every problem; or it is too much.
        TooManyAttempts: it came too fast.
    """
    link = _unlocked(session, key, now)
    guest = guests.guest_of(session, keys.digest(guest_key), link.id)
    if guest is None:
        raise GuestLinkNotFound.now()
    texts = tidied({"area": guest.area, **said})
    wrong = list(problems(texts))
    if _is_full(session, link, guest):
        wrong.append(error("proposals-full", most=MOST_OF_ONE))
    if wrong:
        raise GuestsRefused(*wrong)
    if any(_same(each, texts) for each in guests.of_guest(session, guest.id)):
        return  # sent twice
    attempts.count(session, Tried.PROPOSAL, str(guest.id), now=now)
    guests.add_proposal(session, guest, texts)


def tidied(said: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of a proposal without what cannot be seen."""
    return {name: tidy(said.get(name, "")) for name in FIELDS}


def problems(texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return what is wrong with a proposal: halves that are half said, nothing said at all, what is too long."""
    found = [*_text("area", texts["area"], LONGEST)]
    for whom, what in (("client", "gives"), ("supplier", "receives")):
        if bool(texts[whom]) is not bool(texts[what]):
            found.append(error("proposal-half", f"/{whom if texts[what] else what}"))
        found += [
            error("guest-text-wrong", f"/{each}", most=LONGEST) for each in (whom, what) if len(texts[each]) > LONGEST
        ]
    if not any(texts[each] for each in FIELDS[1:]):
        found.append(error("proposal-empty", "/client"))
    return tuple(found)


def _text(name: str, text: str, most: int) -> tuple[Problem, ...]:
    return () if 0 < len(text) <= most else (error("guest-text-wrong", f"/{name}", most=most),)


def _same(known: Proposal, texts: Mapping[str, str]) -> bool:
    return all(getattr(known, name) == texts[name] for name in FIELDS)


def _is_full(session: Session, link: GuestLink, guest: Guest) -> bool:
    of_one = guests.count_proposals(session, link.id, guest.id)
    return of_one >= MOST_OF_ONE or guests.count_proposals(session, link.id) >= MOST_OF_ALL


def _link(session: Session, key: str, now: datetime) -> GuestLink:
    link = guests.link_of(session, keys.digest(key), now)
    if link is None:
        raise GuestLinkNotFound.now()
    return link


def _unlocked(session: Session, key: str, now: datetime) -> GuestLink:
    link = _link(session, key, now)
    if link.is_locked:
        raise GuestsLocked(error("guests-locked"))
    return link
