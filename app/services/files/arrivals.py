"""A file into a map that is there: what comes of it, and everything that this changes, before anything is done."""

from dataclasses import dataclass, fields, replace

from app.formats.results import Parsed
from app.services.files.merging import merged
from app.services.keeping import histories
from app.wording import wording
from process_models.domain.chain import ValueChain
from process_models.domain.commands import DescribeMap
from process_models.domain.problems import Problem

MERGE, REPLACE = WAYS = "merge", "replace"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What a map becomes: in sentences what differs, in one how much is added, changed, left and removed.

    `left` is how many things stay although the file does not mention them. With `problems` nothing can be taken.
    """

    chain: ValueChain
    sentences: tuple[str, ...]
    summary: str
    left: int
    problems: tuple[Problem, ...]


def arrival(current: ValueChain, parsed: Parsed, *, way: str, language: str) -> Arrival:
    """Return what comes of a file, in the way that was asked for: `merge` updates and adds, `replace` takes the place.

    Raises:
        ValueError: the file has errors.
    """
    if parsed.chain is None:
        raise ValueError("a file with errors has no content")
    after = _replaced(current, parsed) if way == REPLACE else parsed.chain
    says = replace(parsed.says, everything=True) if way == REPLACE else parsed.says
    counted = merged(current, after, says=says)
    chain = after if way == REPLACE else counted.chain
    numbers = {
        "added": len(counted.added),
        "changed": len(counted.changed),
        "same": len(counted.unchanged),
        "left": len(counted.left),
    }
    summary = f"import.{'replaced' if way == REPLACE else 'merged'}"
    return Arrival(
        chain=chain,
        sentences=histories.differences(current, chain, language=language),
        summary=wording(language).text(summary, **numbers),
        left=0 if way == REPLACE else len(counted.left),
        problems=() if way == REPLACE else counted.problems,
    )


def _replaced(current: ValueChain, parsed: Parsed) -> ValueChain:
    """Return the content of a file; a table says nothing of the map's own fields, and a workbook only some."""
    if parsed.chain is None or parsed.says.everything:
        return parsed.chain or current
    unsaid = (field.name for field in fields(DescribeMap) if field.name not in parsed.described)
    return replace(parsed.chain, **{name: getattr(current, name) for name in unsaid})
