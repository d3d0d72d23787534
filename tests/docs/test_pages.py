"""The pages of the documentation agree with the project: links lead somewhere, and the house is as it is described."""

import re
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT, anchors, links, named

ARCHITECTURE = ROOT / "docs" / "architecture.md"
PACKAGES = ("app", "graphs", "process_models")
_PATH = re.compile(rf"`((?:{'|'.join((*PACKAGES, 'templates', 'docs', 'tests', 'benchmarks', 'examples'))})/[\w./-]*)`")


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_inside_the_project_leads_somewhere(page: Path) -> None:
    """To a file that is there, and to a heading that it has."""
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_path_of_the_architecture_exists() -> None:
    """A room that is described is there."""
    paths = _PATH.findall(ARCHITECTURE.read_text(encoding="utf-8"))
    assert len(paths) > 50
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_room_of_the_house_is_described() -> None:
    """Every folder of the packages that holds modules or templates is on the page, so a newcomer can find it."""
    told = set(_PATH.findall(ARCHITECTURE.read_text(encoding="utf-8")))
    modules = (module for package in PACKAGES for module in (ROOT / package).rglob("*.py"))
    rooms = {f"{module.parent.relative_to(ROOT)}/" for module in modules} | {"templates/", "templates/reports/"}
    assert sorted(rooms - told) == []


@pytest.mark.parametrize("page", ["api.md", "architecture.md", "cli.md"])
def test_no_table_names_anything_twice(page: str) -> None:
    """A room, an option, a key or an operation has one row: nobody reads the second one, and it goes stale."""
    lines = (ROOT / "docs" / page).read_text(encoding="utf-8").splitlines()
    tables = [list(rows) for is_table, rows in groupby(lines, lambda line: line.startswith("| ")) if is_table]
    assert tables
    twice = [name for rows in tables for name, times in Counter(row.split("|")[1] for row in rows).items() if times > 1]
    assert twice == []


def test_every_idea_of_the_engine_is_described() -> None:
    """Someone who looks for calibration finds on the page where it lives."""
    told = ARCHITECTURE.read_text(encoding="utf-8")
    modules = (ROOT / "graphs" / "propagation").glob("[a-z]*.py")
    assert [module.name for module in sorted(modules) if f"`graphs/propagation/{module.name}`" not in told] == []


def test_decisions_are_numbered_in_order() -> None:
    """Each has its own number, and its heading says the same."""
    decisions = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    for number, path in enumerate(decisions, 1):
        assert path.read_text(encoding="utf-8").startswith(f"# {number}. ")
