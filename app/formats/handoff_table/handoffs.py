"""The handoffs of a table, one for each row."""

from collections.abc import Callable, Container, Iterable, Mapping
from functools import partial
from typing import Any, Protocol

from app.formats.handoff_table.columns import SCORES
from app.formats.handoff_table.entries import Entry
from process_models.domain.chain import AgreedTime, Handoff
from process_models.domain.evidence import Deliveries, Evidence, ScoreCount
from process_models.domain.identifiers import GroupId, HandoffId, NodeId
from process_models.domain.naming import identifier


class Named(Protocol):
    """What a handoff's id is made of, if it has none of its own."""

    @property
    def supplier(self) -> str:
        """The supplier's name."""

    @property
    def client(self) -> str:
        """The client's name."""

    @property
    def deliverable(self) -> str:
        """What goes from one to the other."""

    @property
    def handoff_id(self) -> str | None:
        """The id that a row gives."""


def handoff_ids(rows: Iterable[Named]) -> tuple[HandoffId, ...]:
    """Return the id of each row: its own, or one made of its names that no row has for its own."""
    rows = tuple(rows)
    taken = {row.handoff_id for row in rows if row.handoff_id}
    ids: list[HandoffId] = []
    for row in rows:
        given = row.handoff_id or made_id(row, taken)
        taken.add(given)
        ids.append(HandoffId(given))
    return tuple(ids)


def made_id(row: Named, taken: Container[str]) -> str:
    """Return the id that a row without one gets."""
    return identifier(row.supplier, row.client, row.deliverable, taken=taken, fallback="entrega")


def handoffs_of(
    entries: tuple[Entry, ...], nodes: Mapping[str, NodeId], groups: Mapping[str, GroupId]
) -> tuple[Handoff, ...]:
    """Return the handoffs of the rows."""
    return tuple(
        Handoff(
            id=handoff_id,
            supplier=nodes[entry.supplier],
            client=nodes[entry.client],
            deliverable=entry.deliverable,
            description=entry.notes or "",
            channel=entry.channel,
            medium=entry.medium or "",
            agreed_time=_agreed_time(entry),
            failure=evidence_in(partial(getattr, entry)),
            dependency=entry.dependency,
            containment=entry.containment,
            group=groups[entry.group] if entry.group else None,
            share=entry.share,
            valid_from=entry.valid_from,
            valid_to=entry.valid_to,
        )
        for handoff_id, entry in zip(handoff_ids(entries), entries, strict=True)
    )


def _agreed_time(entry: Entry) -> AgreedTime | None:
    if entry.agreed_amount is None or entry.agreed_unit is None:
        return None
    return AgreedTime(amount=entry.agreed_amount, unit=entry.agreed_unit)


def evidence_in(said: Callable[[str], Any]) -> Evidence | None:
    """Return what a row says of a failure, if anything; it is asked by column."""
    count, failed = said("deliveries"), said("failed")
    ways = {way: said(way) for way in ("late", "incomplete", "wrong")}
    scores = [(score, said(column.value)) for score, column in SCORES.items()]
    evidence = Evidence(
        deliveries=None if count is None or failed is None else Deliveries(count=count, failed=failed, **ways),
        scores=tuple(ScoreCount(score=score, count=given) for score, given in scores if given is not None),
        total=said("total"),
        own=said("own"),
    )
    return None if evidence == Evidence() else evidence
