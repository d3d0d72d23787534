"""The lists to choose from: which words there are for which column, and where they stand in the workbook."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from app.formats.handoff_table.columns import Column, label
from app.formats.handoff_table.grid import letters
from app.formats.workbook.columns import NodeColumn, RequirementColumn
from app.wording import wording
from process_models.domain.vocabulary import (
    EvidenceKind,
    GroupKind,
    NodeKind,
    ProcessKind,
    QualityDimension,
    RequirementKind,
    RequirementStatus,
    TimeUnit,
    Viewpoint,
)

_OF_HANDOFFS: Mapping[StrEnum, type[StrEnum]] = {
    Column.SUPPLIER_KIND: NodeKind,
    Column.CLIENT_KIND: NodeKind,
    Column.CHANNEL: Viewpoint,
    Column.GROUP_KIND: GroupKind,
    Column.AGREED_UNIT: TimeUnit,
}
_OF_NODES: Mapping[StrEnum, type[StrEnum]] = {
    NodeColumn.KIND: NodeKind,
    NodeColumn.PROCESS_KIND: ProcessKind,
    NodeColumn.CHANNELS: Viewpoint,
}
_OF_REQUIREMENTS: Mapping[StrEnum, type[StrEnum]] = {
    RequirementColumn.KIND: RequirementKind,
    RequirementColumn.STATUS: RequirementStatus,
    RequirementColumn.DIMENSION: QualityDimension,
    RequirementColumn.EVIDENCE: EvidenceKind,
}
_BY_COLUMNS: Mapping[type[StrEnum], Mapping[StrEnum, type[StrEnum]]] = {
    Column: _OF_HANDOFFS,
    NodeColumn: _OF_NODES,
    RequirementColumn: _OF_REQUIREMENTS,
}
"""By sort of column: words of two sorts are equal where their texts are."""

_LISTS: Mapping[type[StrEnum], str] = {
    NodeKind: "node_kind",
    ProcessKind: "process_kind",
    Viewpoint: "channel",
    GroupKind: "group_kind",
    TimeUnit: "unit",
    RequirementKind: "requirement_kind",
    RequirementStatus: "status",
    QualityDimension: "dimension",
    EvidenceKind: "evidence",
}


class Lists:
    """The sheet of the lists, each in a column of its own, in one language."""

    def __init__(self, sheet: str, language: str) -> None:
        self.sheet = sheet
        self._language = language

    def columns(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Give the title and the words of each list."""
        for words, name in _LISTS.items():
            title = wording(self._language).text(f"workbook.list.{name}")
            yield title, tuple(label(word, self._language) for word in words)

    def source(self, words: type[StrEnum]) -> str:
        """Return where the words of a list stand, as a spreadsheet names it."""
        column = letters(list(_LISTS).index(words))
        return f"='{self.sheet}'!${column}$2:${column}${1 + len(words)}"


def choices(column: StrEnum, lists: Lists) -> str | None:
    """Return where the list for a column stands, if there is one."""
    words = _BY_COLUMNS.get(type(column), {}).get(column)
    return None if words is None else lists.source(words)
