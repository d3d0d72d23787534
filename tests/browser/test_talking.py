"""Comments and search by keyboard: somebody is mentioned, finds it, and goes there."""

from playwright.sync_api import expect

from tests.browser.servers import Server
from tests.browser.visits import Visiting, none_of


def test_somebody_is_mentioned_by_keyboard_and_finds_it(visiting: Visiting, server: Server) -> None:
    """The name is offered while one types, Enter takes it; the panel says it without loading the page again."""
    visit = visiting(server.cast.editor)
    visit.go(f"/maps/{server.example}?handoff=pedido")
    page = visit.page
    page.evaluate("() => { window.stayed = true }")
    field = page.locator("#say")
    field.focus()
    page.keyboard.type("¿Lo ve, @ver")
    expect(page.get_by_role("option")).to_have_text("Vera Vargas")
    none_of(visit.violations())
    page.keyboard.press("Enter")
    page.keyboard.type("así?")
    page.locator("#comments").get_by_role("button", name="Comentar").click()
    expect(page.locator("#comments .mention")).to_have_text("@Vera Vargas")
    expect(page.locator("#comments .talk-text")).to_have_text("¿Lo ve, @Vera Vargas así?")
    assert page.evaluate("() => window.stayed")
    none_of(visit.violations())
    visit.picture("comment-in-panel", whole=False)
    vera = visiting(server.cast.viewer, "phone")
    vera.go("/for-me")
    expect(vera.page.locator("article")).to_contain_text("Pedido completo")
    vera.picture("for-me-phone")
    none_of(vera.violations())
    vera.page.get_by_role("button", name="Marcar como leído").click()
    expect(vera.page.locator("header.top .badge")).to_have_count(0)
    vera.page.get_by_role("link", name="Ir a la conversación").click()
    expect(vera.page.locator("#panel")).to_contain_text("¿Lo ve")


def test_a_slash_leads_to_the_search_box(visiting: Visiting, server: Server) -> None:
    """Enter searches; the first thing found opens on the map."""
    visit = visiting(server.cast.viewer)
    visit.go("/")
    page = visit.page
    page.keyboard.press("/")
    page.keyboard.type("pedido completo")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Pedido completo").first.click()
    expect(page.locator("#panel h1")).to_have_text("Pedido completo")
