"""Pages made for a test: components or a drawing on a page of the site, under its security policy."""

from playwright.sync_api import Route

from app.web.assets import BUILT, built
from app.web.guard.headers import ALWAYS
from tests.browser.visits import Visit

_PAGE = """<!doctype html>
<html lang="es"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Hoja de prueba</title><link rel="icon" href="/static/{mark}">
<link rel="stylesheet" href="/static/{style}"><script type="module" src="/static/{script}"></script></head>
<body><header class="top"><a class="mark" href="/">eslab<b>ó</b>n</a></header>
<main id="content" class="{kind}" tabindex="-1">{content}</main></body></html>"""


def show(
    visit: Visit, content: str, *, kind: str = "page", path: str = "/sheet", parts: dict[str, str] | None = None
) -> None:
    """Open a page with some content; `parts` are what the server would answer to a script, by address."""
    page = _PAGE.format(
        mark=built(BUILT, "mark.svg"),
        style=built(BUILT, "main.css"),
        script=built(BUILT, "main.js"),
        kind=kind,
        content=content,
    )

    def answer(route: Route) -> None:
        address = route.request.url.removeprefix(visit.address)
        asked = route.request.headers.get("hx-request") == "true"
        body = (parts or {}).get(address, "") if asked else page
        route.fulfill(body=body, content_type="text/html; charset=utf-8", headers=ALWAYS)

    visit.page.route(f"{visit.address}{path}**", answer)
    visit.go(path)
