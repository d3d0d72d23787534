"""The glossary has every class of the domain, and none that is gone."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from enum import Enum
from pathlib import Path

from process_models import domain

GLOSSARY = Path(__file__).parents[3] / "docs" / "glossary.md"


def classes() -> Iterator[str]:
    """Name every public dataclass and enum of the domain."""
    for module_info in pkgutil.walk_packages(domain.__path__, f"{domain.__name__}."):
        module = importlib.import_module(module_info.name)
        for name, thing in inspect.getmembers(module, inspect.isclass):
            is_value = is_dataclass(thing) or issubclass(thing, Enum)
            if is_value and thing.__module__ == module.__name__ and not name.startswith("_"):
                yield name


def test_every_class_of_the_domain_is_in_the_glossary_and_no_other() -> None:
    """A new class is a new word, and a word needs its meaning."""
    told = re.findall(r"^\| `(\w+)` \|", GLOSSARY.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(told) == sorted(set(classes()))
