"""Lists of fast entry as the server reads them: `python -m tests.editor.entry_cases` writes `entry_cases.json` anew."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from app.formats.pasted_list import parse_pasted_list
from tests.editor.story import Json, lines_of

FILE = Path(__file__).with_suffix(".json")
CASES = 160

_NAMES = (
    "Ventas", "Bodega", "Nómina", "Cliente minorista", "Operador A (proveedor)", "Agentes ( EMPLEADOS )",
    "Sede (norte)",

    "  Doble   espacio ", "Proveedores", "物流", "R&D", "Caja; chica", "",
)  # fmt: skip
_ARROWS = (" → ", "->", " --> ", "=>", " ⇒ ", "➔", " \u2013 ")
_WHAT = ("Pedido", " Pedido completo ", "A: B", "", "Turno", "🙂")
_BULLETS = ("", "", "- ", "• ", "12. ", "3) ", "-")
_ENDS = ("\n", "\r\n", "\n\n", "\r")


def cases() -> Iterator[Json]:
    """Give lists with some lines that cannot be read."""
    random = Random(8)  # noqa: S311 - the same cases every time
    for _ in range(CASES):
        lines = [_line(random) for _ in range(random.randint(1, 6))]
        yield _case("".join(line + random.choice(_ENDS) for line in lines))


def _line(random: Random) -> str:
    supplier, client = random.sample(_NAMES, 2)
    what = random.choice(_WHAT)
    if random.random() < 0.2:
        return random.choice(("\t", ";")).join(each.replace(";", ",") for each in (supplier, client, what))
    return f"{random.choice(_BULLETS)}{supplier}{random.choice(_ARROWS)}{client}:{what}"


def _case(text: str) -> Json:
    parsed = parse_pasted_list(text, routes=False)
    if parsed.chain is None:
        wrong = [[each.row, each.code] for each in parsed.problems if each.is_error]
        return {"text": text, "wrong": wrong}
    nodes = [[each.id, each.name, each.kind] for each in parsed.chain.nodes]
    handoffs = [[each.id, each.supplier, each.client, each.deliverable] for each in parsed.chain.handoffs]
    return {"text": text, "nodes": nodes, "handoffs": handoffs}


if __name__ == "__main__":
    FILE.write_text(lines_of(cases()), encoding="utf-8")
