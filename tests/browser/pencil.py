"""How somebody edits a map on its drawing in a browser, by the keys of the page's editor, and what is seen of it."""

import random
import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, Request

from process_models.domain.identifiers import MapId
from tests.browser.visits import Visit, none_of

OK = 200
FEW, HALF = 3, 0.5
LONGEST = 20_000
"""Milliseconds until everything that was done is at the server and back; two cores may be busy with other tests."""

_FOCUS = "id => { const it = document.getElementById(id); it?.focus(); return document.activeElement === it }"
_QUEUED = """(() => {
    window.queued = [];
    const keep = Storage.prototype.setItem;
    Storage.prototype.setItem = function (name, text) {
        if (name.startsWith("eslabon-queue-")) window.queued.push(...JSON.parse(text).queue.map(({ key }) => key));
        keep.call(this, name, text);
    };
})()"""
"""Note what the page puts into the browser's store: everything that was done and not confirmed at once."""

_SETTLED = """() => {
    const saved = document.querySelector("[data-editor-saved]")?.dataset.editorSaved;
    const kept = Object.entries(localStorage).find(([name]) => name.startsWith("eslabon-queue-"));
    return (saved === "saved" || saved === "refused") && !(kept && JSON.parse(kept[1]).queue.length);
}"""
_SEEN = """() => Object.fromEntries([...document.querySelectorAll("#drawing a.thing")].map((it) =>
    [it.id, [it.getAttribute("aria-label"),
        ...[...it.querySelectorAll("text")].map((each) => each.textContent)].join(" ")]
))"""
_DROPPED = """() => Object.entries(localStorage).filter(([name]) => name.startsWith("eslabon-queue-"))
    .flatMap(([, text]) => JSON.parse(text).dropped.map(({ pending }) => pending.key))"""
_NAMES = """() => [...document.querySelectorAll("#drawing a.thing")].map(({ id }) => id)"""


@dataclass(kw_only=True)
class Pencil:
    """One browser that edits one map; `answers` are what the server said to what it sent, by key."""

    visit: Visit
    answers: dict[str, int] = field(default_factory=dict)
    sent: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def page(self) -> Page:
        """Return the page."""
        return self.visit.page

    def open(self, map_id: MapId, query: str = "") -> None:
        """Open a map and wait until its editor is ready; refusals and conflicts are what may happen to an edit."""
        self.visit.expected |= {409, 422}
        self.page.add_init_script(_QUEUED)
        self.page.on("requestfinished", self._finished)
        self.visit.go(f"/maps/{map_id}{query}")
        self.ready()

    def slow_down(self, milliseconds: float) -> None:
        """Let every answer take that much longer, as from far away: more is on its way at once."""
        line = self.page.context.new_cdp_session(self.page)
        told = {"offline": False, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": -1}
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", told)

    def ready(self) -> None:
        """Wait until the editor has the drawing."""
        self.page.wait_for_selector('[data-editor-state="ready"]')

    def things(self, kind: str) -> list[str]:
        """Return the ids of the nodes or handoffs that are seen."""
        return [name for name in self.page.evaluate(_NAMES) if name.startswith(kind)]

    def seen(self) -> dict[str, str]:
        """Return every thing on the drawing, with what is spoken and written of it."""
        found: dict[str, str] = self.page.evaluate(_SEEN)
        return found

    def dropped(self) -> list[str]:
        """Return the keys of what could not be kept."""
        found: list[str] = self.page.evaluate(_DROPPED)
        return found

    def queued(self) -> set[str]:
        """Return the keys of everything that was done here since the page came."""
        return set(self.page.evaluate("() => window.queued"))

    def kept(self) -> set[str]:
        """Return the keys of what the server carried out; after a conflict it was asked again under another."""
        return {key.split(".")[0] for key, status in self.answers.items() if status == OK}

    def press(self, thing: str, key: str, *lines: str) -> bool:
        """Press a key on a thing and answer what is asked for; False where somebody else took the thing away."""
        if not self.page.evaluate(_FOCUS, thing):
            return False
        self.page.keyboard.press(key)
        for line in lines:
            if not self.page.evaluate("() => document.activeElement?.closest('.asking') !== null"):
                return False
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.insert_text(line)
            self.page.keyboard.press("Enter")
        return True

    def settle(self) -> None:
        """Wait until nothing of one's own is on its way."""
        self.page.wait_for_function(_SETTLED, timeout=LONGEST)

    def shows(self, expected: dict[str, str]) -> None:
        """Wait until just this is seen, in these words."""
        end, seen = time.monotonic() + LONGEST / 1000, self.seen()
        while seen != expected and time.monotonic() < end:
            self.page.wait_for_timeout(50)
            seen = self.seen()
        wrong = {name for name in {*seen, *expected} if seen.get(name) != expected.get(name)}
        none_of([f"{name}: {seen.get(name)}, not {expected.get(name)}" for name in sorted(wrong)])

    def _finished(self, request: Request) -> None:
        if request.method == "POST" and request.url.rsplit("/", 1)[-1] in {"commands", "undo", "redo"}:
            body, answer = request.post_data_json, request.response()
            if body and answer:
                self.answers[body["key"]] = answer.status
                self.sent[body["key"]] = body


def as_drawn_by_the_server(visit: Visit, map_id: MapId) -> dict[str, str]:
    """Return what the page without script shows of a map, once that is drawn."""
    found: dict[str, str] = {}
    end = time.monotonic() + LONGEST / 1000
    while not found and time.monotonic() < end:
        visit.go(f"/maps/{map_id}")
        found = visit.page.evaluate(_SEEN)
    return found


def random_edit(pencil: Pencil, chance: random.Random, word: str) -> bool:
    """Do one thing or another, anywhere; `word` is for whatever asks for a text."""
    nodes, handoffs = pencil.things("node-"), pencil.things("handoff-")
    node, handoff = _fought_over(chance, nodes), _fought_over(chance, handoffs)
    deeds = (
        (4, node, "n", (word,)),
        (4, node, "F2", (f"Área {word}",)),
        (3, handoff, "F2", (f"Entrega {word}",)),
        (4, node, "h", (f"Cliente {word}", f"Dato {word}")),
        (3, handoff, "f", (f"{chance.randint(0, 9)} de 20",)),
        (2, node, "l", (chance.choice(("Campo", "Planta", "Oficina")),)),
        (2, node, "Alt+ArrowRight", ()),
        (2, chance.choice((node, handoff)), "Delete", ()),
        (1, node, "ControlOrMeta+d", ()),
    )
    _, thing, key, lines = chance.choices(deeds, [weight for weight, *_ in deeds])[0]
    return pencil.press(thing, key, *lines)


def _fought_over(chance: random.Random, things: list[str]) -> str:
    """Choose a thing, every other time one of a few, so that people meet there."""
    found = sorted(things)
    return chance.choice(found[:FEW] if chance.random() < HALF else found) if found else ""
