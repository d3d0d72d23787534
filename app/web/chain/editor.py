"""What the editor is told by its page: where to ask, and the words that it says."""

import json

from app.web import context
from app.web.addresses import url_for
from app.web.asking import can_edit
from app.wording import Wording
from process_models.domain.maps import ValueChainMap
from process_models.domain.vocabulary import NodeKind

WORDS = (
    "title",
    *(f"name.{kind}" for kind in NodeKind),
    "deliverable",
    "client",
    "lane",
    "lane.moved",
    "lane.none",
    "figures",
    "figures.hint",
    "figures.wrong",
    "figures.needs",
    "figures.dissatisfied",
    "connect.needs",
    "select.first",
    "group.needs",
    "removed",
    "removed.with",
    "undone",
    "redone",
    "refused",
    "saved.saved",
    "saved.saving",
    "saved.offline",
    "saved.refused",
    "dropped.conflict",
    "dropped.typed",
    "dropped.sides",
    "dropped.again",
    "dropped.leave",
    "here",
    "proposals.count",
    "proposals.accept",
    "proposals.refuse",
    "proposals.nobody",
    "entry.said",
    "entry.left",
    "entry.new",
    "entry.known",
    "entry.changed",
    "entry.repeated",
    "entry.wrong",
    "entry.new-node",
    "search.none",
    "search.unseen",
)
"""What the editor says of its own, each under `editor.`."""

COMMON = ("web.revision", "web.today", *(f"node-kind.{kind}" for kind in NodeKind))
"""What it says in the page's own words: in its head, and of kinds."""

PROBLEMS = (
    "blank",
    "text-too-long",
    "self-handoff",
    "process-kind-of-another-kind",
    "part-of-another-kind",
    "part-of-by-another-kind",
    "group-of-another-client",
    "duplicate-id",
    "unknown-node",
    "unknown-handoff",
    "unknown-supplier",
    "unknown-client",
    "required-beyond-group",
    "list-no-arrow",
    "list-two-arrows",
    "list-no-name",
    "list-no-deliverable",
    "cell-not-whole",
    "cell-too-long",
    "no-text",
    "contradiction",
    "not-positive",
    "failed-beyond-count",
    "way-beyond-failed",
    "field-missing",
    "field-whole",
    "field-percent",
    "field-not-a-share",
)
"""What the editor's rules find before the server is asked; others are said in general words until it answers."""

_ADDRESSES = {"scene": "scene.of_map", "commands": "map.commands", "undo": "map.undo", "redo": "map.redo"}
_ADDRESSES |= {"live": "live.live", "here": "live.here"}


def settings(opened: ValueChainMap, view: str, about: str | None) -> str:
    """Return the editor's settings as JSON; nothing where nobody edits on the drawing.

    A view of what lies upstream or downstream of one thing is looked at, not worked in.
    """
    if not can_edit() or about is not None:
        return ""
    of_view = {"view": view} if view else {}
    addresses = {word: url_for(endpoint, map_id=opened.id) for word, endpoint in _ADDRESSES.items()}
    addresses["scene"] = url_for("scene.of_map", map_id=opened.id, **of_view)
    deciding = url_for("guests.accept", map_id=opened.id, proposal_id=0)
    addresses["proposals"] = deciding.removesuffix("/0/accept")
    return json.dumps({"map": opened.id, **addresses, "texts": _texts(context.words())}, ensure_ascii=False)


def _texts(words: Wording) -> dict[str, str]:
    own = {word: words.template(f"editor.{word}") for word in WORDS}
    common = {code: words.template(code) for code in COMMON}
    return own | common | {f"problem.{code}": words.template(f"problem.{code}") for code in PROBLEMS}
