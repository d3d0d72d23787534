"""What can be done about levels in a view: which to choose, what opens and closes a whole, what an arrow stands for."""

from dataclasses import dataclass

from app.services.showing import overview, views
from app.services.showing.overview import Given
from graphs.hierarchy import OF_LANE
from graphs.rendering.scribe import frame_identifier, identifier
from process_models.domain.chain import ValueChain

MOST_MARKED = 60
"""Beyond so many open wholes the address of a view with one less would be too long to stand at each of them."""

LONGEST_VIEW = 2000
"""Signs of a view that an address can hold with all that stands beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level to choose: the end of its text's code, and its view."""

    word: str
    view: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Folding:
    """What the panel of a whole, or of a part out of view, does to the drawing: the end of a text's code, the view."""

    word: str
    view: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """The levels of a map, seen in one view."""

    chain: ValueChain
    view: str

    @property
    def choices(self) -> tuple[Level, ...]:
        """What can be chosen; nothing where there is nothing to gather and nothing to put into bands."""
        hierarchy = views.hierarchy_of(self.chain)
        by_lane = any(place.startswith(OF_LANE) for place in hierarchy.depths)
        found = [Level(word="all", view=views.WHOLE if views.first(self.chain) else "")]
        if hierarchy.levels > 2:
            found.append(Level(word="processes", view=f"{views.COLLAPSED}:2"))
        if hierarchy.levels > 1:
            found.append(Level(word="lanes" if by_lane else "macroprocesses", view=views.COLLAPSED))
        if any(node.process_kind for node in self.chain.nodes):
            found.append(Level(word="process-map", view=views.PROCESSES))
        return tuple(found) if len(found) > 1 else ()

    @property
    def is_shortened(self) -> bool:
        """Whether the map is large, and seen collapsed for that."""
        return self.view == views.first(self.chain) != ""

    @property
    def marks(self) -> dict[str, str]:
        """The views to which the marks of the drawing lead, by their ids in it."""
        if not self._can_fold:
            return {}
        hierarchy, opened = views.hierarchy_of(self.chain), self._opened
        found: dict[str, str] = {}
        for place in hierarchy.parts if len(opened) <= MOST_MARKED else ():
            if place in opened:
                found[f"close-{frame_identifier(place)}"] = views.closing(hierarchy, opened, place)
            elif hierarchy.wholes.get(place) in {None, *opened}:
                found[f"open-{identifier(place)}"] = views.opening(hierarchy, opened, place)
        lanes = [place for place in hierarchy.parts if place.startswith(OF_LANE) and place not in opened]
        return found | {identifier(place): found[f"open-{identifier(place)}"] for place in lanes}

    def folding(self, place: str) -> Folding | None:
        """Return what can be done with a node in the drawing: open it, close it, or open what it is hidden in."""
        if not self._can_fold:
            return None
        hierarchy, opened = views.hierarchy_of(self.chain), self._opened
        if not opened.issuperset(hierarchy.ancestors(place)):
            return Folding(word="show", view=views.opening(hierarchy, opened, hierarchy.ancestors(place)[0]))
        if place not in hierarchy.parts:
            return None
        if place in opened:
            view = views.closing(hierarchy, opened, place)
            return Folding(word="close", view=view) if len(view) <= LONGEST_VIEW else None
        return Folding(word="open", view=views.opening(hierarchy, opened, place))

    def between(self, supplier: str, client: str) -> tuple[Given, ...]:
        """Return what an arrow of the view stands for."""
        return overview.between(self.chain, views.fold_of(self.view, self.chain), supplier, client)

    def named(self, place: str) -> str:
        """Return what a place is called; nothing where there is none."""
        names: dict[str, str] = {node.id: f"{node.code} {node.name}".strip() for node in self.chain.nodes}
        return names.get(place) or views.hierarchy_of(self.chain).names.get(place, "")

    @property
    def _can_fold(self) -> bool:
        return not (views.outcome_of(self.view) or views.origin_of(self.view)) and not views.has_lanes(self.view)

    @property
    def _opened(self) -> frozenset[str]:
        fold = views.fold_of(self.view, self.chain)
        return views.hierarchy_of(self.chain).opened(fold.levels, fold.opened)
