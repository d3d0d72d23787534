"""Figures on paper are those of the page, and of the JSON that other programs read."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest

from app.reports.printed import pdf
from app.reports.printed.blocks import Figure, Item, KeyFigure, Report, Run, Section, Shares, Table
from app.reports.printed.report import report
from app.reports.propagation.contributions import LEAST_SHOWN
from app.reports.propagation.page import Why, why
from app.services.files import exchange
from app.services.reporting import making
from app.services.showing import analysis
from app.wording import Wording, wording
from graphs.propagation import Propagation
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import NodeId
from tests.shared import shared

EXAMPLE = Path(__file__).parents[4] / "examples" / "pedidos-y-nomina.json"
SHORT = 40
"""Longer texts are broken into lines, over sheets even: of these, the figures are looked for."""

FIGURE = re.compile(r"\d[\d.,]* ?%")

CASES = [f"case-{place:02}.json" for place in range(10)]


def read(path: Path) -> ValueChain:
    """Return the map of a file."""
    found = exchange.read(path.read_bytes(), path.name, language="es").chain
    assert found is not None
    return found


def texts(thing: object) -> Iterator[str]:
    """Yield every text of a part of a report."""
    if isinstance(thing, (Figure, StrEnum)):
        return
    if isinstance(thing, Item):
        yield thing.mark
        yield from texts(thing.text)
    elif isinstance(thing, Run):
        yield thing.text
    elif isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        yield from (text for each in thing for text in texts(each))
    elif is_dataclass(thing):
        said = (field.name for field in fields(thing) if field.name not in {"name", "target", "mark", "evidence"})
        yield from (text for name in said for text in texts(getattr(thing, name)))


def sections(of: Report | Section) -> Iterator[Section]:
    """Yield every section, with those in it."""
    for each in of.sections if isinstance(of, Report) else of.parts:
        yield each
        yield from sections(each)


def agreed(told: dict[str, Any], found: Propagation, outcome: NodeId, section: Section, words: Wording) -> None:
    """Hold what is printed of an outcome against its JSON and what its page says."""
    said, page = "\n".join(texts(section)), why(found, outcome, words)
    key = next(block for block in section.blocks if isinstance(block, KeyFigure))
    assert key.figure == page.figure
    if page.figure != words.text("propagation.unmeasured"):
        low, high = told.get("interval") or (told["probability"], told["probability"])
        leading = told["probability"] if low <= told["probability"] <= high else told["median"]
        assert key.figure == words.estimated(leading, told["standard_error"])
    if "interval" in told and page.doubt and page.doubt.sentence:
        for end in told["interval"]:
            assert words.percent(end) in page.doubt.sentence
    _is_all_said(page, said)
    _shares_agree(told, section, words)


def _is_all_said(page: Why, said: str) -> None:
    sentences = [page.denominators, page.error, *page.absent, *(told for _, told in page.chains)]
    sentences += [page.doubt.sentence] if page.doubt else []
    sentences += [mark.said for mark in page.doubt.marks] if page.doubt else []
    sentences += [text for step in page.next_steps for text in (step.sentence, step.reason)]
    sentences += [text for size in page.enough for pair in size.sets for text in pair]
    sentences += [sentence for _, sentence in page.hidden_factory[:12]] + [*page.cycles[:40]]
    for sentence in sentences:
        assert sentence.lower() in said.lower()
    for part in page.parts:
        if part.share >= 0.001 and page.parts.index(part) < 40:
            assert {part.name, part.remark, part.rate, *part.figures} <= set(said.split("\n"))


def _shares_agree(told: dict[str, Any], section: Section, words: Wording) -> None:
    """Every contribution and share of evidence is the one of the JSON, rounded as figures are for readers."""
    importance = told["importance"]
    every = [each["contribution"] for of in ("handoffs", "nodes") for each in importance[of].values()]
    contributions = sorted((each / told["probability"] for each in every if told["probability"]), reverse=True)
    part = next((each for each in section.parts if each.name.endswith("-where")), None)
    if part is not None:
        table = next(block for block in part.blocks if isinstance(block, Table))
        place = [column.heading for column in table.columns].index(words.text("report.column.share"))
        printed = ["".join(run.text for run in row[place].text) for row in table.rows]
        assert printed == [words.percent(min(1.0, share)) for share in contributions[: len(printed)]]
    for share in (each for block in section.blocks if isinstance(block, Shares) for each in block.shares):
        assert share.share == pytest.approx(told["evidence_share"][share.evidence])
        assert words.percent(share.share) in share.text


def compare(chain: ValueChain, language: str) -> None:
    """Compare a report with the JSON of the same map."""
    words, asked = wording(language), making.Asked(language=language, sections=("summary", "outcomes"))
    material = making.chain_material(chain, asked)
    assert material.found is not None
    printed = report(material, sections=asked.sections)
    told = json.loads(analysis.as_json(analysis.propagation(chain), language))
    places = {section.name: section for section in sections(printed)}
    for outcome in material.found.outcomes:
        agreed(told["outcomes"][outcome], material.found, outcome, places[f"outcomes-{outcome}"], words)
    _loss_agrees(told, material.found, printed, words)
    content = pdf.pdf(printed)
    read_back = "".join("".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages).split())
    for section in places.values():
        for text in texts(section.blocks):
            for figure in FIGURE.findall(text) if len(text) > SHORT else [text]:
                assert "".join(figure.split()) in read_back.replace("\u200b", "")


def _loss_agrees(told: dict[str, Any], found: Propagation, printed: Report, words: Wording) -> None:
    """The weights of the summary are the handoffs' parts of the expected loss, the largest first."""
    tables = [block for each in sections(printed) if each.name == "summary-handoffs" for block in each.blocks]
    losses: Counter[str] = Counter()
    for outcome, risk in told["outcomes"].items():
        for handoff, each in risk["importance"]["handoffs"].items():
            losses[handoff] += found.outcomes[NodeId(outcome)].weight * each["contribution"] / told["expected_loss"]
    leading = [words.percent(share) for _, share in losses.most_common(5) if share > LEAST_SHOWN]
    for table in tables:
        assert isinstance(table, Table)
        assert ["".join(run.text for run in row[2].text) for row in table.rows] == leading
    assert bool(tables) == bool(leading)


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_example_agrees(language: str) -> None:
    """Probability, interval, contributions, evidence, sentences."""
    compare(read(EXAMPLE), language)


@pytest.mark.parametrize("case", CASES)
def test_the_cases_agree(case: str) -> None:
    """The same of maps whose figures were computed elsewhere."""
    path = shared(f"cases/{case}", "whether the printed figures of the cases are those of the JSON")
    compare(read(path), "es")
