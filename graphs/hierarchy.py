"""What is a part of what: macroprocesses, their processes, the procedures of these, and deeper; lanes as wholes too.

A *place* is where something stands: a node, by its id, or a lane, as `@1`, `@2` … in the order of the document. No id
begins with `@`.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from process_models.domain.chain import ValueChain
from process_models.domain.vocabulary import ProcessKind

OF_LANE = "@"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hierarchy:
    """The places of a chain, each after its whole.

    `depths` are 0 for what is a part of nothing (a macroprocess), 1 for its parts (processes), 2 for theirs
    (procedures), and so on; `wholes` says of each part what it is a part of, `parts` the other way round. `names` are
    those of the places that are no nodes.
    """

    depths: Mapping[str, int] = field(default_factory=dict)
    wholes: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, chain: ValueChain) -> "Hierarchy":
        """Return the hierarchy of a chain by `part_of`; a whole that is not there, as on another day, is none."""
        return cls._built({node.id: node.part_of or "" for node in chain.nodes}, {})

    @classmethod
    def flat(cls, chain: ValueChain) -> "Hierarchy":
        """Return the hierarchy in which every node stands for itself."""
        return cls._built(dict.fromkeys((node.id for node in chain.nodes), ""), {})

    @classmethod
    def of_lanes(cls, chain: ValueChain, *, kinds: bool = False) -> "Hierarchy":
        """Return the hierarchy in which each lane is the whole of its nodes.

        With `kinds`, the nodes in no lane are gathered by their kind, where there are several of one.
        """
        lanes = dict.fromkeys(node.lane for node in chain.nodes if node.lane)
        places = {lane: f"{OF_LANE}{number}" for number, lane in enumerate(lanes, 1)}
        homes: dict[str, str] = {node.id: places.get(node.lane, "") for node in chain.nodes}
        if kinds:
            loose = [node for node in chain.nodes if not node.lane]
            sizes = Counter(node.kind for node in loose)
            homes |= {node.id: f"{OF_LANE}{node.kind}" for node in loose if sizes[node.kind] > 1}
        names = {place: lane for lane, place in places.items()}
        return cls._built({**dict.fromkeys((*names, *homes.values()), ""), **homes}, names)

    @classmethod
    def _built(cls, claimed: Mapping[str, str], names: Mapping[str, str]) -> "Hierarchy":
        """Put every place after its whole; what would be a part of itself, by whatever way, is a part of nothing."""
        members: dict[str, list[str]] = defaultdict(list)
        for part, whole in claimed.items():
            if part:
                members[whole if whole in claimed else ""].append(part)
        depths = dict.fromkeys(members[""], 0)
        wholes: dict[str, str] = {}
        coming = deque(depths)
        while coming:
            whole = coming.popleft()
            for part in members[whole]:
                wholes[part], depths[part] = whole, depths[whole] + 1
                coming.append(part)
        depths |= {part: 0 for part in claimed if part and part not in depths}
        parts = {whole: tuple(inside) for whole, inside in members.items() if whole in depths and inside}
        reached = {whole: inside for whole, inside in parts.items() if inside[0] in wholes}
        return cls(depths=depths, wholes=wholes, parts=reached, names=names)

    @property
    def roots(self) -> tuple[str, ...]:
        """The places that are a part of nothing, in the order of the document."""
        return tuple(place for place, depth in self.depths.items() if depth == 0)

    @property
    def levels(self) -> int:
        """How many levels there are: 1 where nothing is a part of anything."""
        return 1 + max(self.depths.values(), default=0)

    def ancestors(self, place: str) -> tuple[str, ...]:
        """Return the wholes of a place, the nearest first."""
        found = []
        while (whole := self.wholes.get(place)) is not None:
            found.append(whole)
            place = whole
        return tuple(found)

    def opened(self, levels: int | None, others: Iterable[str] = ()) -> frozenset[str]:
        """Return the wholes that are open where so many levels are seen (None: all), and others with their wholes."""
        found = {place for place in self.parts if levels is None or self.depths[place] < levels - 1}
        for other in others:
            found.update(place for place in (other, *self.ancestors(other)) if place in self.parts)
        return frozenset(found)

    def below(self, place: str) -> frozenset[str]:
        """Return the parts of a place, their parts, and so on."""
        found: set[str] = set()
        coming = list(self.parts.get(place, ()))
        while coming:
            part = coming.pop()
            found.add(part)
            coming += self.parts.get(part, ())
        return frozenset(found)


def process_kinds(chain: ValueChain, hierarchy: Hierarchy) -> dict[str, ProcessKind | None]:
    """Return the kind of each process: its own; of a whole that says none, that of its parts where it is the same."""
    kinds: dict[str, ProcessKind | None] = {node.id: node.process_kind for node in chain.nodes}
    for place in reversed(tuple(hierarchy.depths)):
        if kinds.get(place) is None:
            inside = {kinds.get(part) for part in hierarchy.parts.get(place, ())}
            kinds[place] = inside.pop() if len(inside) == 1 else None
    return kinds
