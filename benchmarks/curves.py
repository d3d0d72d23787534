"""Curves of milliseconds, as a picture: the same bytes for the same figures, dark on white, readable without colour."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

INK, MUTED, RULE = "#1b2733", "#5b6b7a", "#d5dce2"
_STYLES = (("o", "-", INK, INK), ("s", "--", MUTED, "white"))
_LOOK: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "eslabon",
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": MUTED,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "grid.color": RULE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Milliseconds by size; `ends` is the first size that is refused."""

    name: str
    points: Sequence[tuple[int, float]]
    ends: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The curves of what grows."""

    what: str
    curves: Sequence[Curve]


def draw(panels: Sequence[Panel]) -> str:
    """Return the picture as SVG, two panels beside each other."""
    with mpl.rc_context(_LOOK):
        figure = Figure(figsize=(9, 3.3 * -(-len(panels) // 2)), layout="constrained")
        for axes, panel in zip(figure.subplots(-(-len(panels) // 2), 2, squeeze=False).flat, panels, strict=True):
            _fill(axes, panel)
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    return text.getvalue()


def _fill(axes: Axes, panel: Panel) -> None:
    for curve, (marker, line, ink, face) in zip(panel.curves, _STYLES, strict=True):
        sizes, milliseconds = zip(*curve.points, strict=True)
        axes.plot(
            sizes,
            milliseconds,
            marker=marker,
            linestyle=line,
            color=ink,
            markerfacecolor=face,
            markersize=5,
            linewidth=1.3,
            label=curve.name,
        )
        if curve.ends is not None:
            _end(axes, curve.ends, milliseconds[-1], ink)
    axes.set(xscale="log", yscale="log", xlabel=panel.what, ylabel="milliseconds")
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.yaxis.set_major_formatter("{x:,g}")
    axes.xaxis.set_minor_formatter("")
    axes.grid(visible=True, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.yaxis.set_minor_formatter("")
    axes.legend(frameon=False, loc="lower left", bbox_to_anchor=(-0.02, 1.0), ncols=len(panel.curves))
    axes.margins(y=0.12)


def _end(axes: Axes, size: int, milliseconds: float, ink: str) -> None:
    """Mark where exact ends."""
    axes.axvline(size, color=ink, linestyle=":", linewidth=1)
    axes.plot([size], [milliseconds], marker="x", color=ink, markersize=7, markeredgewidth=1.6, linestyle="none")
    axes.annotate(
        f"refused from {size:,}",
        (size, milliseconds),
        xytext=(-5, 9),
        textcoords="offset points",
        ha="right",
        color=ink,
        fontsize=8,
    )
