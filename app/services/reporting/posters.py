"""The poster of a map: its drawing, its figures and its words, each made once, on one large sheet or on tiles."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from math import floor

from app.formats.map_document.writing import generate_map_document
from app.reports.printed import pdf
from app.reports.printed.material import Material
from app.reports.printed.poster import Poster
from app.reports.printed.poster_room import Size as Size  # noqa: PLC0414 - who asks for a poster names its paper
from app.reports.printed.poster_sheet import poster, spread
from app.reports.printed.poster_tiles import tiled
from app.services.access import Actor
from app.services.reporting import making, whose
from app.services.reporting.making import ReportFailed
from app.services.showing import analysis, diagrams, views
from app.services.showing.diagrams import Diagram
from app.wording import DEFAULT_LANGUAGE, wording
from graphs.rendering.sheet import Document
from graphs.rendering.windows import Scenery, scenery
from graphs.workers import TaskNotDone
from process_models.domain.chain import ValueChain
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import MapId
from process_models.domain.problems import Problem, error, warning
from process_models.storage.session import Session

SIZES = (Size.A3, Size.A2, Size.A1, Size.A0)
TILES = (Size.A4, Size.A3)


class PosterRefused(EslabonError):
    """The drawing does not fit the paper, or there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a poster is asked to be: on which paper and tiles, in which view (`app.services.showing.views`)."""

    paper: Size = Size.A0
    tile: Size | None = None
    view: str = views.WHOLE
    lanes: bool = False
    language: str = DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The map that a poster shows, and what tells it from others: where it is kept, whose it is and at which revision.

    `day` is its own date, else that of its revision.
    """

    chain: ValueChain
    organisation: str = ""
    revision: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A poster as PDF, and what its reader should know about how it came about."""

    content: bytes
    notices: tuple[Problem, ...]


def kept(session: Session, actor: Actor, *, map_id: MapId) -> Subject:
    """Return a kept map as what a poster shows.

    Raises:
        MapNotFound: the actor's organisation has no such map, or it is out of reach.
    """
    found = whose.found(session, actor, map_id=map_id)
    return Subject(
        chain=found.opened.chain,
        organisation=found.organisation,
        revision=found.opened.revision,
        day=making.day_of(found.opened),
    )


def of_file(chain: ValueChain) -> Subject:
    """Return a chain that nobody keeps as what a poster shows."""
    return Subject(chain=chain, day=chain.as_of)


def printed(subject: Subject, asked: Asked) -> Printed:
    """Return the poster of a map as PDF.

    Raises:
        PosterRefused: the map can only be shown as a table, or its letters would be too small on that paper.
        ViewRefused: the map has no such outcome, handoff or whole.
        ReportFailed: it could not be made within its limits.
    """
    diagram = _drawn(subject, asked)
    made, notices = composed(subject, asked, diagram.document)
    try:
        content = pdf.poster_pdf(made)
    except TaskNotDone as reason:
        raise ReportFailed(error("report-failed")) from reason
    return Printed(content=content, notices=(*diagram.notices, *notices, *making.notices(content)))


def composed(subject: Subject, asked: Asked, drawing: Document) -> tuple[Poster, tuple[Problem, ...]]:
    """Return the content of a poster of a finished drawing, and what is to be said of it.

    Raises:
        PosterRefused: its letters would be too small on that paper.
    """
    material, scene = _material(subject, asked), scenery(drawing)
    laid = spread(material, drawing, scene, asked.paper)
    if not laid.fit.is_legible:
        raise PosterRefused(_too_small(material, drawing, scene, asked.paper, laid.fit.smallest))
    rows = len(laid.fit.strips)
    notices = () if rows == 1 else (warning("poster-folded", count=rows),)
    made = poster(material, scene, laid, drawing)
    return (made if asked.tile is None else tiled(made, material, scene, laid, asked.tile)), notices


def _drawn(subject: Subject, asked: Asked) -> Diagram:
    diagram = diagrams.draw(
        subject.chain,
        "svg",
        outcome=views.outcome_of(asked.view),
        lens=asked.view,
        lanes=asked.lanes or views.has_lanes(asked.view),
        fold=views.fold_of(asked.view, subject.chain),
        language=asked.language,
        today=subject.day,
    )
    if diagram.is_table:
        raise PosterRefused(error("poster-as-table"))
    return diagram


def _too_small(material: Material, drawing: Document, scene: Scenery, asked: Size, smallest: float) -> Problem:
    """Say how small letters would be, and on which paper they would not."""
    points = material.words.number(floor(10 * smallest) / 10, 1)
    for size in SIZES[SIZES.index(asked) + 1 :]:
        if spread(material, drawing, scene, size).fit.is_legible:
            return error("poster-too-small", paper=asked, points=points, fits=size)
    return error("poster-too-large", paper=asked, points=points)


def _material(subject: Subject, asked: Asked) -> Material:
    chain = subject.chain
    return Material(
        chain=chain,
        found=analysis.propagation(chain),
        words=wording(asked.language),
        drawings={},
        organisation=subject.organisation,
        revision=subject.revision,
        day=subject.day,
        fingerprint=sha256(generate_map_document(chain).content).hexdigest()[:12],
    )
