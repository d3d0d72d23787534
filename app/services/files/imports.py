"""A file before it is imported: what will be taken of it, what is wrong with it, what was done unasked."""

import pickle
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from app.formats.handoff_table.nodes import map_name
from app.formats.registry import DOCUMENT, form_of, weight
from app.formats.results import Limits, Parsed, Says
from app.services.files import exchange
from app.services.files.uploads import Upload
from app.services.turns import Turns
from graphs.workers import TaskNotDone, WorkerPool
from process_models.domain.chain import Node, ValueChain
from process_models.domain.errors import CommandRefused, EslabonError
from process_models.domain.evidence import best_rate
from process_models.domain.identifiers import NodeId
from process_models.domain.naming import identifier
from process_models.domain.problems import Problem, error
from process_models.domain.vocabulary import EvidenceKind, NodeKind

LIMITS = Limits(nodes=5_000, handoffs=20_000)
"""What the web takes; the command line takes more."""

LARGEST_HERE = 100_000
"""Bytes of a file that is read in the process that was asked; larger ones are read in another, which can be stopped."""

SECONDS = 30.0
LONGEST_NAME = 120

_ROUTES = "routes-joined"
_MEMORY = 4 << 30


class ImportOverran(EslabonError):
    """A file takes longer to read, or more memory, than one file may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file is to be read."""

    content: bytes
    name: str
    is_list: bool
    routes: bool
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a file would make: the chain, unless there are errors; and what its reader should know.

    `proposals` are the groups of routes that were found and can be declined (`routes`); `kinds` and `evidence` count
    what there is.
    """

    upload: Upload
    name: str
    chain: ValueChain | None
    routes: bool
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    proposals: tuple[Problem, ...]
    described: tuple[str, ...] = ()
    says: Says = field(default_factory=Says)

    @property
    def parsed(self) -> Parsed:
        """What was read, as it goes into a map."""
        return Parsed(chain=self.chain, says=self.says, described=self.described)

    @property
    def is_document(self) -> bool:
        """Whether it is a whole map document, and not a table or a list."""
        return not self.upload.is_list and form_of(self.upload.content, self.upload.name) == DOCUMENT

    @property
    def text(self) -> str:
        """The list as it was pasted."""
        return self.upload.content.decode() if self.upload.is_list else ""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What must be mended before anything is taken."""
        return tuple(problem for problem in self.problems if problem.is_error)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is worth a look."""
        return tuple(problem for problem in (*self.notices, *self.problems) if not problem.is_error)

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Return everything that is to be said, in the order in which it was found."""
        return (*self.notices, *self.proposals, *self.problems)

    @property
    def kinds(self) -> Mapping[NodeKind, int]:
        """How many nodes of each kind there are."""
        return Counter(node.kind for node in self.chain.nodes) if self.chain else {}

    @property
    def evidence(self) -> Mapping[EvidenceKind, int]:
        """How many handoffs rest on facts, opinions, assumptions, or on nothing."""
        return Counter(best_rate(handoff.failure).evidence for handoff in self.chain.handoffs) if self.chain else {}


def preview(upload: Upload, *, routes: bool, language: str) -> Preview:
    """Return what would come of a file, with its routes joined or not.

    Raises:
        ImportOverran: it takes too long or too much to be read.
        TooMuchAtOnce: others' large files are being read.
    """
    reading = Reading(content=upload.content, name=upload.name, is_list=upload.is_list, routes=True, language=language)
    joined = _read(reading)
    proposals = tuple(notice for notice in joined.notices if notice.code == _ROUTES)
    parsed = _read(replace(reading, routes=False)) if proposals and not routes else joined
    return Preview(
        upload=upload,
        name=_name(upload, parsed.chain, language),
        chain=parsed.chain,
        routes=routes,
        problems=parsed.problems,
        notices=tuple(notice for notice in parsed.notices if notice.code != _ROUTES),
        proposals=proposals,
        described=parsed.described,
        says=parsed.says,
    )


def empty(name: str, processes: str) -> ValueChain:
    """Return a new map with its first processes, one a line; the same name twice is one process.

    Raises:
        CommandRefused: there are more than the web takes.
    """
    names = dict.fromkeys(" ".join(line.split()) for line in processes.splitlines() if line.strip())
    if len(names) > LIMITS.nodes:
        raise CommandRefused(error("too-many-nodes", "/processes", count=len(names), limit=LIMITS.nodes))
    nodes: list[Node] = []
    taken: set[str] = set()
    for each in names:
        found = NodeId(identifier(each, taken=taken, fallback="nodo"))
        taken.add(found)
        nodes.append(Node(id=found, name=each, kind=NodeKind.PROCESS))
    return ValueChain(name=" ".join(name.split()), nodes=tuple(nodes))


def preview_of(content: bytes, name: str, *, routes: bool = True, language: str) -> Preview:
    """Return what would come of a file that nobody keeps."""
    return preview(Upload(token="", name=name, content=content), routes=routes, language=language)


def taken(content: bytes, name: str, *, language: str) -> ValueChain:
    """Return the chain of a file.

    Raises:
        CommandRefused: it has errors; with everything that is wrong and its place.
    """
    parsed = _read(Reading(content=content, name=name, is_list=False, routes=True, language=language))
    if parsed.chain is None:
        raise CommandRefused(*parsed.problems)
    return parsed.chain


def named(chain: ValueChain, name: str) -> ValueChain:
    """Return a chain under the name that somebody typed, if anything was."""
    return replace(chain, name=" ".join(name.split()) or chain.name)


def read(reading: Reading) -> Parsed:
    """Return what a file or a list says."""
    if reading.is_list:
        text = reading.content.decode()
        return exchange.read_list(text, routes=reading.routes, limits=LIMITS, language=reading.language)
    return exchange.read(reading.content, reading.name, routes=reading.routes, limits=LIMITS, language=reading.language)


def work(request: bytes) -> bytes:
    """Read a file inside a worker process; requests and answers travel between processes of our own."""
    return pickle.dumps(read(pickle.loads(request)))  # noqa: S301 - from our own parent process


_pool = WorkerPool("app.services.files.imports:work", size=1, memory=_MEMORY)
_turns = Turns(2)


def _read(reading: Reading) -> Parsed:
    if weight(reading.content) <= LARGEST_HERE:
        return read(reading)
    try:
        with _turns.taken():
            answer = _pool.run(pickle.dumps(reading), seconds=SECONDS)
    except TaskNotDone as reason:
        raise ImportOverran(error("import-overran", seconds=round(SECONDS))) from reason
    parsed: Parsed = pickle.loads(answer)  # noqa: S301 - of our own process
    return parsed


def _name(upload: Upload, chain: ValueChain | None, language: str) -> str:
    """Return the name that a map has or could have: its own, else its file's."""
    if chain is not None and chain.name != map_name(language):
        return chain.name
    own = upload.name if upload.is_list else PurePath(upload.name).stem.replace("_", " ")
    return " ".join(own.split())[:LONGEST_NAME] or map_name(language)
