"""From `@name` to a person and back.

After an `@` stands the name of somebody who reaches the map, whole or only its beginning up to a blank, or what is
before the `@` of their address; capitals and accents do not matter. What nobody is called stays as it is typed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from process_models.domain.comments import mention_of, spoken
from process_models.domain.folding import folded
from process_models.domain.identifiers import PersonId
from process_models.domain.people import Person
from process_models.domain.problems import Problem, error

MOST = 50
"""How many mentions one text may have."""

_AT = re.compile(r"(?<![\w@.])@(?=\w)")
_WORD = re.compile(r"[\w.'\u2019-]*[\w]")
_NUMBER = re.compile(r"#([0-9]{1,15})")


def handles(people: Iterable[Person]) -> dict[PersonId, str]:
    """Return what to type after the `@` for each of some people: the name, with their number where two have it."""
    everybody = tuple(people)
    names = [folded(person.name) for person in everybody]
    return {
        person.id: person.name if names.count(folded(person.name)) == 1 else f"{person.name}#{person.id}"
        for person in everybody
    }


def typed(text: str, names: Mapping[PersonId, str]) -> str:
    """Return a text as one would type it."""
    return spoken(text, lambda person: f"@{names[person]}" if person in names else "@…")


def resolved(text: str, people: Iterable[Person]) -> tuple[str, tuple[Problem, ...]]:
    """Return a text that mentions people by their numbers, and what is ambiguous in it."""
    everybody = tuple(people)
    longest = max((len(person.name.split()) for person in everybody), default=0)
    made, problems, at = [], [], 0
    for count, found in enumerate(_AT.finditer(text)):
        if found.start() < at or count >= MOST:
            continue
        length, who = _who(text[found.end() :], everybody, longest)
        if len(who) > 1:
            several = ", ".join(sorted(handles(who).values()))
            problems.append(error("mention-ambiguous", "/text", typed=text[found.end() :][:length], people=several))
        elif who:
            made += [text[at : found.start()], mention_of(who[0].id)]
            at = found.end() + length
    return "".join((*made, text[at:])), tuple(problems)


def _who(rest: str, people: tuple[Person, ...], longest: int) -> tuple[int, tuple[Person, ...]]:
    """Return whom a text begins with, the longest name first, and how many of its signs that takes."""
    for end in reversed(tuple(_ends(rest, longest))):
        said = folded(rest[:end])
        who = tuple(person for person in people if folded(person.name) == said)
        number = _NUMBER.match(rest, end)
        exact = tuple(person for person in who if number and person.id == int(number[1]))
        if exact and number:
            return number.end(), exact
        if who:
            return end, who
    first = next(iter(_ends(rest, 1)), 0)
    said = folded(rest[:first])
    who = tuple(person for person in people if folded(person.email.partition("@")[0]) == said)
    return first, who or tuple(person for person in people if folded(person.name).startswith(said))


def _ends(rest: str, most: int) -> Iterator[int]:
    """Yield where the first word ends, the second, and so on, as long as one blank is between them."""
    at = 0
    for _ in range(most):
        found = _WORD.match(rest, at)
        if found is None:
            return
        yield found.end()
        if rest[found.end() : found.end() + 1] != " ":
            return
        at = found.end() + 1
