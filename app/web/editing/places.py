"""Places in the document of a thing: what stands there, and what is put there.

>>> document = {"failure": {"deliveries": {"count": 12}}}
>>> got(document, ["failure", "deliveries", "count"]), got(document, ["failure", "ratings"])
(12, None)
>>> put(document, ["failure", "deliveries", "count"], None)
>>> document
{}
"""

from collections.abc import Sequence
from typing import cast

Document = dict[str, object]


def pointer_of(name: str) -> str:
    """Return the pointer to what a control stands for."""
    return "/" + name.replace(".", "/")


def words_of(document: Document, name: str) -> list[str]:
    """Return a list of words in a document."""
    found = document.get(name)
    return [str(word) for word in found] if isinstance(found, list) else []


def got(document: object, steps: Sequence[str]) -> object:
    """Return what stands in a document at a place; None if nothing does."""
    for step in steps:
        if not isinstance(document, dict) or step not in document:
            return None
        document = document[step]
    return document


def put(document: Document, steps: Sequence[str], value: object) -> None:
    """Set a value; None takes it out, and whatever is empty without it."""
    step, *further = steps
    if further:
        part = cast("Document", document.setdefault(step, {}))
        put(part, further, value)
        if not part:
            del document[step]
    elif value is None:
        document.pop(step, None)
    else:
        document[step] = value
