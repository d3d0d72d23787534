"""The figures and what is asked of them, for programs: the keys and numbers of the command line."""

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.services.files import exchange
from app.services.showing import analysis, questions
from process_models.domain.tokens import Scope
from tests.app.api.programs import API, program_of
from tests.cast import Cast
from tests.kept import too_large
from tests.pictures import example


@pytest.fixture
def there(app: Flask, cast: Cast) -> str:
    """Put the example map into the organisation, and return its address."""
    made = program_of(app, cast.owner).post(f"{API}/imports?filename=a.json", data=exchange.example())
    return f"{API}/maps/{made.get_json()['map']}"


@pytest.fixture
def program(app: Flask, cast: Cast) -> FlaskClient:
    """Return a program that may only read."""
    return program_of(app, cast.viewer, Scope.READ)


def asked(program: FlaskClient, address: str) -> Any:  # noqa: ANN401 - whatever JSON can say
    """Return an answer."""
    answer = program.get(address)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def test_figures_are_those_of_pages_unless_others_are_asked_for(program: FlaskClient, there: str) -> None:
    """Draws, their seed and cut sets, as `eslabon propagate` takes them."""
    usual = asked(program, f"{there}/propagation")
    assert usual == json.loads(analysis.as_json(analysis.propagation(example()), "es"))
    assert "cut_sets" not in usual
    without = asked(program, f"{there}/propagation?draws=0&cut_sets=2")
    assert all("interval" not in risk and "median" not in risk for risk in without["outcomes"].values())
    assert without == json.loads(analysis.as_json(analysis.propagation(example(), draws=0, cut_size=2), "es"))
    assert {len(cut["members"]) for cut in without["cut_sets"]} == {1, 2}
    first, other, again = (asked(program, f"{there}/propagation?draws=50&seed={seed}") for seed in (1, 2, 1))
    assert first == again
    assert first["outcomes"]["minorista"]["interval"] != other["outcomes"]["minorista"]["interval"]
    assert first["outcomes"]["minorista"]["probability"] == usual["outcomes"]["minorista"]["probability"]


def test_the_tag_of_figures_says_what_was_asked(program: FlaskClient, there: str) -> None:
    """What one has already need not be sent; other draws are another answer."""
    answer = program.get(f"{there}/propagation?draws=10&seed=3")
    kept = {"If-None-Match": answer.headers["ETag"]}
    assert program.get(f"{there}/propagation?draws=10&seed=3", headers=kept).status_code == 304
    assert program.get(f"{there}/propagation?draws=10&seed=4", headers=kept).status_code == 200


def test_a_diagnosis_is_that_of_the_command_line(program: FlaskClient, there: str) -> None:
    """From whatever was observed; nothing observed is certain to happen."""
    found = asked(program, f"{there}/diagnosis?failed=node:minorista&failed=node:agentes&fine=handoff:camion-a")
    expected = questions.diagnosis(example(), failed=["node:minorista", "node:agentes"], fine=["handoff:camion-a"])
    assert found == json.loads(questions.as_json(expected))
    assert set(found) == {"evidence_probability", "own", "nodes"}
    assert asked(program, f"{there}/diagnosis")["evidence_probability"] == pytest.approx(1)


def test_a_what_if_is_that_of_the_command_line(program: FlaskClient, there: str) -> None:
    """Nothing of the map changes by it."""
    before = asked(program, there)["revision"]
    found = asked(
        program, f"{there}/what-if?set=handoff:pedido.own_times=0.4&set=node:ventas.own=0&remove=handoff:pago"
    )
    assert set(found) == {"before", "after", "difference", "expected_loss"}
    assert found["difference"]["minorista"] < 0
    for name, difference in found["difference"].items():
        assert difference == pytest.approx(found["after"][name] - found["before"][name])
    assert asked(program, there)["revision"] == before


def test_a_plan_and_what_to_measure_are_those_of_the_command_line(program: FlaskClient, there: str) -> None:
    """The same keys, the same figures."""
    plan = asked(program, f"{there}/plan?budget=10000000")
    assert plan == json.loads(questions.as_json(questions.plan(example(), 10_000_000)))
    assert plan["chosen"] == ["doble-revision"]
    assert asked(program, f"{there}/plan")["chosen"] == []
    assert asked(program, f"{there}/measure") == json.loads(questions.as_json(questions.measuring(example())))


@pytest.mark.parametrize(
    ("question", "pointers"),
    [
        ("diagnosis?failed=node:nadie&fine=bodega", ["/failed/0", "/fine/0"]),
        ("diagnosis?failed=node:bodega&fine=node:bodega", [""]),
        ("what-if?set=handoff:pedido.own&set=%3D1", ["/set/0", "/set/1"]),
        (
            "what-if?set=handoff:nada.own=1&set=handoff:pedido.own=nan&remove=node:ventas",
            ["/remove/0", "/set/0", "/set/1"],
        ),
        ("what-if?sets=1", ["/sets"]),
        ("plan?budget=-1", ["/budget"]),
        ("plan?budget=nan", ["/budget"]),
        ("propagation?draws=10001", ["/draws"]),
        ("propagation?seed=-1&cut_sets=0", ["/cut_sets", "/seed"]),
        ("propagation?draws=many", ["/draws"]),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_place(
    program: FlaskClient, there: str, question: str, pointers: list[str]
) -> None:
    """All that is wrong at once."""
    refused = program.get(f"{there}/{question}")
    assert refused.status_code == 422, refused.text
    assert sorted(each["pointer"] for each in refused.get_json()["problems"]) == pointers


def test_figures_of_a_map_that_is_too_large_are_simulated(app: Flask, cast: Cast, program: FlaskClient) -> None:
    """Those of `eslabon propagate --json` with the same seed: its method, why so, trials and standard error."""
    told = too_large(45, dependency=0.02)
    document = exchange.write(told, "json", language="es").content
    made = program_of(app, cast.owner).post(f"{API}/imports?filename=a.json", data=document).get_json()["map"]
    usual = asked(program, f"{API}/maps/{made}/propagation")
    assert usual == json.loads(analysis.as_json(analysis.propagation(told), "es"))
    assert (usual["method"], usual["outcomes"]["p44"]["standard_error"] <= 0.001) == ("sampling", True)
    assert usual["trials"] > 0
    other = asked(program, f"{API}/maps/{made}/propagation?seed=3&draws=0&cut_sets=1")
    assert other == json.loads(analysis.as_json(analysis.propagation(told, seed=3, draws=0, cut_size=1), "es"))
    assert other["outcomes"]["p44"]["probability"] != usual["outcomes"]["p44"]["probability"]


@pytest.mark.parametrize("question", ["diagnosis", "what-if", "plan", "measure"])
def test_a_map_that_is_too_large_says_so(app: Flask, cast: Cast, program: FlaskClient, question: str) -> None:
    """With the size and the limit, whatever was asked."""
    document = exchange.write(too_large(45), "json", language="es").content
    made = program_of(app, cast.owner).post(f"{API}/imports?filename=a.json", data=document).get_json()["map"]
    refused = program.get(f"{API}/maps/{made}/{question}")
    assert (refused.status_code, [each["code"] for each in refused.get_json()["problems"]]) == (
        422,
        ["too-large-for-exact"],
    )


@pytest.mark.parametrize("question", ["diagnosis?failed=node:minorista", "what-if", "plan", "measure"])
def test_other_teams_and_organisations_find_nothing(app: Flask, cast: Cast, there: str, question: str) -> None:
    """404, as for a map that is not there."""
    for person in (cast.outsider, cast.stranger):
        assert program_of(app, person).get(f"{there}/{question}").status_code == 404
