"""Teams, who is in them, with whom maps are shared, and how things are handed over."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from app.services.access import Forbidden, MapNotFound, TeamNotFound, role_on
from app.services.accounts import people
from app.services.accounts.entrance import Newcomer
from app.services.accounts.people import PersonMoved, PersonNotFound, PersonRefused
from app.services.accounts.sessions import Browser
from app.services.keeping import maps
from app.services.teams import invitations, leaving, members, share_links, sharing, teams
from app.services.teams.invitations import InvitationNotFound, InvitationNotYours
from app.services.teams.share_links import ShareLinkNotFound
from app.services.teams.sharing import GrantMoved
from app.services.teams.teams import TeamMoved, TeamRefused
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import MapId, TeamId
from process_models.domain.people import Role
from process_models.storage import audit
from process_models.storage import people as stored
from process_models.storage import teams as kept
from process_models.storage.session import Database
from tests.cast import BEGINNING, Cast, actor
from tests.pictures import example

NOW = BEGINNING + timedelta(hours=1)
BROWSER = Browser(agent="Pruebas")
LONG_ENOUGH = 0.5
"""Seconds in which another thread comes as far as it can."""


def first_team(database: Database, cast: Cast) -> TeamId:
    """Return the team of Olga, Elías and Vera."""
    with database.reading() as session:
        return kept.in_organisation(session, cast.owner.organisation)[0].id


def outsiders_map(database: Database, cast: Cast) -> tuple[TeamId, MapId]:
    """Return the team that Tomás owns, and a map of it."""
    with database.writing() as session:
        team = kept.memberships(session, cast.outsider.id)[0].team
        return team, maps.create(session, actor(cast.outsider), chain=example(), team=team)


def test_an_account_that_edits_may_own_a_team_and_its_maps(database: Database, cast: Cast) -> None:
    """And nothing of the organisation: neither accounts, nor new teams, nor another team's maps."""
    _, map_id = outsiders_map(database, cast)
    tomas = actor(cast.outsider)
    with database.writing() as session:
        assert role_on(session, tomas, map_id) is Role.OWNER
        theirs = maps.create(session, actor(cast.editor), chain=example())
        with pytest.raises(MapNotFound):
            role_on(session, tomas, theirs)
        with pytest.raises(Forbidden):
            teams.make(session, tomas, name="Otro", now=NOW)


def test_a_team_is_made_once_renamed_and_removed(database: Database, cast: Cast) -> None:
    """A form that is sent twice makes one; a stale form is refused, with both names; maps keep a team from going."""
    olga = actor(cast.owner)
    with database.writing() as session:
        made = teams.make(session, olga, name=" Compras ", now=NOW, key="k")
        assert teams.make(session, olga, name=" Compras ", now=NOW, key="k") == made
        with pytest.raises(TeamRefused):
            teams.make(session, olga, name="COMPRAS", now=NOW)
        teams.rename(session, olga, team=made, name="Abastecimiento", base_version=1)
        with pytest.raises(TeamMoved) as moved:
            teams.rename(session, olga, team=made, name="Insumos", base_version=1)
        assert dict(moved.value.problems[0].fields) == {"now": "Abastecimiento", "typed": "Insumos"}
        map_id = maps.create(session, olga, chain=example(), team=made)
        with pytest.raises(TeamRefused):
            teams.remove(session, olga, team=made, base_version=2)
        sharing.hand_over(session, olga, map_id=map_id, team=first(session, cast), base_team=made)
        teams.remove(session, olga, team=made, base_version=2)
        assert made not in {each.team.id for each in teams.listed(session, olga)}
        assert audit.first_broken(session, cast.owner.organisation) is None


def first(session: object, cast: Cast) -> TeamId:
    """Return the first team, in a transaction that is open."""
    return kept.in_organisation(session, cast.owner.organisation)[0].id  # type: ignore[arg-type]


def test_a_team_is_its_own_people_s(database: Database, cast: Cast) -> None:
    """For whoever is not in it, it is not there; whoever is, but does not own it, changes nothing."""
    team = first_team(database, cast)
    with database.writing() as session:
        for person in (cast.outsider, cast.stranger):
            with pytest.raises(TeamNotFound):
                teams.opened(session, actor(person), team=team)
        for person in (cast.editor, cast.viewer):
            assert not teams.opened(session, actor(person), team=team).may_manage
            with pytest.raises(Forbidden):
                members.add(session, actor(person), team=team, email=cast.outsider.email, role=Role.VIEWER)


def test_people_come_into_a_team_and_leave_it(database: Database, cast: Cast) -> None:
    """By exact address and of the organisation only; the role that they have is told to whoever holds a stale form."""
    team, _ = outsiders_map(database, cast)
    tomas = actor(cast.outsider)
    with database.writing() as session:
        for email in (cast.stranger.email, "nadie@andina.example", cast.disabled.email):
            with pytest.raises(TeamRefused):
                members.add(session, tomas, team=team, email=email, role=Role.VIEWER)
        for _ in range(2):
            members.add(session, tomas, team=team, email="VERA@andina.example", role=Role.VIEWER, key="k")
        members.change_role(session, tomas, team=team, person=cast.viewer.id, role=Role.EDITOR, base_version=1)
        with pytest.raises(TeamMoved):
            members.remove(session, tomas, team=team, person=cast.viewer.id, base_version=1)
        assert members.leave(session, actor(cast.viewer), team=team, base_version=2) == "Logística"
        with pytest.raises(TeamNotFound):
            members.leave(session, actor(cast.viewer), team=team, base_version=2)


def test_a_map_is_shared_changed_and_taken_back(database: Database, cast: Cast) -> None:
    """With a person and a team, each once; nobody is made an owner so; the next question already has its answer."""
    _, map_id = outsiders_map(database, cast)
    tomas, elias = actor(cast.outsider), actor(cast.editor)
    with database.writing() as session:
        sharing.share_with_person(session, tomas, map_id=map_id, email=cast.editor.email, role=Role.VIEWER)
        assert role_on(session, elias, map_id) is Role.VIEWER
        for role in (Role.VIEWER, Role.OWNER):
            with pytest.raises(EslabonError):
                sharing.share_with_person(session, tomas, map_id=map_id, email=cast.editor.email, role=role)
        grant = sharing.seen(session, tomas, map_id=map_id).shared[0]
        assert (grant.name, grant.email) == (cast.editor.name, "")
        sharing.change(session, tomas, map_id=map_id, grant=grant.grant.id, role=Role.EDITOR, base_version=1)
        with pytest.raises(GrantMoved):
            sharing.revoke(session, tomas, map_id=map_id, grant=grant.grant.id, base_version=1)
        with pytest.raises(Forbidden):
            sharing.seen(session, elias, map_id=map_id)
        sharing.revoke(session, tomas, map_id=map_id, grant=grant.grant.id, base_version=2)
        with pytest.raises(MapNotFound):
            role_on(session, elias, map_id)


def test_nobody_reads_names_of_people_whom_they_do_not_work_with(database: Database, cast: Cast) -> None:
    """The owner of a team is offered their own teams' people; the organisation's owner everybody."""
    _, map_id = outsiders_map(database, cast)
    with database.reading() as session:
        assert sharing.seen(session, actor(cast.outsider), map_id=map_id).colleagues == ()
        offered = sharing.seen(session, actor(cast.owner), map_id=map_id).colleagues
        assert {each.id for each in offered} == {cast.owner.id, cast.editor.id, cast.viewer.id}


def test_a_map_is_handed_over_by_one_of_two(database: Database, cast: Cast) -> None:
    """The other learns that it is another team's; the former team finds it no more."""
    team, map_id = outsiders_map(database, cast)
    to, olga = first_team(database, cast), actor(cast.owner)
    with database.writing() as session:
        sharing.share_with_team(session, olga, map_id=map_id, team=to, role=Role.VIEWER)
        sharing.hand_over(session, olga, map_id=map_id, team=to, base_team=team)
        with pytest.raises(GrantMoved):
            sharing.hand_over(session, olga, map_id=map_id, team=to, base_team=team)
        assert sharing.seen(session, olga, map_id=map_id).shared == ()
        with pytest.raises(MapNotFound):
            role_on(session, actor(cast.outsider), map_id)


def test_the_ownership_is_handed_over_in_one_act(database: Database, cast: Cast) -> None:
    """The heir owns, the former owner edits; nobody of another organisation inherits, nor on a stale form."""
    olga = actor(cast.owner)
    with database.writing() as session:
        with pytest.raises(PersonNotFound):
            leaving.hand_over(session, olga, heir=cast.stranger.id, base_version=1)
        with pytest.raises(PersonMoved):
            leaving.hand_over(session, olga, heir=cast.editor.id, base_version=9)
        for person in (cast.owner, cast.disabled):
            with pytest.raises(PersonRefused):
                leaving.hand_over(session, olga, heir=person.id, base_version=person.version)
        leaving.hand_over(session, olga, heir=cast.editor.id, base_version=cast.editor.version)
        roles = {each.id: each.role for each in stored.in_organisation(session, cast.owner.organisation)}
        assert (roles[cast.owner.id], roles[cast.editor.id]) == (Role.EDITOR, Role.OWNER)
        with pytest.raises(Forbidden):
            leaving.hand_over(session, olga, heir=cast.viewer.id, base_version=cast.viewer.version)


def test_of_two_owners_who_leave_at_once_one_stays(database: Database, cast: Cast) -> None:
    """However fast both are; and the last owner cannot go."""
    with database.writing() as session:
        people.change_role(
            session, actor(cast.owner), person=cast.editor, role=Role.OWNER, base_version=cast.editor.version
        )
    with database.reading() as session:
        both = [each for each in stored.owners(session) if each.organisation == cast.owner.organisation]

    def leave(number: int) -> bool:
        try:
            with database.writing() as session:
                leaving.leave(session, actor(both[number]), base_version=both[number].version, now=NOW)
        except PersonRefused:
            return False
        return True

    with ThreadPoolExecutor(2) as owners:
        assert sorted(owners.map(leave, range(2))) == [False, True]
    with database.reading() as session:
        assert len([each for each in stored.owners(session) if each.organisation == cast.owner.organisation]) == 1


def test_an_invitation_makes_one_person_of_many_who_come(database: Database, cast: Cast) -> None:
    """The others learn that it was used; the person is in the team, and never owns the organisation."""
    team = first_team(database, cast)
    with database.writing() as session:
        made, key = invitations.make(
            session, actor(cast.owner), team=team, email="luz@andina.example", role=Role.OWNER, now=NOW
        )
    assert made.account_role is Role.EDITOR

    def enter(number: int) -> bool:
        newcomer = Newcomer(name=f"Luz {number}", email="otra@andina.example", password_hash=str(number))
        try:
            with database.writing() as session:
                invitations.enter(session, key=key, newcomer=newcomer, browser=BROWSER, now=NOW)
        except InvitationNotFound:
            return False
        return True

    with ThreadPoolExecutor(8) as comers:
        assert sum(comers.map(enter, range(8))) == 1
    with database.reading() as session:
        luz = stored.by_email(session, "luz@andina.example")
        assert luz is not None
        assert luz.role is Role.EDITOR
        assert [each.role for each in kept.memberships(session, luz.id)] == [Role.OWNER]
        assert stored.by_email(session, "otra@andina.example") is None


def test_an_invitation_ends(database: Database, cast: Cast) -> None:
    """Revoked, replaced by a newer one, or seven days old; another team's owner revokes nothing."""
    team, olga = first_team(database, cast), actor(cast.owner)
    with database.writing() as session:
        keys = [
            invitations.make(session, olga, team=team, email="luz@andina.example", role=Role.VIEWER, now=NOW)[1]
            for _ in range(2)
        ]
        with pytest.raises(InvitationNotFound):
            invitations.looked_at(session, key=keys[0], now=NOW)
        assert invitations.looked_at(session, key=keys[1], now=NOW).team.id == team
        with pytest.raises(InvitationNotFound):
            invitations.looked_at(session, key=keys[1], now=NOW + invitations.LIFE)
        (waiting,) = invitations.listed(session, olga, team=team, now=NOW)
        with pytest.raises(TeamNotFound):
            invitations.revoke(session, actor(cast.outsider), team=team, invitation=waiting.id, now=NOW)
        invitations.revoke(session, olga, team=team, invitation=waiting.id, now=NOW)
        with pytest.raises(InvitationNotFound):
            invitations.looked_at(session, key=keys[1], now=NOW)


def test_whoever_has_an_account_joins_by_signing_in(database: Database, cast: Cast) -> None:
    """With the invited address, of the same organisation; nobody else does, and the invitation stays good for them."""
    team, _ = outsiders_map(database, cast)
    with database.writing() as session:
        _, key = invitations.make(
            session, actor(cast.outsider), team=team, email=cast.viewer.email, role=Role.EDITOR, now=NOW
        )
        _, foreign = invitations.make(
            session, actor(cast.outsider), team=team, email=cast.stranger.email, role=Role.EDITOR, now=NOW
        )
        for person, theirs in ((cast.editor, key), (cast.stranger, foreign)):
            with pytest.raises(InvitationNotYours):
                invitations.accept(session, actor(person), key=theirs, now=NOW)
        assert invitations.accept(session, actor(cast.viewer), key=key, now=NOW) == team
        with pytest.raises(InvitationNotFound):
            invitations.accept(session, actor(cast.viewer), key=key, now=NOW)


def test_a_share_link_opens_its_map_until_it_ends(database: Database, cast: Cast) -> None:
    """Revoked or expired it is like one that never was; a form that is sent twice leaves one link."""
    _, map_id = outsiders_map(database, cast)
    tomas = actor(cast.outsider)
    with database.writing() as session:
        first_key, key = (
            share_links.make(session, tomas, map_id=map_id, label="Gerencia", days=30, now=NOW, key="k")[1]
            for _ in range(2)
        )
        assert share_links.opened(session, key=key, now=NOW).id == map_id
        for opening, at in ((first_key, NOW), (key, NOW + timedelta(days=30)), ("nada", NOW)):
            with pytest.raises(ShareLinkNotFound):
                share_links.opened(session, key=opening, now=at)
        with pytest.raises(EslabonError) as refused:
            share_links.make(session, tomas, map_id=map_id, label=" ", days=31, now=NOW)
        assert [each.code for each in refused.value.problems] == ["label-wrong", "life-wrong"]
        (link,) = share_links.listed(session, tomas, map_id=map_id, now=NOW)
        share_links.revoke(session, tomas, map_id=map_id, link=link.id, now=NOW)
        with pytest.raises(ShareLinkNotFound):
            share_links.opened(session, key=key, now=NOW)


def test_a_team_that_is_being_removed_gets_no_map(database: Database, cast: Cast) -> None:
    """Whoever makes one at the same instant is told that there is no such team."""
    team = kept_team(database, cast)
    with ThreadPoolExecutor(1) as other:
        with database.writing() as session:
            teams.remove(session, actor(cast.owner), team=team, base_version=1)
            made = other.submit(make_in, database, cast, team)
            time.sleep(LONG_ENOUGH)
        with pytest.raises((TeamNotFound, Forbidden)):
            made.result()


def test_a_team_that_is_being_given_a_map_stays(database: Database, cast: Cast) -> None:
    """Whoever removes it at the same instant is told that it owns maps."""
    team = kept_team(database, cast)
    with ThreadPoolExecutor(1) as other:
        with database.writing() as session:
            maps.create(session, actor(cast.outsider), chain=example(), team=team)
            gone = other.submit(remove, database, cast, team)
            time.sleep(LONG_ENOUGH)
        with pytest.raises(TeamRefused):
            gone.result()


def kept_team(database: Database, cast: Cast) -> TeamId:
    """Return the team of Tomás, which owns no map."""
    with database.reading() as session:
        return kept.memberships(session, cast.outsider.id)[0].team


def make_in(database: Database, cast: Cast, team: TeamId) -> None:
    """Make a map in a team."""
    with database.writing() as session:
        maps.create(session, actor(cast.outsider), chain=example(), team=team)


def remove(database: Database, cast: Cast, team: TeamId) -> None:
    """Remove a team."""
    with database.writing() as session:
        teams.remove(session, actor(cast.owner), team=team, base_version=1)
