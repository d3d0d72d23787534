"""The drawing of a map, as the pages show it."""

from hashlib import sha256
from typing import Literal

from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import answer_bytes, figures_tag, has_already
from app.api.asking import Query
from app.api.operations import Content, Operation, operation
from app.services.files import exchange
from app.services.showing import diagrams, views
from app.web import clock, context
from app.web.policies import Policy
from process_models.domain.maps import ValueChainMap

_MEDIA = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf", "dot": "text/vnd.graphviz"}


class DrawingQuery(Query):
    """How it is drawn.

    `view` is the whole `map`, `upstream:ID` of one of its outcomes, `downstream:handoff:ID`, `evidence` or `channels`.
    """

    format: Literal["svg", "png", "pdf", "dot"] = "svg"
    view: str = "map"
    lanes: bool = False
    language: Literal["es", "en"] | None = None


@operation(
    Operation(
        name="draw_map",
        verb="GET",
        rule="/maps/<map_id>/drawing",
        tag="drawings",
        policy=Policy.VIEW,
        query=DrawingQuery,
        answer=Content(media=tuple(_MEDIA.values())),
        is_kept=True,
    )
)
def draw_map(map_id: str) -> Response:
    """Draw a map."""
    found, asked = asking.opened(map_id), asking.query(DrawingQuery)
    language = asked.language or context.language()
    day = "" if found.chain.as_of else f"{clock.now():%Y%m%d}"
    view = sha256(asked.view.encode(errors="replace")).hexdigest()[:16]
    tag = figures_tag(found, asked.format, view, asked.lanes, language, day)
    content = b"" if has_already(tag) else _drawn(found, asked, language)
    if content:
        asking.note_taken(found, asked.format)
    return answer_bytes(content, media=_MEDIA[asked.format], tag=tag)


def _drawn(found: ValueChainMap, asked: DrawingQuery, language: str) -> bytes:
    if asked.format == exchange.DRAWING:
        return exchange.write(found.chain, exchange.DRAWING, language=language).content
    return diagrams.map_file(
        found,
        asked.format,
        outcome=views.outcome_of(asked.view),
        lens=asked.view,
        lanes=asked.lanes,
        language=language,
    ).content
