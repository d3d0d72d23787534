"""How sections follow each other: one of a few words takes no sheet of its own."""

from collections.abc import Iterable
from dataclasses import replace

from app.reports.printed.blocks import Paragraph, Section

_FEW = 3


def following(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return sections as they are set: a brief one stands below the one before it, and the next one below it.

    Among turned sheets it is turned, too.
    """
    found: list[Section] = []
    for section in sections:
        former = found[-1] if found else None
        if former is None:
            found.append(section)
        elif is_brief(section):
            found.append(replace(section, starts_sheet=False, is_wide=former.is_wide))
        else:
            found.append(replace(section, starts_sheet=section.starts_sheet and not is_brief(former)))
    return tuple(found)


def is_brief(section: Section) -> bool:
    """Tell whether a section is a few paragraphs.

    >>> is_brief(Section(name="plan", heading="Plan"))
    True
    """
    is_short = len(section.blocks) <= _FEW and all(isinstance(block, Paragraph) for block in section.blocks)
    return is_short and not section.parts
