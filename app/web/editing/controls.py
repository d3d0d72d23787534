"""What stands in a control of a form, and what it means: a kind for each sort of value of the map document.

Numbers may be written with a comma or a point before their decimals, whatever the language: what is written means one
thing, or it is refused and not guessed. A share is always written as per cents: `15`, `15 %` and `15,0 %` are 0.15, and
`0,15` is 0.0015.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from process_models.domain.problems import Field

_LONGEST_NUMBER = 40
_WHOLE = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:([., ])[0-9]{3})(?:\1[0-9]{3})*)")
_DECIMAL = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:([., ])[0-9]{3})(?:\1[0-9]{3})*(?:(?!\1)[.,][0-9]+)?")
_SPACES = re.compile(r"[\u00a0\u2009\u202f ]+")
_LINE_ENDS = re.compile(r"\r\n?")
_NOT_CARRIED = re.compile("[\x00\ufffd]")
_SIGN = {"es": ",", "en": "."}
_DECIMALS_OF_A_GROUP = 3


class Unreadable(Exception):
    """What was written means nothing here, or more than one thing; `code` says which."""

    def __init__(self, code: str, **fields: Field) -> None:
        self.code = code
        self.fields: Mapping[str, Field] = fields
        super().__init__(code)


class Kind(Protocol):
    """One sort of value: how it is written in a control, and read out of it."""

    def shown(self, value: object, language: str) -> str:
        """Return what stands in the control for a value of the document; None is one that is not there."""

    def read(self, text: str) -> object:
        """Return the value that a text means, None for one that is left out.

        Raises:
            Unreadable: it means none.
        """

    def keeps(self, value: object, text: str, language: str) -> bool:
        """Tell whether a text that came back says of a value that it stays what it was."""


@dataclass(frozen=True, slots=True)
class Line:
    """A text of one line."""

    def shown(self, value: object, _language: str) -> str:
        """Return the text."""
        return "" if value is None else str(value)

    def read(self, text: str) -> object:
        """Return the text without the blanks around it."""
        return text.strip() or None

    def keeps(self, value: object, text: str, language: str) -> bool:
        """Tell whether the text is what was shown, once a browser has taken it to its control and back."""
        return self._carried(text) == self._carried(self.shown(value, language))

    def _carried(self, text: str) -> str:
        """Return a text as it comes back: on one line."""
        return _NOT_CARRIED.sub("", text).replace("\r", "").replace("\n", "")


@dataclass(frozen=True, slots=True)
class Lines(Line):
    """A text of several lines."""

    def read(self, text: str) -> object:
        """Return the text, its lines ended in the usual way."""
        return _LINE_ENDS.sub("\n", text).strip() or None

    def _carried(self, text: str) -> str:
        """Return a text as it comes back: its line ends all alike."""
        return _NOT_CARRIED.sub("", _LINE_ENDS.sub("\n", text))


@dataclass(frozen=True, slots=True)
class Word(Line):
    """A word of a closed list, or the id of another thing.

    `default` is what is chosen where the document says nothing; it stays unsaid unless `is_written`. `words` is how the
    codes of the words begin; `is_node` says that it is the id of a node.
    """

    default: str = ""
    is_written: bool = False
    words: str = ""
    is_node: bool = False

    def shown(self, value: object, _language: str) -> str:
        """Return the word."""
        return self.default if value is None else str(value)

    def keeps(self, value: object, text: str, language: str) -> bool:
        """Tell whether the word is what was chosen."""
        if value is None and self.is_written:
            return not text
        return self.shown(value, language) == text


@dataclass(frozen=True, slots=True)
class Day(Line):
    """A date as a date control gives it: YYYY-MM-DD."""


@dataclass(frozen=True, slots=True)
class Whole(Line):
    """A whole number; groups of three digits may stand apart."""

    def read(self, text: str) -> object:
        """Return the number."""
        written = _SPACES.sub(" ", text).strip()
        if not written:
            return None
        if len(written) > _LONGEST_NUMBER or _WHOLE.fullmatch(written) is None:
            raise Unreadable("field-whole", value=written[:_LONGEST_NUMBER])
        return int(re.sub("[., ]", "", written))


@dataclass(frozen=True, slots=True)
class Number(Line):
    """A number, whole or not."""

    def shown(self, value: object, language: str) -> str:
        """Return the number without groups; three decimals get a zero behind them, not to look like a group."""
        if value is None:
            return ""
        whole, _, decimals = _plain(Decimal(str(value))).partition(".")
        return _signed(whole, decimals + "0" if len(decimals) == _DECIMALS_OF_A_GROUP else decimals, language)

    def read(self, text: str) -> object:
        """Return the number; `1.200` could be either of two and is refused."""
        written = _SPACES.sub(" ", text).strip()
        if not written:
            return None
        if len(written) > _LONGEST_NUMBER:
            raise Unreadable("field-number", value=written[:_LONGEST_NUMBER])
        if _DECIMAL.fullmatch(written) is not None:
            return _number(written)
        if _GROUPED.fullmatch(written) is None:
            raise Unreadable("field-number", value=written)
        return float(_without_groups(written))


@dataclass(frozen=True, slots=True)
class Percent(Line):
    """A share of occasions, written as per cents."""

    def shown(self, value: object, language: str) -> str:
        """Return the per cents, all their decimals."""
        if value is None:
            return ""
        whole, _, decimals = _plain(Decimal(str(value)) * 100).partition(".")
        return _signed(whole, decimals, language)

    def read(self, text: str) -> object:
        """Return the share."""
        written = _SPACES.sub("", text).removesuffix("%")
        if not written:
            return None
        if len(written) > _LONGEST_NUMBER or _DECIMAL.fullmatch(written) is None:
            raise Unreadable("field-percent", value=text.strip()[:_LONGEST_NUMBER])
        return float(Decimal(written.replace(",", ".")) / 100)


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _signed(whole: str, decimals: str, language: str) -> str:
    return f"{whole}{_SIGN.get(language, '.')}{decimals}" if decimals else whole


def _without_groups(written: str) -> str:
    """Return a number with groups of digits in one way of writing it: the sign that stands last is the decimal one."""
    last = max(written.rfind("."), written.rfind(","))
    signs = {sign for sign in written if sign in "., "}
    if len(signs) == 1:
        return re.sub("[., ]", "", written)
    return re.sub("[., ]", "", written[:last]) + "." + written[last + 1 :]


def _number(written: str) -> float:
    decimals = re.split("[.,]", written)[1:]
    if decimals and len(decimals[0]) == _DECIMALS_OF_A_GROUP and not written.startswith(("0", "-0")):
        joined = re.sub("[.,]", "", written)
        raise Unreadable("field-ambiguous", value=written, joined=joined, decimal=f"{written}0")
    return float(written.replace(",", "."))
