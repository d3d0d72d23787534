"""How a view of a map is named, on the command line and in addresses.

`map` or nothing: all of it; `lanes`: all of it, by lanes; `upstream:ID`: what contributes to the failures of an
outcome; `downstream:handoff:ID`: what the failure of a handoff reaches; `evidence`: all handoffs by what is known of
them; `channels`: by the eight viewpoints; `collapsed`, `collapsed:LEVEL`: parts gathered in their wholes, so many
levels in view; `expanded:ID,ID`: the same with these open; `processes`: the process map. Where nothing is a part of
anything, lanes are the wholes (`@1`, `@2` … in the order of the document).

>>> outcome_of("upstream:minorista"), outcome_of("lanes"), has_lanes("lanes")
('minorista', None, True)
"""

import re
from collections.abc import Collection

from graphs.hierarchy import Hierarchy
from graphs.rendering.picture import EVERYTHING, Fold, Shows
from process_models.domain.chain import ValueChain

WHOLE, LANES, COLLAPSED, EXPANDED, PROCESSES = "map", "lanes", "collapsed", "expanded:", "processes"
UPSTREAM, DOWNSTREAM = "upstream:", "downstream:handoff:"
LENSES = {"evidence": Shows.EVIDENCE, "channels": Shows.CHANNELS}
"""The views of the whole map in which lines do not say the rate."""

MOST_AT_ONCE = 60
"""Nodes of a map that is drawn whole unless that is asked for."""

_LEVEL = re.compile(r"collapsed(?::([1-9][0-9]?))?")


def is_view(view: str) -> bool:
    """Tell whether a text names a view.

    >>> [text for text in ("map", "upstream:", "collapsed:0", "collapsed:2", "expanded:a") if is_view(text)]
    ['map', 'collapsed:2', 'expanded:a']
    """
    by_name = view in {WHOLE, LANES, PROCESSES, *LENSES} or _LEVEL.fullmatch(view) is not None
    return by_name or bool(outcome_of(view) or origin_of(view)) or (view.startswith(EXPANDED) and view != EXPANDED)


def outcome_of(view: str) -> str | None:
    """Return whose upstream part is drawn."""
    return view.removeprefix(UPSTREAM) if view.startswith(UPSTREAM) else None


def origin_of(view: str) -> str | None:
    """Return the handoff whose failure is followed.

    >>> origin_of("downstream:handoff:pedido")
    'pedido'
    """
    return view.removeprefix(DOWNSTREAM) if view.startswith(DOWNSTREAM) else None


def shows_of(view: str) -> Shows:
    """Return what the lines of a view of the whole map say."""
    return LENSES.get(view, Shows.RATES)


def has_lanes(view: str) -> bool:
    """Tell whether nodes are grouped by lane."""
    return view == LANES


def fold_of(view: str, chain: ValueChain) -> Fold:
    """Return how much of what is a part of something a view draws by itself."""
    if view == PROCESSES:
        return Fold(levels=1, bands=True)
    level = _LEVEL.fullmatch(view)
    if level is not None:
        return Fold(levels=int(level[1] or 1), by_lane=_by_lane(chain))
    if view.startswith(EXPANDED):
        opened = filter(None, view.removeprefix(EXPANDED).split(","))
        return Fold(levels=1, opened=tuple(sorted(set(opened))), by_lane=_by_lane(chain))
    return EVERYTHING


def first(chain: ValueChain) -> str:
    """Return the view in which a map is opened: collapsed, where it is large and can be."""
    return COLLAPSED if len(chain.nodes) > MOST_AT_ONCE and can_collapse(chain) else ""


def can_collapse(chain: ValueChain) -> bool:
    """Tell whether there is anything to gather: parts, or lanes."""
    return hierarchy_of(chain).levels > 1


def hierarchy_of(chain: ValueChain) -> Hierarchy:
    """Return what is a part of what in the collapsed views of a map."""
    return Hierarchy.of_lanes(chain) if _by_lane(chain) else Hierarchy.of(chain)


def known(view: str, chain: ValueChain) -> str:
    """Return a view without what was open in it and is no longer there."""
    fold = fold_of(view, chain)
    places = hierarchy_of(chain).depths
    left = [place for place in fold.opened if place in places]
    return view if len(left) == len(fold.opened) else _expanded(left)


def opening(hierarchy: Hierarchy, opened: Collection[str], place: str) -> str:
    """Return the view with another whole open."""
    return _innermost(hierarchy, {*opened, place})


def closing(hierarchy: Hierarchy, opened: Collection[str], place: str) -> str:
    """Return the view with a whole closed, and what was open in it."""
    return _innermost(hierarchy, {*opened} - {place} - hierarchy.below(place))


def _innermost(hierarchy: Hierarchy, opened: Collection[str]) -> str:
    """Name only the innermost of open wholes: those around them are open with them."""
    around = {whole for place in opened for whole in hierarchy.ancestors(place)}
    return _expanded(sorted(place for place in opened if place not in around))


def _expanded(places: Collection[str]) -> str:
    return f"{EXPANDED}{','.join(places)}" if places else COLLAPSED


def _by_lane(chain: ValueChain) -> bool:
    return not any(node.part_of for node in chain.nodes) and any(node.lane for node in chain.nodes)
