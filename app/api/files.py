"""Maps as files: out in every format, in as a new map or in the place of a content, and checked without keeping."""

from typing import Literal

from flask import request
from pydantic import Field
from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import answer, answer_bytes, created, figures_tag, has_already
from app.api.asking import Query
from app.api.models import CheckedOut, ImportedOut, ProblemItem
from app.api.operations import Content, Operation, operation
from app.services.files import arrivals, exchange, imports
from app.services.files.arrivals import Arrival
from app.services.files.imports import Preview
from app.services.keeping import maps, scripted, whole
from app.web import context
from app.web.policies import Policy
from process_models.domain.errors import CommandRefused
from process_models.domain.identifiers import TeamId
from process_models.domain.maps import ValueChainMap

_MEDIA = {
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "graphml": "application/graphml+xml",
    "dot": "text/vnd.graphviz",
}
_ANY = "application/octet-stream"
ANY_FILE = Content(media=("*/*",))


class ExportQuery(Query):
    """In which format, and in which language a table has its headers."""

    format: str = Field(default="json", json_schema_extra={"enum": list(exchange.FORMS)})
    language: Literal["es", "en"] | None = None


class FileQuery(Query):
    """What the file is called, and whether rows with several suppliers of one thing are joined as routes."""

    filename: str = Field(default="", max_length=300)
    routes: bool = True


class ImportQuery(FileQuery):
    """How a file becomes a new map: under which name, and whose it is."""

    name: str = Field(default="", max_length=1000)
    team: int | None = Field(default=None, ge=1, le=2**31)


class ImportIntoQuery(FileQuery):
    """How a file goes into a map: it updates and adds, or takes the place; `dry_run` only tells what would differ."""

    mode: Literal["merge", "replace"] = "merge"
    dry_run: bool = False


@operation(
    Operation(
        name="export_map",
        verb="GET",
        rule="/maps/<map_id>/export",
        tag="files",
        policy=Policy.VIEW,
        query=ExportQuery,
        answer=Content(media=tuple(_MEDIA.get(each, _ANY) for each in exchange.FORMS)),
        is_kept=True,
    )
)
def export_map(map_id: str) -> Response:
    """Give a map as a file."""
    found, asked = asking.opened(map_id), asking.query(ExportQuery)
    form = asking.word("format", asked.format, exchange.FORMS)
    language = asked.language or context.language()
    tag = figures_tag(found, form, language)
    content = exchange.write(found.chain, form, headers=language, language=language).content
    if not has_already(tag):
        asking.note_taken(found, form)
    return answer_bytes(content, media=_MEDIA.get(form, _ANY), tag=tag)


@operation(
    Operation(
        name="check_file",
        verb="POST",
        rule="/checks",
        tag="files",
        policy=Policy.SIGNED_IN,
        query=FileQuery,
        body=ANY_FILE,
        answer=Content(schema=CheckedOut),
    )
)
def check_file() -> Response:
    """Tell everything that is wrong with a file; nothing is kept."""
    asked = asking.query(FileQuery)
    return answer(CheckedOut.model_validate(_told(_read(asked))))


@operation(
    Operation(
        name="import_map",
        verb="POST",
        rule="/imports",
        tag="files",
        policy=Policy.EDIT,
        query=ImportQuery,
        body=ANY_FILE,
        status=201,
        answer=Content(schema=ImportedOut),
        takes_key=True,
        is_kept=True,
    )
)
def import_map() -> Response:
    """Keep the map of a file as a new map."""
    asked, key = asking.query(ImportQuery), asking.key()
    read = _read(asked)
    if read.chain is None:
        raise CommandRefused(*read.problems)
    team, chain = None if asked.team is None else TeamId(asked.team), imports.named(read.chain, asked.name)
    with context.writing() as session:
        made = maps.create(session, context.actor(), chain=chain, team=team, key=key, way="new")
        revision = maps.opened(session, context.actor(), map_id=made).revision
    told = ImportedOut.model_validate(
        {**_told(read), "map": made, "revision": revision, "differences": [], "summary": ""}
    )
    return created(told, "show_map", tag=revision, map_id=made)


@operation(
    Operation(
        name="import_into_map",
        verb="POST",
        rule="/maps/<map_id>/imports",
        tag="files",
        policy=Policy.EDIT,
        query=ImportIntoQuery,
        body=ANY_FILE,
        answer=Content(schema=ImportedOut),
        needs_match=True,
        is_kept=True,
    )
)
def import_into_map(map_id: str) -> Response:
    """Put the content of a file in the place of a map's, or tell what that would change."""
    asked, known = asking.query(ImportIntoQuery), asking.opened(map_id)
    revision, read = asking.revision(), _read(asked)
    if read.chain is None:
        raise CommandRefused(*read.problems)
    whole.require_revision(known, revision)
    coming = arrivals.arrival(known.chain, read.parsed, way=asked.mode, language=context.language())
    if coming.problems:
        raise CommandRefused(*coming.problems)
    made = None if asked.dry_run else _put(known, coming, revision, asked.mode)
    where = {"map": None if made is None else map_id, "revision": made}
    said = {"differences": coming.sentences, "summary": coming.summary}
    told = ImportedOut.model_validate({**_told(read), **where, **said})
    return answer(told, tag=known.revision if made is None else made)


def _put(known: ValueChainMap, coming: Arrival, revision: int, way: str) -> int:
    chain = coming.chain
    with context.writing() as session:
        edited = whole.replace_content(
            session, context.actor(), map_id=known.id, chain=chain, revision=revision, way=way
        )
    return edited.revision


def _read(asked: FileQuery) -> Preview:
    content = request.get_data()
    return imports.preview_of(content, asked.filename, routes=asked.routes, language=context.language())


def _told(read: Preview) -> dict[str, object]:
    words, chain = context.words(), read.chain
    problems = [ProblemItem.model_validate(scripted.problem_document(each, words)) for each in read.all_problems]
    counts = {"nodes": len(chain.nodes) if chain else 0, "handoffs": len(chain.handoffs) if chain else 0}
    return {"ok": chain is not None, "name": read.name, "problems": problems, **counts}
