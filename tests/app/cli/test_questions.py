"""`eslabon diagnose`, and `eslabon propagate --cut-sets`."""

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
