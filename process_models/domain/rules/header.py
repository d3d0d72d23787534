"""Rules of the map's own fields."""

import re
from collections.abc import Iterator

from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import is_well_formed
from process_models.domain.problems import Problem, error
from process_models.domain.rules.values import (
    extension_problems,
    name_problems,
    positive_problems,
    text_problems,
)

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")


def header_problems(chain: ValueChain) -> Iterator[Problem]:
    """What is wrong in the fields that stand before the nodes."""
    if chain.id is not None and not is_well_formed(chain.id):
        yield error("malformed-id", "/id", id=chain.id)
    yield from name_problems("/name", chain.name)
    yield from text_problems("/description", chain.description)
    if chain.language is not None and _LANGUAGE.fullmatch(chain.language) is None:
        yield error("malformed-language", "/language", language=chain.language)
    yield from positive_problems("/minimum_group", chain.minimum_group)
    yield from text_problems("/currency", chain.currency)


def closing_problems(chain: ValueChain) -> Iterator[Problem]:
    """What is wrong in the fields that stand after the actions."""
    yield from extension_problems(chain.extensions)
