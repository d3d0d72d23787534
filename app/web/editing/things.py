"""The sorts of things that one edits on a map: how each is found, named and shown in its form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.services.keeping import documents
from app.services.showing import overview
from app.web.editing.forms import Form
from app.web.editing.places import Document
from app.web.editing.thing_forms import GROUP_FORM, HANDOFF_FORM, NODE_FORM
from app.wording import Wording
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import NodeId
from process_models.domain.naming import identifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """One sort of thing.

    `word` is its name in commands; `document` gives its document by its id, `names` what it is called after,
    `beginning` what a new one is unless somebody says otherwise.
    """

    word: str
    form: Form
    document: Callable[[ValueChain, str], Document]
    ids: Callable[[ValueChain], frozenset[str]]
    names: Callable[[ValueChain, Document], tuple[str, ...]]
    beginning: Document

    def has(self, chain: ValueChain, thing: str) -> bool:
        """Tell whether a chain has a thing of that id."""
        return thing in self.ids(chain)

    def new_id(self, chain: ValueChain, document: Document, words: Wording) -> str:
        """Return the id that a new thing gets: made of its names, and free."""
        fallback = identifier(words.text(f"map.fallback.{self.word}"), taken=(), fallback=self.word)
        return identifier(*self.names(chain, document), taken=self.ids(chain), fallback=fallback)


def _handoff_names(chain: ValueChain, document: Document) -> tuple[str, ...]:
    ends = (chain.node(NodeId(str(document.get(end, "")))) for end in ("supplier", "client"))
    return (*(end.name for end in ends if end is not None), str(document.get("deliverable", "")))


def _group_names(chain: ValueChain, document: Document) -> tuple[str, ...]:
    client = chain.node(NodeId(str(document.get("client", ""))))
    return (client.name if client else "", str(document.get("kind", "")))


NODE = Sort(
    word="node",
    form=NODE_FORM,
    document=lambda chain, thing: documents.node_document(overview.node_alone(chain, thing)),
    ids=lambda chain: frozenset(node.id for node in chain.nodes),
    names=lambda _, document: (str(document.get("name", "")),),
    beginning={"kind": "process"},
)

HANDOFF = Sort(
    word="handoff",
    form=HANDOFF_FORM,
    document=lambda chain, thing: documents.handoff_document(overview.handoff_alone(chain, thing)),
    ids=lambda chain: frozenset(handoff.id for handoff in chain.handoffs),
    names=_handoff_names,
    beginning={},
)

GROUP = Sort(
    word="group",
    form=GROUP_FORM,
    document=lambda chain, thing: documents.group_document(overview.group(chain, thing)),
    ids=lambda chain: frozenset(group.id for group in chain.groups),
    names=_group_names,
    beginning={"kind": "alternatives"},
)

SORTS: Mapping[str, Sort] = {sort.word: sort for sort in (NODE, HANDOFF, GROUP)}
