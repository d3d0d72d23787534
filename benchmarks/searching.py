"""Search over many maps, through the service: `python -m benchmarks.searching`, SQLite, everything within reach."""

import tempfile
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

from app.services.finding import search as finding
from app.services.keeping import maps
from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import NodeKind
from process_models.storage import schema
from process_models.storage.session import Database
from tests.organisations import team

MAPS, NODES = 200, 100
QUESTIONS = ("area 17", "pedido", "p", "nada de esto", "nomina 99", "a b c d e f g h")


def large(number: int) -> ValueChain:
    """Return a map of a hundred areas, each giving something to the next."""
    nodes = tuple(
        Node(id=NodeId(f"n{at}"), name=f"Área {at} de nómina {number}", kind=NodeKind.PROCESS) for at in range(NODES)
    )
    handoffs = tuple(
        Handoff(id=HandoffId(f"h{at}"), supplier=nodes[at].id, client=nodes[at + 1].id, deliverable=f"Pedido {at}")
        for at in range(NODES - 1)
    )
    return replace(ValueChain(name=f"Mapa {number}"), nodes=nodes, handoffs=handoffs)


def main() -> None:
    """Print how long each question takes: the first time, and from then on."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'search.sqlite'}")
        schema.upgrade(database)
        us = team(database)
        for number in range(MAPS):
            with database.writing() as session:
                maps.create(session, us.owner, chain=large(number))
        database.close()
        database = Database(f"sqlite:///{Path(folder) / 'search.sqlite'}")
        for question in QUESTIONS:
            taken = []
            for _ in range(8):
                start = time.perf_counter()
                with database.reading() as session:
                    groups = finding.search(session, us.editor, asked=question)
                taken.append(1000 * (time.perf_counter() - start))
            found = sum(group.count for group in groups)
            print(f"{question!r}: first {taken[0]:.0f} ms, then {median(taken[1:]):.0f} ms, {found} found")
        database.close()


if __name__ == "__main__":
    main()
