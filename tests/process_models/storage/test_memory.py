"""What a process has at hand: contents by edition, those used last."""

from process_models.domain.identifiers import MapId
from process_models.storage.memory import ChainMemory, Edition
from tests.chains import chain

TWO_THINGS = chain("process a\nprocess b")
"""Three, with the map itself."""


def edition(revision: int) -> Edition:
    """Return an edition of one map."""
    return Edition(MapId("m"), revision, 0)


def test_a_content_is_found_by_its_edition_alone() -> None:
    """Another revision, other evidence or another map is another content."""
    memory = ChainMemory()
    memory.keep(edition(1), TWO_THINGS)
    assert memory.find(edition(1)) is TWO_THINGS
    assert memory.find(edition(2)) is None
    assert memory.find(Edition(MapId("m"), 1, 1)) is None
    assert memory.find(Edition(MapId("other"), 1, 0)) is None


def test_what_was_not_asked_for_longest_makes_room() -> None:
    """By the number of things, not of maps; the last one stays however large it is."""
    memory = ChainMemory(most_things=6)
    memory.keep(edition(1), TWO_THINGS)
    memory.keep(edition(2), TWO_THINGS)
    memory.find(edition(1))
    memory.keep(edition(3), TWO_THINGS)
    assert [revision for revision in (1, 2, 3) if memory.find(edition(revision))] == [1, 3]
    large = chain("\n".join(f"process p{number}" for number in range(20)))
    memory.keep(edition(4), large)
    assert [revision for revision in (1, 2, 3, 4) if memory.find(edition(revision))] == [4]
