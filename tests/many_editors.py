"""Many clients at one map: random commands from threads of several processes, and the judge of what came of it.

`python -m tests.many_editors '<Task as JSON>'` runs the clients of one process. Every answer that a client got is a
line in the task's log, written when it came: whoever kills the process finds there what was acknowledged.
"""

import json
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random
from time import sleep

from app.formats.commands import command_of_text, text_of_command
from app.services.access import Actor
from app.services.keeping import editing, maps
from app.services.keeping.changes import ChangeEntry
from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.commands import (
    AddHandoff,
    AddNode,
    Command,
    DescribeMap,
    RemoveHandoff,
    RemoveNode,
    ReplaceHandoff,
    ReplaceNode,
)
from process_models.domain.commands.touched import touched
from process_models.domain.errors import CommandRefused
from process_models.domain.identifiers import HandoffId, MapId, NodeId, OrganisationId, PersonId
from process_models.domain.people import Role
from process_models.domain.vocabulary import NodeKind
from process_models.storage.session import Database, DatabaseBusy
from tests.chains import chain

ROOT = Path(__file__).parents[1]

STORY = chain("""
    ventas -> bodega: Pedido id=pedido 30/200
    ventas -> cartera: Cuenta id=cuenta
    cartera -> ventas: Cupo id=cupo
    proveedor -> compras: Insumo id=insumo
    compras -> bodega: Surtido id=surtido 4/90
    bodega -> despacho: Caja id=caja ratings=2,4,5
    despacho -> cliente: Entrega id=entrega
    nomina -> empleados: Pago id=pago own=0.02
    sistemas -> ventas: Acceso id=acceso
    sistemas -> nomina: Turnos id=turnos
""")

TRIES = 5

LONGEST_THOUGHT = 0.02
"""Seconds that a client looks at the map before it sends a command; others are faster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What one process does: so many clients send so many commands each; the careless ignore what others did."""

    url: str
    map_id: str
    person: int
    organisation: int
    clients: int
    operations: int
    seed: int
    log: str
    careless: bool = False

    @property
    def actor(self) -> Actor:
        """Return on whose behalf the clients work."""
        return Actor(
            person=PersonId(self.person),
            organisation=OrganisationId(self.organisation),
            name="Emilio",
            role=Role.EDITOR,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a client sent, on which revision, and what it was told: `done`, `conflict`, `refused` or `busy`."""

    told: str
    base: int
    command: str = ""
    undoes: int | None = None
    revision: int = 0
    things: tuple[str, ...] = ()


class Client:
    """One of many: it looks at the map, thinks, and sends a command."""

    def __init__(self, task: Task, database: Database, number: int) -> None:
        self._task = task
        self._database = database
        self._random = Random(f"{task.seed}-{number}")  # noqa: S311 - a programme that can be repeated
        self._name = f"{task.seed}-{number}"

    def run(self) -> None:
        """Send all commands, and write down each answer."""
        log = os.open(self._task.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        for number in range(self._task.operations):
            answer = self._send(f"{self._name}-{number}")
            os.write(log, (json.dumps(asdict(answer)) + "\n").encode())
        os.close(log)

    def _send(self, token: str) -> Answer:
        with self._database.reading() as session:
            seen = maps.opened(session, self._task.actor, map_id=MapId(self._task.map_id))
        sleep(self._random.choice((0, self._random.random() * LONGEST_THOUGHT)))
        undoes = self._random.randint(2, seen.revision) if seen.revision > 1 and self._random.random() < 0.1 else None
        command = a_command(self._random, seen.chain, token)
        sent = Answer(told="", base=seen.revision, undoes=undoes, command=text_of_command(command))
        try:
            revision = (
                self._undo(undoes, seen.revision, token) if undoes else self._apply(command, seen.revision, token)
            )
        except editing.EditConflict as met:
            return replace(sent, told="conflict", things=tuple(met.things), revision=met.revision)
        except CommandRefused:
            return replace(sent, told="refused")
        except DatabaseBusy:
            return replace(sent, told="busy")
        return replace(sent, told="done", revision=revision)

    def _sent(self, undoes: int | None, command: Command, base: int, token: str) -> int:
        """Send until the database answers, as whoever is told to try again does; the key makes it one request."""
        for _ in range(TRIES):
            with suppress(DatabaseBusy):
                return self._undo(undoes, base, token) if undoes else self._apply(command, base, token)
        raise DatabaseBusy.now()

    def _apply(self, command: Command, base: int, token: str) -> int:
        map_id = MapId(self._task.map_id)
        with self._database.writing() as session:
            if self._task.careless:  # as if nobody had to say what the command was made on
                base = maps.opened(session, self._task.actor, map_id=map_id).revision
            done = editing.apply(
                session, self._task.actor, map_id=map_id, command=command, base_revision=base, key=token
            )
        return done.revision

    def _undo(self, revision: int, base: int, token: str) -> int:
        with self._database.writing() as session:
            done = editing.undo(
                session,
                self._task.actor,
                map_id=MapId(self._task.map_id),
                revision=revision,
                base_revision=base,
                key=token,
            )
        return done.revision


def a_command(random: Random, seen: ValueChain, token: str) -> Command:
    """Return a change that somebody might make who sees the map so."""
    node, handoff = random.choice(seen.nodes or STORY.nodes), random.choice(seen.handoffs or STORY.handoffs)
    new = Node(id=NodeId(f"n-{token}"), name=token, kind=NodeKind.PROCESS)
    ends = random.sample([each.id for each in (*seen.nodes, new)], k=2) if seen.nodes else [new.id, new.id]
    added = Handoff(id=HandoffId(f"h-{token}"), supplier=ends[0], client=ends[1], deliverable=token)
    return random.choices(
        (
            ReplaceNode(node=replace(node, description=f"{node.description} {token}")),
            ReplaceHandoff(handoff=replace(handoff, description=f"{handoff.description} {token}")),
            AddNode(node=new, at=random.randint(0, len(seen.nodes))),
            AddHandoff(handoff=added, at=random.randint(0, len(seen.handoffs))),
            RemoveHandoff(handoff=handoff.id),
            RemoveNode(node=node.id),
            replace(DescribeMap.as_is(seen), description=token),
        ),
        weights=(30, 30, 8, 12, 6, 3, 4),
    )[0]


@contextmanager
def working(tasks: Iterable[Task]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Run the clients of some processes; whatever happens, none is left at the end."""
    started = [
        subprocess.Popen([sys.executable, "-m", "tests.many_editors", json.dumps(asdict(task))], cwd=ROOT)  # noqa: S603
        for task in tasks
    ]
    try:
        yield started
    finally:
        for process in started:
            process.kill()
            process.wait()


def answers(log: Path) -> list[Answer]:
    """Return what the clients were told; a line that was cut off by a kill was not read by anybody."""
    told = []
    for line in log.read_text(encoding="utf-8").splitlines() if log.exists() else []:
        try:
            content = json.loads(line)
        except json.JSONDecodeError:
            continue
        told.append(Answer(**{**content, "things": tuple(content["things"])}))
    return told


class Judge:
    """What was done to a map, step by step, against what its clients were told."""

    def __init__(self, database: Database, task: Task) -> None:
        elsewhere = Database(database.url.render_as_string(hide_password=False))
        with elsewhere.reading() as session:
            map_id = MapId(task.map_id)
            self.kept: ValueChain = maps.opened(session, task.actor, map_id=map_id).chain
            entries = editing.changes_since(session, task.actor, map_id=map_id, revision=0)
        elsewhere.close()
        self.changes: dict[int, ChangeEntry] = {entry.revision: entry for entry in entries}
        self.chains: dict[int, ValueChain] = {0: ValueChain(name="")}
        for revision in range(1, len(entries) + 1):
            self.chains[revision] = self.changes[revision].command.perform(self.chains[revision - 1]).chain

    def problems(self, told: Iterable[Answer]) -> Counter[str]:
        """Count what is wrong: nothing, if nothing was lost and nobody was refused without reason."""
        found: Counter[str] = Counter()
        if self.kept != self.chains[len(self.changes)]:
            found["the map is not the replay of its changes"] += 1
        seen: set[int] = set()
        for answer in told:
            found.update(self._wrong(answer))
            if answer.told == "done" and answer.revision in seen:
                found["two were told that they made one revision"] += 1
            seen.add(answer.revision if answer.told == "done" else 0)
        return found

    def _wrong(self, answer: Answer) -> Iterator[str]:
        match answer.told:
            case "done" if not self._is_kept(answer):
                yield "an acknowledged command is missing"
            case "done" if self._wrote_over(answer):
                yield "an update was lost"
            case "conflict" if not self._is_met(answer):
                yield "a conflict where nobody touched the same"

    def _is_kept(self, answer: Answer) -> bool:
        change = self.changes.get(answer.revision)
        if change is None or change.undoes != answer.undoes:
            return False
        return answer.undoes is not None or change.command == command_of_text(answer.command)

    def _wrote_over(self, answer: Answer) -> bool:
        """Tell whether what a change touched was not as its author had seen it, or as the undone change had left it."""
        seen = self.chains[answer.undoes or answer.base]
        return bool(self.changes[answer.revision].touched & touched(seen, self.chains[answer.revision - 1]))

    def _is_met(self, answer: Answer) -> bool:
        """Tell whether all things of a conflict were touched by others since, and by the refused command."""
        since = range((answer.undoes or answer.base) + 1, answer.revision + 1)
        theirs = frozenset[str]().union(*(self.changes[revision].touched for revision in since))
        return bool(answer.things) and set(answer.things) <= theirs & self._touched_by(answer)

    def _touched_by(self, answer: Answer) -> frozenset[str]:
        if answer.undoes is not None:
            return self.changes[answer.undoes].touched
        command = command_of_text(answer.command)
        found = frozenset[str]()
        for told in (self.chains[answer.base], self.chains[answer.revision]):
            try:
                found |= touched(told, command.perform(told).chain)
            except CommandRefused:
                continue
        return found


def run(task: Task) -> None:
    """Run the clients of one process."""
    database = Database(task.url)
    clients = [Client(task, database, number) for number in range(task.clients)]
    threads = [threading.Thread(target=client.run) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    database.close()


if __name__ == "__main__":
    run(Task(**json.loads(sys.argv[1])))
