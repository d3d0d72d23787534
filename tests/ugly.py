"""Maps that are hard to print: tiny, huge, tangled, unknown, in other scripts, with names that look like programs."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from random import Random

from process_models.domain.chain import ValueChain
from tests.chains import chain
from tests.graphs.propagation.processes import process_like

LONG = "Subdirección de acompañamiento a la gestión territorial y participación ciudadana regional"
UNBROKEN = "Departamentodeatenciónintegraldelaspersonasydeseguimientodelosprocesosinternosdelaentidadx"
HOSTILE = (
    '#import "x": *',
    "$a^2 + sum_(i=1)^n x_i$",
    "/etc/passwd",
    'image("/etc/passwd")',
    "\\",
    '#read("/etc/passwd")',
    "<label> @ref *bold* _it_ `raw` = heading",
    '"); panic("x',
    "</svg><script>alert(1)</script>",
    "{{ 7 * 7 }} %s {0} \\u{0}",
)
RTL = ("قسم المبيعات", "خدمة العملاء", "שירות לקוחות", "مستودع")
CJK = ("销售部", "倉庫", "顧客サービス", "창고")


def _renamed(found: ValueChain, names: tuple[str, ...]) -> ValueChain:
    """Return a chain with other names, taken in turn, for nodes and deliverables."""
    return replace(
        found,
        name=names[0],
        nodes=tuple(replace(node, name=names[place % len(names)]) for place, node in enumerate(found.nodes)),
        handoffs=tuple(
            replace(handoff, deliverable=names[(place + 1) % len(names)])
            for place, handoff in enumerate(found.handoffs)
        ),
    )


def _story() -> ValueChain:
    return chain("""
        ventas -> bodega: Pedido 30/200 d=0.8
        bodega -> despacho: Mercancía 9/180
        nomina -> empleados: Pago scores=1:2,2:3,5:20
        despacho -> cliente: Entrega 20/100
        ventas -> cliente: Confirmación total=0.02
        soporte -> bodega: Sistema
    """)


def _line(links: int, *, failing: bool = True) -> ValueChain:
    rate = "3/100" if failing else ""
    steps = "\n".join(f"p{place} -> p{place + 1}: Parte {place} {rate}" for place in range(links))
    return chain(f"{steps}\np{links} -> cliente: Entrega {rate}")


def _parallel(count: int) -> ValueChain:
    return chain("\n".join(f"ventas -> cliente: Entregable {place} {place % 7}/50" for place in range(count)))


def _cycle(length: int) -> ValueChain:
    steps = "\n".join(f"p{place} -> p{(place + 1) % length}: Paso 2/100 c=0.5" for place in range(length))
    return chain(f"{steps}\np0 -> cliente: Entrega 1/100")


def _star(arms: int) -> ValueChain:
    steps = "\n".join(f"p{place} -> centro: Informe {place} 1/60" for place in range(arms))
    return chain(f"{steps}\ncentro -> cliente: Todo 4/90")


def _outcomes(count: int) -> ValueChain:
    return chain("\n".join(f"ventas -> cliente-{place}: Entrega {place + 1}/90" for place in range(count)))


def _laned(lanes: int, each: int) -> ValueChain:
    lines = [f'process a{lane}x{place} lane="Carril {lane}"' for lane in range(lanes) for place in range(each)]
    lines += [f"a{lane}x{at} -> a{lane}x{at + 1}: Paso 2/80" for lane in range(lanes) for at in range(each - 1)]
    lines += [f"a{lane}x{each - 1} -> a{lane + 1}x0: Sigue 5/120" for lane in range(lanes - 1)]
    return chain("\n".join([*lines, f"a{lanes - 1}x{each - 1} -> cliente: Entrega 7/70"]))


def random(seed: int) -> ValueChain:
    """Return a map made at random: of some size, tangled and measured as chance has it."""
    dice = Random(seed)  # noqa: S311 - no secret hangs on it
    size = dice.randint(2, 22)
    lines = []
    for place in range(1, size):
        for _ in range(dice.randint(1, 2)):
            rate = dice.choice(("", f"{dice.randint(0, 9)}/60", "total=0.05", "scores=1:1,3:2,5:6"))
            lines.append(f"p{dice.randrange(place)} -> p{place}: {'Cosa ' * dice.randint(1, 9)}{rate}")
    lines += [f"p{dice.randrange(size)} -> cliente-{place}: Entrega 3/40" for place in range(dice.randint(0, 3))]
    return chain("\n".join(lines))


def _one() -> ValueChain:
    return chain('process solo name="Único proceso"')


_UGLY: Mapping[str, Callable[[], ValueChain]] = {
    "one node": _one,
    "hostile names": lambda: _renamed(_story(), HOSTILE),
    "names of 90 signs": lambda: _renamed(_story(), (LONG, LONG[::-1])),
    "names without a space": lambda: _renamed(_story(), (UNBROKEN,)),
    "right to left": lambda: _renamed(_story(), RTL),
    "Chinese, Japanese, Korean": lambda: _renamed(_story(), CJK),
    "40 between two": lambda: _parallel(40),
    "nothing measured": lambda: _line(9, failing=False),
    "one giant cycle": lambda: _cycle(16),
    "no outcomes": lambda: chain("a -> b: Cosa 1/10\nb -> c: Otra 2/10"),
    "huge description": lambda: replace(_story(), description="Una historia larga que nadie acorta. " * 300),
    "300 nodes": lambda: _line(298),
    "nothing at all": lambda: replace(_one(), nodes=()),
    "a star": lambda: _star(70),
    "many outcomes": lambda: _outcomes(30),
    "lanes": lambda: _laned(6, 7),
    "lanes with long names": lambda: _renamed(_laned(5, 6), (LONG, "Corto")),
    "a long name of the map": lambda: replace(_story(), name=LONG * 2),
    "a name without a space": lambda: replace(_story(), name=UNBROKEN),
    "a day long gone": lambda: replace(_story(), as_of=date(1999, 12, 31)),
    "no handoffs": lambda: chain("process a\nprocess b\ncustomer cliente"),
    "only employees": lambda: chain("nomina -> empleados: Pago 3/30"),
    "never fails": lambda: chain("a -> cliente: Entrega 0/900"),
    "always fails": lambda: chain("a -> cliente: Entrega 90/90"),
    "a line of 60": lambda: _line(60),
    "a larger cycle": lambda: _cycle(40),
    "as processes are": partial(process_like, 60, 3),
    "spaces and line ends": lambda: _renamed(_story(), ("  Dos\n líneas \t aquí ", "…", "—", "ﬁ ﬂ ½ №")),
    "signs above signs": lambda: _renamed(_story(), ("n\u0303an\u0303o\u0301", "Åsa Ünal", "ﷺ", "e\u0301\u0301\u0301")),
}

MAPS: Mapping[str, Callable[[], ValueChain]] = {
    **_UGLY,
    **{f"random {seed}": partial(random, seed) for seed in range(50 - len(_UGLY))},
}
FIRST = tuple(MAPS)[:12]
"""Those that every run looks at."""
