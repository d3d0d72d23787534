"""The language in which the command line speaks: asked for, set in the environment, or the locale's."""

import gettext
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import pairwise

from app.wording import DEFAULT_LANGUAGE, LANGUAGES, TRANSLATIONS, Wording, wording

OPTION = "--language"
SETTING = "ESLABON_LANGUAGE"

_LOCALE = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_CLICK_DOMAIN = "click"

_spoken: ContextVar[str] = ContextVar("_spoken", default=DEFAULT_LANGUAGE)


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language to speak: also a usage error, told before any option is read, is told in it.

    >>> language_of(["check", "map.json", "--language", "en"], {})
    'en'
    >>> language_of(["check", "map.json"], {"LANG": "en_GB.UTF-8"}), language_of([], {"LANG": "de_DE.UTF-8"})
    ('en', 'es')
    """
    wishes = (_asked_for(arguments), environment.get(SETTING, ""), _of_locale(environment))
    return next((wish for wish in wishes if wish in LANGUAGES), DEFAULT_LANGUAGE)


def words() -> Wording:
    """Return the words of the language that is spoken now."""
    return wording(_spoken.get())


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language: our own words, and click's, which it looks up with gettext each time."""
    former = os.environ.get("LANGUAGE")
    token = _spoken.set(language)
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(_CLICK_DOMAIN, TRANSLATIONS)
    gettext.textdomain(_CLICK_DOMAIN)
    try:
        yield
    finally:
        _spoken.reset(token)
        if former is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = former


def _asked_for(arguments: Sequence[str]) -> str:
    for argument, following in pairwise([*arguments, ""]):
        if argument == OPTION:
            return following
        if argument.startswith(f"{OPTION}="):
            return argument.removeprefix(f"{OPTION}=")
    return ""


def _of_locale(environment: Mapping[str, str]) -> str:
    return next((environment[name][:2] for name in _LOCALE if environment.get(name)), "")
