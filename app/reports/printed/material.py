"""What a report is written from: a map at one moment, its figures and its drawings, each made once and elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.reports.given import Given, handoffs
from app.reports.improvement.losses import by_contribution
from app.reports.printed.blocks import Figure, Paper
from app.reports.sayings import Sayings
from app.reports.sentences import Speaker
from app.wording import Wording
from graphs.propagation import Propagation
from graphs.propagation.questions.measuring import Measurement
from graphs.propagation.questions.plan import Plan
from graphs.rendering.sheet import Document
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import NodeId
from process_models.domain.validity import as_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """A part of a map on a sheet of its own: the name of its drawing, what it is called, or its number where nothing.

    Of what it shows `members` are its own; all else there is a neighbour.
    """

    view: str
    name: str
    number: int
    members: frozenset[NodeId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """Which actions to buy within a budget; `plan` is None where that could not be told, `refusal` says why."""

    budget: float
    plan: Plan | None
    refusal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that sections may use.

    `chain` is the whole map, `found` its figures as pages and programs tell them (`found.chain` is the part that
    counts on the day), `refusal` why there are none. `drawings` are by the name of their view
    (`app.services.showing.views`), or of a `portion`: what a sheet shows of a map that none can hold; `undrawn` says of
    views that were asked for why there is no drawing. `revision` is None for a file that nobody keeps.
    `bought` is the plan for its actions, `measurements` what to measure next, None where that cannot be told; `charts`
    are by name.
    """

    chain: ValueChain
    found: Propagation | None
    words: Wording
    drawings: Mapping[str, Document]
    refusal: str = ""
    organisation: str = ""
    author: str = ""
    revision: int | None = None
    day: date | None = None
    fingerprint: str = ""
    paper: Paper = Paper.A4
    portions: tuple[Portion, ...] = ()
    undrawn: Mapping[str, str] = field(default_factory=dict)
    classification: str = ""
    uncontrolled: str = ""
    bought: Bought | None = None
    measurements: tuple[Measurement, ...] | None = None
    charts: Mapping[str, Figure] = field(default_factory=dict)

    @property
    def dated(self) -> ValueChain:
        """What of the map counts on its day."""
        return as_of(self.chain, self.chain.as_of).chain

    @property
    def speaker(self) -> Speaker:
        """Says the things of the map."""
        return Speaker(self.chain, self.words)

    @property
    def sayings(self) -> Sayings:
        """Says the values of the things of the map."""
        return Sayings(words=self.words)

    @property
    def shares(self) -> Mapping[str, float]:
        """Which part of the expected loss each handoff (`handoff:ID`) and node makes; empty without figures."""
        return {} if self.found is None else by_contribution(self.found)

    @property
    def ranked(self) -> tuple[Given, ...]:
        """All handoffs that count on the day: by their part of the expected loss, then as the map has them."""
        shares = self.shares
        return tuple(sorted(handoffs(self.dated), key=lambda each: -shares.get(f"handoff:{each.handoff.id}", 0.0)))
