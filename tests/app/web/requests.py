"""Every request that the application answers: each route with each verb, its gaps filled with things that are there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile, is_zipfile

from flask import Flask, url_for
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.services.improving import scenarios
from app.services.improving.supposing import read
from app.services.keeping import maps
from app.services.reporting import choosing, ordering, templates
from app.services.talking import comments
from app.web.policies import Policy, policy_of
from process_models.domain.chain import ValueChain
from process_models.domain.comments import Subject, SubjectKind
from process_models.domain.people import Person
from process_models.storage import reports
from process_models.storage.session import Database
from tests.cast import BEGINNING, actor, client_of

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_OF_ORGANISATION = {"map_id", "person_id", "team_id"}
_IMPLIED = frozenset({"HEAD", "OPTIONS"})

ANYTHING: dict[str, Any] = {
    "key": "no-such-link",
    "name": "no-such-file",
    "sign_in": 1,
    "revision": 1,
    "token": "0" * 32,
}
ANYTHING |= {"invitation_id": 1, "grant_id": 1, "link_id": 1, "form": "svg"}
ANYTHING |= {"token_id": 1, "things": "nodes", "viewpoint": "audit", "starter": "sipoc"}
ANYTHING |= {"proposal_id": 1, "step": "lock"}
"""What stands in an address for things that need not be there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: its endpoint, verb and address, and whom the route serves."""

    endpoint: str
    verb: str
    address: str
    policy: Policy
    is_of_organisation: bool
    is_of_map: bool

    def __str__(self) -> str:
        """Return what a test calls it."""
        return f"{self.verb} {self.address}"


NOWHERE = {
    "map_id": "aaaaaaaaaaaa",
    "node_id": "nobody",
    "handoff_id": "nothing",
    "group_id": "nobodys",
    "person_id": "0",
    "team_id": "0",
    "comment_id": "0",
    "scenario_id": "0",
    "report_id": "0",
    "template_id": "0",
}
"""Addresses of things that nobody has."""


def map_of(database: Database, person: Person, chain: ValueChain) -> dict[str, str]:
    """Keep a chain as a map of a person's, and return what stands for it, and for the person, in addresses."""
    with database.writing() as session:
        map_id = maps.create(session, actor(person), chain=chain)
        team = maps.opened(session, actor(person), map_id=map_id).team
        about = Subject(kind=SubjectKind.MAP)
        said = comments.say(session, actor(person), map_id=map_id, subject=about, text="Canario", at=BEGINNING)
        supposed = read([(f"handoff:{chain.handoffs[0].id}.own_times", "40")])
        saved = scenarios.save(session, actor(person), map_id=map_id, name="Canario", supposed=supposed, at=BEGINNING)
        choice = choosing.usual("es", "Canario")
        report = ordering.order(session, actor(person), map_id=map_id, choice=choice, at=BEGINNING).report
        reports.finish(session, report, b"%PDF- Canario", "0" * 64, BEGINNING)
        template = templates.save(session, actor(person), map_id=map_id, name="Canario", choice=choice)
    return {
        "map_id": map_id,
        "node_id": chain.nodes[0].id,
        "handoff_id": chain.handoffs[0].id,
        "group_id": chain.groups[0].id,
        "person_id": str(person.id),
        "team_id": str(team),
        "comment_id": str(said.id),
        "scenario_id": str(saved.id),
        "report_id": str(report.id),
        "template_id": str(template.id),
    }


def every_request(app: Flask, things: dict[str, str], *, of_programs: bool = False) -> tuple[Asked, ...]:
    """Return every request of pages, or of programs; `things` are ids of a map and of what is on it, by their gap."""
    whole = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
    rules = [rule for rule in whole if rule.endpoint.startswith("api.") is of_programs]
    with app.test_request_context():
        return tuple(asked for rule in rules for asked in _requests(app, rule, {**ANYTHING, **things}))


def answers(app: Flask, person: Person | None, asked: Iterable[Asked]) -> Iterator[tuple[Asked, TestResponse]]:
    """Ask as a person, or as nobody; after each request that may have signed them out, in a new browser."""
    client = client_of(app, person)
    for each in asked:
        yield each, client.open(each.address, method=each.verb)
        if each.verb in UNSAFE:
            client = client_of(app, person)


def told(answer: TestResponse) -> str:
    """Return all that an answer says: its head, and its body, unpacked where it is packed."""
    return f"{answer.headers}\n{_unpacked(answer.data)}"


def _unpacked(content: bytes) -> str:
    if not is_zipfile(BytesIO(content)):
        return content.decode(errors="replace")
    with ZipFile(BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


def _requests(app: Flask, rule: Rule, gaps: dict[str, Any]) -> Iterator[Asked]:
    unknown = rule.arguments - gaps.keys()
    assert not unknown, f"{rule.rule}: say in tests/app/web/requests.py what stands for {unknown}"
    declared = policy_of(app, rule.endpoint)
    assert declared is not None
    address = url_for(rule.endpoint, **_filled(rule.arguments, gaps))
    for verb in sorted((rule.methods or set()) - _IMPLIED):
        is_of = bool(rule.arguments & _OF_ORGANISATION), "map_id" in rule.arguments
        yield Asked(rule.endpoint, verb, address, declared, *is_of)


def _filled(names: Iterable[str], gaps: dict[str, Any]) -> dict[str, Any]:
    return {name: gaps[name] for name in names}
