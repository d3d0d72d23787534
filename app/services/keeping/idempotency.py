"""A request that is sent twice is carried out once."""

from hashlib import sha256

from app.services.access import Actor
from process_models.domain.errors import EslabonError
from process_models.domain.problems import error
from process_models.storage import keys, maps
from process_models.storage.session import Session


class IdempotencyKeyReused(EslabonError):
    """A key came with another request before."""


def claim(session: Session, actor: Actor, key: str | None, *request: str) -> str | None:
    """Return the answer that a request with this key got before; None for the first time, or without a key.

    Raises:
        IdempotencyKeyReused: the key came with another request.
    """
    if key is None:
        return None
    fingerprint = _short("\n".join(request))
    former = keys.claim(session, actor.person, _short(key), fingerprint, maps.now())
    if former is None:
        return None
    if former.request != fingerprint:
        raise IdempotencyKeyReused(error("key-reused"))
    return former.answer


def settle(session: Session, actor: Actor, key: str | None, answer: str) -> None:
    """Keep the answer for when the request comes again."""
    if key is not None:
        keys.settle(session, actor.person, _short(key), answer)


def _short(text: str) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()
