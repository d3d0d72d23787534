"""Mutated files of every format: refused with what is wrong, or taken whole; soon, in little room, and nothing else.

`make test` tries twenty thousand of each format, `make verify` a million others.
"""

import random
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from app.formats import registry
from app.formats.graphml import generate_graphml, parse_graphml
from app.formats.handoff_table import generate_handoff_table, parse_handoff_table
from app.formats.map_document import generate_map_document, parse_map_document
from app.formats.pasted_list import parse_pasted_list
from app.formats.results import Parsed, Written
from app.formats.workbook import generate_workbook, parse_workbook
from app.services.files.arrivals import MERGE, arrival
from app.services.files.pasting import pasted
from app.wording import LANGUAGES, wording
from graphs.propagation import propagate
from process_models.domain import rules
from process_models.domain.chain import ValueChain
from tests.hostile import seeds, workbooks
from tests.hostile.mutants import FIGURES, GRAPH, JSON, LIST, TABLE, Books, Herd, mutants

COUNT = 20_000
MILLION = 50
"""So many seeds make a million of each format."""

SECONDS = 5.0
"""Of one file; a file of this size takes a thousandth of that."""

MEMORY = 200_000
"""Kilobytes more than before, of all of them together."""

LOOKED_AT = 40
"""Of so many that are read, one is written, read again, and merged; what is told of one is put into words."""

EXAMPLE = seeds.example()


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: where its mutants come from, how they are read, and how what was read is written and read again."""

    spoil: Callable[[random.Random], bytes]
    read: Callable[[bytes], Parsed]
    write: Callable[[ValueChain], Written] = generate_map_document
    again: Callable[[bytes], Parsed] = parse_map_document


def _rows(content: bytes) -> Parsed:
    """Read pasted rows as they come from a page."""
    found = pasted(EXAMPLE, content.decode(errors="replace"))
    return Parsed(chain=found.after, problems=found.problems)


def _of(form: str, language: str = "es") -> bytes:
    return registry.generate(EXAMPLE, form, language).content


FORMATS = {
    "json": Format(spoil=Herd(JSON, [_of("json")]).mutant, read=parse_map_document),
    "csv": Format(
        spoil=Herd(TABLE, [_of("csv"), _of("csv", "en"), seeds.TABLE]).mutant,
        read=parse_handoff_table,
        write=generate_handoff_table,
        again=parse_handoff_table,
    ),
    "xlsx": Format(
        spoil=Books(workbooks.book(), _of("xlsx"), seldom=20).mutant,
        read=parse_workbook,
        write=generate_workbook,
        again=parse_workbook,
    ),
    "graphml": Format(
        spoil=Herd(GRAPH, [_of("graphml"), seeds.GRAPH]).mutant,
        read=parse_graphml,
        write=generate_graphml,
        again=parse_graphml,
    ),
    "list": Format(
        spoil=Herd(LIST, [seeds.LIST]).mutant,
        read=lambda content: parse_pasted_list(content.decode(errors="replace")),
    ),
    "rows": Format(spoil=Herd(TABLE, seeds.ROWS).mutant, read=_rows),
}


@pytest.mark.parametrize("seed", [2026, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(MILLION))])
@pytest.mark.parametrize("name", FORMATS)
def test_mutated_files_break_nothing(name: str, seed: int) -> None:
    """Whatever happens to a file, either everything of it is taken or nothing, and it is said why."""
    form = FORMATS[name]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read = 0
    for number, content in enumerate(mutants(form.spoil, seed, COUNT)):
        try:
            start = time.process_time()
            found = form.read(content)
            assert time.process_time() - start < SECONDS
            read += found.chain is not None
            _look(form, found, closely=number % LOOKED_AT == 0)
        except Exception as reason:
            reason.add_note(f"mutant {number} of {name}, seed {seed}: {content!r}")
            raise
    assert COUNT / 50 < read < COUNT
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEMORY


def test_what_is_left_of_a_spoilt_map_can_be_propagated() -> None:
    """Figures of whatever still obeys the rules: probabilities."""
    spoil = Herd(FIGURES, [_of("json")]).mutant
    chains = {parse_map_document(content).chain for content in mutants(spoil, 7, 2_000)} - {None}
    assert len(chains) > 50
    for chain in chains:
        assert chain is not None
        assert all(0 <= probability <= 1 for probability in propagate(chain).nodes.values())


def _look(form: Format, found: Parsed, *, closely: bool) -> None:
    """See that nothing was taken by halves."""
    assert (found.chain is None) == any(problem.is_error for problem in found.problems)
    if closely:
        assert all(wording(each).problem(problem) for problem in found.problems for each in LANGUAGES)
    if found.chain is None:
        return
    assert rules.problems(found.chain) == ()
    if closely:
        assert form.again(form.write(found.chain).content).chain == found.chain
        came = arrival(EXAMPLE, found, way=MERGE, language="es")
        assert came.problems or rules.problems(came.chain) == ()
