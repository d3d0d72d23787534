"""The map on which the cases are played: every field of the document once."""

import json
from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path
from typing import Any

from app.formats.map_document.codecs import Place
from app.formats.map_document.keys import MAP
from process_models.domain.chain import ValueChain

Json = Any

STORY: Json = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))


def patched(document: Json, patches: Iterable[Json]) -> Json:
    """Return a document with values set at JSON pointers; null takes away, and `-` is the end of a list."""
    changed = deepcopy(document)
    for pointer, value in patches:
        *way, last = pointer.split("/")[1:]
        holder = changed
        for step in way:
            holder = holder[_key(holder, step)]
        if last == "-":
            holder.append(value)
        elif value is None:
            del holder[_key(holder, last)]
        else:
            holder[_key(holder, last)] = value
    return changed


def _key(holder: Json, step: str) -> int | str:
    return int(step) if isinstance(holder, list) else step


def chain_of(document: Json) -> ValueChain:
    """Return the chain of a document that can be read, whatever the rules say of it."""
    place = Place("", [])
    chain = MAP.read(document, place)
    if place.problems:
        raise ValueError(place.problems)
    return chain


def lines_of(cases: Iterable[Json]) -> str:
    """Return cases as a JSON list with one in a line, so that a changed case is a changed line."""
    return "[\n" + ",\n".join(json.dumps(case, ensure_ascii=True, separators=(",", ":")) for case in cases) + "\n]\n"
