"""Random maps and random commands, made here and carried out by the editor's commands as well."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from app.formats.commands import generate_command
from app.formats.map_document.keys import MAP
from frontend.build import HERE, PACKAGES, tools
from process_models.domain.chain import ValueChain
from process_models.domain.commands import Command
from tests.commands import commands
from tests.editor.command_cases import outcome
from tests.editor.story import Json
from tests.strategies import chains

CASES = 300


@pytest.mark.browser
def test_the_editor_does_what_the_server_does_with_random_commands(tmp_path: Path) -> None:
    """Whatever the maps hold: hostile texts, foreign content, every field."""
    cases: list[Json] = []

    @seed(14)
    @settings(max_examples=CASES, database=None, deadline=None)
    @given(st.data())
    def gather(data: st.DataObject) -> None:
        told: ValueChain = data.draw(chains())
        command: Command = data.draw(commands(told))
        cases.append({"content": MAP.write(told), "command": generate_command(command), **outcome(told, command)})

    gather()
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(cases), encoding="utf-8")
    vitest = PACKAGES / "vitest" / "vitest.mjs"
    run: list[str | Path] = [tools().node, vitest, "run", "--reporter=dot", "tests/editor/commands.test.ts"]
    environment = {**os.environ, "ESLABON_COMMAND_CASES": str(file), "NO_COLOR": "1"}
    done = subprocess.run(run, cwd=HERE, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own tools
    assert done.returncode == 0, done.stdout[-5000:]
