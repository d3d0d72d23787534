"""No token opens what it is not for: every operation, with the token of everybody, of each scope, in force and not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.services.teams import invitations, share_links, sharing, teams
from app.web.policies import Policy
from process_models.domain.identifiers import MapId, TeamId
from process_models.domain.people import Role
from process_models.domain.tokens import Scope
from process_models.storage import people as stored
from process_models.storage.session import Database
from tests.app.api.programs import API, expired, is_open, program_of, revoked, showing, token_of
from tests.app.web.requests import UNSAFE, Asked, every_request, map_of
from tests.app.web.test_access import CANARY, WANTED, shared
from tests.app.web.test_access import canaries as sung
from tests.cast import Cast, actor, client_of

JSON = "application/json"


@pytest.fixture
def things(database: Database, cast: Cast) -> dict[str, str]:
    """Put a map whose names sing into the database, and return what stands for it in addresses."""
    found = map_of(database, cast.owner, sung())
    team, map_id = TeamId(int(found["team_id"])), MapId(found["map_id"])
    with database.writing() as session:
        olga, here = actor(cast.owner), teams.found(session, team)
        teams.rename(session, olga, team=team, name=f"{CANARY} y compañía", base_version=here.version)
        invited, _ = invitations.make(
            session, olga, team=team, email=f"{CANARY}@andina.example", role=Role.VIEWER, now=datetime.now(UTC)
        )
        link, _ = share_links.make(
            session, olga, map_id=map_id, label=f"{CANARY} y gerencia", days=30, now=datetime.now(UTC)
        )
        grant = sharing.share_with_person(session, olga, map_id=map_id, email=cast.editor.email, role=Role.EDITOR)
    return found | {"invitation_id": str(invited.id), "link_id": str(link.id), "grant_id": str(grant.id)}


def answers(app: Flask, shown: str | None, things: dict[str, str]) -> Iterator[tuple[Asked, TestResponse]]:
    """Ask for everything with a token, or with none; what removes comes last."""
    asked = every_request(app, things, of_programs=True)
    assert len(asked) > 60
    for each in sorted(asked, key=lambda one: one.verb == "DELETE" or "disable" in one.address):
        body = "{}" if each.verb in UNSAFE else None
        yield each, showing(app, shown).open(each.address, method=each.verb, data=body, content_type=JSON)


@pytest.mark.parametrize("how", ["none", "nonsense", "expired", "revoked", "disabled", "cookie"])
def test_without_a_token_in_force_nothing_opens(app: Flask, cast: Cast, things: dict[str, str], how: str) -> None:
    """401, as a problem, whatever is asked; and what is public is."""
    tokens: dict[str, str | None] = {
        "nonsense": "eslabon_abcdefgh_" + "x" * 43,
        "expired": expired(app, cast.owner),
        "revoked": revoked(app, cast.owner),
        "disabled": token_of(app, cast.owner)[1],
    }
    shown = tokens.get(how)
    if how == "disabled":
        _disable(app, cast)
    signed_in = client_of(app, cast.editor)
    for asked in every_request(app, things, of_programs=True):
        client = signed_in if how == "cookie" else showing(app, shown)
        answer = client.open(asked.address, method=asked.verb)
        if asked.policy is Policy.PUBLIC:
            assert answer.status_code == 200, asked
        else:
            assert answer.status_code in {401, 429}, asked
            assert answer.content_type == "application/problem+json", asked
            assert CANARY not in answer.text, asked


def _disable(app: Flask, cast: Cast) -> None:
    with app.extensions["eslabon"].database.writing() as session:
        stored.save(session, replace(cast.owner, is_disabled=True))


@pytest.mark.parametrize("scope", list(Scope))
@pytest.mark.parametrize("who", ["viewer", "editor", "owner"])
def test_a_token_opens_what_both_its_person_and_its_scope_allow(
    app: Flask, cast: Cast, things: dict[str, str], who: str, scope: Scope
) -> None:
    """403 for whatever asks for more; everything else answers, and never with a mistake of ours."""
    person = getattr(cast, who)
    for asked, answer in answers(app, token_of(app, person, scope)[1], things):
        assert (answer.status_code == 403) is not is_open(asked.policy, person.role, scope), (asked, answer.text)
        assert answer.status_code < 500, (asked, answer.text)
        assert answer.status_code not in {401, 405}, asked


def test_nobody_elses_token_finds_the_map(app: Flask, cast: Cast, things: dict[str, str]) -> None:
    """404 for another organisation's owner and for another team; no word of it in any body or header."""
    for person in (cast.stranger, cast.outsider):
        for asked, answer in answers(app, token_of(app, person)[1], things):
            assert answer.status_code == 404 or not (asked.is_of_map or is_of_team(asked)), asked
            assert CANARY not in answer.text + str(answer.headers), asked
            assert person is cast.outsider or "andina.example" not in answer.text, asked


def is_of_team(asked: Asked) -> bool:
    """Tell whether something is asked of one team."""
    return asked.address.startswith(f"{API}/teams/")


@pytest.mark.parametrize("scope", list(Scope))
def test_an_owner_of_a_team_does_everything_there(app: Flask, database: Database, cast: Cast, scope: Scope) -> None:
    """As far as the token goes, although the account only edits."""
    theirs = map_of(database, cast.outsider, sung())
    for asked, answer in answers(app, token_of(app, cast.outsider, scope)[1], theirs):
        if asked.is_of_map or is_of_team(asked):
            assert (answer.status_code == 403) is not is_open(asked.policy, Role.OWNER, scope), (asked, answer.text)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR])
def test_what_is_shared_opens_as_far_as_it_was_shared(
    app: Flask, database: Database, cast: Cast, things: dict[str, str], role: Role
) -> None:
    """To view or to edit, never to own."""
    shared(database, cast, things, "person", role)
    for asked, answer in answers(app, token_of(app, cast.outsider)[1], things):
        if asked.is_of_map:
            refused = not role.allows(WANTED[asked.policy] or Role.VIEWER)
            assert (answer.status_code == 403) is refused, asked


def test_the_canaries_sing_to_their_own(app: Flask, cast: Cast, things: dict[str, str]) -> None:
    """What nobody else hears, the organisation's viewer does."""
    told = answers(app, token_of(app, cast.viewer, Scope.READ)[1], things)
    assert sum(CANARY in answer.text for asked, answer in told if asked.verb == "GET") > 8


def test_a_list_of_maps_holds_those_within_reach(app: Flask, cast: Cast, things: dict[str, str]) -> None:
    """And no page of it any other."""
    for person, expected in ((cast.viewer, [things["map_id"]]), (cast.outsider, []), (cast.stranger, [])):
        listed = program_of(app, person, Scope.READ).get(f"{API}/maps").get_json()["maps"]
        assert [each["id"] for each in listed] == expected
