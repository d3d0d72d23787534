"""Random values of the fields of a map: what people paste, and what breaks writers of CSV, DOT and XML."""

import json
from datetime import date
from typing import TypeVar

from hypothesis import strategies as st

from process_models.domain.chain import JsonText

Value = TypeVar("Value")

HOSTILE_TEXTS = (
    "=1+1",
    "@SUM(A1)",
    "'ya con apóstrofo",
    "-",
    "<b onload='x'>&amp;</b>",
    'comillas "dobles", y; signos\t',
    "termina en \\",
    "a:b {c} [d] | e %s {0}",
    "línea\r\notra\u2028tercera",
    "\ufeffmarca",
    "אבג\u202eabc",
    "n\u0303 no es ñ",
    "\x00\x07",
    "🙂 日本",
    " con espacios ",
    "NaN",
    "1,5 %",
)

IDENTIFIERS = st.text("abcxyz019_-", min_size=1, max_size=6)
NAMES = st.one_of(st.sampled_from(HOSTILE_TEXTS), st.text(min_size=1, max_size=8).filter(str.strip))
TEXTS = st.one_of(st.just(""), NAMES, st.text(max_size=8))
SHARES = st.floats(0, 1)
AMOUNTS = st.one_of(st.floats(0, 1e15), st.integers(0, 1000).map(float))
POSITIVE = st.one_of(st.floats(0, 1e15, exclude_min=True), st.integers(1, 1000).map(float))
COORDINATES = st.floats(-1e6, 1e6)
SCORES = st.integers(1, 5)
DATES = st.dates(date(1990, 1, 1), date(2100, 12, 31))
JSON_LEAVES = st.one_of(st.none(), st.booleans(), st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9), TEXTS)
JSON_VALUES = st.one_of(JSON_LEAVES, st.lists(JSON_LEAVES, max_size=2), st.dictionaries(TEXTS, JSON_LEAVES, max_size=2))
EXTENSIONS = st.dictionaries(TEXTS, JSON_VALUES, max_size=2).map(
    lambda content: JsonText(json.dumps(content, ensure_ascii=False, separators=(",", ":")))
)
VALIDITY = st.one_of(
    st.tuples(st.none() | DATES, st.none()),
    st.tuples(st.none(), DATES),
    st.tuples(DATES, DATES).map(lambda ends: (min(ends), max(ends))),
)


def optional(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Value | None]:
    """Give a value or none."""
    return st.one_of(st.none(), values)


MAYBE_SHARE = optional(SHARES)
MAYBE_POSITIVE = optional(POSITIVE)
MAYBE_AMOUNT = optional(AMOUNTS)
MAYBE_DATE = optional(DATES)
MAYBE_SCORE = optional(SCORES)
MAYBE_EXTENSIONS = optional(EXTENSIONS)
