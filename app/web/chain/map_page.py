"""The map page: what its address asks for, the drawing, and the panel beside it."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from flask import request
from markupsafe import Markup

from app.services.showing import diagrams, handoff_table, overview, views
from app.services.showing.diagrams import Diagram, DrawingFailed
from app.services.showing.levels import Levels
from app.services.showing.memory import NotYet
from app.web import context, drawings
from app.web.addresses import url_for
from app.web.asking import can_edit, owns
from app.web.chain import editor, lens
from app.web.chain.looked import Looked as Looked  # noqa: PLC0414 - whoever shows a map page needs it
from app.web.comments.talk import Talk, about
from app.web.editing.form_page import FormPage, Removal, blank, choices, written
from app.web.editing.sayings import Sayings
from app.web.editing.things import HANDOFF, NODE, SORTS
from process_models.domain import rules
from process_models.domain.chain import Handoff, ValueChain
from process_models.domain.comments import SubjectKind
from process_models.domain.identifiers import HandoffId
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import Problem

PATIENCE, LONG_PATIENCE = 0.25, 5.0
"""Seconds that a page waits for a drawing that was not made yet; then it comes without, and asks for it alone."""

DRAWN_THERE = "Eslabon-Editor"
"""The header by which the editor says that it draws by itself."""

AROUND = "around"
"""What it says there where it asks for what stands around the drawing, too."""

MOST_LISTED = 150
MOST_DOUBTS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The drawing as it stands on the page, with what tells it from others.

    Without one, `is_coming` says whether it is still being made.
    """

    drawing: Markup | None
    notices: tuple[Problem, ...] = ()
    is_coming: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What came of a form that a script sent, and the revision that can be taken back."""

    text: str
    revision: int | None


def page_values(
    opened: ValueChainMap, looked: Looked, form: FormPage | None = None, told: Told | None = None
) -> dict[str, object]:
    """Return all that the map page shows."""
    return {**around_values(opened, looked, form, told), **drawing_values(opened, looked)}


def around_values(
    opened: ValueChainMap, looked: Looked, form: FormPage | None = None, told: Told | None = None
) -> dict[str, object]:
    """Return all that the map page shows beside the drawing."""
    everything = overview.handoffs(opened.chain)
    return {
        **panel_values(opened, looked, form, told),
        "drawn_there": True,
        "outcomes": opened.chain.outcomes,
        "has_lanes": any(node.lane for node in opened.chain.nodes),
        "followed": _followed(opened.chain, looked),
        "everything": everything[:MOST_LISTED],
        "not_listed": max(0, len(everything) - MOST_LISTED),
        "listed_nodes": opened.chain.nodes[:MOST_LISTED],
    }


def asks_around() -> bool:
    """Tell whether the editor asks for all that stands around its drawing."""
    return request.headers.get(DRAWN_THERE) == AROUND


def drawing_values(opened: ValueChainMap, looked: Looked, patience: float = PATIENCE) -> dict[str, object]:
    """Return all that is needed to show the drawing."""
    values: dict[str, Any] = looked.values()
    return {
        "opened": opened,
        "looked": looked,
        "sheet": sheet(opened, looked, patience),
        "address": Addresses.of(opened, looked),
        "can_edit": can_edit(),
        "drawing_alone": url_for("map.drawing", map_id=opened.id, **values),
        "editor": editor.settings(opened, looked.view, looked.outcome or looked.origin),
        "drawn_there": DRAWN_THERE in request.headers,
    }


def panel_values(
    opened: ValueChainMap, looked: Looked, form: FormPage | None = None, told: Told | None = None
) -> dict[str, object]:
    """Return all that the panel of the map page shows."""
    chain, words = opened.chain, context.words()
    shown = form or _asked_form(opened, looked)
    is_idle = not (looked.chosen or looked.add or looked.is_arrow or form)
    levels = Levels(chain=chain, view=looked.view)
    patience = lens.SHORT_PATIENCE if context.is_partial() else lens.PATIENCE
    return {
        **({} if shown else lens.values(opened, looked, patience)),
        "opened": opened,
        "looked": looked,
        "told": told,
        "form": shown,
        "given": overview.handoff(chain, looked.handoff) if looked.handoff else None,
        "circle": overview.node(chain, looked.node) if looked.node else None,
        "levels": levels,
        "folding": levels.folding(looked.node) if looked.node else None,
        "arrow": levels.between(looked.supplier, looked.client) if looked.is_arrow else (),
        "say": Sayings(words=words),
        "choices": choices(opened),
        "address": Addresses.of(opened, looked),
        "can_edit": can_edit(),
        "unmeasured": handoff_table.totals(overview.handoffs(chain)).unmeasured if is_idle else 0,
        "doubts": rules.warnings(chain) if is_idle else (),
        "most_doubts": MOST_DOUBTS,
        "removal_question": _removal(opened, looked),
        "talk": _talk(opened, looked),
        "owns": owns(),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Addresses of a map page that keep its view."""

    opened: ValueChainMap
    looked: Looked
    start: str

    @classmethod
    def of(cls, opened: ValueChainMap, looked: Looked) -> "Addresses":
        """Return the addresses of a page; `start` is what those of single things have in common."""
        return cls(opened=opened, looked=looked, start=_start(opened, looked))

    def node(self, node: str) -> str:
        """Return where a node is shown."""
        return f"{self.start}node={node}"

    def handoff(self, handoff: str) -> str:
        """Return where a handoff is shown."""
        return f"{self.start}handoff={handoff}"

    def edit(self) -> str:
        """Return where the thing that is shown is edited."""
        return _address(self.opened, replace(self.looked, edit=True))

    def shown(self) -> str:
        """Return where the thing that is edited is shown."""
        return _address(self.opened, replace(self.looked, edit=False, add=""))

    def add(self, word: str, supplier: str = "", client: str = "") -> str:
        """Return where a new thing is put in."""
        return _address(self.opened, Looked(view=self.looked.view, add=word, supplier=supplier, client=client))

    def outcome(self, outcome: str) -> str:
        """Return where it is told what makes one outcome fail, of whatever else is shown."""
        return _address(self.opened, Looked(view=f"upstream:{outcome}"))

    def view(self, view: str) -> str:
        """Return where another view of the same is."""
        return _address(self.opened, replace(self.looked, view=view))


def sheet(opened: ValueChainMap, looked: Looked, patience: float) -> Sheet:
    """Return the drawing of what was asked for, each thing of it a link."""
    try:
        drawn = diagram(opened, looked, patience)
    except NotYet:
        return Sheet(drawing=None, is_coming=True)
    except DrawingFailed as reason:
        return Sheet(drawing=None, notices=reason.problems)
    inlined = drawings.inline(
        drawn.content,
        page=_start(opened, looked),
        linked=things(opened.chain),
        chosen=_chosen(opened, looked),
        marks=marks(opened, looked),
    )
    return Sheet(drawing=inlined, notices=drawn.notices, mark=drawn.mark)


def diagram(opened: ValueChainMap, looked: Looked, patience: float) -> Diagram:
    """Return the drawing of what was asked for.

    Raises:
        NotYet: it takes longer than somebody has patience for.
        DrawingFailed: it could not be made within its limits.
    """
    return diagrams.map_svg(
        opened,
        outcome=looked.outcome,
        lens=looked.view,
        lanes=views.has_lanes(looked.view),
        fold=views.fold_of(looked.view, opened.chain),
        language=context.language(),
        within=patience,
    )


def things(chain: ValueChain) -> frozenset[str]:
    """Return all that can be chosen in a drawing, in its words."""
    nodes = (f"{kind}-{node.id}" for node in chain.nodes for kind in ("node", "frame", "needs"))
    return frozenset((*nodes, *(f"handoff-{handoff.id}" for handoff in chain.handoffs)))


def marks(opened: ValueChainMap, looked: Looked) -> dict[str, str]:
    """Return where what opens and closes a whole leads."""
    folding = Levels(chain=opened.chain, view=looked.view).marks
    return {mark: _address(opened, Looked(view=view)) for mark, view in folding.items()}


def _chosen(opened: ValueChainMap, looked: Looked) -> str:
    """Return what is marked in the drawing: a thing, or, by its address, an arrow that is several handoffs."""
    if not looked.is_arrow:
        return looked.chosen
    supplier, client = (quote(place, safe="") for place in (looked.supplier, looked.client))
    return f"{_start(opened, looked)}supplier={supplier}&client={client}"


def _talk(opened: ValueChainMap, looked: Looked) -> Talk:
    kind = SubjectKind.HANDOFF if looked.handoff else SubjectKind.NODE if looked.node else SubjectKind.MAP
    return about(opened.id, kind, looked.handoff or looked.node, "map")


def _followed(chain: ValueChain, looked: Looked) -> Handoff | None:
    """Return the handoff whose failure can be followed: the one that the panel shows, else that of the view."""
    return chain.handoff(HandoffId(looked.handoff or looked.origin or ""))


def _removal(opened: ValueChainMap, looked: Looked) -> Removal | None:
    if not looked.chosen or not can_edit():
        return None
    return Removal.of(opened, HANDOFF if looked.handoff else NODE, looked.handoff or looked.node, "map")


def _asked_form(opened: ValueChainMap, looked: Looked) -> FormPage | None:
    if not can_edit():
        return None
    if looked.add in {NODE.word, HANDOFF.word}:
        ends = {"supplier": looked.supplier, "client": looked.client} if looked.add == HANDOFF.word else {}
        return blank(opened, SORTS[looked.add], ends, "map")
    if looked.edit and looked.chosen:
        sort = HANDOFF if looked.handoff else NODE
        return written(opened, sort, looked.handoff or looked.node, "map")
    return None


def _start(opened: ValueChainMap, looked: Looked) -> str:
    """Return the address of a view, up to where `node=ID` or `handoff=ID` follows; ids need no quoting."""
    return _address(opened, Looked(view=looked.view)) + ("&" if looked.view else "?")


def _address(opened: ValueChainMap, looked: Looked) -> str:
    values: dict[str, Any] = looked.values()
    return url_for("map.show", map_id=opened.id, **values)
