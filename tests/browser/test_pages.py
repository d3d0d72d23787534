"""Every page of the site, as it is seen: accessible in both themes and on both sizes, without a single error."""

import pytest

from tests.browser.places import OF_THE_SERVER, THINGS, Place, places
from tests.browser.servers import Server
from tests.browser.visits import DEVICES, NARROWEST, Visit, Visiting, none_of

PLACES = places()


def test_every_address_can_be_walked_to() -> None:
    """An address that asks for something new says here what of the example it means."""
    asked = {name for place in PLACES for name in place.arguments}
    assert asked <= {*OF_THE_SERVER, *THINGS}


def is_page(visit: Visit, path: str) -> bool:
    """Tell whether an address gives a whole page; a download or a part of a page need only come."""
    answer = visit.page.context.request.get(f"{visit.address}{path}")
    assert answer.status < 400, answer.text()
    return "html" in answer.headers["content-type"] and answer.text().startswith("<!doctype html>")


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.endpoint}-{len(place.arguments)}")
def test_a_page_is_accessible_and_without_errors(visiting: Visiting, server: Server, place: Place, device: str) -> None:
    """Clean by axe in light and dark, no error of a script, nothing refused by the security policy, nothing missing."""
    visit = visiting(server.cast.owner, device)
    path = place.path(server)
    if not is_page(visit, path):
        return
    visit.go(path)
    visit.settle()
    visit.picture(f"{place.endpoint}-{device}-light")
    found = visit.violations()
    visit.dark()
    visit.picture(f"{place.endpoint}-{device}-dark")
    none_of([*found, *visit.violations("color-contrast")])
    none_of(visit.overflowing(NARROWEST if device == "phone" else 1440))


def test_a_stranger_sees_an_error_page_that_is_one(visiting: Visiting, server: Server) -> None:
    """Somebody else's map is not there; the page that says so is a page like the others."""
    visit = visiting(server.cast.stranger)
    visit.expected.add(404)
    assert visit.go(f"/maps/{server.example}") == 404
    visit.picture("error-404")
    none_of(visit.violations())


def test_whoever_has_not_signed_in_is_led_to_the_door(visiting: Visiting, server: Server) -> None:
    """And the door is accessible too."""
    visit = visiting(None, "phone")
    visit.go(f"/maps/{server.example}")
    assert "/sign-in" in visit.page.url
    visit.picture("sign-in-phone")
    none_of(visit.violations())
    none_of(visit.overflowing(NARROWEST))
