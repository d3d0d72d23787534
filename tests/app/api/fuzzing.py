"""Requests made from the API's own description, many of them with things that are there, and what must hold of each."""

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, cast

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app.api.operations import OPERATIONS, PREFIX
from app.services.files import exchange
from app.services.reporting import choosing, ordering
from process_models.domain.identifiers import MapId
from process_models.storage import people as stored
from process_models.storage import reports
from tests.cast import Cast, actor

AnyCase = Case[Any]

_TAGGED = {
    "people": "/people/{person_id}",
    "teams": "/teams/{team_id}",
    "members": "/teams/{team_id}/members/{person_id}",
    "leave_team": "/teams/{team_id}/members/{own}",
    "sharing": "/maps/{map_id}/sharing/{grant_id}",
    "comments": "/maps/{map_id}/comments/{comment_id}",
    "hand_over_map": "/maps/{map_id}/owner",
}
"""Where the tag is of what an operation, or one of an area, changes."""

_OF_TEAMS = {"people", "teams", "members", "invitations", "sharing"}
"""Areas that take teams, people and what is shared away; elsewhere these stay."""

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
SCHEMA = f"{PREFIX}/openapi.json"
FORGOTTEN = 20
"""After so many requests the map is made anew: whatever is sent changes it, and may remove it."""


@dataclass(slots=True)
class Fuzzed:
    """How many requests of each operation were answered with each status."""

    answers: Counter[tuple[str, int]] = field(default_factory=Counter)

    @property
    def requests(self) -> int:
        """How many there were."""
        return self.answers.total()

    def done(self, name: str) -> int:
        """How many of an operation's did what they asked for."""
        return sum(count for (each, status), count in self.answers.items() if each == name and 200 <= status < 300)


class Things:
    """What is there to be asked about; made with the token of somebody who may make it, and said with one who asks."""

    def __init__(self, app: Flask, cast: Cast, shown: str, says: str) -> None:
        self._app, self._cast, self._shown = app, cast, {"Authorization": f"Bearer {shown}"}
        self._says = {"Authorization": f"Bearer {says}"}
        self._asked, self._is_behind = 0, False
        self.own = cast.owner.id
        self.bodies: dict[str, Any] = {}
        self.gaps: dict[str, Any] = {"node_id": "ventas", "revision": 2}

    def for_next(self, tag: str, chance: random.Random) -> dict[str, Any]:
        """Return what stands for the gaps of addresses of an area."""
        self._hold_cast()
        if self._asked % FORGOTTEN == 0:
            self._renew()
        if self._is_behind and (tag in _OF_TEAMS or "team_id" not in self.gaps):
            self._renew_team(chance)
        self._asked += 1
        return self.gaps

    def tag(self, address: str) -> str:
        """Return the tag of what is at an address."""
        return str(self._app.test_client().get(address, headers=self._shown).headers.get("ETag", '"1"'))

    def _renew(self) -> None:
        self._is_behind = True
        self.gaps["map_id"] = self._made("/imports", data=exchange.example())["map"]
        node = {"kind": "add-node", "node": {"id": "nuevo", "name": "Nuevo", "kind": "process"}}
        self._made(f"/maps/{self.gaps['map_id']}/commands", json={"base_revision": 1, "command": node})
        said = self._made(f"/maps/{self.gaps['map_id']}/comments", headers=self._says, json={"text": "Hola, @Olga"})
        self.gaps["comment_id"] = said["id"]
        self.gaps["report_id"] = self._report()
        if "token_id" not in self.gaps:
            self.gaps["token_id"] = self._made("/tokens", json={"name": "Otro", "scope": "read"})["id"]
        things = self._app.test_client().get(f"{PREFIX}/maps/{self.gaps['map_id']}/content", headers=self._shown)
        content = things.get_json()
        self.gaps |= {"handoff_id": content["handoffs"][0]["id"], "group_id": content["groups"][0]["id"]}

    def _report(self) -> int:
        """Keep a report that is done."""
        chosen = choosing.usual("es")
        with self._app.extensions["eslabon"].database.writing() as session:
            map_id, olga, at = MapId(str(self.gaps["map_id"])), actor(self._cast.owner), datetime.now(UTC)
            report = ordering.order(session, olga, map_id=map_id, choice=chosen, at=at).report
            reports.finish(session, report, b"%PDF-", "0" * 64, at)
        return report.id

    def _renew_team(self, chance: random.Random) -> None:
        team = self._made("/teams", json={"name": f"Equipo {chance.getrandbits(64):x}"})["id"]
        new = {"email": f"p{chance.getrandbits(64):x}@example.org", "name": "Pía", "role": "viewer"}
        member = self._made("/people", json=new)["person"]["id"]
        for email in (*(each.email for each in self._cast.everybody[:3]), new["email"]):
            self._made(f"/teams/{team}/members", json={"email": email, "role": "editor"})
        invited = self._made(f"/teams/{team}/invitations", json={"email": "ina@example.org", "role": "viewer"})
        where = f"/maps/{self.gaps['map_id']}"
        grant = self._made(f"{where}/sharing", json={"team": team, "role": "viewer"})
        link = self._made(f"{where}/share-links", json={"label": "Gerencia"})
        self.gaps |= {"team_id": team, "person_id": member, "invitation_id": invited["id"]}
        self.gaps |= {"grant_id": grant["id"], "link_id": link["id"]}
        self.bodies = {
            "add_member": {"email": self._cast.outsider.email, "role": "viewer"},
            "share_map": {"person": member, "role": "viewer"},
            "hand_over_map": {"team": team},
        }
        self._is_behind = False

    def _hold_cast(self) -> None:
        """Give everybody the account back as it was: the organisation may have been handed over, somebody disabled."""
        database = self._app.extensions["eslabon"].database
        with database.reading() as session:
            now = {each: stored.by_id(session, each.id) for each in self._cast.everybody[:4]}
        for each, person in now.items():
            if person is not None and (person.role, person.is_disabled) != (each.role, each.is_disabled):
                with database.writing() as session:
                    stored.save(session, replace(person, role=each.role, is_disabled=each.is_disabled))

    def _made(self, address: str, **sent: Any) -> Any:  # noqa: ANN401 - JSON
        answer = self._app.test_client().post(PREFIX + address, **{"headers": self._shown, **sent})
        assert answer.status_code < 300, answer.text
        return answer.get_json()


@dataclass(slots=True, kw_only=True)
class Fuzzer:
    """A program that asks whatever its description allows, with some chance about things that are there."""

    app: Flask
    shown: str
    things: Things
    start: int = 2026
    chance: random.Random = field(init=False)
    found: Fuzzed = field(default_factory=Fuzzed)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.start)  # noqa: S311 - the same requests each time

    def asked(self, each: int) -> Fuzzed:
        """Ask every operation so many times, and hold each answer to the description."""
        schema = schemathesis.openapi.from_wsgi(SCHEMA, self.app)
        for operation in schema.get_all_operations():
            assert isinstance(operation, Ok), operation
            self._ask(operation.ok().as_strategy(), each)
        return self.found

    def _ask(self, cases: SearchStrategy[AnyCase], each: int) -> None:
        @seed(self.start)
        @settings(
            max_examples=each,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=cases)
        def ask(case: AnyCase) -> None:
            name = str(case.operation.definition.raw["operationId"])
            _feed(case, name, self.things, self.chance)
            answer = case.call(headers={"Authorization": f"Bearer {self.shown}"})
            self.found.answers[name, answer.status_code] += 1
            case.validate_response(answer, checks=CHECKS)

        ask()


def _feed(case: AnyCase, name: str, things: Things, chance: random.Random) -> None:
    """Put what is there into some of the places of a request."""
    asked, gaps = OPERATIONS[name], things.for_next(OPERATIONS[name].tag, chance)
    if chance.random() < 0.8:
        own = dict(case.path_parameters or {})
        case.path_parameters = {**own, **{gap: gaps[gap] for gap in own.keys() & gaps.keys()}}
    if asked.example is not None and chance.random() < 0.5:
        case.body, case.media_type = cast("Any", things.bodies.get(name, asked.example)), "application/json"
    if asked.tag == "files" and asked.body is not None and chance.random() < 0.5:
        case.body, case.query = exchange.example(), {}
    if asked.needs_match and chance.random() < 0.7:
        where = _TAGGED.get(name, _TAGGED.get(asked.tag, "/maps/{map_id}"))
        case.headers["If-Match"] = things.tag(PREFIX + where.format_map({**gaps, "own": things.own}))
