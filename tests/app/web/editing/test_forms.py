"""Forms of things: what nobody touched stays, what is typed arrives, what means nothing is said where it stands."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from app.services.keeping.documents import handoff_document, node_document
from app.web.editing.controls import Kind, Number, Percent, Unreadable, Whole
from app.web.editing.forms import Filled, Form, Posted, filled, read, refilled, with_rows_changed
from app.web.editing.places import Document
from app.web.editing.thing_forms import HANDOFF_FORM, NODE_FORM, spelt_out
from process_models.domain.chain import ValueChain
from process_models.domain.problems import error
from tests.strategies import chains


def posted_back(form: Form, shown: Filled) -> Posted:
    """Return what a browser posts of an untouched form: line ends become CRLF, a control of one line has one line."""
    texts = dict(_texts(form, shown))
    boxes = {name: ["", *sorted(shown.chosen[name])] for name in form.boxes}
    markers = {f"{rows.name}.shown": [str(shown.shown[rows.name])] for rows in form.rows}
    return {**texts, **boxes, **markers}


def _texts(form: Form, shown: Filled) -> Iterator[tuple[str, list[str]]]:
    for control in form.controls:
        text = shown.value(control.name).replace("\x00", "\ufffd")
        several = "\r\n".join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        one = text.replace("\r", "").replace("\n", "")
        yield control.name, [several if control.name == "description" else one]
    for rows in form.rows:
        for number in shown.numbers[rows.name]:
            for control in rows.controls:
                name = f"{rows.name}.{number}.{control.name}"
                yield name, [shown.value(name).replace("\x00", "\ufffd").replace("\r", "").replace("\n", "")]


def changed(form: Form, document: Document, **texts: str) -> Document:
    """Return what becomes of a document when some controls are filled in otherwise; `__` stands for a dot."""
    back = posted_back(form, filled(form, document, "es"))
    typed = {name.replace("__", "."): [text] for name, text in texts.items()}
    reading = read(form, spelt_out(form, {**back, **typed}, document), document, "es")
    assert reading.faults == ()
    return reading.document


PEDIDO: Document = {
    "id": "pedido",
    "supplier": "ventas",
    "client": "bodega",
    "deliverable": "Pedido",
    "failure": {"deliveries": {"count": 200, "failed": 30}, "ratings": [5, 2]},
    "requirements": [{"id": "r1", "statement": "Completo"}, {"id": "r2", "statement": "A tiempo"}],
    "dependency": 0.8,
    "extensions": {"visio": {"shape": 7}},
}


@settings(deadline=None)
@given(chains())
def test_an_untouched_form_changes_nothing(chain: ValueChain) -> None:
    """Whatever a map holds goes through its forms and comes back as it was, in both languages."""
    things = [(NODE_FORM, node_document(node)) for node in chain.nodes]
    things += [(HANDOFF_FORM, handoff_document(handoff)) for handoff in chain.handoffs]
    for language in ("es", "en"):
        for form, document in things:
            back = posted_back(form, filled(form, document, language))
            reading = read(form, back, document, language)
            assert (reading.document, reading.faults) == (document, ())


def test_a_form_of_a_few_controls_touches_those_alone() -> None:
    """What is not posted stays, lists included."""
    reading = read(HANDOFF_FORM, {"failure.deliveries.failed": ["31"]}, PEDIDO, "es")
    assert reading.document == {**PEDIDO, "failure": {"deliveries": {"count": 200, "failed": 31}, "ratings": [5, 2]}}


def test_what_is_emptied_is_left_out() -> None:
    """A part of which nothing is left is not there at all, and parts without a control survive."""
    emptied = changed(
        HANDOFF_FORM, PEDIDO, failure__deliveries__count="", failure__deliveries__failed=" ", dependency=""
    )
    assert emptied["failure"] == {"ratings": [5, 2]}
    assert "dependency" not in emptied
    assert emptied["extensions"] == {"visio": {"shape": 7}}


def test_an_agreed_time_without_an_amount_is_none() -> None:
    """The unit is chosen beforehand and says nothing alone."""
    assert "agreed_time" not in changed(HANDOFF_FORM, PEDIDO)
    assert changed(HANDOFF_FORM, PEDIDO, agreed_time__amount="2,5")["agreed_time"] == {
        "amount": 2.5,
        "unit": "working_days",
    }


def test_scores_typed_in_a_row_become_ratings() -> None:
    """Five four four two: three more ratings behind those that were there, with their day."""
    rated = changed(HANDOFF_FORM, PEDIDO, failure__ratings__quick="5 4, 2")
    assert rated["failure"] == {
        "deliveries": {"count": 200, "failed": 30},
        "ratings": [{"score": 5}, {"score": 2}, {"score": 5}, {"score": 4}, {"score": 2}],
    }
    dated = changed(HANDOFF_FORM, {}, failure__ratings__quick="1", failure__ratings__quick_date="2026-08-01")
    assert dated == {"failure": {"ratings": [{"score": 1, "date": "2026-08-01"}]}}


def test_a_dependency_is_a_word_or_the_number_beside_it() -> None:
    """The word stands for its per cents; "other" for what is written beside."""
    assert changed(HANDOFF_FORM, PEDIDO, dependency="100")["dependency"] == 1
    assert changed(HANDOFF_FORM, PEDIDO, dependency="other", dependency__other="35,5")["dependency"] == 0.355


def test_rows_go_and_come_without_script() -> None:
    """A button adds an empty row or takes one out; nothing else changes, and empty rows say nothing."""
    back = posted_back(HANDOFF_FORM, filled(HANDOFF_FORM, PEDIDO, "es"))
    more = with_rows_changed(HANDOFF_FORM, back, PEDIDO, "add:requirements")
    assert refilled(HANDOFF_FORM, more, PEDIDO, "es").numbers["requirements"] == (0, 1, 2)
    assert read(HANDOFF_FORM, more, PEDIDO, "es").document == PEDIDO
    less = with_rows_changed(HANDOFF_FORM, more, PEDIDO, "remove:requirements.0")
    assert read(HANDOFF_FORM, less, PEDIDO, "es").document["requirements"] == [{"id": "r2", "statement": "A tiempo"}]
    assert with_rows_changed(HANDOFF_FORM, back, PEDIDO, "add:nothing") == back


def test_rows_that_were_not_shown_are_kept() -> None:
    """Of a long list a form shows the first; the others are neither lost nor sent."""
    many: Document = {**PEDIDO, "failure": {"ratings": [5] * 60}}
    shown = filled(HANDOFF_FORM, many, "es")
    assert (shown.shown["failure.ratings"], shown.kept["failure.ratings"]) == (40, 60)
    back = posted_back(HANDOFF_FORM, shown)
    assert read(HANDOFF_FORM, back, many, "es").document == many
    less = with_rows_changed(HANDOFF_FORM, back, many, "remove:failure.ratings.0")
    assert read(HANDOFF_FORM, less, many, "es").document["failure"] == {"ratings": [{"score": 5}] * 59}


def test_a_fault_stands_at_its_control() -> None:
    """What cannot be read is said where it was typed, and the form comes back as it was."""
    posted = {"failure.deliveries.count": ["muchas"], "failure.ratings.7.score": ["cuatro"], "share": ["1.200"]}
    reading = read(HANDOFF_FORM, posted, PEDIDO, "es")
    assert {(fault.pointer, fault.code) for fault in reading.faults} == {
        ("/failure/deliveries/count", "field-whole"),
        ("/failure/ratings/7/score", "field-whole"),
        ("/share", "field-ambiguous"),
    }
    again = refilled(HANDOFF_FORM, posted, PEDIDO, "es", reading.faults)
    assert again.value("failure.deliveries.count") == "muchas"
    assert [problem.code for problem in again.problems("failure.ratings.7.score")] == ["field-whole"]


def test_a_problem_of_the_map_is_told_at_its_control() -> None:
    """The third item of the document may be the eighth row of the form; what is not of the thing is of no control."""
    posted = {"requirements.7.statement": ["Sellado"], "requirements.shown": ["2"], "requirements.1.id": ["r2"]}
    reading = read(HANDOFF_FORM, posted, PEDIDO, "es")
    assert reading.document["requirements"] == [{"id": "r2", "statement": "A tiempo"}, {"statement": "Sellado"}]
    told = reading.at_control(error("not-one-to-five", "/handoff/requirements/1/importance"), "/handoff")
    assert told.pointer == "/requirements/7/importance"
    assert reading.at_control(error("missing-key", "/handoff/client"), "/handoff").code == "field-missing"
    assert reading.at_control(error("required-missing", "/groups/0/required"), "/handoffs/3").pointer == ""


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Percent(), "15", 0.15),
        (Percent(), "15 %", 0.15),
        (Percent(), "0,15", 0.0015),
        (Percent(), "12.5%", 0.125),
        (Percent(), "33,333", 0.33333),
        (Whole(), "1.200", 1200),
        (Whole(), "1 200 000", 1200000),
        (Whole(), "-3", -3),
        (Number(), "2,5", 2.5),
        (Number(), "1.200,5", 1200.5),
        (Number(), "1,200.5", 1200.5),
        (Number(), "1 200", 1200.0),
        (Number(), "1.200.000", 1200000.0),
        (Number(), "0,125", 0.125),
        (Number(), "1,1250", 1.125),
        (Number(), "  ", None),
    ],
)
def test_numbers_as_people_write_them(kind: Kind, text: str, value: float | None) -> None:
    """A comma or a point before decimals; groups of three where they cannot be taken for anything else."""
    assert kind.read(text) == value


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (Number(), "1.200", "field-ambiguous"),
        (Number(), "1,2,3", "field-number"),
        (Number(), "1e5", "field-number"),
        (Number(), "9" * 41, "field-number"),
        (Percent(), "quince", "field-percent"),
        (Percent(), "1.200,5", "field-percent"),
        (Whole(), "2,5", "field-whole"),
        (Whole(), "٣", "field-whole"),
    ],
)
def test_what_means_nothing_or_two_things_is_refused(kind: Kind, text: str, code: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(Unreadable) as reason:
        kind.read(text)
    assert reason.value.code == code
