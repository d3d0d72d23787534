"""A chart with what stands beside it: a sentence for whoever does not see it, and the table that says the same."""

from dataclasses import dataclass

from app.wording import Wording
from graphs.rendering.charts import About, Figure
from graphs.rendering.charts.values import Captions
from process_models.domain.vocabulary import EvidenceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldChart:
    """A chart's values, its title, its alternative text, and its table with everything that the chart shows or cuts."""

    figure: Figure
    title: str
    spoken: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def about(title: str, spoken: str, subtitle: str, words: Wording) -> About:
    """Return what a chart says of itself; a subtitle asks for a heading, for a file that goes about alone."""
    heading = (title, subtitle) if subtitle else ()
    return About(language=words.language, title=title, spoken=spoken, heading=heading)


def captions(words: Wording) -> Captions:
    """Return what a legend says of each kind of evidence."""
    return tuple((kind, words.text(f"figures.evidence.{kind}")) for kind in EvidenceKind)
