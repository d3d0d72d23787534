"""Figures in the documentation: every one is computed, none stands there by itself.

Three ways to write a figure in a page, and no other:

- in a sentence or a table: an invisible marker, then the figure, as in `<!--P(shop)-->20.5 %` or
  `<!--measured(order)-->12.5 % (25 of 200)`. The marker names what is computed; the figure shows how exactly.
- in a block fenced as `figures`: a line `own(goods) = 1 - (1 - 0.235) / (1 - 0.10) = 0.15`. It begins with a name;
  each expression between the equals signs is worked out, and all must agree with what is computed.
- as a plain number that a page gives (a limit, a version): it stands in the list of given figures of the page's test.

`renewed` writes the computed figures into the text, in the form in which they stand there.
"""

import ast
import operator
import re
from collections.abc import Callable, Iterator, Mapping

Figure = float | tuple[int, int]
"""A number or a share of occasions; or so many failed of so many."""

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_PERCENT = rf"{_NUMBER} ?%"
_OF = r"\d[\d,]* of \d[\d,]*"
_FIGURE = rf"(?:{_PERCENT} \({_OF}\)|{_PERCENT}|{_OF}|{_NUMBER})"
_MARKED = re.compile(rf"<!--\s*(?P<name>(?:(?!-->).)+?)\s*-->(?P<figure>{_FIGURE})", re.DOTALL)
_MARKER = re.compile(r"<!--.*?-->", re.DOTALL)
_BARE = re.compile(rf"{_PERCENT}|{_OF}|\d[\d,]*\.\d+")
_FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
_UNCHECKED = (_FENCE, re.compile(r"\]\([^)]*\)"), re.compile(r"https?://\S+"))

_SIGNS = str.maketrans({"\N{MINUS SIGN}": "-", "\N{MULTIPLICATION SIGN}": "*", ",": ""})
_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def renewed(text: str, figures: Mapping[str, Figure]) -> str:
    """Return the page with each marked figure as computed."""

    def renew(found: re.Match[str]) -> str:
        marker = found[0].removesuffix(found["figure"])
        return marker + _like(found["figure"], figures[found["name"]])

    return _MARKED.sub(renew, text)


def unmarked(text: str) -> list[str]:
    """Return the percentages, counts and decimals of a page that nothing computes."""
    rest = _MARKED.sub("", text)
    for pattern in _UNCHECKED:
        rest = pattern.sub("", rest)
    return _BARE.findall(rest)


def markers_without_figure(text: str) -> list[str]:
    """Return the comments of a page that no figure follows: a marker that lost its figure checks nothing."""
    return _MARKER.findall(_MARKED.sub("", text))


def fenced(text: str, language: str) -> list[str]:
    """Return the blocks of a page that are fenced as some language."""
    return [found["body"] for found in _FENCE.finditer(text) if found["language"] == language]


def miscalculated(text: str, figures: Mapping[str, Figure]) -> Iterator[str]:
    """Yield the lines of the page's arithmetic that do not come out."""
    for block in fenced(text, "figures"):
        for line in filter(None, block.splitlines()):
            name, *steps = (part.strip() for part in line.split(" = "))
            value = figures.get(name)
            if not isinstance(value, float) or not steps or not _comes_out(value, steps):
                yield f"{line}   (computed: {value})"


def _comes_out(value: float, steps: list[str]) -> bool:
    """Tell whether the last step is the value, rounded, and each step before it is worth the same."""
    decimals = len(steps[-1].partition(".")[2])
    shown = _plain(steps[-1]) == f"{value:.{decimals}f}"
    return shown and all(abs(worth(step) - value) <= 10.0**-decimals for step in steps)


def worth(expression: str) -> float:
    """Work out an arithmetic expression as people write it.

    >>> worth("1 - (1 - 0.5) * √0.25")
    0.75
    """
    return _worth(ast.parse(_plain(expression), mode="eval").body)


def _plain(expression: str) -> str:
    return re.sub(r"√([\d.]+)", r"(\1 ** 0.5)", expression.translate(_SIGNS))


def _worth(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATORS[type(op)](_worth(left), _worth(right))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_worth(operand)
    raise ValueError(ast.unparse(node))


def _like(shown: str, value: Figure) -> str:
    """Write a value in the form in which a figure is shown: per cent or not, with as many decimals."""
    if isinstance(value, tuple):
        failed, count = value
        counted = f"{failed:,} of {count:,}"
        if "%" not in shown:
            return counted
        percent = _like(shown.partition("%")[0] + "%", failed / count)
        return f"{percent} ({counted})" if "of" in shown else percent
    number = shown.partition("%")[0].strip()
    decimals = len(number.partition(".")[2])
    return f"{100 * value:.{decimals}f} %" if "%" in shown else f"{value:,.{decimals}f}"
