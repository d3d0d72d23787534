"""Teams in a browser: somebody is invited and sees the team's map; a map is looked at on a phone without an account."""

from playwright.sync_api import Page

from tests.browser.servers import Server
from tests.browser.visits import NARROWEST, Visit, Visiting, none_of

PHRASE = "la bodega abre a las siete"


def looks(visit: Visit, name: str) -> None:
    """Hold a page to what holds for all, in light and dark, and keep pictures."""
    visit.settle()
    visit.picture(f"teams-{name}")
    none_of(visit.violations())
    visit.dark()
    visit.picture(f"teams-{name}-dark")
    none_of(visit.violations("color-contrast"))
    visit.dark(is_on=False)


def presses(page: Page, role: str, name: str) -> None:
    """Walk to a button or a link by the keyboard and press Enter."""
    thing = page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
    thing.focus()
    page.keyboard.press("Enter")


def test_somebody_is_invited_and_sees_the_map(visiting: Visiting, server: Server) -> None:
    """From the team's page to the invited person's list of maps, by keyboard."""
    owner = visiting(server.cast.owner)
    owner.go("/teams")
    looks(owner, "index")
    presses(owner.page, "link", "Distribuidora Andina")
    owner.page.get_by_role("heading", level=1, name="Distribuidora Andina").wait_for()
    owner.page.get_by_label("Correo", exact=True).fill("luz@andina.example")
    presses(owner.page, "button", "Invitar")
    link = owner.page.get_by_label("Enlace para luz@andina.example").input_value()
    looks(owner, "invited")
    owner.go("/teams/1")
    looks(owner, "team")
    luz = visiting(None, "phone")
    luz.go(link.removeprefix(server.address))
    looks(luz, "invitation-phone")
    none_of(luz.overflowing(NARROWEST))
    luz.page.get_by_label("Nombre", exact=True).fill("Luz Marina")
    luz.page.get_by_label("Contraseña", exact=True).fill(PHRASE)
    luz.page.get_by_label("La misma contraseña otra vez", exact=True).fill(PHRASE)
    presses(luz.page, "button", "Crear mi cuenta y entrar")
    luz.page.get_by_role("heading", level=1, name="Mapas").wait_for()
    luz.page.get_by_role("link", name="Pedidos y nómina", exact=True).first.wait_for()
    luz.go("/teams/1")
    looks(luz, "team-of-a-reader-phone")
    none_of(luz.overflowing(NARROWEST))
    gone = visiting(None)
    gone.expected.add(404)
    assert gone.go(link.removeprefix(server.address)) == 404
    looks(gone, "no-invitation")


def test_a_map_is_looked_at_on_a_phone_without_an_account(visiting: Visiting, server: Server) -> None:
    """The link is made on the sharing page, shows the map, and opens nothing once it is revoked."""
    owner = visiting(server.cast.owner, "phone")
    owner.go(f"/maps/{server.example}/sharing")
    looks(owner, "sharing-phone")
    none_of(owner.overflowing(NARROWEST))
    owner.page.get_by_label("Para quién o para qué").fill("Gerencia")
    presses(owner.page, "button", "Hacer un enlace")
    link = owner.page.get_by_label("Enlace para ver el mapa").input_value()
    presses(owner.page, "button", "Copiar")
    owner.page.get_by_role("button", name="Copiado").wait_for()
    path = link.removeprefix(server.address)
    reader = visiting(None, "phone")
    assert reader.go(path) == 200
    reader.page.locator(".drawing svg").wait_for()
    looks(reader, "shared-phone")
    none_of(reader.overflowing(NARROWEST))
    large = visiting(None)
    large.go(path)
    looks(large, "shared")
    owner.go(f"/maps/{server.example}/sharing")
    presses(owner.page, "button", "Retirar «Gerencia»")
    owner.page.get_by_text("El enlace se retiró; ya no abre nada.").wait_for()
    reader.expected.add(404)
    assert reader.go(path) == 404
    looks(reader, "no-shared-phone")
