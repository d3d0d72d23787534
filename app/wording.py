"""What the product says, in the reader's language: sentences by their code, numbers, shares and dates.

Every text has a code, and its words stand in the catalogues under `app/translations`, one file per area.
"""

from datetime import UTC, date, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from babel.support import Translations

from process_models.domain.people import NAMELESS
from process_models.domain.problems import Field, Problem

LANGUAGES = ("es", "en")
DEFAULT_LANGUAGE = LANGUAGES[0]
TRANSLATIONS = Path(__file__).parent / "translations"

LONGEST_TOLD = 200
"""Signs of a text that a sentence about it names."""

_SMALLEST_SHOWN = 0.0005
_NOISE = 12
"""Decimals of a share beyond which there is only rounding."""

_NUMBERS_KEPT = 8192
"""A page says hundreds of numbers, and each reader of it the same ones."""

_PERCENT = {"es": "{number} %", "en": "{number}%"}


class WordsMissing(LookupError):
    """A text has no words in a catalogue: a mistake of ours, not of the user's."""


class Wording:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else DEFAULT_LANGUAGE
        self._locale = Locale.parse(self.language)
        self._catalogue = _catalogue(self.language)

    def text(self, code: str, **fields: Field) -> str:
        """Return the sentence of a code; fields stand in it literally."""
        words = self._catalogue.gettext(code)
        if words == code:
            raise WordsMissing(code)
        return words.format(**fields)

    def template(self, code: str) -> str:
        """Return the sentence of a code with its gaps open, for a script that fills them."""
        words = self._catalogue.gettext(code)
        if words == code:
            raise WordsMissing(code)
        return words

    def counted(self, code: str, count: int, **fields: Field) -> str:
        """Return the sentence of a code that has a singular and a plural; `{count}` may stand in it."""
        words = self._catalogue.ngettext(code, code, count)
        if words == code:
            raise WordsMissing(code)
        return words.format(count=self.number(count), **fields)

    def problem(self, problem: Problem) -> str:
        """Return what a problem says, without its place."""
        fields = {name: _told(value) for name, value in problem.fields}
        return self.text(f"problem.{problem.code}", **fields)

    def who(self, name: str) -> str:
        """Return a name, or what stands for somebody who was erased."""
        return self.text("privacy.erased", number=name.removeprefix(NAMELESS)) if name.startswith(NAMELESS) else name

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number with at most `digits` decimals, halves rounded up, in the language's signs."""
        return _number(value, digits, self.language)

    def percent(self, share: float) -> str:
        """Return a share of occasions: whole per cents from 10 % on, one decimal below; never a false 0 or 100."""
        share = round(share, _NOISE)
        if 0 < share < _SMALLEST_SHOWN:
            return "< " + self._percent(0.001)
        if 1 - _SMALLEST_SHOWN < share < 1:
            return "> " + self._percent(0.999)
        return self._percent(share)

    def points(self, difference: float) -> str:
        """Return a small difference between shares, in points of a per cent."""
        return self.number(100 * difference, 2)

    def estimated(self, share: float, standard_error: float | None) -> str:
        """Return a share of occasions, and where it was simulated its standard error in points of a per cent.

        >>> wording("es").estimated(0.27, 0.00098), wording("es").estimated(0.27, None)
        ('27 % ± 0,1', '27 %')
        """
        told = self.percent(share)
        if standard_error is None:
            return told
        return self.text("figures.plus-minus", percent=told, error=self.points(standard_error))

    def of(self, failed: int, count: int) -> str:
        """Return a share with its denominator: "15 % (30 de 200)"."""
        fields = {"failed": self.number(failed), "count": self.number(count)}
        return self.text("figure.of", percent=self.percent(failed / count), **fields)

    def date(self, day: date) -> str:
        """Return a day in long form."""
        return format_date(day, format="long", locale=self._locale)

    def moment(self, when: datetime, *, now: datetime | None = None, zone: tzinfo | None = None) -> str:
        """Return when something happened, by the server's clock unless a zone is given: today just the time.

        >>> noon = datetime(2026, 9, 30, 12, 0, tzinfo=UTC)
        >>> wording("es").moment(noon, now=noon, zone=UTC), wording("es").moment(noon, zone=UTC)
        ('hoy 12:00', '30 sept 2026, 12:00')
        """
        here = when.astimezone(zone)
        clock = f"{here:%H:%M}"
        if here.date() == (now or datetime.now(UTC)).astimezone(zone).date():
            return self.text("web.today", clock=clock)
        return f"{format_date(here.date(), format='medium', locale=self._locale)}, {clock}"

    def _percent(self, share: float) -> str:
        per_cent = round(100 * share, _NOISE)
        digits = 0 if 10 <= per_cent <= 99 else 1
        return _PERCENT[self.language].format(number=self.number(per_cent, digits))


@lru_cache(maxsize=_NUMBERS_KEPT)
def _number(value: float, digits: int, language: str) -> str:
    pattern = "#,##0." + "#" * digits if digits else "#,##0"
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return format_decimal(rounded, format=pattern, locale=language)


@cache
def wording(language: str) -> Wording:
    """Return the words of a language; an unknown one falls back to Spanish."""
    return Wording(language)


@cache
def _catalogue(language: str) -> Translations:
    """Merge the built catalogues of a language, one per area."""
    areas = sorted(path.stem for path in (TRANSLATIONS / language / "LC_MESSAGES").glob("*.mo"))
    merged = Translations()
    for area in areas:
        found = Translations.load(TRANSLATIONS, [language], area)
        if isinstance(found, Translations):
            merged.merge(found)
    return merged


def excerpt(text: str) -> str:
    """Return a text, cut where it is too long to be named in a sentence.

    >>> excerpt("Ventas"), len(excerpt("Ventas" * 1_000))
    ('Ventas', 200)
    """
    return text if len(text) <= LONGEST_TOLD else text[: LONGEST_TOLD - 1] + "…"


def _told(value: Field) -> Field:
    if isinstance(value, float):
        return f"{value:g}"
    return excerpt(value) if isinstance(value, str) else value
