"""An empty workbook to fill in, with lists to choose from, and with examples in a sheet that is not read."""

from app.formats.handoff_table.columns import HANDOFFS, Column
from app.formats.workbook.columns import ACTIONS, NODES, REQUIREMENTS, MapKey, SheetKind
from app.formats.workbook.rows import Row
from app.formats.workbook.writing import Sheets, prose
from app.wording import wording
from process_models.domain.vocabulary import NodeKind, TimeUnit, Viewpoint


def generate_template(language: str) -> bytes:
    """Return the workbook, in a language."""
    words = wording(language)
    sheets = Sheets(language)
    sheets.add_table(SheetKind.HANDOFFS, HANDOFFS, ())
    sheets.add_table(SheetKind.NODES, NODES, ())
    sheets.add_table(SheetKind.REQUIREMENTS, REQUIREMENTS, ())
    sheets.add_table(SheetKind.ACTIONS, ACTIONS, ())
    said = (words.text("workbook.about.begin"), *prose(language), words.text("workbook.about.example"))
    sheets.add_prose({MapKey.LANGUAGE: language}, said)
    sheets.add_table(SheetKind.EXAMPLE, HANDOFFS, _examples(language))
    return sheets.content()


def _examples(language: str) -> tuple[Row, ...]:
    """Return three rows as somebody might fill them in: something counted, rated, and supposed."""
    words = wording(language)
    sales, store, customer = (words.text(f"workbook.example.{who}") for who in ("sales", "store", "customer"))
    order, box, notice = (words.text(f"workbook.example.{what}") for what in ("order", "box", "notice"))
    counted: Row = {
        Column.SUPPLIER: sales,
        Column.CLIENT: store,
        Column.DELIVERABLE: order,
        Column.CHANNEL: Viewpoint.INTERNAL,
        Column.MEDIUM: "ERP",
        Column.DELIVERIES: 200,
        Column.FAILED: 30,
        Column.LATE: 18,
        Column.DEPENDENCY: 0.8,
        Column.AGREED_AMOUNT: 2,
        Column.AGREED_UNIT: TimeUnit.WORKING_DAYS,
    }
    rated: Row = {
        Column.SUPPLIER: store,
        Column.CLIENT: customer,
        Column.DELIVERABLE: box,
        Column.CLIENT_KIND: NodeKind.CUSTOMER,
        Column.WEIGHT: 1200,
        Column.CHANNEL: Viewpoint.DELIVERED,
        Column.SCORE_1: 2,
        Column.SCORE_2: 3,
        Column.SCORE_4: 15,
        Column.SCORE_5: 6,
    }
    supposed: Row = {
        Column.SUPPLIER: sales,
        Column.CLIENT: customer,
        Column.DELIVERABLE: notice,
        Column.TOTAL: 0.1,
        Column.NOTES: words.text("workbook.example.notes"),
    }
    return counted, rated, supposed
