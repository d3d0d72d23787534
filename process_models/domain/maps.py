"""A map as an organisation keeps it: content with a revision, and who touched it last."""

from dataclasses import dataclass
from datetime import datetime

from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import MapId, TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChainMap:
    """The titled, owned thing at one revision.

    `id` is where it is found, random and unlike `chain.id`, which is the document's own; `team` owns it. Every command
    raises `revision`; `evidence_version` rises when collected answers are released. `changed_at` is in UTC.
    """

    id: MapId
    team: TeamId
    revision: int
    evidence_version: int
    chain: ValueChain
    changed_at: datetime
    changed_by: str
