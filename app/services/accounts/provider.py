"""The provider of single sign-on, by HTTP: discovery, keys, the exchange of a code. Never in a transaction."""

import base64
import hashlib
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from app.provider_settings import ProviderSettings, is_safe
from app.services.turns import Turns
from process_models.domain.accounts import Identity
from process_models.domain.errors import EslabonError
from process_models.domain.problems import error

ALGORITHMS = ("RS256", "PS256", "ES256")
"""Signatures by a key pair only: with a shared secret, whoever knows the public key could sign."""
FRESH, KEYS_AGAIN = 3600.0, 60.0
"""Seconds for which the provider's papers are kept, and between two looks for a key that is not among them."""
LEEWAY = 60
LARGEST = 256_000
_OLDEST = 600
_LONGEST = 255
_TIMEOUT = httpx.Timeout(5.0)
_WITHIN = 10.0


class ProviderUnavailable(EslabonError):
    """The provider does not answer, or not as one."""


class IdentityRefused(EslabonError):
    """What came back proves nobody."""


class SignOnCancelled(IdentityRefused):
    """Whoever left for the provider did not want to go on there."""


class SignOnTooOld(IdentityRefused):
    """The browser was away for too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What a browser keeps between leaving for the provider and coming back."""

    state: str
    nonce: str
    verifier: str = field(repr=False)

    @classmethod
    def new(cls) -> "Attempt":
        """Return one that nobody can guess."""
        return cls(state=secrets.token_urlsafe(24), nonce=secrets.token_urlsafe(24), verifier=secrets.token_urlsafe(48))

    @property
    def challenge(self) -> str:
        """What the provider is told of the verifier (S256)."""
        return base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """Whom the provider vouches for; `email` only where the provider verified it."""

    identity: Identity
    email: str | None
    name: str


class Provider:
    """One provider, with its papers kept for an hour."""

    def __init__(self, settings: ProviderSettings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._papers: tuple[float, dict[str, Any]] | None = None
        self._keys: tuple[float, KeySet] | None = None
        self._looked = 0.0
        self._turns = Turns(4)

    def address(self, attempt: Attempt, back: str) -> str:
        """Return where to send a browser."""
        asked = {
            "response_type": "code",
            "client_id": self.settings.client_id,
            "redirect_uri": back,
            "scope": "openid email profile",
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": attempt.challenge,
            "code_challenge_method": "S256",
        }
        there = self._endpoint("authorization_endpoint")
        return f"{there}{'&' if '?' in there else '?'}{urlencode(asked)}"

    def proved(self, attempt: Attempt, code: str, back: str) -> Proved:
        """Exchange a code and return whom the provider vouches for.

        Raises:
            ProviderUnavailable: it does not answer.
            IdentityRefused: the answer proves nobody.
        """
        sent = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": attempt.verifier,
        }
        answer = self._asked("POST", self._endpoint("token_endpoint"), sent)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise _refused()
        return self._read(self._claims(token), attempt.nonce)

    def _claims(self, token: str) -> dict[str, Any]:
        try:
            kid = jws.extract_compact(token.encode()).headers().get("kid")
            keys = self._key_set()
            if kid is not None and kid not in {key.kid for key in keys}:
                keys = self._key_set(again=True)
            return dict(jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims)
        except (JoseError, ValueError, TypeError, KeyError, RecursionError) as reason:
            raise _refused() from reason

    def _read(self, claims: dict[str, Any], nonce: str) -> Proved:
        ours = self.settings.client_id
        wanted = jwt.JWTClaimsRegistry(
            now=int(time.time()),
            leeway=LEEWAY,
            iss={"essential": True, "value": self.settings.issuer},
            sub={"essential": True},
            aud={"essential": True, "value": ours},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            wanted.validate(claims)
        except (JoseError, ValueError, TypeError) as reason:
            raise _refused() from reason
        if not claims["sub"].isprintable() or len(claims["sub"]) > _LONGEST:
            raise _refused()
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if several else ours) != ours or claims["iat"] < time.time() - _OLDEST - LEEWAY:
            raise _refused()
        email, name = claims.get("email"), claims.get("name")
        is_verified = claims.get("email_verified") is True and isinstance(email, str)
        return Proved(
            identity=Identity(issuer=self.settings.issuer, subject=claims["sub"]),
            email=str(email) if is_verified else None,
            name=name if isinstance(name, str) else "",
        )

    def _endpoint(self, name: str) -> str:
        found = self._known().get(name)
        if not isinstance(found, str) or not is_safe(found):
            raise _unavailable()
        return found

    def _known(self) -> dict[str, Any]:
        kept = self._papers
        if kept is not None and time.monotonic() - kept[0] < FRESH:
            return kept[1]
        found = self._asked("GET", f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != self.settings.issuer:
            raise _unavailable()
        self._papers = time.monotonic(), found
        return found

    def _key_set(self, *, again: bool = False) -> KeySet:
        """Return the keys, looked up anew when they are old or one is missing; no lock is held while asking."""
        with self._lock:
            kept, now = self._keys, time.monotonic()
            if kept is not None and now - (self._looked if again else kept[0]) < (KEYS_AGAIN if again else FRESH):
                return kept[1]
            self._looked = now
        there = self._endpoint("jwks_uri")
        try:
            keys = KeySet.import_key_set(self._asked("GET", there))  # type: ignore[arg-type]
        except (JoseError, ValueError, TypeError, KeyError) as reason:
            raise _unavailable() from reason
        self._keys = time.monotonic(), keys
        return keys

    def _asked(self, verb: str, there: str, sent: dict[str, str] | None = None) -> dict[str, Any]:
        who = (self.settings.client_id, self.settings.client_secret) if sent else None
        try:
            with (
                self._turns.taken(),
                httpx.Client(timeout=_TIMEOUT, follow_redirects=False, trust_env=False) as client,
                client.stream(verb, there, data=sent, auth=who) as answer,
            ):
                found = json.loads(_bounded(answer)) if answer.status_code in {200, 400} else None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError) as reason:
            raise _unavailable() from reason
        if sent and answer.status_code == 400:
            raise _refused()
        if answer.status_code != 200 or not isinstance(found, dict):
            raise _unavailable()
        return found


def _bounded(answer: httpx.Response) -> bytes:
    end, read = time.monotonic() + _WITHIN, bytearray()
    for part in answer.iter_bytes():
        read += part
        if len(read) > LARGEST or time.monotonic() > end:
            raise _unavailable()
    return bytes(read)


def _unavailable() -> ProviderUnavailable:
    return ProviderUnavailable(error("sso-unavailable"))


def _refused() -> IdentityRefused:
    return IdentityRefused(error("sso-refused"))
