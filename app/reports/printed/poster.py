"""What a poster is made of: one large sheet on which everything has its place, or the same on tiles. Plain values.

Boxes are in points from the top left of the sheet; `unit` is 1 on A3 and grows with the paper, as its lettering does.
What a user wrote is data all the way: it never becomes Typst, HTML or a path.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graphs.rendering.geometry import Box


class Look(StrEnum):
    """How a line of text is set."""

    TITLE = "title"
    SOFT = "soft"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A text with its place; `is_end` sets it at the right of its box."""

    box: Box
    text: str
    look: Look
    is_end: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of the drawing or of the legend: SVG, where on the sheet it lies, and what a screen reader says of it.

    The whole is told once, with the first part.
    """

    box: Box
    svg: str
    spoken: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What contributes to an outcome's failures, with its share."""

    share: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An outcome with its figure, what that means, and what contributes most; without a figure, a list of others."""

    box: Box
    name: str
    figure: str
    said: str
    remarks: tuple[str, ...]
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A side of a tile, where the poster goes on: `says` on which tile."""

    side: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """What one printed sheet shows of the poster: the part in `window`, with its own pieces of drawing and legend.

    `shows` are the places of the parts (`Poster.parts`) that lie in it, `first` those that no tile before it has; to a
    screen reader each is told once. `edges` are where it goes on, `foot` and `page` stand below.
    """

    name: str
    window: Box
    pieces: tuple[Piece, ...]
    shows: tuple[int, ...]
    first: tuple[int, ...]
    edges: tuple[Edge, ...]
    foot: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A tile as the assembly plan shows it; one that is empty is not printed."""

    name: str
    window: Box
    is_empty: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The first sheet of a tiled poster: which tile goes where, and how to put them together, in words."""

    heading: str
    lead: str
    steps: tuple[str, ...]
    remarks: tuple[str, ...]
    cells: tuple[Cell, ...]
    ground: tuple[Box, ...]
    spoken: str
    foot: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiling:
    """A poster on smaller paper, `width` by `height`, of which `margin` stays white and `overlap` is glued over."""

    width: float
    height: float
    margin: float
    overlap: float
    plan: Plan
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """A whole poster; `parts` are all its texts, `pieces` the drawing.

    `day` is the date of the PDF: that of the content, never that of printing.
    """

    language: str
    title: str
    author: str
    day: date | None
    width: float
    height: float
    unit: float
    parts: tuple[Line | Told, ...]
    pieces: tuple[Piece, ...]
    legend: Piece
    tiling: Tiling | None = None
