"""Whatever changes who may do what leaves an entry in the audit log: each such service is tried, none forgotten."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.provider_settings import ProviderSettings
from app.services.access import Actor
from app.services.accounts import entrance, hosting, links, people, privacy, security, sessions, single_sign_on, tokens
from app.services.accounts.entrance import Newcomer
from app.services.accounts.provider import Proved
from app.services.accounts.security import SecondFactor
from app.services.accounts.sessions import Browser
from app.services.keeping import maps
from app.services.running import setup
from app.services.teams import invitations, leaving, members, share_links, sharing, teams
from process_models.domain.accounts import Credentials, Identity
from process_models.domain.identifiers import MapId, TeamId
from process_models.domain.people import Grant, Role
from process_models.domain.sharing import Invitation, ShareLink
from process_models.domain.tokens import Scope, Token
from process_models.storage import audit, credentials
from process_models.storage import people as stored
from process_models.storage import teams as kept
from process_models.storage.session import Database, Session
from tests.cast import BEGINNING as NOW
from tests.cast import Cast, actor
from tests.pictures import example
from tests.rights import changing_rights, telling

BROWSER = Browser(agent="Pruebas")
HASH = "hash"
PROVIDER = ProviderSettings(issuer="https://id.example", client_id="x", client_secret=HASH)
PROVED = Proved(identity=Identity(issuer="https://id.example", subject="7"), email="elias@andina.example", name="Elías")

SILENT = {
    "accounts.entrance.is_proved": "uses up a code, for those who then tell",
    "accounts.hosting.operator": "an organisation that is new has no log yet; its first account is told",
    "accounts.links.spend": "for `enter_by_link`, which tells",
    "accounts.people.describe_oneself": "name and language are no rights",
    "accounts.people.organisation_named": "as `operator`",
    "accounts.people.renamed": "for `enter_by_link`, which tells",
    "accounts.sessions.end": "signing oneself out gives nobody anything",
    "accounts.sessions.end_one": "likewise",
    "accounts.sessions.start": "for those who let in, who tell",
    "accounts.sessions.touch": "when a browser was last used",
    "accounts.tokens.touch": "when a token was last used",
}
"""Services that write where rights are kept and leave no entry, and why."""

ELSEWHERE = {
    "accounts.privacy.erase_again": "test_privacy",
    "running.upkeep.erase": "test_privacy",
    "running.upkeep.erase_again": "test_privacy",
    "running.upkeep.restore": "test_privacy",
    "running.upkeep.upgrade": "test_privacy, by `erase_again`",
    "running.setup.first_start": "below",
}
"""Services that do with a whole database what others do with a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where an act takes place: people, two teams, the owner's map."""

    session: Session
    cast: Cast
    team: TeamId
    other: TeamId
    map: MapId
    data: Path

    @property
    def owner(self) -> Actor:
        """On the owner's behalf."""
        return actor(self.cast.owner)

    @property
    def editor(self) -> Actor:
        """On the editor's behalf."""
        return actor(self.cast.editor)


def newcomer(name: str = "Nueva Persona") -> Newcomer:
    """Return somebody with a password."""
    return Newcomer(name=name, email="nueva@andina.example", password_hash=HASH)


def link(scene: Scene) -> str:
    """Make a link for the editor."""
    return links.make(scene.session, scene.owner, person=scene.cast.editor, now=NOW)


def by_password(scene: Scene) -> None:
    """Let the editor in by a password."""
    claim = entrance.claimed(scene.session, email=scene.cast.editor.email, address="192.0.2.1", now=NOW)
    entrance.admit(scene.session, claim, browser=BROWSER, now=NOW)


def by_code(scene: Scene) -> None:
    """Let the editor in by a recovery code."""
    key = sessions.start(scene.session, person=scene.cast.editor, browser=BROWSER, awaits_code=True, now=NOW)
    sign_in = sessions.found(scene.session, key=key, now=NOW)
    assert sign_in is not None
    security_on(scene)
    key = sessions.start(scene.session, person=scene.cast.editor, browser=BROWSER, awaits_code=True, now=NOW)
    entrance.admit_code(scene.session, sign_in, code="aaaa-bbbb", counter=None, browser=BROWSER, now=NOW)


def proved(scene: Scene) -> Credentials:
    """Return what proves that the editor is the editor."""
    return credentials.load(scene.session, scene.cast.editor.id)


def security_on(scene: Scene) -> None:
    """Turn the editor's second factor on."""
    second = SecondFactor(secret=HASH, counter=1, recovery_codes=("aaaa-bbbb",))
    security.turn_on(scene.session, scene.editor, proved=proved(scene), second=second, browser=BROWSER, now=NOW)


def sso(scene: Scene) -> None:
    """Let the editor in by the provider, for the first time."""
    single_sign_on.admit(scene.session, PROVED, settings=PROVIDER, browser=BROWSER, now=NOW)


def unlinked(scene: Scene) -> None:
    """Let the provider vouch for the editor no longer."""
    sso(scene)
    changed = proved(scene)
    security.change_password(
        scene.session,
        scene.editor,
        proved=changed,
        password_hash=HASH,
        browser=BROWSER,
        now=NOW,
    )
    single_sign_on.unlink(scene.session, scene.editor, settings=PROVIDER)


def token(scene: Scene) -> Token:
    """Make a token of the owner's."""
    return tokens.make(scene.session, scene.owner, name="Informe", scope=Scope.READ, days=30, now=NOW)[0]


def invited(scene: Scene, email: str) -> tuple[Invitation, str]:
    """Invite somebody into the other team."""
    made = invitations.make(scene.session, scene.owner, team=scene.other, email=email, role=Role.VIEWER, now=NOW)
    listed = invitations.listed(scene.session, scene.owner, team=scene.other, now=NOW)
    return listed[-1], made[1]


def shared(scene: Scene) -> Grant:
    """Share the map with the other team; return that."""
    sharing.share_with_team(scene.session, scene.owner, map_id=scene.map, team=scene.other, role=Role.VIEWER)
    return kept.grants(scene.session, scene.map)[-1]


def version(scene: Scene, team: TeamId) -> int:
    """Return the version of what the editor is in a team."""
    found = kept.membership(scene.session, team, scene.cast.editor.id)
    assert found is not None
    return found.version


def revoked_token(scene: Scene) -> None:
    """End a token of the owner's."""
    tokens.revoke(scene.session, scene.owner, token=token(scene).id, now=NOW)


def revoked_from_the_machine(scene: Scene) -> None:
    """End it by its beginning."""
    hosting.revoke_token(scene.session, prefix=token(scene).prefix, now=NOW)


def revoked_invitation(scene: Scene) -> None:
    """Take an invitation back."""
    made, _ = invited(scene, "nueva@andina.example")
    invitations.revoke(scene.session, scene.owner, team=scene.other, invitation=made.id, now=NOW)


def welcomed(scene: Scene) -> None:
    """Let somebody in who was invited and for whom the provider vouches."""
    email = "nueva@andina.example"
    proved = replace(PROVED, identity=replace(PROVED.identity, subject="8"), email=email)
    assert invitations.welcome(scene.session, proved, key=invited(scene, email)[1], now=NOW)


def share_link(scene: Scene) -> ShareLink:
    """Make a link to look at the map."""
    return share_links.make(scene.session, scene.owner, map_id=scene.map, label="Gerencia", days=30, now=NOW)[0]


def revoked_share_link(scene: Scene) -> None:
    """Take it back."""
    share_link(scene)
    made = share_links.listed(scene.session, scene.owner, map_id=scene.map, now=NOW)[0]
    share_links.revoke(scene.session, scene.owner, map_id=scene.map, link=made.id, now=NOW)


def renamed_team(scene: Scene) -> None:
    """Give the other team another name."""
    known = teams.found(scene.session, scene.other)
    teams.rename(scene.session, scene.owner, team=known.id, name="Transporte", base_version=known.version)


def removed_team(scene: Scene) -> None:
    """Remove the other team."""
    known = teams.found(scene.session, scene.other)
    teams.remove(scene.session, scene.owner, team=known.id, base_version=known.version)


ACTS: dict[str, tuple[str, Callable[[Scene], object]]] = {
    "accounts.entrance.admit": ("signed-in", by_password),
    "accounts.entrance.admit_code": ("signed-in", by_code),
    "accounts.entrance.enter_by_link": (
        "link-used",
        lambda s: entrance.enter_by_link(s.session, key=link(s), newcomer=newcomer(), browser=BROWSER, now=NOW),
    ),
    "accounts.hosting.revoke_token": ("token-revoked", revoked_from_the_machine),
    "accounts.links.make": ("link-made", link),
    "accounts.people.add": (
        "person-added",
        lambda s: people.add(s.session, s.owner, email="a@b.example", name="Ana", role=Role.VIEWER, now=NOW),
    ),
    "accounts.people.change_role": (
        "person-role",
        lambda s: people.change_role(
            s.session, s.owner, person=s.cast.viewer, role=Role.EDITOR, base_version=s.cast.viewer.version
        ),
    ),
    "accounts.people.disable": (
        "person-disabled",
        lambda s: people.disable(s.session, s.owner, person=s.cast.viewer, now=NOW),
    ),
    "accounts.people.enable": (
        "person-enabled",
        lambda s: people.enable(s.session, s.owner, person=s.cast.disabled),
    ),
    "accounts.privacy.erase": (
        "person-erased",
        lambda s: privacy.erase(s.session, s.owner, person=s.cast.viewer, data=s.data),
    ),
    "accounts.security.change_password": (
        "password-changed",
        lambda s: security.change_password(
            s.session, s.editor, proved=proved(s), password_hash=HASH, browser=BROWSER, now=NOW
        ),
    ),
    "accounts.security.turn_on": ("second-step-on", security_on),
    "accounts.security.turn_off": (
        "second-step-off",
        lambda s: security.turn_off(s.session, s.editor, proved=proved(s), browser=BROWSER, now=NOW),
    ),
    "accounts.sessions.end_all": ("signed-out-everywhere", lambda s: sessions.end_all(s.session, s.editor)),
    "accounts.single_sign_on.admit": ("sso-linked", sso),
    "accounts.single_sign_on.unlink": ("sso-unlinked", unlinked),
    "accounts.tokens.make": ("token-made", token),
    "accounts.tokens.revoke": ("token-revoked", revoked_token),
    "teams.invitations.make": ("invitation-made", lambda s: invited(s, "nueva@andina.example")),
    "teams.invitations.make_once": (
        "invitation-made",
        lambda s: invitations.make_once(
            s.session, s.owner, team=s.other, email="nueva@andina.example", role=Role.VIEWER, now=NOW
        ),
    ),
    "teams.invitations.welcome": ("invitation-accepted", welcomed),
    "teams.invitations.revoke": ("invitation-revoked", revoked_invitation),
    "teams.invitations.enter": (
        "invitation-accepted",
        lambda s: invitations.enter(
            s.session, key=invited(s, "nueva@andina.example")[1], newcomer=newcomer(), browser=BROWSER, now=NOW
        ),
    ),
    "teams.invitations.accept": (
        "invitation-accepted",
        lambda s: invitations.accept(s.session, s.editor, key=invited(s, s.cast.editor.email)[1], now=NOW),
    ),
    "teams.leaving.hand_over": (
        "ownership-handed-over",
        lambda s: leaving.hand_over(s.session, s.owner, heir=s.cast.editor.id, base_version=s.cast.editor.version),
    ),
    "teams.leaving.leave": (
        "person-left",
        lambda s: leaving.leave(s.session, s.editor, base_version=s.cast.editor.version, now=NOW),
    ),
    "teams.members.add": (
        "member-added",
        lambda s: members.add(s.session, s.owner, team=s.other, email=s.cast.editor.email, role=Role.VIEWER),
    ),
    "teams.members.change_role": (
        "member-role",
        lambda s: members.change_role(
            s.session,
            s.owner,
            team=s.team,
            person=s.cast.editor.id,
            role=Role.OWNER,
            base_version=version(s, s.team),
        ),
    ),
    "teams.members.remove": (
        "member-removed",
        lambda s: members.remove(
            s.session, s.owner, team=s.team, person=s.cast.editor.id, base_version=version(s, s.team)
        ),
    ),
    "teams.members.leave": (
        "member-left",
        lambda s: members.leave(s.session, s.editor, team=s.team, base_version=version(s, s.team)),
    ),
    "teams.share_links.make": ("share-link-made", share_link),
    "teams.share_links.make_once": (
        "share-link-made",
        lambda s: share_links.make_once(s.session, s.owner, map_id=s.map, label="Gerencia", days=30, now=NOW),
    ),
    "teams.share_links.revoke": ("share-link-revoked", revoked_share_link),
    "teams.sharing.share_with_team": ("map-shared", shared),
    "teams.sharing.share_with_person": (
        "map-shared",
        lambda s: sharing.share_with_person(
            s.session, s.owner, map_id=s.map, email=s.cast.outsider.email, role=Role.VIEWER
        ),
    ),
    "teams.sharing.share_with_colleague": (
        "map-shared",
        lambda s: sharing.share_with_colleague(
            s.session, s.owner, map_id=s.map, person=s.cast.outsider.id, role=Role.VIEWER
        ),
    ),
    "teams.sharing.change": (
        "share-role",
        lambda s: sharing.change(
            s.session, s.owner, map_id=s.map, grant=shared(s).id, role=Role.EDITOR, base_version=1
        ),
    ),
    "teams.sharing.revoke": (
        "share-revoked",
        lambda s: sharing.revoke(s.session, s.owner, map_id=s.map, grant=shared(s).id, base_version=1),
    ),
    "teams.sharing.hand_over": (
        "map-handed-over",
        lambda s: sharing.hand_over(s.session, s.owner, map_id=s.map, team=s.other, base_team=s.team),
    ),
    "teams.teams.make": ("team-made", lambda s: teams.make(s.session, s.owner, name="Ventas", now=NOW)),
    "teams.teams.rename": ("team-renamed", renamed_team),
    "teams.teams.remove": ("team-removed", removed_team),
}
"""Each service that changes rights: the word of its entry, and a call of it."""


def test_no_service_is_forgotten() -> None:
    """Whatever reaches a writer of rights is tried here, or said to be silent, or tried elsewhere; nothing else is."""
    assert changing_rights() == ACTS.keys() | SILENT.keys() | ELSEWHERE.keys()
    assert changing_rights() - telling() == SILENT.keys()


def played(database: Database, cast: Cast, data: Path, act: Callable[[Scene], object]) -> list[str]:
    """Do an act in a transaction of its own; return the words of the entries that it left."""
    with database.writing() as session:
        made = maps.create(session, actor(cast.owner), chain=example())
    with database.reading() as session:
        before = audit.head(session, cast.owner.organisation)[0]
        own, other = (each.id for each in kept.in_organisation(session, cast.owner.organisation))
    with database.writing() as session:
        act(Scene(session=session, cast=cast, team=own, other=other, map=made, data=data))
    with database.reading() as session:
        found = audit.entries(session, cast.owner.organisation, limit=100)
        assert audit.first_broken(session, cast.owner.organisation) is None
    return [each.action for each in found if each.number > before]


@pytest.mark.parametrize("service", sorted(ACTS))
def test_an_act_is_told(database: Database, cast: Cast, tmp_path: Path, service: str) -> None:
    """In the transaction that does it."""
    word, act = ACTS[service]
    assert word in played(database, cast, tmp_path, act)


@pytest.mark.parametrize("service", ["accounts.people.disable", "teams.sharing.share_with_team"])
def test_what_is_dropped_is_not_told(database: Database, cast: Cast, tmp_path: Path, service: str) -> None:
    """Neither the act nor the entry is kept."""

    def dropped(scene: Scene) -> None:
        ACTS[service][1](scene)
        raise Dropped

    with pytest.raises(Dropped):
        played(database, cast, tmp_path, dropped)
    with database.reading() as session:
        assert audit.entries(session, cast.owner.organisation, limit=1)[0].action == "map-made"


def test_the_first_start_is_told(database: Database) -> None:
    """The map of the first owner, and the link that lets them in."""
    with database.writing() as session:
        setup.first_start(session, now=NOW)
    with database.reading() as session:
        organisation = stored.organisations(session)[0][0]
        assert [each.action for each in audit.entries(session, organisation, limit=9)] == ["link-made", "map-made"]


class Dropped(Exception):
    """The transaction is not to be kept."""
