"""Maps as an organisation keeps them, without a database; and one that no exact plan can take."""

import secrets
from dataclasses import replace
from datetime import UTC, datetime

from process_models.domain.chain import ValueChain
from process_models.domain.evidence import Evidence
from process_models.domain.identifiers import MapId, TeamId
from process_models.domain.maps import ValueChainMap
from process_models.domain.vocabulary import NodeKind
from tests.pictures import complete

AT = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)


def kept(chain: ValueChain, *, revision: int = 1) -> ValueChainMap:
    """Return a chain as a map of its own, unlike all others that were kept so."""
    return ValueChainMap(
        id=MapId(secrets.token_hex(6)),
        team=TeamId(1),
        revision=revision,
        evidence_version=0,
        chain=chain,
        changed_at=AT,
        changed_by="Marta Ruiz",
    )


def too_large(size: int = 60, *, dependency: float = 0.5) -> ValueChain:
    """Return a map in which everybody serves everybody else who comes later, the last one a customer."""
    whole = complete(size)
    *processes, last = whole.nodes
    failure = Evidence(own=0.1)
    return replace(
        whole,
        nodes=(*processes, replace(last, kind=NodeKind.CUSTOMER)),
        handoffs=tuple(replace(handoff, failure=failure, dependency=dependency) for handoff in whole.handoffs),
    )
