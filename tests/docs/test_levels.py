"""The pictures of docs/maps.md are those that the command draws."""

import re

import pytest

from app.services.files import exchange
from app.services.showing import diagrams, views
from tests.docs.pages import ROOT

PROCESS_MAP = ROOT / "docs" / "examples" / "process-map.json"


@pytest.mark.parametrize(
    ("picture", "view"), [("process-map", "processes"), ("process-map-expanded", "expanded:estudio")]
)
def test_the_pictures_show_the_example(picture: str, view: str) -> None:
    """Drawn again, they say the same of everything, in the same order."""
    chain = exchange.read(PROCESS_MAP.read_bytes()).chain
    assert chain is not None
    drawn = diagrams.draw(chain, "svg", fold=views.fold_of(view, chain), language="es").content.decode()
    kept = (ROOT / "docs" / "pictures" / f"{picture}.svg").read_text(encoding="utf-8")
    assert _said(kept) == _said(drawn)


def _said(svg: str) -> list[str]:
    return re.findall(r'aria-label="([^"]*)"', svg)
