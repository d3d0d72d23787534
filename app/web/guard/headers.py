"""What every answer tells the browser to hold to, errors and files included."""

from flask import Flask, Response, request

_SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
CONTENT_SECURITY_POLICY = "; ".join(f"{what} {sources}" for what, sources in _SOURCES.items())

_UNUSED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")

ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
}

ONLY_ENCRYPTED = "max-age=31536000"
"""A year."""

NO_REFERRER = "no-referrer"

PRIVATE = "no-store"
"""Nobody on the way keeps a page, nor the browser once somebody else sits before it."""


def _narrower(answer: Response) -> dict[str, str]:
    """Return what an answer itself tells more strictly: that no address of it is told to anybody."""
    return {"Referrer-Policy": NO_REFERRER} if answer.headers.get("Referrer-Policy") == NO_REFERRER else {}


def send_headers(app: Flask, *, is_secure: bool) -> None:
    """Send the headers with every answer."""

    def sent(answer: Response) -> Response:
        answer.headers.update({**ALWAYS, **_narrower(answer)})
        answer.headers.setdefault("Cache-Control", PRIVATE)
        if is_secure or request.is_secure:
            answer.headers["Strict-Transport-Security"] = ONLY_ENCRYPTED
        return answer

    app.after_request(sent)
