"""What a report is written from: a map at one moment, its figures and its drawings, each made once and elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.reports.sentences import Speaker
from app.wording import Wording
from graphs.propagation import Propagation
from graphs.rendering.sheet import Document
from process_models.domain.chain import ValueChain


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that sections may use.

    `chain` is the whole map, `found` its figures as pages and programs tell them (`found.chain` is the part that
    counts on the day), `refusal` why there are none; `drawings` are by the name of their view
    (`app.services.showing.views`), `revision` is None for a file that nobody keeps.
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

    @property
    def speaker(self) -> Speaker:
        """Says the things of the map."""
        return Speaker(self.chain, self.words)
