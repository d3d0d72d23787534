"""The description of the API is whole: every operation with what it takes and gives, in both languages."""

import json
import re
from pathlib import Path

import pytest
from flask import Flask

from app.api.operations import OPERATIONS, PREFIX
from tests.app.api.programs import API, showing

DOCS = Path(__file__).parents[3] / "docs" / "api.md"


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_route_is_described(app: Flask, language: str) -> None:
    """With its name, its scope, its bodies and errors; nothing that is referred to is missing."""
    told = showing(app, None).get(f"{API}/openapi.json", headers={"Accept-Language": language}).get_json()
    described = {(verb.upper(), path) for path, verbs in told["paths"].items() for verb in verbs}
    assert len(described) == len(OPERATIONS)
    routes = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("api.")]
    gaps = {re.sub(r"<(?:[^<>]*:)?(\w+)>", r"{\1}", rule.rule.removeprefix(PREFIX)) for rule in routes}
    assert gaps == set(told["paths"])
    text = json.dumps(told)
    named = set(re.findall(r'"#/components/schemas/(\w+)"', text))
    assert named <= set(told["components"]["schemas"])
    for verbs in told["paths"].values():
        for each in verbs.values():
            assert each["summary"]
            assert each["security"] or not {"401", "403"} & set(each["responses"])
            assert all(parameter["description"] for parameter in each["parameters"])


@pytest.mark.parametrize("language", ["es", "en"])
def test_people_read_the_same(app: Flask, language: str) -> None:
    """Each operation has its place on the page, and each error the anchor that problems name."""
    page = showing(app, None).get(f"{API}/docs", headers={"Accept-Language": language}).text
    assert [name for name in OPERATIONS if f'id="{name}"' not in page] == []
    assert 'id="problem-412"' in page


def test_every_operation_is_in_the_documentation() -> None:
    """docs/api.md has a row for each, and none that is gone."""
    told = re.findall(r"^\| `(\w+)` \| `[A-Z]+ /", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(told) == sorted(OPERATIONS)
