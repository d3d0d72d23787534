"""Value chains from text, so that a test reads like the story that it tells.

    chain('''
        process ventas own=0.02 lane=Comercial
        customer cliente weight=1200 name="Cliente minorista"
        alternatives transporte required=1

        ventas -> bodega: Pedido completo 30/200 d=0.8
        camion-a -> bodega: Camión own=0.1 group=transporte
        camion-b -> bodega: Camión group=transporte
        bodega -> cliente: Entrega scores=1:2,2:3,5:20 from=2026-01-01
    ''')

A line is one of

- a node: its kind (`process`, `supplier`, `customer`, `employees`), its id, settings. Nodes that only handoffs mention
  need no line: ids that begin with `cliente`, `empleados` or `proveedor` are of that kind, all others are processes.
- a group: `alternatives` or `routes`, its id, settings; unless it says `client=`, that of its first handoff.
- a handoff: `supplier -> client: deliverable settings`. Its id is `supplier-client`, with `-2`, `-3` where taken,
  unless it says `id=`.
- an action: `action`, its id, settings.
- a comment, after `#`.

Settings stand last on the line. `30/200` means 30 failed of 200 deliveries; all others are `key=value`, quoted where
the value has spaces: a field of the thing by its name, and for short `d` (dependency), `c` (containment), `from` and
`to` (validity); `own` and `total` (assumptions), `scores=1:2,5:20` and `ratings=2,4` are evidence. An action says
`handoff=` or `node=` and what it sets.
"""

import shlex
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from process_models.domain.chain import Action, ActionChange, Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.evidence import Deliveries, Evidence, Rating, ScoreCount
from process_models.domain.identifiers import ActionId, GroupId, HandoffId, NodeId
from process_models.domain.vocabulary import GroupKind, NodeKind, ProcessKind, Viewpoint

Settings = dict[str, str]
Read = TypeVar("Read")

_KIND_BY_BEGINNING = {
    "cliente": NodeKind.CUSTOMER,
    "empleados": NodeKind.EMPLOYEES,
    "proveedor": NodeKind.SUPPLIER,
}
_SHORT = {"d": "dependency", "c": "containment", "from": "valid_from", "to": "valid_to"}


@dataclass
class _Draft:
    """What the lines read so far say."""

    nodes: dict[str, Node] = field(default_factory=dict)
    handoffs: list[Handoff] = field(default_factory=list)
    groups: dict[str, Settings] = field(default_factory=dict)
    actions: list[Action] = field(default_factory=list)
    drawn: Counter[str] = field(default_factory=Counter)


def chain(text: str, *, name: str = "Prueba", as_of: date | None = None) -> ValueChain:
    """Return the chain that a text tells; see the module's text for the language."""
    draft = _Draft()
    for line in text.splitlines():
        told = line.partition("#")[0].strip()
        if told:
            _read(told, draft)
    return ValueChain(
        name=name,
        as_of=as_of,
        nodes=tuple(draft.nodes.values()),
        handoffs=tuple(draft.handoffs),
        groups=tuple(_group(identifier, settings, draft.handoffs) for identifier, settings in draft.groups.items()),
        actions=tuple(draft.actions),
    )


def _read(line: str, draft: _Draft) -> None:
    ends, arrow, said = line.partition(":")
    if "->" in ends and arrow:
        supplier, _, client = (part.strip() for part in ends.partition("->"))
        draft.handoffs.append(_handoff(supplier, client, said, draft))
        return
    words, settings = _words_and_settings(line)
    what, identifier = words
    if what in set(NodeKind):
        draft.nodes[identifier] = _node(identifier, NodeKind(what), settings)
    elif what in set(GroupKind):
        draft.groups[identifier] = {"kind": what, **settings}
    elif what == "action":
        draft.actions.append(_action(identifier, settings))
    else:
        raise ValueError(line)


def _words_and_settings(text: str) -> tuple[list[str], Settings]:
    words: list[str] = []
    settings: Settings = {}
    for token in shlex.split(text):
        key, is_setting, value = token.partition("=")
        if is_setting:
            settings[_SHORT.get(key, key)] = value
        elif "/" in token and token.replace("/", "").isdigit():
            settings["deliveries"] = token
        else:
            words.append(token)
    return words, settings


def _node(identifier: str, kind: NodeKind, settings: Settings) -> Node:
    node = Node(
        id=NodeId(identifier),
        name=settings.pop("name", identifier),
        kind=kind,
        process_kind=_taken(settings, "process_kind", ProcessKind),
        code=settings.pop("code", ""),
        part_of=_taken(settings, "part_of", NodeId),
        owner=settings.pop("owner", ""),
        lane=settings.pop("lane", ""),
        own_failure=_evidence(settings),
        weight=_taken(settings, "weight", float),
        channels=tuple(Viewpoint(value) for value in _listed(settings, "channels")),
        valid_from=_taken(settings, "valid_from", date.fromisoformat),
        valid_to=_taken(settings, "valid_to", date.fromisoformat),
    )
    return _complete(node, settings)


def _handoff(supplier: str, client: str, said: str, draft: _Draft) -> Handoff:
    for end in (supplier, client):
        draft.nodes.setdefault(end, _node(end, _inferred(end), {}))
    words, settings = _words_and_settings(said)
    handoff = Handoff(
        id=HandoffId(settings.pop("id", "") or _next(f"{supplier}-{client}", draft.drawn)),
        supplier=NodeId(supplier),
        client=NodeId(client),
        deliverable=" ".join(words),
        channel=_taken(settings, "channel", Viewpoint),
        failure=_evidence(settings),
        dependency=_taken(settings, "dependency", float),
        containment=_taken(settings, "containment", float),
        group=_taken(settings, "group", GroupId),
        share=_taken(settings, "share", float),
        valid_from=_taken(settings, "valid_from", date.fromisoformat),
        valid_to=_taken(settings, "valid_to", date.fromisoformat),
    )
    return _complete(handoff, settings)


def _group(identifier: str, settings: Settings, handoffs: Iterable[Handoff]) -> HandoffGroup:
    group = HandoffGroup(
        id=GroupId(identifier),
        client=_taken(settings, "client", NodeId) or next(each.client for each in handoffs if each.group == identifier),
        kind=GroupKind(settings.pop("kind")),
        required=_taken(settings, "required", int),
    )
    return _complete(group, settings)


def _action(identifier: str, settings: Settings) -> Action:
    cost = _taken(settings, "cost", float)
    change = ActionChange(
        handoff=_taken(settings, "handoff", HandoffId),
        node=_taken(settings, "node", NodeId),
        own=_taken(settings, "own", float),
        own_times=_taken(settings, "own_times", float),
        dependency=_taken(settings, "dependency", float),
        containment=_taken(settings, "containment", float),
    )
    action = Action(id=ActionId(identifier), name=settings.pop("name", identifier), cost=cost, changes=(change,))
    return _complete(action, settings)


def _evidence(settings: Settings) -> Evidence | None:
    counts = [tuple(map(int, pair.split(":"))) for pair in _listed(settings, "scores")]
    evidence = Evidence(
        deliveries=_taken(settings, "deliveries", _deliveries),
        scores=tuple(ScoreCount(score=score, count=count) for score, count in counts),
        ratings=tuple(Rating(score=int(score)) for score in _listed(settings, "ratings")),
        total=_taken(settings, "total", float),
        own=_taken(settings, "own", float),
    )
    return None if evidence == Evidence() else evidence


def _deliveries(text: str) -> Deliveries:
    failed, count = map(int, text.split("/"))
    return Deliveries(count=count, failed=failed)


def _inferred(identifier: str) -> NodeKind:
    kinds = (kind for beginning, kind in _KIND_BY_BEGINNING.items() if identifier.startswith(beginning))
    return next(kinds, NodeKind.PROCESS)


def _next(identifier: str, drawn: Counter[str]) -> str:
    drawn[identifier] += 1
    return identifier if drawn[identifier] == 1 else f"{identifier}-{drawn[identifier]}"


def _taken(settings: Settings, key: str, read: Callable[[str], Read]) -> Read | None:
    return read(settings.pop(key)) if key in settings else None


def _listed(settings: Settings, key: str) -> list[str]:
    return settings.pop(key).split(",") if key in settings else []


def _complete(thing: Read, settings: Settings) -> Read:
    """A test that misspells a setting fails."""
    if settings:
        raise ValueError(settings)
    return thing
