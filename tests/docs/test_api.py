"""Every request that docs/api.md shows does what it says."""

import shlex
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.app.api.programs import API, showing, token_of
from tests.cast import Cast
from tests.docs.figures import fenced
from tests.docs.pages import ROOT


def _requests() -> Iterator[tuple[str, str, dict[str, str], bytes | None]]:
    """Yield what each line of curl sends."""
    for block in fenced((ROOT / "docs" / "api.md").read_text(encoding="utf-8"), "bash"):
        for line in block.strip().splitlines():
            yield _request(shlex.split(line)[1:])


def _request(said: list[str]) -> tuple[str, str, dict[str, str], bytes | None]:
    verb, headers, body, address = "", {}, None, ""
    words = iter(said)
    for word in words:
        if word == "-X":
            verb = next(words)
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word in {"-d", "--data-binary"}:
            given = next(words)
            body = (ROOT / given[1:]).read_bytes() if given.startswith("@") else given.encode()
        else:
            address = word
    return verb or ("GET" if body is None else "POST"), address, headers, body


def test_every_request_of_the_page_is_answered(app: Flask, cast: Cast) -> None:
    """One after the other, with a token that may."""
    shown = token_of(app, cast.editor)[1]
    made = ""
    requests = list(_requests())
    assert len(requests) > 5
    for verb, address, headers, body in requests:
        path = urlsplit(address.replace("$ESLABON_SERVER", "http://localhost").replace("$MAP", made))
        sent = {name: value.replace("$ESLABON_TOKEN", shown) for name, value in headers.items()}
        answer = showing(app, None).open(f"{path.path}?{path.query}", method=verb, headers=sent, data=body)
        assert answer.status_code in {200, 201}, (address, answer.text)
        if path.path == f"{API}/maps":
            made = answer.get_json()["id"]


@pytest.mark.parametrize("word", ["read", "write", "manage"])
def test_every_scope_is_told(word: str) -> None:
    """With what it opens."""
    assert f"| `{word}` |" in (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
