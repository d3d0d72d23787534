"""A quality engineer's first fifteen minutes, in Spanish: from the first link to a corrected map that is taken home."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from app.services.files import exchange
from process_models.domain.chain import ValueChain
from tests.browser.hands import Finger, Hand, Keyboard, Mouse, SmallKeyboard
from tests.browser.servers import first_started
from tests.browser.visits import Visit, Visiting, none_of
from tests.pictures import example
from tests.shared import shared

PASSWORD = "una frase que recuerdo"  # noqa: S105 - of somebody who does not exist


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table that somebody brings: its file, and the customer whom they ask about."""

    file: Path
    customer: str

    @property
    def chain(self) -> ValueChain:
        """Return what the table says; its map is named like its file."""
        chain = exchange.read(self.file.read_bytes(), self.file.name, language="es").chain
        assert chain is not None
        return replace(chain, name=self.file.stem)


def permits(_folder: Path) -> Table:
    """Return a real one: the handoffs of a permit process, where the applicant by Internet waits."""
    return Table(
        file=shared("data/receipt-handoffs.csv", "the first fifteen minutes with the permit process"),
        customer="Applicant (Internet)",
    )


def orders(folder: Path) -> Table:
    """Return the example's handoffs as a table with Spanish headers."""
    file = folder / "entregas.csv"
    file.write_bytes(exchange.write(example(), "csv", headers="es").content)
    return Table(file=file, customer="Cliente minorista")


@pytest.mark.parametrize(
    ("hand_type", "brought"),
    [(Mouse, orders), (Mouse, permits), (Finger, orders), (Keyboard, permits), (SmallKeyboard, orders)],
)
def test_the_first_fifteen_minutes(
    visiting: Visiting, tmp_path: Path, hand_type: type[Hand], brought: Callable[[Path], Table]
) -> None:
    """Sign in, ask the example, bring a table, find what hurts, correct it, see the figure move, undo, take it home."""
    table, hand = brought(tmp_path), hand_type()
    (data := tmp_path / "data").mkdir()
    with first_started(data) as (address, link):
        visit = visiting(None, hand.device)
        visit.address = address
        engineer = Engineer(visit, hand, f"{hand_type.__name__}-{brought.__name__}")
        engineer.signs_in(link)
        assert engineer.asks_the_example() == "27 %"
        engineer.brings(table)
        before = engineer.asks_about(table.customer)
        engineer.corrects_what_hurts_most()
        after = engineer.asks_about(table.customer)
        assert per_cent(after) < per_cent(before)
        engineer.undoes()
        assert engineer.asks_about(table.customer) == before
        assert engineer.takes_home() == table.chain


def per_cent(shown: str) -> float:
    """Return a figure as shown, as a number."""
    return float(shown.removesuffix("%").strip().replace(",", "."))


@dataclass(frozen=True, slots=True)
class Engineer:
    """What she does, step by step; each page that she comes to is looked at in light and dark."""

    visit: Visit
    hand: Hand
    name: str

    @property
    def page(self) -> Page:
        """The page before her."""
        return self.visit.page

    def signs_in(self, link: str) -> None:
        """Take the one-time link and say who she is."""
        self.visit.go(link.removeprefix(self.visit.address))
        self._looks("link")
        for label, text in (("Nombre", "Ana Ruiz"), ("Correo", "ana@calidad.example")):
            self._writes(label, text)
        self._writes("Contraseña", PASSWORD)
        self._writes("La misma contraseña otra vez", PASSWORD)
        self._presses("button", "Guardar y entrar")
        self._arrives("Mapas")
        self._looks("maps")

    def asks_the_example(self) -> str:
        """Ask why the example's worst customer is dissatisfied."""
        self._presses("link", "¿Por qué está insatisfecho?")
        self._arrives("¿Por qué está insatisfecho Cliente minorista?")
        self._looks("why")
        return self._figure()

    def brings(self, table: Table) -> None:
        """Make a map of a table, after a look at what will be taken."""
        self._presses("link", "Mapas")
        self._arrives("Mapas")
        self._presses("link", "Nuevo mapa")
        self._arrives("Nuevo mapa")
        self.hand.hand_over(self.page, self.page.get_by_label("Archivo", exact=True), table.file)
        self._presses("button", "Ver qué se tomará", which=1)
        self.page.get_by_role("button", name="Crear el mapa con esto").wait_for()
        self._looks("preview")
        self._presses("button", "Crear el mapa con esto")
        self.page.locator("#drawing svg, .drawing svg").first.wait_for()
        self._looks("map")

    def asks_about(self, customer: str) -> str:
        """Ask why a customer is dissatisfied, and return the figure."""
        self._presses("link", "Propagación")
        self._arrives(re.compile("¿Por qué"))
        self._presses("link", re.compile(rf"{re.escape(customer)}\s+\d"))
        self._arrives(re.compile(f"¿Por qué .*{re.escape(customer)}"))
        return self._figure()

    def corrects_what_hurts_most(self) -> None:
        """Follow the first bar to its handoff; only half of its deliveries had been counted."""
        self._looks("pareto")
        self.hand.press(self.page, self.page.locator(".pareto a").first)
        count = self.page.get_by_label("Entregas en total")
        count.wait_for()
        self._looks("form")
        self.hand.write(self.page, count, str(2 * int(count.input_value())))
        self._presses("button", "Guardar")
        self.page.locator(".revision").get_by_text("revisión 2").wait_for(state="attached")

    def undoes(self) -> None:
        """Take the newest change back, where the history tells of it."""
        self._presses("link", "Historia")
        self._arrives("Quién cambió qué")
        self._looks("history")
        self._presses("button", re.compile("Deshacer"))
        self.page.get_by_role("button", name=re.compile("Rehacer")).first.wait_for()

    def takes_home(self) -> ValueChain:
        """Download the map, and return what the file says."""
        self._presses("link", "Exportar")
        self._arrives("Llevarse el mapa")
        self._looks("export")
        with self.page.expect_download() as started:
            self._presses("button", "Descargar JSON")
        content = Path(started.value.path()).read_bytes()
        chain = exchange.read(content, started.value.suggested_filename).chain
        assert chain is not None
        return chain

    def _presses(self, role: str, name: str | re.Pattern[str], which: int = 0) -> None:
        exact = isinstance(name, str) and name != "Entregas"
        found = self.page.get_by_role(role, name=name, exact=exact)  # type: ignore[arg-type]
        self.hand.press(self.page, found.nth(which))

    def _writes(self, label: str, text: str) -> None:
        self.hand.write(self.page, self.page.get_by_label(label, exact=True), text)

    def _arrives(self, heading: str | re.Pattern[str]) -> None:
        self.page.get_by_role("heading", level=1, name=heading).wait_for()
        self.page.wait_for_selector("html[data-script]")
        self.visit.settle()

    def _figure(self) -> str:
        return self.page.locator(".big-figure b, .big b").first.inner_text().strip()

    def _looks(self, step: str) -> None:
        self.visit.settle()
        self.visit.picture(f"story-{self.name}-{step}", whole=False)
        none_of(self.visit.violations())
        self.visit.dark()
        none_of(self.visit.violations("color-contrast"))
        self.visit.dark(is_on=False)
