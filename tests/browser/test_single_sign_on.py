"""Single sign-on in a browser, under the security policy: there and back, not going on there, and an invitation."""

from collections.abc import Iterator

import pytest

from app.services.teams import invitations
from app.web import clock
from process_models.domain.people import Role
from process_models.storage import teams
from tests.app.services.accounts.oidc_provider import OidcProvider, oidc_provider
from tests.browser.servers import Server, running
from tests.browser.visits import NARROWEST, Visit, Visiting, none_of
from tests.cast import actor


@pytest.fixture(scope="module")
def oidc() -> Iterator[OidcProvider]:
    """Serve a provider."""
    with oidc_provider() as provider:
        yield provider


@pytest.fixture(scope="module", params=["", "1"], ids=["beside passwords", "alone"])
def believing(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, oidc: OidcProvider
) -> Iterator[Server]:
    """Serve the example map to the cast, whom the provider lets in too."""
    told = oidc.environment(OIDC_NAME="Acceso Andina", OIDC_ONLY=request.param)
    with running(tmp_path_factory.mktemp("believing"), told) as started:
        yield started


@pytest.fixture
def nobody(visiting: Visiting, believing: Server, oidc: OidcProvider) -> Visit:
    """Give a browser before that server's door."""
    oidc.fault = ""
    visit = visiting(None, "phone")
    visit.address = believing.address
    return visit


def looks(visit: Visit, name: str) -> None:
    """Hold a page to what holds for all, in light and dark, and keep pictures."""
    visit.settle()
    for is_dark in (True, False):
        visit.dark(is_on=is_dark)
        visit.picture(f"sso-{name}-{'dark' if is_dark else 'light'}")
        none_of(visit.violations())
    none_of(visit.overflowing(NARROWEST))


def test_one_goes_to_the_provider_and_comes_back_signed_in(nobody: Visit, believing: Server) -> None:
    """By the button, to the page that was wanted; the account says by whom, and is known again."""
    only = "alone" if "solo propietarios" in nobody_at(nobody, f"/maps/{believing.example}") else "beside"
    looks(nobody, f"sign-in-{only}")
    nobody.page.get_by_role("link", name="Entrar con Acceso Andina").press("Enter")
    nobody.page.locator(".drawing svg").wait_for()
    assert nobody.page.url == f"{believing.address}/maps/{believing.example}"
    nobody.go("/account")
    nobody.page.get_by_text("Inicio de sesión único: http://127.0.0.1").wait_for()
    looks(nobody, f"account-{only}")


def test_whoever_does_not_go_on_is_told(nobody: Visit, oidc: OidcProvider) -> None:
    """On the page of the sign-in, which says it first; the next time it goes."""
    oidc.fault = "cancelled"
    nobody.expected.add(422)
    nobody_at(nobody, "/sign-in")
    nobody.page.get_by_role("link", name="Entrar con Acceso Andina").tap()
    nobody.page.get_by_text("se canceló en el proveedor").wait_for()
    assert nobody.page.evaluate("() => document.activeElement.className") == "error-summary"
    looks(nobody, "cancelled")
    oidc.fault = ""
    nobody.page.get_by_role("link", name="Entrar con Acceso Andina").tap()
    nobody.page.get_by_role("heading", level=1, name="Mapas").wait_for()


def test_an_invitation_is_accepted_by_the_provider(
    nobody: Visit, believing: Server, oidc: OidcProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The invited person comes in by one button, and sees the team's map."""
    monkeypatch.setattr(
        oidc, "person", {"sub": "9", "email": "nadia@elsewhere.example", "email_verified": True, "name": "Nadia Niño"}
    )
    path = invited(believing, "nadia@elsewhere.example")
    nobody_at(nobody, path)
    looks(nobody, f"invitation-{'beside' if nobody.page.get_by_label('Nombre').count() else 'alone'}")
    nobody.page.get_by_role("link", name="Entrar con Acceso Andina").tap()
    nobody.page.get_by_role("link", name="Pedidos y nómina", exact=True).first.wait_for()


def nobody_at(visit: Visit, path: str) -> str:
    """Open a page and return what is read there."""
    visit.go(path)
    return visit.page.locator("main").inner_text()


def invited(server: Server, email: str) -> str:
    """Invite somebody into the first team; return the path of the link."""
    owner = server.cast.owner
    with server.app.extensions["eslabon"].database.writing() as session:
        team = teams.in_organisation(session, owner.organisation)[0].id
        made = invitations.make(session, actor(owner), team=team, email=email, role=Role.VIEWER, now=clock.now())
    return invitations.path(made[1])
