"""Colours, widths and lines say the same on screen and on grey paper."""

import pytest

from graphs.rendering.styles import DASHES, PAPER, SHARE_CLASSES, UNKNOWN_STROKE, node_look, share_class, stroke
from process_models.domain.vocabulary import EvidenceKind, NodeKind


def luminance(color: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_every_class_is_darker_and_wider_than_the_one_before() -> None:
    """So the order of the classes survives a black-and-white printer."""
    tones = [luminance(each.color) for each in SHARE_CLASSES]
    widths = [each.width for each in SHARE_CLASSES]
    assert tones == sorted(tones, reverse=True)
    assert widths == sorted(widths)
    assert len(set(tones)) == len(set(widths)) == 5


def test_every_line_stands_out_from_the_paper() -> None:
    """At least 3 : 1, as WCAG asks of graphics."""
    colors = [each.color for each in SHARE_CLASSES] + [UNKNOWN_STROKE.color]
    assert min(contrast(color, PAPER) for color in colors) >= 3


@pytest.mark.parametrize("kind", NodeKind)
def test_every_name_stands_out_from_its_node(kind: NodeKind) -> None:
    """At least 4.5 : 1, as WCAG asks of text."""
    for supports in (False, True):
        look = node_look(kind, supports=supports)
        assert contrast(look.ink, look.fill) >= 4.5


@pytest.mark.parametrize(
    ("share", "least"),
    [(0.0, 0.0), (0.0199, 0.0), (0.02, 0.02), (0.05, 0.05), (0.1, 0.1), (0.1999, 0.1), (0.2, 0.2), (1.0, 0.2)],
)
def test_a_class_begins_at_its_least_share(share: float, least: float) -> None:
    """A share on the border belongs to the worse class."""
    assert share_class(share).least == least


def test_each_evidence_has_a_line_of_its_own() -> None:
    """Four kinds of evidence, four lines."""
    assert len({stroke(kind, 0.3).dashes for kind in EvidenceKind}) == len(DASHES) == 4


def test_the_unknown_never_looks_good_or_bad() -> None:
    """Whatever figure stands behind it, the unknown is the same grey."""
    assert {stroke(EvidenceKind.UNKNOWN, share) for share in (0.0, 0.5, 1.0)} == {UNKNOWN_STROKE}
