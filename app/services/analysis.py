"""What a map's figures are, and how they are told to programs and to people."""

import json
from dataclasses import replace
from datetime import date

from app.reports.propagation_document import propagation_document
from app.reports.propagation_text import propagation_text
from app.reports.sentences import warnings as told_warnings
from app.wording import wording
from graphs.propagation import CHAINS_PER_OUTCOME, Propagation, propagate
from process_models.domain.chain import ValueChain

CHAINS = CHAINS_PER_OUTCOME


def propagation(chain: ValueChain, *, day: date | None = None, chains: int = CHAINS) -> Propagation:
    """Return the figures of a chain as of a day, or of its own date where none is given.

    Raises:
        TooLargeForExact: the map is too large to be computed exactly; its problem says how large and which limit.
    """
    return propagate(chain if day is None else replace(chain, as_of=day), chains=chains)


def as_json(found: Propagation, language: str) -> bytes:
    """Return the figures as a JSON object."""
    document = propagation_document(found, wording(language))
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def as_text(found: Propagation, language: str) -> str:
    """Return the figures as text for people."""
    return propagation_text(found, wording(language))


def warnings(found: Propagation, language: str) -> list[str]:
    """Return what a reader should be told beside the figures."""
    return told_warnings(found, wording(language))
