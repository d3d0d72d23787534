"""From the text of a map document to a chain, or to everything that is wrong with it."""

from collections.abc import Iterator

from app.formats.map_document.codecs import Place
from app.formats.map_document.followups import Told
from app.formats.map_document.keys import FORMAT, MAP
from app.formats.map_document.strict_json import read_strictly
from app.formats.results import LIMITS, Limits, Parsed, Says, refused
from process_models.domain import rules
from process_models.domain.problems import Problem, error


def parse_map_document(content: bytes, limits: Limits = LIMITS) -> Parsed:
    """Return the chain of a document, or every problem of its text, its keys and values, and of the map's rules."""
    document = read_strictly(content, limits)
    if not document.is_readable:
        return refused(*document.problems)
    unfit = tuple(_unfit(document.content, limits))
    if unfit or not isinstance(document.content, dict):
        return refused(*document.problems, *unfit)
    return _checked(document.content, document.problems)


def _unfit(content: object, limits: Limits) -> Iterator[Problem]:
    """Find why a text is none of our documents, or too large a one."""
    if not isinstance(content, dict):
        yield error("object-expected")
        return
    if content.get("format") not in (None, FORMAT):
        yield error("unknown-format", "/format", value=str(content["format"]), format=FORMAT)
    if (count := _length(content.get("nodes"))) > limits.nodes:
        yield error("too-many-nodes", "/nodes", count=count, limit=limits.nodes)
    if (count := _length(content.get("handoffs"))) > limits.handoffs:
        yield error("too-many-handoffs", "/handoffs", count=count, limit=limits.handoffs)


def _length(entries: object) -> int:
    return len(entries) if isinstance(entries, list) else 0


def _checked(content: dict[str, object], faults: tuple[Problem, ...]) -> Parsed:
    place = Place("", [])
    if content.get("format") is None:
        place.at("format").wrong("missing-key", key="format")
    chain = MAP.read({key: value for key, value in content.items() if key != "format"}, place)
    unread = faults + tuple(Told(faults).beyond(place.problems))
    broken = tuple(Told(unread).not_following(rules.problems(chain)))
    warnings = () if unread else rules.warnings(chain)
    problems = (*unread, *broken, *warnings)
    return (
        refused(*problems) if unread or broken else Parsed(chain=chain, problems=problems, says=Says(everything=True))
    )
