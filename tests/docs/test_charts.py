"""The charts of the docs are those of the example map: drawn again, they say the same."""

import os
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from graphs.rendering.charts import drawn
from tests.docs.charts import CHARTS, WIDTH, told

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


def texts(svg: str) -> list[str]:
    """Return what a chart says."""
    return [each.text or "" for each in fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314 - ours


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_of_the_docs_says_what_is_computed(name: str) -> None:
    """`ESLABON_KEEP_SNAPSHOTS=1` draws it anew."""
    path = PICTURES / f"chart-{name}.svg"
    svg = drawn(told(name).figure, WIDTH).svg
    if os.environ.get("ESLABON_KEEP_SNAPSHOTS"):
        path.write_text(svg, encoding="utf-8")
    assert texts(path.read_text(encoding="utf-8")) == texts(svg)
