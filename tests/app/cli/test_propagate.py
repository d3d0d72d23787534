"""`eslabon propagate`: the figures as one JSON object, and for people."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import main
from tests.shared import shared

EXAMPLE = Path(__file__).parents[3] / "examples" / "pedidos-y-nomina.json"
KEYS = {
    "method", "why", "trials", "expected_loss", "nodes", "handoffs", "outcomes", "chains", "cycles", "unknown",
    "warnings",
}  # fmt: skip


def _run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["propagate", *arguments])
    return int(left.value.code or 0)


def _document(capfd: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert _run(*arguments, "--json") == 0
    document: dict[str, Any] = json.loads(capfd.readouterr().out)
    return document


def test_the_json_object_has_every_figure(capfd: pytest.CaptureFixture[str]) -> None:
    """Its keys are the contract's; every handoff stands in the importance and in the posterior of an outcome."""
    document = _document(capfd, str(EXAMPLE))
    assert set(document) == KEYS
    assert document["method"] == "exact"
    customer = document["outcomes"]["minorista"]
    assert set(customer) == {
        "probability", "interval", "median", "draws", "standard_error", "evidence_share",
        "if_unknown_fails", "importance", "posterior_given_failed",
    }  # fmt: skip
    low, high = customer["interval"]
    assert low < customer["median"] < high
    assert sum(customer["evidence_share"].values()) == pytest.approx(1)
    assert (document["trials"], customer["standard_error"]) == (None, None)
    assert set(customer["importance"]["handoffs"]) == set(document["handoffs"])
    assert set(customer["posterior_given_failed"]["handoffs"]) == set(document["handoffs"])
    assert set(customer["posterior_given_failed"]["node_failures"]) == set(document["nodes"])
    made = [figures["contribution"] for figures in customer["importance"]["handoffs"].values()]
    made += [figures["contribution"] for figures in customer["importance"]["nodes"].values()]
    assert sum(made) == pytest.approx(customer["probability"])


def test_intervals_follow_from_the_seed_and_can_be_left_out(capfd: pytest.CaptureFixture[str]) -> None:
    """The same seed gives the same interval, another one another; without draws there is none."""
    one, same, other = (
        _document(capfd, str(EXAMPLE), "--draws", "200", "--seed", seed)["outcomes"]["minorista"]["interval"]
        for seed in ("1", "1", "2")
    )
    assert one == same != other
    without = _document(capfd, str(EXAMPLE), "--draws", "0")["outcomes"]["minorista"]
    assert not {"interval", "median", "draws"} & set(without)


def test_the_expected_loss_is_weight_times_probability(capfd: pytest.CaptureFixture[str]) -> None:
    """Summed over the outcomes."""
    document = _document(capfd, str(EXAMPLE))
    weights = {node["id"]: node.get("weight", 1) for node in json.loads(EXAMPLE.read_text(encoding="utf-8"))["nodes"]}
    loss = sum(weights[name] * risk["probability"] for name, risk in document["outcomes"].items())
    assert document["expected_loss"] == pytest.approx(loss)


def test_as_many_chains_as_asked_for_in_the_language_asked_for(capfd: pytest.CaptureFixture[str]) -> None:
    """Each chain is also a sentence."""
    document = _document(capfd, str(EXAMPLE), "--chains", "2", "--language", "en")
    by_outcome = [told["outcome"] for told in document["chains"]]
    assert by_outcome == [name for name in document["outcomes"] for _ in range(2)]
    assert document["chains"][0]["text"] == "“Pago correcto” fails, from Nómina to Agentes de atención."


def test_the_date_overrides_the_map_s_own(capfd: pytest.CaptureFixture[str]) -> None:
    """In December the temporary workers count, in September they do not."""
    assert "refuerzo" in _document(capfd, str(EXAMPLE), "--as-of", "2026-12-10")["handoffs"]
    assert "refuerzo" not in _document(capfd, str(EXAMPLE), "--as-of", "2026-09-30")["handoffs"]


def test_for_people_every_outcome_has_its_table_with_denominators(capfd: pytest.CaptureFixture[str]) -> None:
    """A bar, the share, and the rate with its denominator and evidence; warnings stand on the other stream."""
    assert _run(str(EXAMPLE), "--language", "es") == 0
    told = capfd.readouterr()
    assert "Cliente minorista (cliente externo)" in told.out
    assert "Ventas → Bodega: Pedido completo" in told.out
    assert "falla 15 % (30 de 200), hecho" in told.out.replace("\u00a0", " ")
    assert "█" in told.out
    assert "Falta medir 2 entregas" in told.out
    assert "convención" in told.err
    assert "convención" not in told.out


@pytest.mark.parametrize("arguments", [("--as-of", "30/09/2026"), ("--chains", "-1"), ("--method", "guess")])
def test_wrong_usage_is_told_and_leaves_with_2(arguments: tuple[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    """A date is 2026-09-30, a number of chains is not negative, a method is one that there is."""
    assert _run(str(EXAMPLE), *arguments) == 2
    assert arguments[1] in capfd.readouterr().err


def test_a_map_that_is_too_large_says_how_large(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Forty processes that all serve each other: exit 1 where exactly is asked for, and the sizes."""
    rows = [f"P{i},P{j},Trabajo {i},0.1" for i in range(40) for j in range(40) if i != j]
    table = tmp_path / "denso.csv"
    table.write_text("\n".join(["supplier,client,deliverable,own", *rows]), encoding="utf-8")
    assert _run(str(table), "--language", "es", "--method", "exact") == 1
    told = capfd.readouterr().err
    assert "2^22" in told
    assert "40 nodos" in told


def test_what_is_too_large_is_sampled_and_says_why(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Forty processes that all serve each other and a customer: trials, a standard error, the sizes in words."""
    rows = [f"P{i},P{j},Trabajo {i},0.001" for i in range(40) for j in range(40) if i != j]
    table = tmp_path / "denso.csv"
    table.write_text("\n".join(["supplier,client,deliverable,own", *rows, "P0,Cliente,Todo,0.1"]), encoding="utf-8")
    document = _document(capfd, str(table), "--samples", "20000", "--language", "en")
    assert (document["method"], document["trials"]) == ("sampling", 20480)
    assert "too large to be computed exactly" in document["why"]
    assert all(0 < risk["standard_error"] < 0.01 for risk in document["outcomes"].values())


def test_whoever_asks_for_sampling_gets_the_same_for_the_same_seed(capfd: pytest.CaptureFixture[str]) -> None:
    """Close to the exact figures, with the standard error that was wanted."""
    asked = (str(EXAMPLE), "--method", "sampling", "--standard-error", "0.002")
    one, again = _document(capfd, *asked, "--seed", "7"), _document(capfd, *asked, "--seed", "7")
    assert one == again
    exact = _document(capfd, str(EXAMPLE), "--method", "exact")
    for outcome, risk in one["outcomes"].items():
        assert risk["standard_error"] <= 0.0021
        assert risk["probability"] == pytest.approx(exact["outcomes"][outcome]["probability"], abs=0.015)
        made = [figures["contribution"] for kind in risk["importance"].values() for figures in kind.values()]
        assert sum(made) == pytest.approx(risk["probability"])
    assert (exact["trials"], exact["outcomes"]["minorista"]["standard_error"]) == (None, None)


def test_a_map_without_outcomes_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """There is nobody for failures to reach."""
    table = tmp_path / "interno.csv"
    table.write_text("supplier,client,deliverable\nVentas,Bodega,Pedido\n", encoding="utf-8")
    assert _run(str(table), "--language", "es") == 0
    assert "no hay a quién" in capfd.readouterr().out


def test_names_do_not_steer_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Control characters come out spelt, line breaks as spaces."""
    nodes = [{"id": "a", "name": "A\u001b[2J\nB", "kind": "process"}, {"id": "c", "name": "C", "kind": "customer"}]
    handoff = {"id": "h", "supplier": "a", "client": "c", "deliverable": "D", "failure": {"own": 0.5}}
    document = {"format": "value-chain-map/1", "name": "N", "nodes": nodes, "handoffs": [handoff]}
    path = tmp_path / "hostil.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert _run(str(path)) == 0
    told = capfd.readouterr().out
    assert "\u001b" not in told
    assert "A\\x1b[2J B → C: D" in told


def test_each_applicant_fails_as_often_as_the_plain_count(capfd: pytest.CaptureFixture[str]) -> None:
    """On the municipality's real handoffs every channel has its plain late rate, as each case takes one route."""
    table = shared("data/receipt-handoffs.csv", "the figures of the real permit cases")
    document = _document(capfd, str(table))
    late = {"desk": (39, 107), "internet": (313, 1148), "post": (17, 52), "e-mail": (8, 21), "intern": (0, 1)}
    for channel, (failed, count) in late.items():
        assert document["outcomes"][f"applicant-{channel}"]["probability"] == pytest.approx(failed / count, abs=1e-9)
    assert max(map(len, document["cycles"])) == 10
