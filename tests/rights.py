"""Which services change who may do what, found in the sources: whatever reaches a writer of rights in storage."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]

RIGHTS = (
    "credentials",
    "erasing",
    "identities",
    "invitations",
    "links",
    "people",
    "share_links",
    "sign_ins",
    "teams",
    "tokens",
)
"""The modules of storage that hold who may do what."""

ALSO = {"process_models.storage.maps.hand_over"}
"""What another module of storage writes about whose a map is."""

_WRITING = frozenset({"insert", "update", "delete", "add", "add_all", "flush"})
_RECORD = "app.services.auditing.record"


@cache
def called() -> dict[str, frozenset[str]]:
    """Return what each function of services and storage calls, by full names."""
    graph: dict[str, frozenset[str]] = {}
    for package in ("app/services", "process_models/storage"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                graph |= _functions(path)
    return graph


def writers() -> frozenset[str]:
    """Return the functions of storage that write rights."""
    found = {name for module in RIGHTS for name in _writing(f"process_models.storage.{module}")}
    return frozenset(found | ALSO)


def reaching(wanted: frozenset[str]) -> frozenset[str]:
    """Return the functions from which one of some functions is reached."""
    found = set(wanted)
    while more := {name for name, calls in called().items() if name not in found and calls & found}:
        found |= more
    return frozenset(found)


def changing_rights() -> frozenset[str]:
    """Return the services, as `accounts.people.add`, that change who may do what; those that only others call too."""
    return frozenset(_public(reaching(writers())))


def telling() -> frozenset[str]:
    """Return the services that leave an entry in the audit log."""
    return frozenset(_public(reaching(frozenset({_RECORD}))))


def _public(names: frozenset[str]) -> Iterator[str]:
    for name in names:
        if name.startswith("app.services.") and not name.rpartition(".")[2].startswith("_"):
            yield name.removeprefix("app.services.")


def _writing(module: str) -> Iterator[str]:
    path = ROOT / f"{module.replace('.', '/')}.py"
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and _writes(node):
            yield f"{module}.{node.name}"


def _writes(function: ast.FunctionDef) -> bool:
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return any(ast.unparse(each).rpartition(".")[2] in _WRITING for each in calls)


def _functions(path: Path) -> dict[str, frozenset[str]]:
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    known = dict(_imported(tree))
    own = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    known |= {node.name: f"{module}.{node.name}" for node in own}
    return {f"{module}.{node.name}": frozenset(_calls(node, known)) for node in own}


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            yield from ((each.asname or each.name, f"{node.module}.{each.name}") for each in node.names)


def _calls(function: ast.FunctionDef, known: dict[str, str]) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Name | ast.Attribute):
            first, _, rest = ast.unparse(node).partition(".")
            if first in known:
                yield f"{known[first]}.{rest}" if rest else known[first]
