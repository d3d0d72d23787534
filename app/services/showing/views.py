"""How a view of a map is named in addresses: `lanes`, `upstream:ID`; anything else is all of it.

>>> outcome_of("upstream:minorista"), outcome_of("lanes"), has_lanes("lanes")
('minorista', None, True)
"""

LANES, UPSTREAM = "lanes", "upstream:"


def outcome_of(view: str) -> str | None:
    """Return whose upstream part is drawn."""
    return view.removeprefix(UPSTREAM) if view.startswith(UPSTREAM) else None


def has_lanes(view: str) -> bool:
    """Tell whether nodes are grouped by lane."""
    return view == LANES
