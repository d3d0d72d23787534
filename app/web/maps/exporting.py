"""A map as a file: what each format is for, what it cannot hold, and the file itself."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote

from flask import abort, make_response, request
from werkzeug.wrappers import Response

from app.services.files import exchange
from app.services.showing import diagrams, views
from app.services.showing.levels import Levels
from app.web import clock, context
from app.web.asking import can_edit, new_key, note_taken, opened
from app.web.maps.pages import Answer, blueprint
from app.web.policies import Policy, policy
from app.wording import LANGUAGES
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import Problem

LONGEST_NAME = 80

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_UNPLAIN = re.compile(r"[^A-Za-z0-9_.]+")
_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": XLSX,
    "graphml": "application/xml",
    "mermaid": "text/plain; charset=utf-8",
    "sipoc": "text/csv; charset=utf-8",
    "dot": "text/vnd.graphviz; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
}

_ENDINGS = {"mermaid": "mmd", "sipoc": "sipoc.csv"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The file that was asked for: its format, the language of its words, and what of the map is drawn."""

    form: str
    language: str
    view: str = ""

    @classmethod
    def asked(cls) -> "Wanted":
        """Return what the request asks for; a format that there is not is nothing."""
        form, language = request.args.get("form", "json"), request.args.get("language", "")
        if form not in _TYPES:
            abort(404)
        return cls(
            form=form,
            language=language if language in LANGUAGES else context.language(),
            view=request.args.get("view", ""),
        )

    @property
    def outcome(self) -> str | None:
        """Whose upstream part is drawn."""
        return views.outcome_of(self.view)


@blueprint.get("/maps/<map_id>/export")
@policy(Policy.VIEW)
def export(map_id: str) -> Answer:
    """Show the formats, and what each cannot hold of this map."""
    return page(opened(map_id))


@blueprint.get("/maps/<map_id>/export/file")
@policy(Policy.VIEW)
def download(map_id: str) -> Response:
    """Give a map, as it is or as it was at a revision, as a file."""
    shown, wanted = opened(map_id, request.args.get("revision", type=int)), Wanted.asked()
    answer = make_response("")
    answer.content_type = _TYPES[wanted.form]
    answer.headers["Content-Disposition"] = disposition(shown.chain.name, _ENDINGS.get(wanted.form, wanted.form))
    answer.set_etag("-".join((*_version(shown), wanted.form, wanted.language, _digest(wanted.view))))
    answer.cache_control.private, answer.cache_control.no_cache = True, True
    if answer.make_conditional(request).status_code != 304:
        answer.data = _WRITERS.get(wanted.form, _drawn)(shown, wanted)
        note_taken(shown, wanted.form)
    return answer


@blueprint.get("/template.xlsx")
@policy(Policy.SIGNED_IN)
def template() -> Response:
    """Give an empty workbook to fill in."""
    asked = request.args.get("language", "")
    language = asked if asked in LANGUAGES else context.language()
    answer = make_response(exchange.template(language))
    answer.content_type = XLSX
    name = context.words().text("maps.template.file")
    answer.headers["Content-Disposition"] = disposition(name, "xlsx")
    return answer


def page(known: ValueChainMap, problems: tuple[Problem, ...] = ()) -> str:
    """Return the page of files in and out."""
    return context.page(
        "maps/export.html",
        opened=known,
        losses=exchange.losses(known.chain),
        workbook_losses=exchange.workbook_losses(known.chain),
        has_lanes=any(node.lane for node in known.chain.nodes),
        levels=Levels(chain=known.chain, view="").choices,
        languages=LANGUAGES,
        may_edit=can_edit(),
        problems=problems,
        errors={problem.pointer.lstrip("/"): context.words().problem(problem) for problem in problems},
        key=new_key(),
    )


def disposition(name: str, form: str) -> str:
    """Return the header that names a file after its map: for old browsers in ASCII, for others as it is.

    >>> print(disposition("Pedidos y nómina/2026", "csv"))
    attachment; filename="Pedidos-y-nomina-2026.csv"; filename*=UTF-8''Pedidos%20y%20n%C3%B3mina%202026.csv
    >>> print(disposition("物流", "svg"))
    attachment; filename="mapa.svg"; filename*=UTF-8''%E7%89%A9%E6%B5%81.svg
    """
    whole = " ".join(_FORBIDDEN.sub(" ", "".join(filter(_is_seen, name))).split())[:LONGEST_NAME].strip(" .")
    plain = _plain(name) or "mapa"
    return f"attachment; filename=\"{plain}.{form}\"; filename*=UTF-8''{quote(whole or plain, safe='')}.{form}"


def _version(shown: ValueChainMap) -> tuple[str, ...]:
    """Return what a file depends on besides what was asked for; the day stands on a drawing of a map without a date."""
    day = "" if shown.chain.as_of else f"{clock.now():%Y%m%d}"
    return str(shown.revision), str(shown.evidence_version), day


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"} or sign.isspace()


def _plain(text: str) -> str:
    """Return what of a text ASCII can say, in signs that stand in every header and on every disk."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _UNPLAIN.sub("-", letters).strip("-.")[:LONGEST_NAME]


def _digest(view: str) -> str:
    """Return a view in few signs: the name of one with many open processes is long."""
    return sha256(view.encode(errors="replace")).hexdigest()[:16] if view else ""


def _written(shown: ValueChainMap, wanted: Wanted) -> bytes:
    return exchange.write(shown.chain, wanted.form, headers=wanted.language, language=wanted.language).content


def _drawn(shown: ValueChainMap, wanted: Wanted) -> bytes:
    return diagrams.map_file(
        shown,
        wanted.form,
        outcome=wanted.outcome,
        lens=wanted.view,
        lanes=views.has_lanes(wanted.view),
        fold=views.fold_of(views.known(wanted.view, shown.chain), shown.chain),
        language=wanted.language,
    ).content


_WRITERS: dict[str, Callable[[ValueChainMap, Wanted], bytes]] = dict.fromkeys(exchange.FORMS, _written)
