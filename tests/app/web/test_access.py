"""Nobody gets where they do not belong: every route, with every verb, as everybody.

The list is made from the application's own map of addresses, so a new route is tried from its first day.
"""

from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.services.files import exchange
from app.web import policies
from app.web.policies import Policy, RoutesWithoutPolicy
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import GrantId, MapId
from process_models.domain.people import Grant, Person, Role
from process_models.storage import teams
from process_models.storage.session import Database
from tests.app.web.requests import answers, every_request, map_of, told
from tests.cast import Cast, client_of

CANARY = "Canario"
WANTED = {
    Policy.PUBLIC: None,
    Policy.SIGNED_IN: Role.VIEWER,
    Policy.TOKENS: Role.VIEWER,
    Policy.VIEW: Role.VIEWER,
    Policy.SPEAK: Role.VIEWER,
    Policy.EDIT: Role.EDITOR,
    Policy.OWN: Role.OWNER,
    Policy.OVERSEE: Role.OWNER,
}


@pytest.fixture
def things(database: Database, cast: Cast) -> dict[str, str]:
    """Put a map of the cast's organisation into the database, and return what stands for it in addresses."""
    return map_of(database, cast.owner, canaries())


def canaries() -> ValueChain:
    """Return the example map with names that sing."""
    chain = exchange.read(exchange.example()).chain
    assert chain is not None
    return replace(
        chain,
        name=f"{CANARY} {chain.name}",
        nodes=tuple(replace(node, name=f"{CANARY} {node.name}") for node in chain.nodes),
        handoffs=tuple(replace(handoff, deliverable=f"{CANARY} {handoff.deliverable}") for handoff in chain.handoffs),
    )


def is_sent_to_sign_in(answer: TestResponse) -> bool:
    """Tell whether somebody was sent to the sign-in."""
    return answer.status_code == 303 and answer.location.split("?")[0] == "/sign-in"


def test_nobody_in_particular_sees_what_is_public_and_nothing_else(app: Flask, things: dict[str, str]) -> None:
    """All the rest leads to the sign-in."""
    for asked, answer in answers(app, None, every_request(app, things)):
        if asked.policy is Policy.PUBLIC:
            assert answer.status_code in {200, 303, 400, 404, 422}, asked
        else:
            assert is_sent_to_sign_in(answer), asked


@pytest.mark.parametrize("who", ["viewer", "editor", "owner"])
def test_a_role_opens_what_it_is_for(app: Flask, cast: Cast, things: dict[str, str], who: str) -> None:
    """403 for whatever asks for more; everything else answers, and never with a mistake of ours."""
    person: Person = getattr(cast, who)
    for asked, answer in answers(app, person, every_request(app, things)):
        wanted = WANTED[asked.policy]
        if wanted is not None and not person.role.allows(wanted):
            assert answer.status_code == 403, asked
        else:
            assert answer.status_code not in {401, 403, 405}, asked
            assert answer.status_code < 500, asked


def test_another_organisations_owner_finds_no_map(app: Flask, cast: Cast, things: dict[str, str]) -> None:
    """404 for each of its addresses, where its own people find something; and no word of it in any answer."""
    everything = every_request(app, things)
    its_own = [asked for asked in everything if asked.is_of_organisation]
    assert len(its_own) > 5
    for asked, answer in answers(app, cast.stranger, everything):
        assert answer.status_code == 404 or not asked.is_of_organisation, asked
        assert CANARY not in told(answer), asked
        assert "andina.example" not in told(answer), asked
        assert cast.owner.name not in told(answer), asked
    for asked, answer in answers(app, cast.viewer, its_own):
        assert answer.status_code != 404 or asked.policy is not Policy.VIEW, asked


def test_another_team_finds_no_map(app: Flask, cast: Cast, things: dict[str, str]) -> None:
    """404 for each of its addresses, although it is of the same organisation; and no word of it in any answer."""
    everything = every_request(app, things)
    for asked, answer in answers(app, cast.outsider, everything):
        assert answer.status_code == 404 or not asked.is_of_map, asked
        assert CANARY not in told(answer), asked


def test_an_owner_of_a_team_does_everything_there(app: Flask, database: Database, cast: Cast) -> None:
    """Although the account only edits: no route of the team or its maps says no; the organisation's do."""
    with database.writing() as session:
        team = teams.memberships(session, cast.outsider.id)[0].team
    theirs = map_of(database, cast.outsider, canaries())
    assert theirs["team_id"] == str(team)
    for asked, answer in answers(app, cast.outsider, every_request(app, theirs)):
        is_theirs = asked.is_of_map or "/teams/" in asked.address
        wanted = None if is_theirs else WANTED[asked.policy]
        assert (answer.status_code == 403) is (wanted is Role.OWNER), asked


@pytest.mark.parametrize(
    ("share", "role"), [("team", Role.VIEWER), ("team", Role.EDITOR), ("person", Role.VIEWER), ("person", Role.EDITOR)]
)
def test_what_is_shared_opens_as_far_as_it_was_shared(
    app: Flask, database: Database, cast: Cast, things: dict[str, str], share: str, role: Role
) -> None:
    """With a team or with a person: to view or to edit, never to own; an account to view never edits."""
    shared(database, cast, things, share, role)
    its_own = [asked for asked in every_request(app, things) if asked.is_of_map]
    for asked, answer in answers(app, cast.outsider, its_own):
        wanted = WANTED[asked.policy]
        assert (answer.status_code == 403) is (wanted is not None and not role.allows(wanted)), asked


def test_what_is_shared_no_longer_is_gone(app: Flask, database: Database, cast: Cast, things: dict[str, str]) -> None:
    """At the next request."""
    grant = shared(database, cast, things, "person", Role.EDITOR)
    address = f"/maps/{things['map_id']}"
    assert client_of(app, cast.outsider).get(address).status_code == 200
    with database.writing() as session:
        teams.revoke(session, grant)
    assert client_of(app, cast.outsider).get(address).status_code == 404


def shared(database: Database, cast: Cast, things: dict[str, str], share: str, role: Role) -> GrantId:
    """Share the map with the outsider, or with the outsider's team."""
    with database.writing() as session:
        team = teams.memberships(session, cast.outsider.id)[0].team if share == "team" else None
        person = None if team else cast.outsider.id
        given = Grant(id=GrantId(0), map=MapId(things["map_id"]), role=role, team=team, person=person)
        return teams.grant(session, given)


def test_the_canaries_sing_to_their_own(app: Flask, cast: Cast, things: dict[str, str]) -> None:
    """What no stranger reads, the organisation's viewer does: the test above would hear it."""
    reading = [asked for asked in every_request(app, things) if asked.verb == "GET"]
    assert sum(CANARY in told(answer) for _, answer in answers(app, cast.viewer, reading)) > 10


def test_whoever_lost_the_account_is_nobody(app: Flask, cast: Cast, things: dict[str, str]) -> None:
    """A key that is still in the browser opens nothing."""
    for asked, answer in answers(app, cast.disabled, every_request(app, things)):
        assert is_sent_to_sign_in(answer) or asked.policy is Policy.PUBLIC, asked


def test_a_route_without_a_policy_stops_the_start(app: Flask) -> None:
    """It is named, so that it can be mended."""
    app.add_url_rule("/open-to-all", "open", lambda: "everything")
    with pytest.raises(RoutesWithoutPolicy, match="/open-to-all"):
        policies.hold_to_policies(app)


def test_a_script_that_is_not_signed_in_is_told_so(app: Flask) -> None:
    """It loads the sign-in as a page, not into a corner of one."""
    answer = client_of(app).get("/account", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in"
