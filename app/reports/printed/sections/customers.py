"""Who the customers are, seen from the eight viewpoints, and how far each process has answered."""

from app.reports.coverage import Cell as Answer
from app.reports.coverage import Coverage, Perspective, Row, Served, State, coverage
from app.reports.printed.blocks import Block, Cell, Column, Paragraph, Run, Section, Table, Tone, name, plain
from app.reports.printed.material import Material
from app.reports.printed.sections.cells import lines, named, said
from app.wording import Wording
from process_models.domain.vocabulary import Viewpoint

NAME = "customers"
MOST_NAMED = 12
"""Customers that a viewpoint names; in a cell of the coverage it is a quarter of them."""

_SIGNS = {State.DECLARED: "○", State.NONE: "∅", State.OPEN: "—"}


def customers(material: Material) -> Section:
    """Return whom the map serves; a map without customers is told to look for them."""
    words = material.words
    told = coverage(material.dated, material.found, words)
    return Section(
        name=NAME,
        heading=words.text("customers.title"),
        clause="4.2",
        blocks=(Paragraph(text=plain(words.text("customers.lead")), tone=Tone.SOFT),),
        parts=(_served(told, words), _viewpoints(told, words), *((_answers(told, words),) if told.rows else ())),
        starts_sheet=True,
    )


def _served(told: Coverage, words: Wording) -> Section:
    columns = (
        Column(heading=words.text("report.customers.who"), width=2.4),
        Column(heading=words.text("customers.suppliers"), width=6),
        Column(heading=words.text("report.customers.viewpoints"), width=3.4),
        Column(heading=words.text("report.customers.fails"), width=1.5, is_number=True),
    )
    blocks: tuple[Block, ...] = (Paragraph(text=plain(words.text("customers.no-customers"))),)
    if told.served:
        rows = tuple(_customer(each, words) for each in told.served)
        blocks = (Table(columns=columns, rows=rows),)
    return Section(name=f"{NAME}-served", heading=words.text("customers.served"), blocks=blocks)


def _customer(each: Served, words: Wording) -> tuple[Cell, ...]:
    suppliers = [
        " · ".join(filter(None, (supplier, rate, words.text(f"figures.evidence.{kind}"))))
        for _, supplier, rate, kind in each.suppliers
    ]
    seen = [words.text(f"viewpoint.{viewpoint}") for viewpoint in each.viewpoints]
    return (
        named(each.name, words.text(f"figures.outcome.{each.kind}")),
        lines(suppliers or (words.text("customers.no-suppliers"),)),
        lines(seen or (words.text("customers.no-viewpoint"),)),
        said(each.figure or words.text("customers.no-figure")),
    )


def _viewpoints(told: Coverage, words: Wording) -> Section:
    columns = (
        Column(heading=words.text("report.customers.viewpoint"), width=5),
        Column(heading=words.text("report.customers.found"), width=4),
        Column(heading=words.text("report.customers.unanswered"), width=1.6, is_number=True),
    )
    heading = words.text("customers.viewpoints")
    rows = tuple(_viewpoint(place, each, words) for place, each in enumerate(told.perspectives, 1))
    table = Table(columns=columns, rows=rows)
    return Section(name=f"{NAME}-viewpoints", heading=heading, blocks=(table,))


def _viewpoint(place: int, each: Perspective, words: Wording) -> tuple[Cell, ...]:
    label = Run(text=f"{words.number(place)}. {words.text(f'viewpoint.{each.viewpoint}')}", is_strong=True)
    found = _some([found for _, found in each.found], MOST_NAMED, words)
    nobody = words.text("customers.nobody")
    return (
        Cell(text=(label,), remark=words.text(f"customers.who.{each.viewpoint}")),
        Cell(text=name(found or nobody), remark="" if found else words.text(f"customers.ask.{each.viewpoint}")),
        Cell(text=plain(words.number(each.unanswered))),
    )


def _answers(told: Coverage, words: Wording) -> Section:
    """Return process by viewpoint; the viewpoints by their numbers, since their names are long."""
    answered, asked = words.number(told.answered), words.number(told.asked)
    columns = (
        Column(heading=words.text("customers.column.process"), width=2.2),
        *(Column(heading=_numbered(place, each, words), width=1.6) for place, each in enumerate(Viewpoint, 1)),
    )
    heading = words.text("customers.coverage")
    signs = "; ".join(f"{sign} {words.text(code)}" for sign, code in _signs().items())
    return Section(
        name=f"{NAME}-coverage",
        heading=heading,
        blocks=(
            Paragraph(text=plain(words.text("customers.coverage.lead", answered=answered, asked=asked))),
            Paragraph(text=plain(f"{signs}. {words.text('customers.coverage.help')}"), tone=Tone.SOFT),
            Table(columns=columns, rows=tuple(_answered(row, words) for row in told.rows)),
        ),
        starts_sheet=True,
        is_wide=True,
    )


def _numbered(place: int, viewpoint: Viewpoint, words: Wording) -> str:
    return f"{words.number(place)}. {words.text(f'viewpoint.{viewpoint}')}"


def _signs() -> dict[str, str]:
    return {
        _SIGNS[State.DECLARED]: "customers.declared",
        _SIGNS[State.NONE]: "report.customers.none",
        _SIGNS[State.OPEN]: "customers.open",
    }


def _answered(row: Row, words: Wording) -> tuple[Cell, ...]:
    return (named(row.name), *(_answer(cell, words) for cell in row.cells))


def _answer(cell: Answer, words: Wording) -> Cell:
    clients = _some([client for _, client in cell.clients], MOST_NAMED // 4, words)
    return Cell(text=name(clients or _SIGNS[cell.state]), remark=cell.reason)


def _some(names: list[str], most: int, words: Wording) -> str:
    """Return the first names, and how many more there are."""
    told = ", ".join(names[:most])
    return f"{told} {words.counted('customers.more', len(names) - most)}" if names[most:] else told
