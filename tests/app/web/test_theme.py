"""The colours that a browser chose are written into every page; what is no choice of ours is not."""

import pytest
from flask import Flask

from tests.cast import Cast, client_of


@pytest.mark.parametrize(
    ("cookie", "written"), [("dark", ' data-theme="dark"'), ("light", ' data-theme="light"'), ("x", ""), ('"><b>', "")]
)
def test_a_choice_is_written_into_the_page(app: Flask, cast: Cast, cookie: str, written: str) -> None:
    """On the page where it is chosen too."""
    client = client_of(app, cast.viewer)
    client.set_cookie("theme", cookie)
    assert f'<html lang="es"{written}>' in client.get("/account").text
