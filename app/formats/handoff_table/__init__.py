"""Tables of handoffs in CSV: one row for each handoff, as people keep them in spreadsheets (docs/handoff-table.md)."""

from app.formats.handoff_table.reading import parse_handoff_table
from app.formats.handoff_table.writing import generate_handoff_table

__all__ = ["generate_handoff_table", "parse_handoff_table"]
