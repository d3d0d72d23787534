"""The people of the organisation, for those who look after its accounts."""

from pydantic import Field
from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import address, answer, created
from app.api.asking import Body
from app.api.models import LinkOut, PeopleOut, PersonOut
from app.api.operations import Content, Operation, operation
from app.services.accounts import links, people
from app.web import clock, context
from app.web.policies import Policy
from process_models.domain.identifiers import PersonId
from process_models.domain.people import Person, Role

_ONE = "/people/<int(max=2147483647):person_id>"


class NewPerson(Body):
    """Somebody who is to get an account."""

    email: str
    name: str
    role: Role = Field(strict=False)


class RoleIn(Body):
    """The most that somebody may do anywhere."""

    role: Role = Field(strict=False)


@operation(
    Operation(
        name="list_people",
        verb="GET",
        rule="/people",
        tag="people",
        policy=Policy.OWN,
        answer=Content(schema=PeopleOut),
    )
)
def list_people() -> Response:
    """List who has an account."""
    with context.reading() as session:
        found = people.listed(session, context.actor())
    return answer(PeopleOut(people=[PersonOut.of(each) for each in found]))


@operation(
    Operation(
        name="add_person",
        verb="POST",
        rule="/people",
        tag="people",
        policy=Policy.OWN,
        body=Content(schema=NewPerson),
        example={"email": "nora@example.org", "name": "Nora Nieto", "role": "viewer"},
        status=201,
        answer=Content(schema=LinkOut),
        takes_key=True,
    )
)
def add_person() -> Response:
    """Give somebody an account, and a link that lets them in."""
    asked, key, actor = asking.body(NewPerson), asking.key(), context.actor()
    with context.writing() as session:
        new = people.add(session, actor, email=asked.email, name=asked.name, role=asked.role, now=clock.now(), key=key)
        link = links.make(session, actor, person=new, now=clock.now())
    return created(_with_link(new, link), "show_person", person_id=new.id)


@operation(
    Operation(
        name="show_person",
        verb="GET",
        rule=_ONE,
        tag="people",
        policy=Policy.OWN,
        answer=Content(schema=PersonOut),
        is_kept=True,
    )
)
def show_person(person_id: int) -> Response:
    """Show somebody."""
    with context.reading() as session:
        found = people.of_organisation(session, context.actor(), person=PersonId(person_id))
    return answer(PersonOut.of(found), tag=found.version)


@operation(
    Operation(
        name="change_role",
        verb="PATCH",
        rule=_ONE,
        tag="people",
        policy=Policy.OWN,
        body=Content(schema=RoleIn),
        example={"role": "editor"},
        answer=Content(schema=PersonOut),
        needs_match=True,
        is_kept=True,
    )
)
def change_role(person_id: int) -> Response:
    """Let somebody do more or less."""
    version, asked, actor = asking.revision(), asking.body(RoleIn), context.actor()
    with context.writing() as session:
        found = people.of_organisation(session, actor, person=PersonId(person_id))
        changed = people.change_role(session, actor, person=found, role=asked.role, base_version=version)
    return answer(PersonOut.of(changed), tag=changed.version)


@operation(
    Operation(
        name="disable_person",
        verb="POST",
        rule=f"{_ONE}/disable",
        tag="people",
        policy=Policy.OWN,
        answer=Content(schema=PersonOut),
        errors=(422,),
        is_kept=True,
    )
)
def disable_person(person_id: int) -> Response:
    """Take somebody's account away, with every sign-in and token."""
    actor = context.actor()
    with context.writing() as session:
        found = people.of_organisation(session, actor, person=PersonId(person_id))
        changed = people.disable(session, actor, person=found, now=clock.now())
    return answer(PersonOut.of(changed), tag=changed.version)


@operation(
    Operation(
        name="enable_person",
        verb="POST",
        rule=f"{_ONE}/enable",
        tag="people",
        policy=Policy.OWN,
        answer=Content(schema=LinkOut),
    )
)
def enable_person(person_id: int) -> Response:
    """Give an account back, with a new link."""
    actor = context.actor()
    with context.writing() as session:
        found = people.of_organisation(session, actor, person=PersonId(person_id))
        back = people.enable(session, actor, person=found)
        link = links.make(session, actor, person=back, now=clock.now())
    return answer(_with_link(back, link))


@operation(
    Operation(
        name="link_person",
        verb="POST",
        rule=f"{_ONE}/link",
        tag="people",
        policy=Policy.OWN,
        answer=Content(schema=LinkOut),
        errors=(422,),
    )
)
def link_person(person_id: int) -> Response:
    """Make a new link for somebody; former ones end."""
    actor = context.actor()
    with context.writing() as session:
        found = people.of_organisation(session, actor, person=PersonId(person_id))
        link = links.make(session, actor, person=found, now=clock.now())
    return answer(_with_link(found, link))


def _with_link(person: Person, key: str) -> LinkOut:
    return LinkOut(person=PersonOut.of(person), link=address(links.path(key)))
