"""The pages of the documentation, and what they are made of."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.docs.figures import fenced

ROOT = Path(__file__).parents[2]
PAGES = tuple(sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]))

_SHELL = ("sh", "console")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def named(page: Path) -> str:
    """Return how a page is called in a test's name."""
    return page.relative_to(ROOT).as_posix()


def commands(page: Path) -> list[str]:
    """Return the command lines of `eslabon` that a page shows, in order."""
    blocks = [block for language in _SHELL for block in fenced(_unindented(page), language)]
    lines = (line.removeprefix("$ ") for block in blocks for line in block.splitlines())
    return [line for line in lines if line.startswith("eslabon ")]


def links(page: Path) -> Iterator[str]:
    """Yield where the links and pictures of a page lead to inside the project."""
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            yield target


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as they are made of their words."""
    headings = _HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def section(page: Path, heading: str) -> str:
    """Return what a page says under a heading of the second level."""
    _, _, rest = page.read_text(encoding="utf-8").partition(f"\n## {heading}\n")
    return rest.partition("\n## ")[0]


def _unindented(page: Path) -> str:
    """Return a page with the fences of its lists at the beginning of the line."""
    return re.sub(r"^ +", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
