"""Pages name a file plainly and get the one that was built."""

from pathlib import Path

import pytest

from app.web.assets import BUILT, AssetsNotBuilt, built

MANIFEST = '{"src/main.ts": {"file": "main-B2k4.js"}, "src/styles/main.css": {"file": "style-x9.css"}}'


def test_a_plain_name_leads_to_the_built_file(tmp_path: Path) -> None:
    """Whatever it is called in the sources and after the build."""
    (tmp_path / "manifest.json").write_text(MANIFEST, encoding="utf-8")
    assert built(tmp_path, "main.js") == "main-B2k4.js"
    assert built(tmp_path, "main.css") == "style-x9.css"


def test_a_file_that_was_not_built_is_named(tmp_path: Path) -> None:
    """The error says which, and the words say what to do."""
    (tmp_path / "manifest.json").write_text(MANIFEST, encoding="utf-8")
    with pytest.raises(AssetsNotBuilt) as caught:
        built(tmp_path, "other.js")
    assert dict(caught.value.problems[0].fields) == {"file": "other.js"}


def test_a_front_end_that_was_never_built_is_told(tmp_path: Path) -> None:
    """Without a list of files, the list is what is missing."""
    with pytest.raises(AssetsNotBuilt) as caught:
        built(tmp_path, "main.js")
    assert dict(caught.value.problems[0].fields) == {"file": "manifest.json"}


@pytest.mark.parametrize("name", ["main.js", "main.css", "mark.svg"])
def test_what_every_page_asks_for_is_built(name: str) -> None:
    """`make setup` leaves the files where the pages look for them."""
    assert (BUILT / built(BUILT, name)).stat().st_size > 0
