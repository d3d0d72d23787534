"""Printed reports of a map: what one was asked to be, how far it is, and what is kept of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from process_models.domain.identifiers import MapId, PersonId, ReportId, ReportTemplateId, TeamId


class ReportState(StrEnum):
    """How far an order is: it waits, is made step by step, and is done, or ended otherwise.

    Nothing is written of an order that nobody makes any more, for instance because the server was stopped: it is
    `UNFINISHED` where it has given no sign of life for long enough.
    """

    WAITING = "waiting"
    COMPUTING = "computing"
    DRAWING = "drawing"
    SETTING = "setting"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"
    UNFINISHED = "unfinished"

    @property
    def is_under_way(self) -> bool:
        """Whether somebody makes it, or will."""
        return self in UNDER_WAY


UNDER_WAY = (ReportState.WAITING, ReportState.COMPUTING, ReportState.DRAWING, ReportState.SETTING)
"""In the order in which they come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChoice:
    """What a report is asked to be.

    `paper` is `A4` or `Letter`, `sections` are the names of its sections in their order. Where `uncontrolled`, the line
    at the foot of every sheet, is empty, the reader's language has one; without `author` nobody is named.
    """

    language: str
    paper: str
    sections: tuple[str, ...]
    classification: str = ""
    uncontrolled: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReport:
    """A report of a map at a revision, as it was ordered and as far as it is.

    `orderer` is the name of whoever ordered it; `fingerprint` (SHA-256) and `size` (in bytes) are those of its PDF,
    which `is_kept` or was dropped since for newer ones; `reason` is the code of why it failed.
    """

    id: ReportId
    map: MapId
    revision: int
    choice: ReportChoice
    ordered_by: PersonId
    orderer: str
    at: datetime
    seen_at: datetime
    state: ReportState
    fingerprint: str = ""
    size: int = 0
    is_kept: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTemplate:
    """A choice that a team keeps by a name, for every map of its own; it names no author."""

    id: ReportTemplateId
    team: TeamId
    name: str
    choice: ReportChoice
    version: int = 1
