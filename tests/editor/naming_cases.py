"""Names and the ids that are made of them: `python -m tests.editor.naming_cases` writes `naming_cases.json` anew."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from app.formats.handoff_table.cells import tidy
from process_models.domain.naming import identifier
from tests.editor.story import Json, lines_of

FILE = Path(__file__).with_suffix(".json")
CASES = 150

_PIECES = (
    "Nómina", "Señales", "Bogotá D.C.", "物流", "straße", "ÆØÅ łódź", "ﬁnanzas", "İstanbul",
    "Ελλάς", "ẞ", "K", "ᾳ",
    "a\u093eb", "n\u0303", "e\u0301\u0323", "\u0e01\u0e31b", "x" * 70, "--a--", "_", "", " \t ", "\u200b", "Ⅷ",
    "①", "½",
    "\x1fa\x85b", "\ufeffc", "🙂", "дом", "þorn ðæð",
    "a/b & c",
    "ŉ", "ǅ", "\u017f",
)  # fmt: skip


def cases() -> Iterator[Json]:
    """Give each piece alone, then some together, with ids that are taken already."""
    yield from (_case([piece], [], "nodo") for piece in _PIECES)
    random = Random(3)  # noqa: S311 - the same cases every time
    for _ in range(CASES):
        names = random.choices(_PIECES, k=random.randint(1, 3))
        stem = identifier(*names, taken=(), fallback="entrega")
        taken = [stem, *(f"{stem[:61]}-{number}" for number in random.sample(range(2, 20), random.randint(0, 12)))]
        yield _case(names, random.choice([[], taken, taken[:2]]), "entrega")


def _case(names: list[str], taken: list[str], fallback: str) -> Json:
    made = identifier(*names, taken=taken, fallback=fallback)
    return {"names": names, "taken": taken, "fallback": fallback, "id": made, "tidy": tidy(" ".join(names))}


if __name__ == "__main__":
    FILE.write_text(lines_of(cases()), encoding="utf-8")
