"""A room full of telephones while two people edit: everything arrives, and nobody is kept from anything."""

import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from threading import Thread

from flask import Flask

from app.turnstile import Turnstile
from process_models.domain.people import Person
from process_models.storage.session import Database
from tests.app.web.guests.test_guests import Session
from tests.app.web.live.streams import Stream
from tests.cast import Cast, client_of

GUESTS, EACH, EDITS, AT_ONCE = 40, 2, 8, 8
A_MINUTE = 60.0


def test_forty_come_and_propose_while_two_edit(app: Flask, database: Database, cast: Cast) -> None:
    """Each is on the stream of an editor, once, within a minute; a server takes as many pages at once."""
    app.wsgi_app = Turnstile(app.wsgi_app, AT_ONCE)  # type: ignore[method-assign]
    room = Session(app, database, cast)
    wrong: list[str] = []

    def comes(number: int) -> None:
        phone = client_of(app)
        came = phone.post(f"{room.link}/join", data={"name": f"Invitado {number}", "area": f"Área {number}"})
        if came.status_code != 303:
            wrong.append(f"{number} was not let in: {came.status_code}")
        for turn in range(EACH):
            answer = phone.post(f"{room.link}/propose", data={"client": "Bodega", "gives": f"Entrega {turn}"})
            if answer.status_code != 303:
                wrong.append(f"{number}: {answer.status_code}")

    def edits(person: Person) -> None:
        client = client_of(app, person)
        for number in range(EDITS):
            node = {"id": f"n{person.id}-{number}", "name": f"Nodo {person.id} {number}", "kind": "process"}
            said = {"base_revision": 1, "command": {"kind": "add-node", "node": node}}
            answer = client.post(f"{room.at}/commands", json=said)
            if answer.status_code != 200:
                wrong.append(answer.text)

    with closing(Stream(room.editor, f"{room.at}/live?since=1")) as stream:
        began = time.monotonic()
        all_at_once(
            [
                *(partial(comes, number) for number in range(GUESTS)),
                partial(edits, cast.editor),
                partial(edits, cast.owner),
            ]
        )
        took = time.monotonic() - began
        assert wrong == []
        heard = [stream.next_of({"change", "proposal"}) for _ in range(GUESTS * EACH + 2 * EDITS)]
    assert took < A_MINUTE
    changes = [event.id for event in heard if event.word == "change"]
    proposals = [str(event.data) for event in heard if event.word == "proposal"]
    assert changes == [str(revision) for revision in range(2, 2 + 2 * EDITS)]
    assert len(set(proposals)) == len(proposals) == GUESTS * EACH
    assert room.now().revision == 1 + 2 * EDITS


def all_at_once(acts: list[Callable[[], None]]) -> None:
    """Do some things in threads, and wait for all."""
    threads = [Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
