"""The command line: check, convert and demo, as a user meets them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.main import VERBS, main
from tests.hostile import documents, tables
from tests.shared import shared

ENGLISH_HELP = (
    "Usage",
    "Options",
    "Commands",
    "Show this",
    "COMMAND",
    "OPTIONS",
    "FILE",
    "TEXT",
    "required",
    "default",
)


@pytest.fixture(autouse=True)
def _no_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no locale of the machine speak."""
    for name in ("ESLABON_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


class Run:
    """What a call of the program said and how it ended."""

    def __init__(self, capsys: pytest.CaptureFixture[bytes]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, bytes, str]:
        """Run the program: its exit code, its data, its messages."""
        with pytest.raises(SystemExit) as left:
            main(arguments)
        said = self._capsys.readouterr()
        return int(str(left.value.code or 0)), said.out, said.err.decode()


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Return what calls the program."""
    return Run(capsysbinary)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a table with a warning."""
    path = tmp_path / "entregas.csv"
    path.write_text("proveedor;cliente;entregable\nVentas;Bodega;Pedido\n", encoding="utf-8")
    return path


def test_check_says_warnings_and_ends_well(run: Run, table: Path) -> None:
    """A warning does not fail; messages are apart from data."""
    code, data, messages = run("check", str(table))
    assert (code, data) == (0, b"")
    assert messages.splitlines()[0].startswith("fila 2, columna «cliente»: Bodega")
    assert messages.splitlines()[-1] == "0 errores, 1 advertencia."


def test_check_says_every_problem_on_a_line(run: Run, tmp_path: Path) -> None:
    """Each with its place, in the language asked for; and the exit code says that there are some."""
    path = tmp_path / "mapa.json"
    path.write_text('{"format": "value-chain-map/1", "nodes": [], "colour": 1}', encoding="utf-8")
    code, _, messages = run("check", str(path), "--language", "en")
    assert code == 1
    assert messages.splitlines() == [
        "/colour: The key “colour” is not known",
        "/name: The key “name” is missing",
        "/handoffs: The key “handoffs” is missing",
        "3 errors, 0 warnings.",
    ]


def test_convert_gives_data_to_stdout(run: Run, table: Path) -> None:
    """Without a file to write the document comes out, and nothing else with it."""
    code, data, _ = run("convert", str(table), "--to", "json")
    assert code == 0
    assert json.loads(data)["handoffs"][0]["id"] == "ventas-bodega-pedido"


def test_convert_writes_a_file_whole(run: Run, table: Path, tmp_path: Path) -> None:
    """The file is replaced, no draft stays; a table may have Spanish headers."""
    target = tmp_path / "salida.csv"
    target.write_text("antes", encoding="utf-8")
    code, data, _ = run("convert", str(table), "--to", "csv", "-o", str(target), "--language", "es")
    assert (code, data) == (0, b"")
    assert target.read_bytes() == b"proveedor,cliente,entregable\r\nVentas,Bodega,Pedido\r\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["entregas.csv", "salida.csv"]


def test_convert_draws_as_text(run: Run, table: Path) -> None:
    """DOT is one of the formats."""
    code, data, _ = run("convert", str(table), "--to", "dot")
    assert code == 0
    assert data.startswith(b"digraph")


def test_convert_refuses_what_is_wrong(run: Run, tmp_path: Path) -> None:
    """With errors in the file nothing is written."""
    path, target = tmp_path / "mal.csv", tmp_path / "salida.json"
    path.write_text("supplier,client,deliverable\nA,A,x\n", encoding="utf-8")
    code, _, messages = run("convert", str(path), "--to", "json", "-o", str(target))
    assert code == 1
    assert messages.startswith("fila 2, columna «client»: ")
    assert not target.exists()


def test_joined_routes_are_said_and_can_be_kept_apart(run: Run, tmp_path: Path) -> None:
    """What import did unasked is said beside the data."""
    path = tmp_path / "rutas.csv"
    path.write_text("supplier,client,deliverable\nA,C,x\nB,C,x\n", encoding="utf-8")
    _, joined, messages = run("convert", str(path), "--to", "json")
    assert "--no-routes" in messages
    assert json.loads(joined)["groups"] == [{"id": "c-x", "client": "c", "kind": "routes"}]
    _, apart, messages = run("convert", str(path), "--to", "json", "--no-routes")
    assert messages == ""
    assert json.loads(apart)["groups"] == []


def test_losses_are_said(run: Run, tmp_path: Path) -> None:
    """What a table cannot hold is said while it is written."""
    demo = tmp_path / "ejemplo.json"
    assert run("demo", "-o", str(demo))[0] == 0
    code, data, messages = run("convert", str(demo), "--to", "csv")
    assert code == 0
    assert data.startswith(b"supplier,client,deliverable")
    assert "acciones de mejora" in messages


def test_demo_hands_out_the_example(run: Run, tmp_path: Path) -> None:
    """The example is the file in the project, and a map in order."""
    target = tmp_path / "ejemplo.json"
    assert run("demo", "-o", str(target)) == (0, b"", "")
    assert target.read_bytes() == (Path(__file__).parents[3] / "examples" / "pedidos-y-nomina.json").read_bytes()
    assert run("check", str(target))[0] == 0


def test_files_that_cannot_be_used_are_wrong_usage(run: Run, table: Path, tmp_path: Path) -> None:
    """A missing file, a folder, a missing folder to write in: a sentence, never a traceback."""
    for arguments, said in (
        (["check", "no-hay.json"], "No existe"),
        (["check", str(tmp_path)], "Es una carpeta"),
        (["check", "a\0b"], "No se puede leer"),
        (["convert", str(table), "--to", "json", "-o", str(tmp_path / "nada" / "x.json")], "No existe"),
        (["convert", str(table), "--to", "json", "-o", str(tmp_path)], "Es una carpeta"),
        (["convert", str(table)], "Falta la opción '--to'"),
        (["convert", str(table), "--to", "xml"], "no es ninguno de estos"),
        (["check"], "Indique un archivo o, con --map,"),
        (["check", "--colour"], "No hay una opción"),
        (["revisa"], "No hay una orden"),
        (["propagate", str(table), "--chains", "x"], "'x' no es un número entero."),
    ):
        code, data, messages = run(*arguments)
        assert (code, data) == (2, b""), arguments
        assert said in messages, messages


def test_a_file_may_come_from_the_standard_input(table: Path) -> None:
    """A dash reads what is piped in."""
    done = subprocess.run(
        [sys.executable, "-c", "from app.cli.main import main; main()", "convert", "-", "--to", "csv"],
        input=table.read_bytes(),
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"supplier,client,deliverable\r\nVentas,Bodega,Pedido\r\n"


def test_a_stream_that_cannot_be_used_is_wrong_usage(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Started without a standard stream, or with one that takes nothing: a sentence, never a traceback."""
    for name, arguments, said in (
        ("stdin", ["check", "-"], "No se puede leer el archivo: -"),
        ("stdout", ["demo"], "No se puede escribir el archivo: -"),
    ):
        with monkeypatch.context() as started:
            started.setattr(sys, name, None)
            code, data, messages = run(*arguments)
        assert (code, data) == (2, b"")
        assert said in messages
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", "from app.cli.main import main; main()", "demo"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr.decode()


def test_data_may_go_into_a_pipe_by_its_name() -> None:
    """A device or a pipe is written to as it is."""
    done = subprocess.run(
        [sys.executable, "-c", "from app.cli.main import main; main()", "demo", "-o", "/dev/stdout"],
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["format"] == "value-chain-map/1"


def test_whoever_has_read_enough_may_go(tmp_path: Path) -> None:
    """A pipe that is closed early ends the program without a word."""
    path = tmp_path / "entregas.csv"
    rows = "".join(f"Ventas,Bodega,Pedido {number}\n" for number in range(2000))
    path.write_text(f"supplier,client,deliverable\n{rows}", encoding="utf-8")
    with (
        path.open("rb") as table,
        subprocess.Popen(
            [sys.executable, "-c", "from app.cli.main import main; main()", "convert", "-", "--to", "json"],
            stdin=table,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as started,
    ):
        assert started.stdout is not None
        assert started.stderr is not None
        assert started.stdout.read(1) == b"{"
        started.stdout.close()
        assert started.stderr.read() == b""


@pytest.mark.parametrize("verb", [None, *VERBS])
def test_help_speaks_one_language(run: Run, verb: str | None) -> None:
    """In Spanish no English is left, and in English the help is there too."""
    arguments = [verb, "--help"] if verb else ["--help"]
    code, data, _ = run(*arguments)
    assert code == 0
    assert not [word for word in ENGLISH_HELP if word in data.decode()]
    assert run("--language", "en", *arguments)[0] == 0


def test_the_language_is_asked_for_set_or_the_locales(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The option goes before the setting, the setting before the locale; without any it is Spanish."""
    assert "Falta la opción" in run("convert", "x")[2]
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert "Missing option" in run("convert", "x")[2]
    monkeypatch.setenv("ESLABON_LANGUAGE", "es")
    assert "Falta la opción" in run("convert", "x")[2]
    assert "Missing option" in run("convert", "x", "--language=en")[2]


def test_the_environment_is_left_as_it_was(run: Run) -> None:
    """Speaking a language is over when the program ends."""
    run("--version")
    assert "LANGUAGE" not in os.environ


WRONG_FILES = {f"{name}.json": content for name, (content, _) in documents.WRONG.items()} | {
    f"{name}.csv": content for name, (content, _) in tables.WRONG.items()
}


@pytest.mark.parametrize("name", WRONG_FILES)
def test_hostile_files_never_reach_the_terminal(run: Run, tmp_path: Path, name: str) -> None:
    """Every wrong file ends with exit code 1 and lines that print, none of them a traceback."""
    path = tmp_path / name
    path.write_bytes(WRONG_FILES[name])
    code, data, messages = run("check", str(path))
    assert (code, data) == (1, b"")
    assert "Traceback" not in messages
    assert all(line.replace("\u00a0", " ").isprintable() and len(line) < 1000 for line in messages.splitlines())


def test_real_cases_go_round_without_loss(run: Run, tmp_path: Path) -> None:
    """A table, its document, its table and the document of that: the two documents are the same."""
    receipt = shared("data/receipt-handoffs.csv", "real permit cases go from table to document and back by the verbs")
    first, again, last = (str(tmp_path / name) for name in ("a.json", "b.csv", "c.json"))
    assert run("check", str(receipt))[0] == 0
    assert run("convert", str(receipt), "--to", "json", "-o", first)[0] == 0
    assert run("convert", first, "--to", "csv", "-o", again) == (0, b"", "")
    assert run("convert", again, "--to", "json", "-o", last) == (0, b"", "")
    assert Path(first).read_bytes() == Path(last).read_bytes()
