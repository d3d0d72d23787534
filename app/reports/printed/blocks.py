"""What a printed report is made of: plain values that a PDF, a page or a test can read. No figure is computed here.

Texts are runs, so that a name can be kept whole and a sentence can lead somewhere; every block says its own words, in
the reader's language. What a user wrote is data all the way: it never becomes Typst, HTML or a path.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from process_models.domain.vocabulary import EvidenceKind


class Paper(StrEnum):
    """The sheet that a report is printed on."""

    A4 = "a4"
    LETTER = "us-letter"


class Tone(StrEnum):
    """How loud a paragraph is: the first of a page, as others, or beside them."""

    LEAD = "lead"
    PLAIN = "plain"
    SOFT = "soft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of text; a name is never hyphenated, `target` is the section (`Section.name`) that it leads to."""

    text: str
    is_strong: bool = False
    is_name: bool = False
    target: str = ""


Text = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph."""

    text: Text
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One big figure, and in sentences what it means."""

    figure: str
    says: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line of a list with what stands before it: a share, a number, a name."""

    mark: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list, told by marks in a column of their own."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A share of a whole as a bar, filled by the evidence that it rests on."""

    share: float
    evidence: EvidenceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; its `width` is relative to the others', 0 as wide as what stands in it."""

    heading: str
    width: float = 1.0
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in a table: a text, under it a remark, or a bar; `evidence` as its sample before the text."""

    text: Text = ()
    remark: str = ""
    bar: Bar | None = None
    evidence: EvidenceKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; its headings are repeated on every sheet, its `caption` says what it lists."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A drawing or a chart: SVG, its size in points, and in sentences what it shows; below it its `legend`.

    It is fitted into the sheet, never larger than it is; one that `fills` takes what is left of it, may grow by a
    third, and stands last. One that `floats` goes where there is room for it, here or at the top of the next sheet.
    """

    svg: str
    width: float
    height: float
    spoken: str
    caption: str = ""
    legend: "Figure | None" = None
    fills: bool = False
    floats: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a whole (0-1) that rests on one kind of evidence, and what is said of it."""

    evidence: EvidenceKind
    share: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """A whole as one bar, divided by what it rests on."""

    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something on a scale: a `point`, a `median`, an `interval` or what is `unknown`, as parts of it, and in words."""

    mark: str
    low: float
    high: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How far a figure can be trusted: marks on a line from 0 to its `end`."""

    marks: tuple[Mark, ...]
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """How a bar is filled that rests on one kind of evidence, and what that is."""

    evidence: EvidenceKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """How bars are to be read."""

    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A formula in words and signs, set apart from the sentences that tell it."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shade:
    """A class of a matrix's cells: its colour, and what it means."""

    color: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """What stands where a row and a column meet; `shade` is its class from 1 on, 0 where nothing is known."""

    text: str
    remark: str
    shade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """A row of a matrix: its heading and a cell, or none, for each column."""

    heading: str
    cells: tuple[MatrixCell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Rows by columns, whose headings stand upright; `shades` explain the classes, `unknown` the cells without one."""

    corner: str
    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    shades: tuple[Shade, ...]
    unknown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurtlePart:
    """A part of a turtle diagram: its heading, the question that it answers, the answers.

    `is_missing` where the map knows none; then the only line says so.
    """

    heading: str
    question: str
    lines: tuple[str, ...]
    is_missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Turtle:
    """The turtle diagram of a process: what goes in and out, with what, with whom, how, and measured by what."""

    body: str
    inputs: TurtlePart
    outputs: TurtlePart
    resources: TurtlePart
    people: TurtlePart
    methods: TurtlePart
    measures: TurtlePart


Block = Paragraph | KeyFigure | Items | Table | Figure | Shares | Scale | Samples | Formula | Matrix | Turtle


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a report.

    `name` is unique in it and is where links lead, `clause` the clause of ISO 9001 that it answers. `starts_sheet`
    begins a new sheet, `is_wide` turns the sheets that it stands on, `is_whole` keeps it on one: it must fit on one.
    """

    name: str
    heading: str
    blocks: tuple[Block, ...] = ()
    parts: "tuple[Section, ...]" = ()
    clause: str = ""
    starts_sheet: bool = False
    is_wide: bool = False
    is_whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The first sheet: whose report, of what, from when, and what tells it from any other.

    `figures` are the outcomes, each with how often it is badly served.
    """

    organisation: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    about: str = ""
    figures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report.

    `head` and `foot` stand on every sheet, `sheet_of` with `{page}` and `{pages}` beside the foot; `classification`,
    where there is one, stands there too, and so does `clause` with `{clause}` in a section that has one. `on_sheet`
    with `{page}` stands beside what leads to another sheet, `guide` below the contents. `day` is the date of the PDF:
    that of the content, never that of printing.
    """

    cover: Cover
    language: str
    paper: Paper
    author: str
    head: str
    foot: str
    classification: str
    sheet_of: str
    contents: str
    day: date | None
    sections: tuple[Section, ...]
    on_sheet: str = "{page}"
    clause: str = "{clause}"
    guide: tuple[Block, ...] = ()


def plain(text: str) -> Text:
    """Return a text of one run."""
    return (Run(text=text),)


def strong(text: str) -> Text:
    """Return a text of one loud run."""
    return (Run(text=text, is_strong=True),)


def name(text: str) -> Text:
    """Return a name, which is never hyphenated."""
    return (Run(text=text, is_name=True),)
