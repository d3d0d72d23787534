"""The worked maps with exact results that lie beside the project."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from app.formats.map_document import parse_map_document
from graphs.propagation import Propagation, propagate
from tests.shared import shared

NAMES = [f"case-{number:02}" for number in range(10)]


@pytest.mark.parametrize("name", NAMES)
def test_a_worked_map_has_its_exact_figures(name: str) -> None:
    """Every figure of the expected document, to 1e-6."""
    folder = shared("cases", f"the exact figures of {name}")
    expected = json.loads((folder / f"{name}.expected.json").read_text(encoding="utf-8"))
    _same(expected, _as_document(_propagated(folder / f"{name}.json")), name)


def _propagated(path: Path) -> Propagation:
    parsed = parse_map_document(path.read_bytes())
    assert parsed.chain is not None
    return propagate(parsed.chain, chains=5)


def _as_document(found: Propagation) -> dict[str, Any]:
    return {
        "nodes": found.nodes,
        "handoffs": {
            name: {**_figures(figures), "evidence": figures.evidence.evidence}
            for name, figures in found.handoffs.items()
        },
        "outcomes": {
            name: {
                "probability": risk.probability,
                "if_unknown_fails": risk.if_unknown_fails,
                "importance": {
                    "handoffs": {e: asdict(figures) for e, figures in risk.handoffs.items()},
                    "nodes": {v: asdict(figures) for v, figures in risk.nodes.items()},
                },
                "posterior_given_failed": asdict(risk.posterior_given_failed),
            }
            for name, risk in found.outcomes.items()
        },
        "chains": [
            {
                "outcome": told.outcome,
                "probability": told.probability,
                "origin": {"handoff": told.origin_handoff} if told.origin_handoff else {"node": told.origin_node},
                "path": list(told.path),
            }
            for told in found.chains
        ],
        "cycles": [list(cycle) for cycle in found.cycles],
        "unknown": list(found.unknown),
    }


def _figures(figures: Any) -> dict[str, float]:  # noqa: ANN401 - any of the results with these four
    return {name: getattr(figures, name) for name in ("rate", "own", "containment", "inherited")}


def _same(expected: Any, found: Any, where: str) -> None:  # noqa: ANN401 - documents hold anything
    if isinstance(expected, dict):
        assert set(expected) == set(found), where
        for key, value in expected.items():
            _same(value, found[key], f"{where}/{key}")
    elif isinstance(expected, list):
        assert len(expected) == len(found), where
        for place, (one, other) in enumerate(zip(expected, found, strict=True)):
            _same(one, other, f"{where}/{place}")
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, abs=1e-6), where
    else:
        assert expected == found, where
