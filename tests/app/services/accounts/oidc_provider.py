"""A small provider of single sign-on on this machine, from discovery to signature, that can be told to misbehave."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwk, jws, jwt

from app.provider_settings import ProviderSettings

CLIENT, SECRET = "eslabon", "a secret of tests"


class OidcProvider:
    """Who signs in is `person`; `wrong` changes claims, `fault` names what else goes wrong."""

    def __init__(self) -> None:
        self.key = jwk.RSAKey.generate_key(2048, {"use": "sig"}, auto_kid=True)
        self.person: dict[str, Any] = {"sub": "1", "email": "elias@andina.example", "email_verified": True}
        self.wrong: dict[str, Any] = {}
        self.fault = ""
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []
        self.issuer = ""

    def settings(self, **changed: Any) -> ProviderSettings:  # noqa: ANN401 - as the settings
        """Return what a server that believes this provider is told."""
        return ProviderSettings(issuer=self.issuer, client_id=CLIENT, client_secret=SECRET, **changed)

    def environment(self, **more: str) -> dict[str, str]:
        """Return the same as a server's environment says it."""
        return {"OIDC_ISSUER": self.issuer, "OIDC_CLIENT_ID": CLIENT, "OIDC_CLIENT_SECRET": SECRET, **more}

    def authorized(self, address: str) -> str:
        """Let the person in, as a browser that was sent here would; return where it is sent back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (asked["client_id"], asked["code_challenge_method"]) == (CLIENT, "S256")
        if self.fault == "cancelled":
            return f"{asked['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': asked['state']})}"
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def answer(self, path: str, sent: dict[str, str]) -> tuple[int, bytes]:
        """Answer one request."""
        self.asked.append(path)
        if self.fault == f"500 {path}":
            return 500, b"{}"
        if self.fault == f"huge {path}":
            return 200, b'{"x": "' + b"x" * 300_000 + b'"}'
        if path == "/.well-known/openid-configuration":
            return 200, self._papers()
        if path == "/keys":
            return 200, json.dumps({"keys": [self.key.as_dict(private=False)]}).encode()
        if path == "/authorize":
            return 303, self.authorized(f"{path}?{urlencode(sent)}").encode()
        return self._token(sent)

    def _papers(self) -> bytes:
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return json.dumps(
            {"issuer": self.issuer, **{name: f"{self.issuer}/{path}" for name, path in names.items()}}
        ).encode()

    def _token(self, sent: dict[str, str]) -> tuple[int, bytes]:
        asked = self.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or challenge != asked["code_challenge"] or sent["redirect_uri"] != asked["redirect_uri"]:
            return 400, b'{"error": "invalid_grant"}'
        return 200, json.dumps({"id_token": self._signed(asked["nonce"])}).encode()

    def _signed(self, nonce: str) -> str:
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce} | self.person
        claims |= self.wrong
        header = {"alg": "RS256", "kid": self.key.kid}
        if self.fault == "other key":
            return jwt.encode(header, claims, jwk.RSAKey.generate_key(2048))
        if self.fault == "unknown kid":
            return jwt.encode(header | {"kid": "nobody's"}, claims, self.key)
        if self.fault == "none":
            return ".".join(_b64(json.dumps(part).encode()) for part in (header | {"alg": "none"}, claims)) + "."
        if self.fault == "HS256":
            public = jwk.OctKey.import_key(base64.b64encode(self.key.as_bytes(private=False)))
            payload = json.dumps(claims).encode()
            return jws.serialize_compact(header | {"alg": "HS256"}, payload, public, algorithms=["HS256"])
        return jwt.encode(header, claims, self.key)


def _b64(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


@contextmanager
def oidc_provider() -> Iterator[OidcProvider]:
    """Serve a provider on a free port of this machine."""
    provider = OidcProvider()

    class Handler(BaseHTTPRequestHandler):
        """Hands requests on."""

        def do_GET(self) -> None:
            """Answer what is asked by address."""
            self._answer(urlsplit(self.path).query)

        def do_POST(self) -> None:
            """Answer a form; the secret must come with it."""
            wanted = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
            assert self.headers["Authorization"] == wanted
            self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def _answer(self, query: str) -> None:
            sent = {name: values[0] for name, values in parse_qs(query).items()}
            status, body = provider.answer(urlsplit(self.path).path, sent)
            self.send_response(status)
            if status == 303:
                self.send_header("Location", body.decode())
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_told: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield provider
    server.shutdown()
    thread.join()
    server.server_close()
