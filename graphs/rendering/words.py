"""What the drawing asks of whoever speaks the reader's language."""

from datetime import date
from typing import Protocol


class Words(Protocol):
    """Sentences by their code, and figures in the language's signs; `app.wording` has them."""

    @property
    def language(self) -> str:
        """The language's two-letter code."""

    def text(self, code: str, **fields: str | float) -> str:
        """Return the sentence of a code."""

    def counted(self, code: str, count: int) -> str:
        """Return the sentence of a code that has a singular and a plural."""

    def percent(self, share: float) -> str:
        """Return a share of occasions, such as "15 %"."""

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number."""

    def date(self, day: date) -> str:
        """Return a day."""
