"""A form of a thing on its page: where it is sent, where one goes afterwards; and the question before a removal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from app.web import asking, context
from app.web.editing.forms import Filled, filled
from app.web.editing.places import Document
from app.web.editing.sayings import NOTHING, Choices, Option
from app.web.editing.things import NODE, Sort
from process_models.domain.maps import ValueChainMap


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """A form on a page: what it is about, where it is sent, and on which revision it stands."""

    sort: Sort
    thing: str | None
    shown: Filled
    action: str
    base_revision: int
    back: str
    came_from: str
    key: str
    choices: Choices
    origin: str = ""

    @property
    def is_new(self) -> bool:
        """Whether it makes a new thing."""
        return self.thing is None

    @property
    def requirement_options(self) -> tuple[Option, ...]:
        """What a rating can be about: the requirements that the form has, and the whole."""
        name = "requirements"
        rows = [f"{name}.{number}" for number in self.shown.numbers.get(name, ())]
        said = [(self.shown.value(f"{row}.id"), self.shown.value(f"{row}.statement")) for row in rows]
        return (NOTHING, *((identifier, statement or identifier) for identifier, statement in said if identifier))


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """The question before a thing is taken off the map: where the answer is sent, and what goes with it."""

    word: str
    name: str
    action: str
    base_revision: int
    came_from: str
    handoffs: int

    @classmethod
    def of(cls, opened: ValueChainMap, sort: Sort, thing: str, came_from: str) -> "Removal":
        """Return the question about one thing."""
        chain = opened.chain
        values: dict[str, Any] = {f"{sort.word}_id": thing}
        return cls(
            word=sort.word,
            name=sort.names(chain, sort.document(chain, thing))[-1],
            action=url_for(f"{sort.word}s.remove", map_id=opened.id, **values),
            base_revision=opened.revision,
            came_from=came_from,
            handoffs=sum(thing in (each.supplier, each.client) for each in chain.handoffs) if sort is NODE else 0,
        )


def form_page(
    opened: ValueChainMap,
    sort: Sort,
    thing: str | None,
    shown: Filled,
    came_from: str,
    origin: str = "",
) -> FormPage:
    """Return the form of a thing as it stands on a page."""
    values: dict[str, Any] = {} if thing is None else {f"{sort.word}_id": thing}
    return FormPage(
        sort=sort,
        thing=thing,
        shown=shown,
        action=url_for(f"{sort.word}s.{'create' if thing is None else 'save'}", map_id=opened.id, **values),
        base_revision=opened.revision,
        back=whence(opened.id, sort.word, thing or "", came_from),
        came_from=came_from,
        key=asking.new_key(),
        choices=Choices(words=context.words(), chain=opened.chain),
        origin=origin,
    )


def whence(map_id: str, word: str, thing: str, came_from: str) -> str:
    """Return the address of the page that a form stood on, where the thing is seen."""
    seen: dict[str, Any] = {word: thing} if thing else {}
    if came_from == "table":
        return url_for("handoffs.index", map_id=map_id, **_remembered())
    if came_from == "map" or not thing:
        return url_for("map.show", map_id=map_id, **seen)
    page: dict[str, Any] = {f"{word}_id": thing}
    return url_for(f"{word}s.show", map_id=map_id, **page)


def blank(opened: ValueChainMap, sort: Sort, beginning: Mapping[str, str], came_from: str) -> FormPage:
    """Return the form of a new thing."""
    document: Document = {**sort.beginning, **{name: value for name, value in beginning.items() if value}}
    return form_page(opened, sort, None, filled(sort.form, document, context.language()), came_from)


def written(opened: ValueChainMap, sort: Sort, thing: str, came_from: str) -> FormPage:
    """Return the form of a thing that there is."""
    document = sort.document(opened.chain, thing)
    return form_page(opened, sort, thing, filled(sort.form, document, context.language()), came_from)


def choices(opened: ValueChainMap) -> Choices:
    """Return what can be chosen in the forms of a map."""
    return Choices(words=context.words(), chain=opened.chain)


def _remembered() -> dict[str, Any]:
    """Return what the table was filtered and sorted by when a row of it was opened."""
    names = ("q", "supplier", "client", "evidence", "channel", "sort", "order", "page")
    said = {name: request.form.get(f"table.{name}", "") for name in names}
    return {name: value for name, value in said.items() if value}
