"""What stands where in a PDF: runs of text with their boxes, read from its content streams."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from math import hypot
from typing import Any

import pikepdf

Matrix = tuple[float, float, float, float, float, float]

_WHOLE = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A run of text: its size and its box, in points from the bottom left of its sheet; whether it was turned."""

    size: float
    left: float
    bottom: float
    right: float
    top: float
    font: str

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page: its size and all that is written on it."""

    width: float
    height: float
    runs: tuple[Placed, ...]


@dataclass(slots=True)
class _Font:
    name: str
    widths: dict[int, float]
    usual: float


@dataclass(slots=True)
class _State:
    """Where the pen is, in which coordinates, with which font."""

    now: Matrix
    line: Matrix = (1, 0, 0, 1, 0, 0)
    font: _Font | None = None
    size: float = 0.0
    stack: list[Matrix] = field(default_factory=list)


def sheets(content: bytes) -> list[Sheet]:
    """Return what stands on every page of a PDF."""
    with pikepdf.open(BytesIO(content)) as document:
        return [_sheet(page) for page in document.pages]


def _sheet(page: pikepdf.Page) -> Sheet:
    left, bottom, right, top = (float(each) for each in page.mediabox)
    assert (left, bottom) == (0, 0)
    runs = tuple(_runs(page, page.obj.get("/Resources"), (1, 0, 0, 1, 0, 0)))
    return Sheet(width=right, height=top, runs=runs)


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _runs(stream: Any, resources: Any, base: Matrix) -> Iterator[Placed]:  # noqa: ANN401 - as pikepdf has it
    fonts: dict[str, _Font] = {}
    state = _State(now=base)
    for told in pikepdf.parse_content_stream(stream):
        operator, operands = str(told.operator), list(told.operands)
        if operator == "Tf":
            name = str(operands[0])
            state.font = fonts.setdefault(name, _font(resources["/Font"][name]))
            state.size = float(operands[1])
        elif operator in {"Tj", "TJ"}:
            yield from _shown(state, operands[0] if operator == "TJ" else [operands[0]])
        elif operator == "Do":
            yield from _inner(resources["/XObject"][str(operands[0])], state)
        else:
            _move(state, operator, operands)


def _inner(form: Any, state: _State) -> Iterator[Placed]:  # noqa: ANN401 - as pikepdf has it
    if form.get("/Subtype") == "/Form":
        matrix = _matrix(list(form.get("/Matrix", (1, 0, 0, 1, 0, 0))))
        yield from _runs(form, form.get("/Resources"), _times(matrix, state.now))


def _move(state: _State, operator: str, operands: list[Any]) -> None:
    if operator == "q":
        state.stack.append(state.now)
    elif operator == "Q":
        state.now = state.stack.pop()
    elif operator == "cm":
        state.now = _times(_matrix(operands), state.now)
    elif operator == "BT":
        state.line = (1, 0, 0, 1, 0, 0)
    elif operator == "Tm":
        state.line = _matrix(operands)
    elif operator in {"Td", "TD"}:
        state.line = _times((1, 0, 0, 1, float(operands[0]), float(operands[1])), state.line)
    else:
        assert operator not in {"'", '"', "T*", "Tc", "Tw", "Tz"} or not any(map(float, operands)), operator


def _matrix(operands: list[Any]) -> Matrix:
    a, b, c, d, e, f = (float(each) for each in operands)
    return a, b, c, d, e, f


def _font(found: Any) -> _Font:  # noqa: ANN401 - as pikepdf has it
    if found["/Subtype"] != "/Type0":
        return _Font(name=str(found.get("/BaseFont", "")), widths={}, usual=600)
    inner = found["/DescendantFonts"][0]
    widths: dict[int, float] = {}
    told = list(inner.get("/W", ()))
    while told:
        first, second = int(told.pop(0)), told.pop(0)
        if isinstance(second, pikepdf.Array):
            widths.update({first + place: float(width) for place, width in enumerate(second.as_list())})
        else:
            width = float(told.pop(0))
            widths.update(dict.fromkeys(range(first, int(second) + 1), width))
    return _Font(name=str(found["/BaseFont"]), widths=widths, usual=float(inner.get("/DW", _WHOLE)))


def _shown(state: _State, parts: Any) -> Iterator[Placed]:  # noqa: ANN401 - as pikepdf has it
    assert state.font is not None
    across = 0.0
    for part in parts:
        if isinstance(part, pikepdf.String):
            codes = bytes(part)
            for place in range(0, len(codes), 2):
                code = int.from_bytes(codes[place : place + 2], "big")
                across += state.font.widths.get(code, state.font.usual)
        else:
            across -= float(part)
    wide = across * state.size / _WHOLE
    whole = _times(state.line, state.now)
    low, high = -0.2 * state.size, 0.74 * state.size
    corners = [_point(whole, x, y) for x in (0, wide) for y in (low, high)]
    lefts, bottoms = zip(*corners, strict=True)
    state.line = _times((1, 0, 0, 1, wide, 0), state.line)
    if abs(wide) > 0:
        yield Placed(
            size=round(state.size * hypot(whole[2], whole[3]), 2),
            left=min(lefts),
            bottom=min(bottoms),
            right=max(lefts),
            top=max(bottoms),
            font=state.font.name,
        )


def _point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
