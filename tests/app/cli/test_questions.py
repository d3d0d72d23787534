"""`eslabon diagnose`, `whatif`, `plan`, and `eslabon propagate --cut-sets`."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import main

EXAMPLE = str(Path(__file__).parents[3] / "examples" / "pedidos-y-nomina.json")


def _run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return int(left.value.code or 0)


def _document(capfd: pytest.CaptureFixture[str], *arguments: str) -> Any:  # noqa: ANN401 - whatever JSON can say
    assert _run(*arguments, "--json") == 0
    return json.loads(capfd.readouterr().out)


def _told(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert _run(*arguments, "--language", "es") == 0
    return capfd.readouterr().out.replace("\u00a0", " ")


def test_cut_sets_stand_beside_the_figures_when_asked_for(capfd: pytest.CaptureFixture[str]) -> None:
    """Each with its outcome, its probability and its members; two carriers fail together only."""
    document = _document(capfd, "propagate", EXAMPLE, "--cut-sets", "2")
    assert all(set(cut) == {"outcome", "probability", "members"} for cut in document["cut_sets"])
    assert all(1 <= len(cut["members"]) <= 2 for cut in document["cut_sets"])
    pairs = [
        cut["members"] for cut in document["cut_sets"] if cut["outcome"] == "minorista" and len(cut["members"]) > 1
    ]
    assert pairs == [["handoff:camion-a", "handoff:camion-b"]]
    assert "cut_sets" not in _document(capfd, "propagate", EXAMPLE)


def test_cut_sets_are_told_to_people(capfd: pytest.CaptureFixture[str]) -> None:
    """By the names on the map."""
    told = _told(capfd, "propagate", EXAMPLE, "--cut-sets", "2")
    assert "Qué basta junto" in told
    assert "Operador logístico A → Despacho: Camión a tiempo + Operador logístico B" in told


def test_a_diagnosis_has_the_contract_s_keys(capfd: pytest.CaptureFixture[str]) -> None:
    """Own failures of both kinds by `node:` and `handoff:`, nodes bare; what was observed is certain."""
    document = _document(capfd, "diagnose", EXAMPLE, "--failed", "node:minorista", "--fine", "handoff:camion-a")
    assert set(document) == {"evidence_probability", "own", "nodes"}
    assert 0 < document["evidence_probability"] < 1
    assert {name.partition(":")[0] for name in document["own"]} == {"node", "handoff"}
    assert document["nodes"]["minorista"] == pytest.approx(1)
    assert document["own"]["handoff:camion-a"] == pytest.approx(0)


def test_a_diagnosis_agrees_with_the_posterior_of_the_figures(capfd: pytest.CaptureFixture[str]) -> None:
    """An outcome that failed is the observation that `propagate` reports itself."""
    risk = _document(capfd, "propagate", EXAMPLE)["outcomes"]["minorista"]
    found = _document(capfd, "diagnose", EXAMPLE, "--failed", "node:minorista")
    posterior = risk["posterior_given_failed"]
    assert found["evidence_probability"] == pytest.approx(risk["probability"])
    assert found["nodes"] == pytest.approx(posterior["node_failures"])
    handoffs = {f"handoff:{name}": p for name, p in posterior["handoffs"].items()}
    nodes = {f"node:{name}": p for name, p in posterior["nodes"].items()}
    assert found["own"] == pytest.approx({**handoffs, **nodes})


def test_a_diagnosis_is_told_to_people(capfd: pytest.CaptureFixture[str]) -> None:
    """How likely the observation was, then the likeliest origin first."""
    told = _told(capfd, "diagnose", EXAMPLE, "--failed", "node:minorista")
    assert "Lo observado ocurre el 27 % de las veces." in told
    assert "Nómina (falla propia)" in told


def test_names_that_the_map_does_not_have_are_told_with_their_places(capfd: pytest.CaptureFixture[str]) -> None:
    """All of them, and the verb leaves with 1."""
    assert _run("diagnose", EXAMPLE, "--failed", "node:nadie", "--fine", "bodega") == 1
    told = capfd.readouterr().err
    assert "/failed/0: No existe el nodo «nadie»" in told
    assert "/fine/0: «bodega» debe escribirse como node:ID, handoff:ID" in told


def test_what_cannot_happen_is_no_evidence(capfd: pytest.CaptureFixture[str]) -> None:
    """The same node failed and fine."""
    assert _run("diagnose", EXAMPLE, "--failed", "node:bodega", "--fine", "node:bodega") == 1
    assert "su probabilidad es 0" in capfd.readouterr().err


def test_a_size_below_one_is_wrong_usage(capfd: pytest.CaptureFixture[str]) -> None:
    """A set has a member at least."""
    assert _run("propagate", EXAMPLE, "--cut-sets", "0") == 2
    assert "--cut-sets" in capfd.readouterr().err


def test_a_what_if_has_the_contract_s_keys(capfd: pytest.CaptureFixture[str]) -> None:
    """Before, after and difference by outcome, and the expected loss likewise; calibration is not redone."""
    changes = ("--set", "handoff:pedido.own_times=0.4", "--set", "node:ventas.own=0", "--remove", "handoff:reclamos")
    document = _document(capfd, "whatif", EXAMPLE, *changes)
    assert set(document) == {"before", "after", "difference", "expected_loss"}
    assert set(document["expected_loss"]) == {"before", "after", "difference"}
    risks = _document(capfd, "propagate", EXAMPLE)
    assert document["before"] == pytest.approx({name: risk["probability"] for name, risk in risks["outcomes"].items()})
    assert document["expected_loss"]["before"] == pytest.approx(risks["expected_loss"])
    for name, difference in document["difference"].items():
        assert difference == pytest.approx(document["after"][name] - document["before"][name])
    assert document["difference"]["minorista"] < 0


def test_a_what_if_is_told_to_people(capfd: pytest.CaptureFixture[str]) -> None:
    """From, to; a group that requires more than is left is said on the other stream."""
    told = _told(capfd, "whatif", EXAMPLE, "--set", "handoff:pedido.own_times=0.4")
    assert "Cliente minorista: del 27 % al 25 % de las veces" in told
    assert "Pérdida esperada: de 530,29 a 493,91" in told


@pytest.mark.parametrize("given", ["handoff:pedido.own", "pedido=0.4", "handoff:pedido.own=mucho", "=1"])
def test_a_setting_that_is_none_is_wrong_usage(given: str, capfd: pytest.CaptureFixture[str]) -> None:
    """It says how one is written."""
    assert _run("whatif", EXAMPLE, "--set", given, "--language", "es") == 2
    assert "debe escribirse como handoff:ID.own_times=0.4" in capfd.readouterr().err


def test_all_that_a_what_if_cannot_change_is_told_with_its_place(capfd: pytest.CaptureFixture[str]) -> None:
    """What is not in the map, no field, no share of occasions; the verb leaves with 1."""
    wrong = ("--set", "handoff:nada.own=0.4", "--set", "node:ventas.share=0.4", "--set", "handoff:pedido.own=2")
    assert _run("whatif", EXAMPLE, *wrong, "--remove", "handoff:otra", "--language", "es") == 1
    told = capfd.readouterr().err
    for place in ("/set/0: ", "/set/1: ", "/set/2: ", "/remove/0: "):
        assert place in told


def test_a_plan_has_the_contract_s_keys(capfd: pytest.CaptureFixture[str]) -> None:
    """What to buy, within the budget; the curve begins with nothing bought and ends with the plan."""
    document = _document(capfd, "plan", EXAMPLE, "--budget", "10000000")
    assert set(document) == {"chosen", "cost", "expected_loss", "exact", "bound", "curve"}
    assert document["chosen"] == ["doble-revision"]
    assert document["cost"] == 9_000_000
    assert (document["exact"], document["bound"]) == (True, 0)
    assert document["curve"][0] == [0, document["expected_loss"]["before"]]
    assert document["curve"][-1] == [document["cost"], document["expected_loss"]["after"]]
    assert [cost for cost, _ in document["curve"]] == [0, 6_000_000, 9_000_000]


def test_a_plan_is_told_to_people(capfd: pytest.CaptureFixture[str]) -> None:
    """The actions by name, what they cost, and what they save."""
    told = _told(capfd, "plan", EXAMPLE, "--budget", "20000000")
    assert "Plantilla de pedido obligatoria" in told
    assert "Costo: 15.000.000 COP" in told
    assert "Pérdida esperada: de 530,29 a 400,46" in told


@pytest.mark.parametrize("budget", [("--budget", "-1"), ("--budget", "mucho"), ()])
def test_a_plan_needs_a_budget(budget: tuple[str, ...], capfd: pytest.CaptureFixture[str]) -> None:
    """An amount that is not negative."""
    assert _run("plan", EXAMPLE, *budget) == 2
    assert "--budget" in capfd.readouterr().err


@pytest.mark.parametrize("verb", [("diagnose",), ("whatif",), ("plan", "--budget", "1")])
def test_a_map_without_outcomes_has_empty_answers(
    verb: tuple[str, ...], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """There is nobody for failures to reach, and nothing breaks."""
    content = {
        "format": "value-chain-map/1",
        "name": "Sin clientes",
        "nodes": [{"id": "a", "name": "A", "kind": "process"}],
        "handoffs": [],
    }
    path = tmp_path / "mapa.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert _document(capfd, verb[0], str(path), *verb[1:])
    assert _told(capfd, verb[0], str(path), *verb[1:])


def test_the_date_leaves_out_what_is_not_valid(capfd: pytest.CaptureFixture[str]) -> None:
    """The temporary workers can be set in December only."""
    change = ("--set", "handoff:refuerzo.own=1")
    assert _run("whatif", EXAMPLE, *change, "--as-of", "2026-09-30") == 1
    assert "refuerzo" in capfd.readouterr().err
    december = _document(capfd, "whatif", EXAMPLE, *change, "--as-of", "2026-12-10")
    assert december["difference"]["minorista"] > 0


def test_what_to_measure_has_the_contract_s_keys(capfd: pytest.CaptureFixture[str]) -> None:
    """A list, the most useful first; what is unknown needs six answers."""
    document = _document(capfd, "measure", EXAMPLE)
    assert all(set(each) == {"handoff", "narrows", "answers_to_halve"} for each in document)
    by_handoff = {each["handoff"]: each for each in document}
    assert by_handoff["estado-cuenta"]["answers_to_halve"] == 6
    assert by_handoff["entrega-local"]["answers_to_halve"] == 306
    assert set(by_handoff["estado-cuenta"]["narrows"]) == {"minorista"}
    assert document[0]["handoff"] == "pago"


def test_what_to_measure_is_told_to_people(capfd: pytest.CaptureFixture[str]) -> None:
    """By name, with the share of the doubt and the number of answers."""
    told = _told(capfd, "measure", EXAMPLE)
    assert "Cartera → Cliente minorista: Estado de cuenta" in told
    assert "Con 6 respuestas más, su duda baja a la mitad." in told
