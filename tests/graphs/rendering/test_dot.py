"""DOT: the same text for the same picture, and nothing of a user's in it but labels."""

import re
from collections.abc import Callable

import pytest

from graphs.rendering.dot import crowded_dot, dot
from graphs.rendering.picture import Picture, View
from process_models.domain.identifiers import NodeId
from tests.pictures import HOSTILE, drawn, example, named
from tests.snapshot import assert_as_kept

FORBIDDEN = re.compile(r"\b(url|href|image|target|tooltip|shapefile|stylesheet|fontpath)\s*=", re.IGNORECASE)


def outside_quotes(text: str) -> str:
    """Return DOT without its quoted strings."""
    return re.sub(r'"(?:[^"\\]|\\.)*"', '""', text, flags=re.DOTALL)


def test_the_example_map_is_written_as_kept() -> None:
    """In lanes, with both kinds of group, a cycle and an unknown."""
    assert_as_kept(dot(drawn(example(), view=View(lanes=True))), "example-lanes.dot")


def test_an_upstream_view_is_written_as_kept() -> None:
    """Only what lies upstream of the outcome, in English."""
    view = View(outcome=NodeId("minorista"))
    assert_as_kept(dot(drawn(example(), view=view, language="en")), "example-upstream.dot")


@pytest.mark.parametrize("write", [dot, crowded_dot])
def test_the_same_picture_gives_the_same_text(write: Callable[[Picture], str]) -> None:
    """Twice the same, to the byte."""
    picture = drawn(example(), view=View(lanes=True))
    assert write(picture) == write(picture)


def test_hostile_texts_stay_inside_their_labels() -> None:
    """No attribute, node or HTML label comes of a name."""
    text = dot(drawn(named(*HOSTILE), view=View(lanes=True)))
    bare = outside_quotes(text)
    assert not FORBIDDEN.search(bare)
    assert "<" not in bare
    assert set(re.findall(r"^\s*(\w+) \[label", text, re.MULTILINE)) == {
        *(f"n{place}" for place in range(1, len(HOSTILE) + 1)),
        *(f"h{place}" for place in range(1, len(HOSTILE))),
    }
