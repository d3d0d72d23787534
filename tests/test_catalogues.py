"""The catalogues: everything that can be said is said in both languages, and nothing else stands in them."""

import re
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from app.wording import LANGUAGES, TRANSLATIONS

ROOT = Path(__file__).parents[1]
AREAS = sorted({path.stem for path in TRANSLATIONS.glob("*/LC_MESSAGES/*.po")})
FOREIGN = "click"
"""Its keys are the sentences of a library; nobody of ours says them by code."""

SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for folder, pattern in (("app", "*.py"), ("graphs", "*.py"), ("process_models", "*.py"), ("templates", "*.*"))
    for path in sorted((ROOT / folder).rglob(pattern))
).replace("'", '"')
SAID_DIRECTLY = re.compile(r'\.(?:text|counted|notice)\(\s*"([^"%]+[^"%.-])"')
PATTERNS = re.compile(r'"([a-z][a-z.-]*[.-]%s[a-z.-]*)" %')
"""Codes with a hole, as templates write them: `"web.error.%s.title" % status`."""

_CODE = re.compile(r'^msgid "(.+)"$', re.MULTILINE)
PROBLEMS_SAID = re.compile(r'\b(?:error|warning|wrong|UnreadableCell)\(\s*"([^"]+)"')
COMPUTED = re.compile(r'"([a-z][a-z.-]*[.-])(?:"|\{)')


def catalogue(language: str, area: str) -> Catalog:
    """Return the words of an area in a language."""
    with (TRANSLATIONS / language / "LC_MESSAGES" / f"{area}.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str, area: str) -> dict[str, Message]:
    """Return the sentences of an area by their codes."""
    return {_code(message): message for message in catalogue(language, area) if message.id}


def _code(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _sentences(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _placeholders(message: Message) -> set[str]:
    return {name for text in _sentences(message) for _, name, _, _ in Formatter().parse(text) if name is not None}


def codes() -> set[str]:
    """Return the codes of everything that can be said."""
    return {code for area in AREAS if area != FOREIGN for code in messages(LANGUAGES[0], area)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_twice(language: str) -> None:
    """A code has one sentence: of two, which one is shown would be chance."""
    said = [
        code
        for path in sorted((TRANSLATIONS / language).rglob("*.po"))
        for code in _CODE.findall(path.read_text(encoding="utf-8"))
    ]
    assert [code for code, times in Counter(said).items() if times > 1] == []


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_say_the_same(area: str) -> None:
    """The same codes with the same placeholders, and no sentence is empty."""
    spanish, english = (messages(language, area) for language in LANGUAGES)
    assert spanish.keys() == english.keys()
    for code, message in spanish.items():
        assert _placeholders(message) == _placeholders(english[code]), code
        assert all((*_sentences(message), *_sentences(english[code]))), code


def test_no_code_stands_in_two_areas() -> None:
    """A sentence has one place."""
    areas = [area for area in AREAS if area != FOREIGN]
    listed = [code for area in areas for code in messages(LANGUAGES[0], area)]
    assert len(listed) == len(set(listed))


def test_whatever_the_sources_say_has_words() -> None:
    """Each code in the sources stands in the catalogues."""
    said = set(SAID_DIRECTLY.findall(SOURCES)) | {f"problem.{code}" for code in PROBLEMS_SAID.findall(SOURCES)}
    assert said - codes() == set()


def test_no_words_are_idle() -> None:
    """Each code of the catalogues is said somewhere, literally or behind a computed beginning."""
    computed = tuple(beginning for beginning in COMPUTED.findall(SOURCES) if beginning != "problem.")
    patterned = {code for pattern in PATTERNS.findall(SOURCES) for code in _fitting(pattern)}
    idle = {
        code
        for code in codes() - patterned
        if f'"{code.removeprefix("problem.")}"' not in SOURCES and not code.startswith(computed)
    }
    assert idle == set()


def test_every_code_with_a_hole_fits_some_words() -> None:
    """A pattern in a template finds at least one sentence."""
    assert [pattern for pattern in PATTERNS.findall(SOURCES) if not _fitting(pattern)] == []


def _fitting(pattern: str) -> set[str]:
    beginning, _, end = pattern.partition("%s")
    return {code for code in codes() if code.startswith(beginning) and code.endswith(end)}
