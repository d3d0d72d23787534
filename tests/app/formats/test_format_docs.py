"""The pages about the formats say everything that the formats have."""

import dataclasses
import re
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from app.formats.handoff_table.columns import HANDOFFS, Column, Headers, label
from app.formats.map_document import parse_map_document
from app.formats.workbook.columns import ACTIONS, MAP_KEYS, NODES, REQUIREMENTS, SheetKind, sheet_name
from app.wording import LANGUAGES
from process_models.domain import chain, evidence, vocabulary
from process_models.domain.vocabulary import GroupKind, NodeKind, TimeUnit

DOCS = Path(__file__).parents[3] / "docs"
MAP_FORMAT = (DOCS / "map-format.md").read_text(encoding="utf-8")
WORKBOOK = (DOCS / "workbook.md").read_text(encoding="utf-8")
HANDOFF_TABLE = (DOCS / "handoff-table.md").read_text(encoding="utf-8")

CLASSES = (
    chain.ValueChain,
    chain.Node,
    chain.Handoff,
    chain.Requirement,
    chain.AgreedTime,
    chain.HandoffGroup,
    chain.Action,
    chain.ActionChange,
    evidence.Evidence,
    evidence.Deliveries,
    evidence.Rating,
)
WORDS = [
    each for each in vars(vocabulary).values() if isinstance(each, type) and each.__module__ == vocabulary.__name__
]


@pytest.mark.parametrize("made", CLASSES, ids=lambda made: made.__name__)
def test_every_key_is_documented(made: type) -> None:
    """Whatever a class of a map has, the page names."""
    assert [each.name for each in dataclasses.fields(made) if not _is_named(each.name)] == []


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.__name__)
def test_every_word_is_documented(words: type[StrEnum]) -> None:
    """Whatever a closed list has, the page names."""
    assert [word.value for word in words if not _is_named(word.value)] == []


def _is_named(name: str) -> bool:
    return f"`{name}`" in MAP_FORMAT or f'"{name}"' in MAP_FORMAT


def test_the_document_on_the_page_is_a_map() -> None:
    """The example can be copied and read."""
    example = re.search(r"```json\n(.*?)```", MAP_FORMAT, re.DOTALL)
    assert example is not None
    result = parse_map_document(example[1].encode())
    assert result.chain is not None
    assert result.problems == ()


def test_every_column_is_documented_in_both_languages() -> None:
    """Each column has a row with its two headers."""
    for column in Column:
        english, spanish = (HANDOFFS.header(column, language) for language in reversed(LANGUAGES))
        assert f"| `{english}` | `{spanish}` |" in HANDOFF_TABLE


@pytest.mark.parametrize("headers", [NODES, REQUIREMENTS, ACTIONS, MAP_KEYS], ids=lambda headers: headers.area)
def test_every_column_of_a_workbook_is_documented_in_both_languages(headers: Headers[Any]) -> None:
    """Each column of each sheet has a row with its two headers."""
    for column in headers.columns:
        english, spanish = (headers.header(column, language) for language in reversed(LANGUAGES))
        assert f"| `{english}` | `{spanish}` |" in WORKBOOK


def test_every_sheet_is_documented_in_both_languages() -> None:
    """Each sheet has a row with its two names."""
    for kind in SheetKind:
        assert f"| `{sheet_name(kind, 'en')}` | `{sheet_name(kind, 'es')}` |" in WORKBOOK


def test_every_word_of_the_table_is_documented_in_both_languages() -> None:
    """Kinds and units stand on the page as one may write them."""
    for words in (NodeKind, GroupKind, TimeUnit):
        for word in words:
            assert word.value.replace("_", " ") in HANDOFF_TABLE
            assert label(word, "es") in HANDOFF_TABLE
