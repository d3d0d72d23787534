"""Forms of the things of a map: from what is posted to the thing's document, and back into the controls.

A control is named like its place in the map document, with dots: `failure.deliveries.count`, `requirements.2.source`.
What comes back as it was shown stays exactly what it was, parts that have no control included; so a form that
nobody touched changes nothing. A control that is not posted is not touched either, so a form may show a few of them.

The rows of a list keep their number while a form goes back and forth. `<list>.shown` says how many of the kept rows the
form showed: of those, the ones that do not come back were taken out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace

from app.web.editing.controls import Kind, Unreadable
from app.web.editing.places import Document, got, pointer_of, put, words_of
from app.wording import Wording
from process_models.domain.problems import Problem, error

Posted = Mapping[str, Sequence[str]]

MOST_ROWS_SHOWN = 40
ADD, REMOVE = "add:", "remove:"

_SAID_OTHERWISE = {"missing-key": "field-missing", "not-a-share": "field-not-a-share"}
"""What the document calls a key or a share is a field or a per cent in a form."""

_NUMBER = re.compile(r"([0-9]{1,6})\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One control: its place in the document, with dots, and what may stand in it."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A list in the document, a row for each item; an item that is no object is the value at `alone`."""

    name: str
    controls: tuple[Control, ...]
    alone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """All that can be set in one thing.

    `labels` is how the codes of its labels begin; `boxes` are lists of words; `wholes` name the control without
    which a part is not there at all.
    """

    labels: str
    controls: tuple[Control, ...]
    boxes: tuple[str, ...] = ()
    rows: tuple[Rows, ...] = ()
    wholes: Mapping[str, str] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Tell whether a control of that name is the form's: its own, a box, or one of a row."""
        own = (*(control.name for control in self.controls), *self.boxes)
        return name in own or any(name.startswith(f"{rows.name}.") for rows in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a form says: the document, what could not be read, and which row of the form an item of it was.

    The pointers of `faults` lead to controls: `/failure/ratings/3/score` is row 3 of the form.
    """

    document: Document
    faults: tuple[Problem, ...]
    numbers: Mapping[str, tuple[int, ...]]

    def at_control(self, problem: Problem, below: str) -> Problem:
        """Return a problem in the thing at the pointer `below` as one of its control; any other as one of none."""
        said = replace(problem, code=_SAID_OTHERWISE.get(problem.code, problem.code))
        if not problem.pointer.startswith(below + "/"):
            return replace(said, pointer="")
        place = problem.pointer.removeprefix(below)
        for rows, numbers in self.numbers.items():
            start = pointer_of(rows) + "/"
            item, _, key = place.removeprefix(start).partition("/")
            if place.startswith(start) and item.isdigit() and int(item) < len(numbers):
                place = f"{start}{numbers[int(item)]}/{key}"
        return replace(said, pointer=place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form with its content, for a template; `changed` is the wish by which a row was put in or taken out."""

    values: Mapping[str, str]
    chosen: Mapping[str, frozenset[str]]
    numbers: Mapping[str, tuple[int, ...]]
    kept: Mapping[str, int]
    shown: Mapping[str, int]
    faults: tuple[Problem, ...] = ()
    changed: str = ""

    def value(self, name: str) -> str:
        """Return what stands in a control."""
        return self.values.get(name, "")

    def problems(self, name: str) -> tuple[Problem, ...]:
        """Return what is wrong with a control."""
        return tuple(fault for fault in self.faults if fault.pointer == pointer_of(name))

    def error(self, words: Wording, name: str) -> str:
        """Return what is wrong with a control, in words."""
        return "; ".join(words.problem(problem) for problem in self.problems(name))

    @property
    def named(self) -> frozenset[str]:
        """The names of all controls that are shown."""
        return frozenset(self.values) | frozenset(self.chosen)

    @property
    def is_wrong(self) -> bool:
        """Whether anything has to be mended before it can be kept."""
        return bool(self.faults)


def read(form: Form, posted: Posted, original: Document, language: str) -> Reading:
    """Return the document that a form makes of the original."""
    document = deepcopy(original)
    faults: list[Problem] = []
    for control in form.controls:
        _take(document, control, control.name, posted, language, faults)
    for name in form.boxes:
        _take_boxes(document, name, posted)
    numbers = {rows.name: _take_rows(document, rows, posted, language, faults) for rows in form.rows}
    said = {fault.pointer for fault in faults}
    for part, key in form.wholes.items():
        if got(document, [*part.split("."), key]) is None and pointer_of(f"{part}.{key}") not in said:
            put(document, part.split("."), None)
    return Reading(document=document, faults=tuple(faults), numbers=numbers)


def filled(form: Form, document: Document, language: str) -> Filled:
    """Return a form with what a document says."""
    items = {rows.name: _items(document, rows) for rows in form.rows}
    shown = {name: min(len(found), MOST_ROWS_SHOWN) for name, found in items.items()}
    return Filled(
        values=_values(form, document, items, language),
        chosen={name: frozenset(words_of(document, name)) for name in form.boxes},
        numbers={name: tuple(range(count)) for name, count in shown.items()},
        kept={name: len(found) for name, found in items.items()},
        shown=shown,
    )


def refilled(form: Form, posted: Posted, original: Document, language: str, faults: Iterable[Problem] = ()) -> Filled:
    """Return a form as it was posted, with what is wrong in it; what was not posted is as it was."""
    before = filled(form, original, language)
    came = {rows.name: rows for rows in form.rows if _is_posted(rows, posted)}
    return Filled(
        values={**before.values, **{name: texts[0] for name, texts in posted.items() if texts}},
        chosen={name: frozenset(posted.get(name, before.chosen[name])) - {""} for name in form.boxes},
        numbers={
            **before.numbers,
            **{name: tuple(sorted(_posted_numbers(rows, posted))) for name, rows in came.items()},
        },
        kept=before.kept,
        shown={**before.shown, **{name: _shown(rows, posted) or 0 for name, rows in came.items()}},
        faults=tuple(faults),
    )


def with_rows_changed(form: Form, posted: Posted, original: Document, wanted: str) -> Posted:
    """Return what was posted with one row more (`add:<list>`) or less (`remove:<list>.<number>`)."""
    if wanted.startswith(REMOVE):
        gone = wanted.removeprefix(REMOVE) + "."
        return {name: texts for name, texts in posted.items() if not name.startswith(gone)}
    rows = next((rows for rows in form.rows if rows.name == wanted.removeprefix(ADD)), None)
    if rows is None:
        return posted
    return {**posted, f"{rows.name}.{next_number(rows, posted, original)}.{rows.controls[0].name}": [""]}


def next_number(rows: Rows, posted: Posted, original: Document) -> int:
    """Return the number of the next row that is put in."""
    return max(len(_items(original, rows)), 1 + max(_posted_numbers(rows, posted), default=-1))


def _take(
    document: Document, control: Control, posted_as: str, posted: Posted, language: str, faults: list[Problem]
) -> None:
    """Put what stands in a control into the document, unless it is what stood there before."""
    if not posted.get(posted_as):
        return
    text, steps, kind = posted[posted_as][0], control.name.split("."), control.kind
    if kind.keeps(got(document, steps), text, language):
        return
    try:
        put(document, steps, kind.read(text))
    except Unreadable as reason:
        faults.append(error(reason.code, pointer_of(posted_as), **reason.fields))


def _take_boxes(document: Document, name: str, posted: Posted) -> None:
    if name not in posted:
        return
    were, ticked = words_of(document, name), [word for word in posted[name] if word]
    if set(were) != set(ticked):
        stay = [word for word in were if word in ticked]
        put(document, [name], [*stay, *(word for word in dict.fromkeys(ticked) if word not in stay)] or None)


def _take_rows(document: Document, rows: Rows, posted: Posted, language: str, faults: list[Problem]) -> tuple[int, ...]:
    """Put the rows of a list into the document; return which of the form each item was."""
    numbers, shown, items = _posted_numbers(rows, posted), _shown(rows, posted), _items(document, rows)
    if shown is None and not numbers:
        return tuple(range(len(items)))
    left = {number for number in range(len(items)) if shown is None or number >= shown}
    taken = {
        number: _row(items[number] if number < len(items) else {}, rows, number, posted, language, faults)
        for number in sorted(left | numbers)
    }
    said = {number: row for number, row in taken.items() if row or _is_faulty(rows, number, faults)}
    if list(said.values()) != items:
        put(document, rows.name.split("."), list(said.values()) or None)
    return tuple(said)


def _row(item: Document, rows: Rows, number: int, posted: Posted, language: str, faults: list[Problem]) -> Document:
    row = deepcopy(item)
    for control in rows.controls:
        _take(row, control, f"{rows.name}.{number}.{control.name}", posted, language, faults)
    return row


def _is_faulty(rows: Rows, number: int, faults: list[Problem]) -> bool:
    return any(fault.pointer.startswith(pointer_of(f"{rows.name}.{number}") + "/") for fault in faults)


def _posted_numbers(rows: Rows, posted: Posted) -> set[int]:
    start = rows.name + "."
    found = (_NUMBER.match(name, len(start)) for name in posted if name.startswith(start))
    return {int(number[1]) for number in found if number is not None}


def _is_posted(rows: Rows, posted: Posted) -> bool:
    return f"{rows.name}.shown" in posted or bool(_posted_numbers(rows, posted))


def _shown(rows: Rows, posted: Posted) -> int | None:
    text = next(iter(posted.get(f"{rows.name}.shown", ())), "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def _values(form: Form, document: Document, items: Mapping[str, list[Document]], language: str) -> dict[str, str]:
    values = {each.name: each.kind.shown(got(document, each.name.split(".")), language) for each in form.controls}
    for rows in form.rows:
        for number, item in enumerate(items[rows.name]):
            values.update(_row_values(rows, number, item, language))
    return values


def _row_values(rows: Rows, number: int, item: Document, language: str) -> Iterator[tuple[str, str]]:
    for control in rows.controls:
        shown = control.kind.shown(got(item, control.name.split(".")), language)
        yield f"{rows.name}.{number}.{control.name}", shown


def _items(document: Document, rows: Rows) -> list[Document]:
    found = got(document, rows.name.split("."))
    items = found if isinstance(found, list) else []
    return [item if isinstance(item, dict) else {rows.alone: item} for item in items]
