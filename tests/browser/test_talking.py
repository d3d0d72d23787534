"""Comments and search by keyboard: somebody is mentioned, finds it, and goes there."""

from playwright.sync_api import expect

from app.services.talking import comments
from process_models.domain.comments import Subject, SubjectKind
from tests.browser.servers import Server
from tests.browser.visits import Visiting, none_of
from tests.cast import BEGINNING, actor


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


def test_what_is_much_has_pages(visiting: Visiting, server: Server) -> None:
    """In the list of comments and in what is found, also on a phone; one comes back to where one was."""
    about = Subject(kind=SubjectKind.MAP)
    with server.app.extensions["eslabon"].database.writing() as session:
        for number in range(55):
            comments.say(
                session,
                actor(server.cast.viewer),
                map_id=server.example,
                subject=about,
                text=f"Zarzuela {number}",
                at=BEGINNING,
            )
    visit = visiting(server.cast.viewer, "phone")
    page = visit.page
    visit.go("/search?q=zarzuela")
    none_of(visit.violations())
    page.get_by_role("link", name="Más").click()
    expect(page.locator("main")).to_contain_text("21 a 40 de 55")
    none_of(visit.violations())
    visit.picture("search-more-phone")
    visit.go(f"/maps/{server.example}/comments")
    page.get_by_role("link", name="Siguiente").click()
    oldest = page.locator("article", has=page.get_by_text("Zarzuela 0", exact=True))
    expect(oldest).to_be_visible()
    none_of(visit.violations())
    visit.picture("comments-second-page-phone")
    where = page.url
    oldest.get_by_role("link", name="Editar").click()
    page.get_by_role("button", name="Guardar").click()
    expect(oldest).to_be_visible()
    assert page.url.partition("#")[0] == where.partition("#")[0]
