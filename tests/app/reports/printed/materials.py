"""What sections of a report are written from in tests, and what they then say."""

from collections.abc import Iterator

from app.reports.printed.blocks import Block, Cell, Formula, Items, KeyFigure, Matrix, Paragraph, Section, Table, Turtle
from app.reports.printed.material import Material
from app.services.reporting import answers
from app.services.showing import analysis
from app.wording import wording
from process_models.domain.chain import ValueChain


def material(chain: ValueChain, language: str = "es", *, is_computed: bool = True) -> Material:
    """Return what a report of a chain is written from."""
    words = wording(language)
    return Material(
        chain=chain,
        found=analysis.propagation(chain, draws=200) if is_computed else None,
        words=words,
        drawings={},
        bought=answers.bought(chain, words) if is_computed else None,
        measurements=answers.measurements(chain) if is_computed else None,
    )


def told(section: Section | None) -> str:
    """Return everything that a section says, a line for each piece; nothing where it is left out."""
    return "" if section is None else "\n".join(_of_section(section))


def tables(section: Section | None) -> list[Table]:
    """Return the tables of a section and its parts, in order."""
    if section is None:
        return []
    own = [block for block in section.blocks if isinstance(block, Table)]
    return [*own, *(table for part in section.parts for table in tables(part))]


def row(table: Table, place: int) -> list[str]:
    """Return what stands in a row, each cell with its remark."""
    return [cell_told(cell) for cell in table.rows[place]]


def cell_told(cell: Cell) -> str:
    """Return what stands in a cell."""
    text = "".join(run.text for run in cell.text)
    return f"{text} | {cell.remark}" if cell.remark else text


def _of_section(section: Section) -> Iterator[str]:
    yield section.heading
    for block in section.blocks:
        yield from _of_block(block)
    for part in section.parts:
        yield from _of_section(part)


def _of_block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield "".join(run.text for run in block.text)
    elif isinstance(block, Formula):
        yield block.text
    elif isinstance(block, Table):
        yield block.caption
        for place in range(len(block.rows)):
            yield " ‖ ".join(row(block, place))
    elif isinstance(block, Items):
        yield from (f"{item.mark} {''.join(run.text for run in item.text)}" for item in block.items)
    elif isinstance(block, KeyFigure):
        yield block.figure
    elif isinstance(block, Matrix):
        yield " ‖ ".join(block.columns)
        yield from (each.heading for each in block.rows)
    elif isinstance(block, Turtle):
        for part in (block.inputs, block.outputs, block.resources, block.people, block.methods, block.measures):
            yield " ‖ ".join((part.heading, *part.lines))
