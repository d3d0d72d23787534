"""The sheets of a workbook beside that of the handoffs, and their columns; all are known in both languages."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from app.formats.handoff_table.columns import Headers, heard
from app.wording import LANGUAGES, wording
from process_models.domain.vocabulary import Viewpoint


class SheetKind(StrEnum):
    """What a sheet is for. Examples and lists help whoever fills a workbook in, and are not read."""

    HANDOFFS = "handoffs"
    NODES = "nodes"
    REQUIREMENTS = "requirements"
    ACTIONS = "actions"
    READ_ME = "read_me"
    EXAMPLE = "example"
    LISTS = "lists"


class NodeColumn(StrEnum):
    """What a column says of a node."""

    NAME = "name"
    ID = "id"
    KIND = "kind"
    PROCESS_KIND = "process_kind"
    CODE = "code"
    PART_OF = "part_of"
    OWNER = "owner"
    LANE = "lane"
    DESCRIPTION = "description"
    WEIGHT = "weight"
    CHANNELS = "channels"
    DELIVERIES = "deliveries"
    FAILED = "failed"
    LATE = "late"
    INCOMPLETE = "incomplete"
    WRONG = "wrong"
    SCORE_1 = "score_1"
    SCORE_2 = "score_2"
    SCORE_3 = "score_3"
    SCORE_4 = "score_4"
    SCORE_5 = "score_5"
    TOTAL = "total"
    OWN = "own"
    VALID_FROM = "valid_from"
    VALID_TO = "valid_to"
    POSITION_X = "position_x"
    POSITION_Y = "position_y"
    NONE_INFORMATION = "none_information"
    NONE_COMPLAINTS = "none_complaints"
    NONE_COMMITMENT = "none_commitment"
    NONE_DIRECT_ATTENTION = "none_direct_attention"
    NONE_DELIVERED = "none_delivered"
    NONE_INTERNAL = "none_internal"
    NONE_INTEREST_GROUP = "none_interest_group"
    NONE_AUDIT = "none_audit"


class RequirementColumn(StrEnum):
    """What a column says of a requirement."""

    HANDOFF = "handoff"
    ID = "id"
    KIND = "kind"
    STATUS = "status"
    DIMENSION = "dimension"
    STATEMENT = "statement"
    IMPORTANCE = "importance"
    EVIDENCE = "evidence"
    SOURCE = "source"
    CONFIRMED_BY = "confirmed_by"


class ActionColumn(StrEnum):
    """What a column says of an improvement, or of one thing that it changes."""

    ID = "id"
    NAME = "name"
    COST = "cost"
    OWNER = "owner"
    DUE = "due"
    HANDOFF = "handoff"
    NODE = "node"
    OWN = "own"
    OWN_TIMES = "own_times"
    DEPENDENCY = "dependency"
    CONTAINMENT = "containment"


class MapKey(StrEnum):
    """What a row of the sheet "Read me" says of the map itself."""

    NAME = "name"
    ID = "id"
    DESCRIPTION = "description"
    LANGUAGE = "language"
    AS_OF = "as_of"
    MINIMUM_GROUP = "minimum_group"
    CURRENCY = "currency"


NONE_BECAUSE: Mapping[Viewpoint, NodeColumn] = {each: NodeColumn(f"none_{each.value}") for each in Viewpoint}
"""The column that says why a node has no customers from a viewpoint."""

NODES = Headers(columns=NodeColumn, area="workbook.node.", required=(NodeColumn.NAME,))
REQUIREMENTS = Headers(columns=RequirementColumn, area="workbook.requirement.", required=(RequirementColumn.HANDOFF,))
ACTIONS = Headers(columns=ActionColumn, area="workbook.action.", required=())
MAP_KEYS = Headers(columns=MapKey, area="workbook.map.", required=())


def sheet_name(kind: SheetKind, language: str) -> str:
    """Return what a sheet is called."""
    return wording(language).text(f"workbook.sheet.{kind.value}")


def sheet_of(name: str) -> SheetKind | None:
    """Return what a sheet of that name is for.

    >>> sheet_of("Acciónes "), sheet_of("READ ME"), sheet_of("Hoja1")
    (<SheetKind.ACTIONS: 'actions'>, <SheetKind.READ_ME: 'read_me'>, None)
    """
    return _sheets().get(heard(name))


def key_title(language: str) -> tuple[str, str]:
    """Return the two headers above the map's own fields in the sheet "Read me"."""
    return wording(language).text("workbook.key"), wording(language).text("workbook.value")


@cache
def _sheets() -> dict[str, SheetKind]:
    return {heard(sheet_name(kind, language)): kind for language in LANGUAGES for kind in SheetKind}
